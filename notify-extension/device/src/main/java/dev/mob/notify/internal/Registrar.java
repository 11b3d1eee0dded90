package dev.mob.notify.internal;

import dev.mob.extension.ExtensionStopped;
import dev.mob.notify.NotifyEvent;
import dev.mob.notify.PushToken;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Ref;
import dev.mob.process.Self;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Keeps the app's address at the push service: asks for it, tries again what may pass by itself,
 * tells those who want to know, and remembers it over restarts.
 */
final class Registrar implements GenServer<Registrar.Standing> {
  private static final Key<PushToken> TOKEN =
      Key.of(
          "token",
          Codec.of(
              (token, out) -> {
                Fields.text(token.platform(), out);
                Fields.text(token.value(), out);
                Fields.map(token.details(), out);
              },
              in -> new PushToken(Fields.text(in), Fields.text(in), Fields.map(in))));
  private static final long FIRST_RETRY_MILLIS = 1_000;
  private static final long LONGEST_RETRY_MILLIS = 10 * 60_000;
  private static final int DOUBLINGS = 20;

  private final Supplier<Namespace> store;
  private final BiConsumer<Pid, Object> whenReady;
  private final PushPlatform platform;
  private final Audience audience;
  private final boolean atStart;
  private final Logger log;

  /** A call: tells that process from now on. */
  record Register(Pid process) {}

  /** A call. */
  record Unregister() {}

  /** A call: asks the user and tells that process. */
  record AskUser(Pid process) {}

  /** A call, answered with a {@link Report}. */
  record Ask() {}

  private record Retry() {}

  /** What is known of the address. */
  record Report(Optional<PushToken> token, Optional<RegistrationFailure> failure) {}

  /** How the app stands with the push service. Owned by this process. */
  static final class Standing {
    /** {@code null} until it is opened. */
    private Namespace namespace;

    /** Whether somebody has asked for a token in this start. */
    private boolean wanted;

    private PushToken token;
    private RegistrationFailure failure;
    private int failures;
    private Ref retry;
  }

  /**
   * @param store opens where the token is kept; called once a start, in this process
   * @param whenReady sends a process a message when the boot is over
   * @param atStart whether a token is asked for at once, though no process wants one yet: from a
   *     gateway that costs nothing and asks nobody
   */
  Registrar(
      Supplier<Namespace> store,
      BiConsumer<Pid, Object> whenReady,
      PushPlatform platform,
      Audience audience,
      boolean atStart,
      Logger log) {
    this.store = store;
    this.whenReady = whenReady;
    this.platform = platform;
    this.audience = audience;
    this.atStart = atStart;
    this.log = log;
  }

  @Override
  public Init<Standing> init(Object argument, Self self) {
    whenReady.accept(self.pid(), new Open());
    return Init.ok(new Standing());
  }

  /** Opens what is not open yet; false when it never will be, since the extension stops. */
  private boolean opened(Standing standing) {
    if (standing.namespace != null) {
      return true;
    }
    try {
      standing.namespace = store.get();
    } catch (ExtensionStopped stopped) {
      return false;
    }
    standing.token = standing.namespace.get(TOKEN).orElse(null);
    if (atStart || !audience.isEmpty()) {
      // With an audience this is a restart after a crash: who waits for an answer still does.
      standing.wanted = true;
      platform.register();
    }
    return true;
  }

  @Override
  public Next<Standing> handleCall(Object request, From from, Standing standing, Self self) {
    if (!opened(standing)) {
      return Next.stop(ExitReason.SHUTDOWN, standing);
    }
    if (request instanceof Register) {
      audience.add(((Register) request).process());
      standing.wanted = true;
      cancelRetry(standing, self);
      platform.register();
    } else if (request instanceof AskUser) {
      audience.addAsking(((AskUser) request).process());
      platform.requestPermission();
    } else if (request instanceof Unregister) {
      standing.wanted = false;
      standing.token = null;
      standing.failure = null;
      cancelRetry(standing, self);
      standing.namespace.remove(TOKEN);
      platform.unregister();
    } else {
      return Next.reply(
          new Report(Optional.ofNullable(standing.token), Optional.ofNullable(standing.failure)),
          standing);
    }
    return Next.reply(true, standing);
  }

  @Override
  public Next<Standing> handleCast(Object message, Standing standing, Self self) {
    if (!opened(standing)) {
      return Next.stop(ExitReason.SHUTDOWN, standing);
    }
    if (message instanceof NotifyEvent.PermissionAnswered) {
      audience.tellAsking(self, (NotifyEvent.PermissionAnswered) message);
    } else if (standing.wanted) {
      if (message instanceof NotifyEvent.Registered) {
        registered((NotifyEvent.Registered) message, standing, self);
      } else {
        failed((NotifyEvent.RegistrationFailed) message, standing, self);
      }
    }
    return Next.keep();
  }

  private void registered(NotifyEvent.Registered event, Standing standing, Self self) {
    cancelRetry(standing, self);
    standing.failures = 0;
    standing.failure = null;
    if (!event.token().equals(standing.token)) {
      standing.token = event.token();
      standing.namespace.put(TOKEN, event.token());
      log.info("registered for push as {}", event.token());
    }
    audience.tell(self, event);
  }

  private void failed(NotifyEvent.RegistrationFailed event, Standing standing, Self self) {
    cancelRetry(standing, self);
    RegistrationFailure failure = event.failure();
    if (!failure.equals(standing.failure)) {
      // Once for each cause: what is tried again every few minutes would fill the log.
      if (audience.isEmpty()) {
        log.info("{}", failure.message());
      } else {
        log.warn("{}", failure.message());
      }
    }
    audience.tell(self, event);
    standing.failure = failure;
    if (failure.reason().isPassing()) {
      long millis = FIRST_RETRY_MILLIS << Math.min(standing.failures++, DOUBLINGS);
      standing.retry =
          self.sendAfter(
              Duration.ofMillis(Math.min(millis, LONGEST_RETRY_MILLIS)), self.pid(), new Retry());
    }
  }

  @Override
  public Next<Standing> handleInfo(Object message, Standing standing, Self self) {
    if (message instanceof Open) {
      return opened(standing) ? Next.keep() : Next.stop(ExitReason.SHUTDOWN, standing);
    }
    if (message instanceof Retry) {
      standing.retry = null;
      if (standing.wanted) {
        platform.register();
      }
    } else {
      self.logUnexpected(message);
    }
    return Next.keep();
  }

  private static void cancelRetry(Standing standing, Self self) {
    if (standing.retry != null) {
      self.cancelTimer(standing.retry);
      standing.retry = null;
    }
  }
}
