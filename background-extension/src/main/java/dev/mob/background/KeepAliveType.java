package dev.mob.background;

import java.util.Locale;

/**
 * What an app stays awake for. On Android each is a foreground-service type (developer.android.com,
 * "Foreground service types"), on iOS some are a background mode (developer.apple.com, {@code
 * UIBackgroundModes}); a host refuses those that its platform has nothing for.
 */
public enum KeepAliveType {
  /** Plays or records sound: Android {@code mediaPlayback}, iOS {@code audio}. */
  AUDIO,
  /** Follows where the phone is: Android {@code location}, iOS {@code location}. */
  LOCATION,
  /** Talks to a device nearby: Android {@code connectedDevice}, iOS {@code bluetooth-central}. */
  BLUETOOTH,
  /**
   * Uploads or downloads: Android {@code dataSync}, at most six hours in a day from Android 15 on;
   * iOS has nothing for it.
   */
  DATA_SYNC,
  /** Plays media: Android {@code mediaPlayback}, iOS {@code audio}. */
  MEDIA_PLAYBACK,
  /** Carries messages to another device: Android {@code remoteMessaging}. */
  REMOTE_MESSAGING;

  /** As settings write it: {@code data-sync}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
