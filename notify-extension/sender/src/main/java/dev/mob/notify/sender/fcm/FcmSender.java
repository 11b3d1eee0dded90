package dev.mob.notify.sender.fcm;

import com.google.firebase.messaging.Message;
import dev.mob.notify.sender.provider.PushOutcome;
import java.util.concurrent.CompletionStage;

/**
 * Carries one message to FCM. The Firebase Admin SDK does it today; this seam lets a sender that
 * speaks HTTP v1 directly take its place.
 */
interface FcmSender extends AutoCloseable {

  CompletionStage<PushOutcome> send(Message message);

  @Override
  void close();
}
