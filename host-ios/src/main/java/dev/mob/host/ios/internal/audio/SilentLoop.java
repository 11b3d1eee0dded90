package dev.mob.host.ios.internal.audio;

import dev.mob.background.EndCause;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveRefused.Reason;
import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.host.ios.internal.life.Wakefulness;
import dev.mob.host.ios.internal.shim.Application;
import dev.mob.host.ios.internal.shim.AudioEvents;
import dev.mob.host.ios.internal.shim.AudioSession;
import dev.mob.host.ios.internal.shim.ShimFailure;
import java.util.Arrays;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the app awake in the background by playing silence: a session whose category goes on in the
 * background and mixes with others, and an engine that loops a buffer of zeros. It takes {@code
 * audio} in {@code UIBackgroundModes}.
 *
 * <p>What the system takes away is taken up again: after an interruption, after a change of the
 * engine's configuration, after the media services were reset, and whenever the app comes to the
 * front, because not every beginning of an interruption has an end (developer.apple.com, "Handling
 * audio interruptions"). In between the lease is interrupted, not ended.
 *
 * <p>An app that plays or records by itself keeps its session: a category that goes on in the
 * background is never changed, and the session is deactivated only if it is as this class has left
 * it and the app has not said that it uses it.
 *
 * <p>Safe for use from any thread.
 */
public final class SilentLoop implements KeepAlivePlatform, AudioEvents {
  /** {@code AVAudioSessionErrorInsufficientPriority}: a call has the session. */
  static final long INSUFFICIENT_PRIORITY = 561017449;

  /** {@code AVAudioSessionInterruptionReasonAppWasSuspended}; told when the app runs again. */
  static final long APP_WAS_SUSPENDED = 1;

  /** {@code AVAudioSessionInterruptionReasonRouteDisconnected}; no end follows. */
  static final long ROUTE_DISCONNECTED = 4;

  private static final String PLAYBACK = "AVAudioSessionCategoryPlayback";

  /**
   * Categories that sound in the background (AVAudioSession.Category, "silenced by the switch").
   */
  private static final Set<String> GOES_ON =
      Set.of(
          PLAYBACK,
          "AVAudioSessionCategoryRecord",
          "AVAudioSessionCategoryPlayAndRecord",
          "AVAudioSessionCategoryMultiRoute");

  private static final Set<KeepAliveType> TYPES =
      Set.of(KeepAliveType.AUDIO, KeepAliveType.MEDIA_PLAYBACK);

  private static final Logger LOG = LoggerFactory.getLogger(SilentLoop.class);

  private final AudioSession session;
  private final Application application;
  private final Wakefulness wakefulness;

  private Listener listener;
  private boolean held;
  private boolean interrupted;
  private boolean appAudio;
  private Wakefulness.Stay awake;

  /** The session's category before this class has set its own; {@code null} when it has not. */
  private Left before;

  private record Left(String category, long options) {}

  public SilentLoop(AudioSession session, Application application, Wakefulness wakefulness) {
    this.session = session;
    this.application = application;
    this.wakefulness = wakefulness;
  }

  @Override
  public synchronized void listen(Listener told) {
    listener = told;
  }

  @Override
  public synchronized void hold(Demand demand) {
    for (KeepAliveType type : demand.types()) {
      if (!TYPES.contains(type)) {
        throw new KeepAliveRefused(
            Reason.UNSUPPORTED,
            "an iOS app is not kept awake for " + type.word(),
            "use deferred work, or audio if the app plays or records");
      }
    }
    if (!Arrays.asList(application.declared("UIBackgroundModes")).contains("audio")) {
      throw new KeepAliveRefused(
          Reason.NOT_DECLARED,
          "UIBackgroundModes in Info.plist lacks audio",
          "add it; mob host ios writes the keys that mob.conf takes");
    }
    if (held) {
      return;
    }
    session.listen(this);
    try {
      sound();
    } catch (ShimFailure e) {
      if (e.code() != INSUFFICIENT_PRIORITY) {
        leave();
        throw refusal(e);
      }
      held = true;
      interrupt("a call has the audio session");
    }
    held = true;
  }

  private KeepAliveRefused refusal(ShimFailure e) {
    boolean inFront = application.state() != Application.BACKGROUND;
    return new KeepAliveRefused(
        inFront ? Reason.UNSUPPORTED : Reason.BACKGROUND_START,
        "the audio session refused: " + e.getMessage(),
        inFront ? "try again when other audio has ended" : "hold the lease while in front");
  }

  /** Brings about what keeps the app awake; does nothing where it is so already. */
  private void sound() {
    if (!GOES_ON.contains(session.category())) {
      if (before == null) {
        before = new Left(session.category(), session.categoryOptions());
      }
      session.playAndMix();
    }
    session.activate();
    session.startLoop();
    interrupted = false;
    if (awake == null) {
      awake = wakefulness.stay();
    }
  }

  private void interrupt(String cause) {
    boolean news = !interrupted;
    interrupted = true;
    if (awake != null) {
      // Without sound the system suspends the app soon, whatever leases there are.
      awake.end();
      awake = null;
    }
    if (news && listener != null) {
      listener.interrupted(cause);
    }
  }

  /** Takes up again what may have been taken away. */
  private void recover(boolean rebuild) {
    if (!held) {
      return;
    }
    boolean was = interrupted;
    try {
      if (rebuild) {
        session.dropLoop();
      }
      sound();
      if (was && listener != null) {
        listener.resumed();
      }
    } catch (ShimFailure e) {
      LOG.info("the app is not kept awake for now: {}", e.getMessage());
      interrupt(e.getMessage());
    }
  }

  @Override
  public synchronized void release() {
    if (held) {
      leave();
    }
  }

  private void leave() {
    held = false;
    interrupted = false;
    session.stopListening();
    session.dropLoop();
    giveBack();
    before = null;
    if (awake != null) {
      awake.end();
      awake = null;
    }
  }

  /** Deactivates a session that nobody else can need. */
  private void giveBack() {
    boolean asLeft =
        before != null
            && session.category().equals(PLAYBACK)
            && session.categoryOptions() == AudioSession.MIX_WITH_OTHERS;
    if (!asLeft || appAudio) {
      return;
    }
    try {
      session.deactivate();
      session.setCategory(before.category, before.options);
    } catch (ShimFailure e) {
      LOG.warn(
          "audio of the app was running when the keep-alive ended, and was stopped with it: {};"
              + " tell the host by beginAppAudio",
          e.getMessage());
    }
  }

  /** The app has come to the front, or is leaving it: what was lost unnoticed is taken up again. */
  public synchronized void check() {
    if (held && (interrupted || !session.isLooping() || !GOES_ON.contains(session.category()))) {
      recover(false);
    }
  }

  /** The kernel ends: the lease is over without a release. */
  public synchronized void close() {
    if (held) {
      leave();
      if (listener != null) {
        listener.ended(EndCause.EXTENSION_STOPPED);
      }
    }
  }

  @Override
  public synchronized void interruptionBegan(long reason) {
    if (!held) {
      return;
    }
    if (reason == APP_WAS_SUSPENDED || reason == ROUTE_DISCONNECTED) {
      recover(false);
    } else {
      interrupt("other audio has interrupted it");
    }
  }

  /**
   * Whether other audio says that this may go on is for sound that a person hears: silence that
   * mixes disturbs nobody, and a refusal leaves the lease interrupted.
   */
  @Override
  public synchronized void interruptionEnded(boolean shouldResume) {
    recover(false);
  }

  @Override
  public synchronized void routeChanged(long reason) {
    // A lost route stops the engine; whether it did is asked, because most changes do not.
    if (held && !interrupted && !session.isLooping()) {
      recover(true);
    }
  }

  @Override
  public synchronized void mediaServicesLost() {
    if (held) {
      interrupt("the system's media services have ended");
    }
  }

  /** Every audio object is void, and the session's category is the default again. */
  @Override
  public synchronized void mediaServicesReset() {
    before = null;
    recover(true);
  }

  @Override
  public synchronized void engineConfigurationChanged() {
    if (held && !interrupted) {
      recover(true);
    }
  }

  @Override
  public synchronized void appAudio(boolean inUse) {
    appAudio = inUse;
    if (!inUse && held && !interrupted) {
      // The app may have deactivated the session, which is told by no notification.
      recover(false);
    }
  }
}
