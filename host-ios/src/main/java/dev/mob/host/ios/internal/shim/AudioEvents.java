package dev.mob.host.ios.internal.shim;

/** What happens to the app's sound (developer.apple.com, "AVAudioSession", notifications). */
public interface AudioEvents {
  /**
   * {@code AVAudioSessionInterruptionNotification} of the type <i>began</i>.
   *
   * @param reason {@code AVAudioSessionInterruptionReason}: 0 by other audio, 1 the app was
   *     suspended, 2 the built-in microphone was muted, 4 the route was disconnected
   */
  void interruptionBegan(long reason);

  /**
   * Of the type <i>ended</i>.
   *
   * @param shouldResume {@code AVAudioSessionInterruptionOptionShouldResume}
   */
  void interruptionEnded(boolean shouldResume);

  /**
   * {@code AVAudioSessionRouteChangeNotification}.
   *
   * @param reason {@code AVAudioSessionRouteChangeReason}: 1 new device, 2 old device unavailable,
   *     3 category changed, 4 override, 6 wake from sleep, 7 no suitable route, 8 configuration
   */
  void routeChanged(long reason);

  /** {@code AVAudioSessionMediaServicesWereLostNotification}: nothing sounds until the reset. */
  void mediaServicesLost();

  /** {@code AVAudioSessionMediaServicesWereResetNotification}: every audio object is void. */
  void mediaServicesReset();

  /** {@code AVAudioEngineConfigurationChangeNotification} of our engine: it has stopped. */
  void engineConfigurationChanged();

  /** The app has told the host that it uses the session by itself, or that it no longer does. */
  void appAudio(boolean inUse);
}
