package dev.mob.host.ios.internal.shim;

/**
 * AVFAudio: the app's one {@code AVAudioSession}, and an {@code AVAudioEngine} of ours that plays
 * silence (developer.apple.com, "AVAudioSession", "AVAudioEngine").
 */
public final class AudioSession {
  /** {@code AVAudioSessionCategoryOptionMixWithOthers}. */
  public static final long MIX_WITH_OTHERS = 1;

  /** The session's category, such as {@code AVAudioSessionCategoryPlayback}. */
  public native String category();

  /** {@code AVAudioSessionCategoryOptions} as a set of bits. */
  public native long categoryOptions();

  /**
   * {@code setCategory:AVAudioSessionCategoryPlayback mode:AVAudioSessionModeDefault
   * options:AVAudioSessionCategoryOptionMixWithOthers error:}.
   *
   * @throws ShimFailure when the session refuses
   */
  public native void playAndMix();

  /**
   * {@code setCategory:mode:options:error:} with the default mode.
   *
   * @throws ShimFailure when the session refuses
   */
  public native void setCategory(String category, long options);

  /**
   * {@code setActive:YES error:}.
   *
   * @throws ShimFailure when the session refuses, such as during a call
   */
  public native void activate();

  /**
   * {@code setActive:NO withOptions:AVAudioSessionSetActiveOptionNotifyOthersOnDeactivation
   * error:}.
   *
   * @throws ShimFailure when audio of the app still runs
   */
  public native void deactivate();

  /**
   * Builds an engine whose player node plays a buffer of zeros in a loop, and starts both. Does
   * nothing when there is one and it runs; one that does not run is started again.
   *
   * @throws ShimFailure when the engine does not start
   */
  public native void startLoop();

  /** Whether our engine runs, by its own account. */
  public native boolean isLooping();

  /** Stops player and engine and lets go of both; does nothing when there is none. */
  public native void dropLoop();

  /**
   * Observes the session's and the engine's notifications from now on, with observers of ours.
   *
   * @param events hears them; takes the place of an earlier one
   */
  public native void listen(AudioEvents events);

  /** Removes our observers, and no others. */
  public native void stopListening();
}
