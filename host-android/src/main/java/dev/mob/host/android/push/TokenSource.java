package dev.mob.host.android.push;

import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;

/**
 * Where this app's push address comes from: an app with Firebase asks {@code FirebaseMessaging},
 * one without uses {@link UnifiedPush}. Called from any thread; answers may come later and from any
 * thread.
 */
public interface TokenSource {

  /** Asks for an address. The answer is told, also each time the address changes later. */
  void request(Answer answer);

  /** Gives the address back. */
  void drop();

  /** Takes what came of a request. */
  interface Answer {
    void registered(PushToken token);

    void failed(RegistrationFailure failure);
  }
}
