package dev.mob.notify.sender;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What became of a message at one device.
 *
 * @param message the message's id
 * @param device the device
 * @param state where the delivery is
 * @param attempts completed attempts
 * @param providerId the platform's own id of what it accepted
 * @param reason why it failed, or why the last attempt did
 * @param updated the last change
 * @param displayed when the device showed it, by the device's report
 * @param tapped when the user tapped it, by the device's report
 * @param cursor where the next page of receipts begins, see {@link PushSender#receipts}
 */
public record DeliveryReceipt(
    UUID message,
    DeviceToken device,
    DeliveryState state,
    int attempts,
    Optional<String> providerId,
    Optional<String> reason,
    Instant updated,
    Optional<Instant> displayed,
    Optional<Instant> tapped,
    long cursor) {}
