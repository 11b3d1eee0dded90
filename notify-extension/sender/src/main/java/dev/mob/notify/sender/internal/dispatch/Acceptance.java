package dev.mob.notify.sender.internal.dispatch;

import dev.mob.notify.sender.Accepted;
import dev.mob.notify.sender.DeliveryState;
import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.InvalidMessageException;
import dev.mob.notify.sender.MessageState;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushApp;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.SendRequest;
import dev.mob.notify.sender.internal.message.MessageJson;
import dev.mob.notify.sender.internal.message.MessageRules;
import dev.mob.notify.sender.internal.message.RecipientJson;
import dev.mob.notify.sender.internal.store.DeviceTable.Address;
import dev.mob.notify.sender.internal.store.Lanes;
import dev.mob.notify.sender.internal.store.MessageTable.NewMessage;
import dev.mob.notify.sender.internal.store.Settlement;
import dev.mob.notify.sender.internal.store.Tables;
import dev.mob.notify.sender.provider.PushProvider;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Checks a request and puts it on disk. Safe for use by several threads. */
public final class Acceptance {
  /**
   * A message with no time to live is tried once; it may wait so long for that, in a queue or for a
   * provider that has paused.
   */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final Duration FARTHEST = Duration.ofDays(366);

  private final PushApp app;
  private final long appId;
  private final MessageId ids;

  public Acceptance(PushApp app, long appId, MessageId ids) {
    this.app = app;
    this.appId = appId;
    this.ids = ids;
  }

  /** All that is wrong with a request, so far as it can be told without the registry. */
  public List<Problem> check(SendRequest request, Instant now) {
    Set<Platform> platforms = app.providers().keySet();
    List<PushProvider> concerned =
        app.providers().values().stream()
            .filter(provider -> concerns(request.to(), provider.platform()))
            .toList();
    List<Problem> problems = new ArrayList<>();
    problems.addAll(
        MessageRules.check(
            request.message(), concerned.stream().map(PushProvider::platform).toList()));
    problems.addAll(MessageRules.check(request.to(), platforms));
    for (PushProvider provider : concerned) {
      problems.addAll(provider.check(request.message()));
    }
    request
        .idempotencyKey()
        .filter(key -> key.isEmpty() || key.length() > 200)
        .ifPresent(key -> problems.add(new Problem("key", "must have 1 to 200 characters")));
    request
        .at()
        .filter(at -> at.isAfter(now.plus(FARTHEST)))
        .ifPresent(
            at ->
                problems.add(
                    new Problem("at", at + " is more than " + FARTHEST.toDays() + " days ahead")));
    return problems.stream().distinct().toList();
  }

  /** A message for tokens of one platform need not suit the others. */
  private static boolean concerns(Recipient to, Platform platform) {
    return !(to instanceof Recipient.Tokens tokens)
        || tokens.tokens().stream().anyMatch(token -> token.platform() == platform);
  }

  /** A request that was checked, ready for the writer. */
  public NewMessage prepare(SendRequest request, Instant now) {
    long due = Math.max(now.toEpochMilli(), request.at().orElse(now).toEpochMilli());
    Duration ttl = Duration.ZERO;
    for (Platform platform : app.providers().keySet()) {
      Duration own = request.message().contentFor(platform).ttl().orElse(MessageRules.LONGEST_TTL);
      ttl = own.compareTo(ttl) > 0 ? own : ttl;
    }
    ttl = ttl.compareTo(GRACE) < 0 ? GRACE : ttl;
    return new NewMessage(
        ids.next(now.toEpochMilli()),
        appId,
        request.idempotencyKey().orElse(null),
        MessageJson.write(request.message()),
        RecipientJson.write(request.to()),
        now.toEpochMilli(),
        due,
        due + ttl.toMillis());
  }

  /** On the writer's thread: the message and, for tokens, its deliveries. */
  public Accepted accept(Tables tables, NewMessage message, Recipient to) throws SQLException {
    if (message.key() != null) {
      Optional<UUID> earlier = tables.messages().byKey(appId, message.key());
      if (earlier.isPresent()) {
        return new Accepted(earlier.get(), true);
      }
    }
    boolean now = message.due() <= message.created();
    if (to instanceof Recipient.Tokens tokens) {
      acceptTokens(tables, message, tokens, now);
    } else {
      tables.messages().insert(message, now ? MessageState.EXPANDING : MessageState.SCHEDULED, 0);
    }
    return new Accepted(message.uuid(), false);
  }

  private void acceptTokens(Tables tables, NewMessage message, Recipient.Tokens tokens, boolean now)
      throws SQLException {
    List<DeviceToken> distinct = new ArrayList<>(new LinkedHashSet<>(tokens.tokens()));
    long id =
        tables
            .messages()
            .insert(message, now ? MessageState.SENDING : MessageState.SCHEDULED, distinct.size());
    DeliveryState state = now ? DeliveryState.WAITING : DeliveryState.HELD;
    Settlement settlement = new Settlement();
    for (int i = 0; i < distinct.size(); i++) {
      DeviceToken token = distinct.get(i);
      Address device = address(tables, token, i);
      long lane = Lanes.of(appId, token.platform());
      if (device.invalid()) {
        tables
            .deliveries()
            .insert(
                id,
                device.id(),
                lane,
                DeliveryState.FAILED,
                message.due(),
                "InvalidToken",
                message.created());
        settlement.count(id, DeliveryState.FAILED, 1);
      } else {
        tables
            .deliveries()
            .insert(id, device.id(), lane, state, message.due(), null, message.created());
      }
    }
    settlement.write(tables, message.created());
  }

  private Address address(Tables tables, DeviceToken token, int index) throws SQLException {
    if (token.platform() != Platform.WEB_PUSH) {
      return tables.devices().addressOf(appId, token);
    }
    return tables
        .devices()
        .address(appId, token)
        .orElseThrow(
            () ->
                new InvalidMessageException(
                    List.of(
                        new Problem(
                            "to.tokens[" + index + "]",
                            "this subscription is not registered, and its keys are needed to"
                                + " encrypt: register the device first"))));
  }

  /** How many devices a recipient has now. */
  public long count(Tables tables, Recipient to) throws SQLException {
    if (to instanceof Recipient.Tokens tokens) {
      return tokens.tokens().stream().distinct().count();
    }
    return tables.deliveries().count(appId, to, app.providers().keySet());
  }
}
