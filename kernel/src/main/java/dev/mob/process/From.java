package dev.mob.process;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The caller of one call; whoever holds it may answer, once. Later answers, and answers after the
 * caller's time-out, are dropped and never reach the caller (alias semantics of OTP 24).
 */
@ProviderType
public interface From {
  /** Answers the call. Never blocks, never fails; may be called from any thread. */
  void reply(Object reply);

  /** The calling process; {@code null} when a plain thread of this JVM calls. */
  Pid caller();
}
