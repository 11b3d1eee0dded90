package dev.mob.testkit.phone;

/** A documented rule of an operating system: what it says, and where. */
public enum Rule {
  IOS_SUSPENDS(
      "An app that is not in front and has no reason to run is suspended after a few seconds",
      "https://developer.apple.com/documentation/uikit/managing-your-app-s-life-cycle"),
  IOS_BACKGROUND_TASK(
      "An app that leaves the front may ask for time to finish; it gets about half a minute, and is"
          + " ended when it has not given the time back by then",
      "https://developer.apple.com/documentation/uikit/extending-your-app-s-background-execution-time"),
  IOS_TERMINATES(
      "An app that runs when it is ended is told so, and has about five seconds; a suspended one is"
          + " told nothing",
      "https://developer.apple.com/documentation/uikit/uiapplicationdelegate/applicationwillterminate(_:)"),
  IOS_BACKGROUND_MODE(
      "Audio, location and Bluetooth keep an app running that declares the mode and uses it",
      "https://developer.apple.com/documentation/xcode/configuring-background-execution-modes"),
  IOS_SILENT_PUSH(
      "A silent push gives 30 seconds; it is not guaranteed, and more than two or three an hour may"
          + " be held back",
      "https://developer.apple.com/documentation/usernotifications/pushing-background-updates-to-your-app"),
  IOS_FORCE_QUIT(
      "An app that the user has force-quit is not launched for a push or a task until the user opens"
          + " it",
      "https://developer.apple.com/documentation/uikit/uiapplicationdelegate/application(_:didreceiveremotenotification:fetchcompletionhandler:)"),
  IOS_REFRESH(
      "A refresh task runs when the system thinks fit, not before its earliest date, for up to 30"
          + " seconds",
      "https://developer.apple.com/documentation/backgroundtasks/bgapprefreshtask"),
  IOS_PROCESSING(
      "A processing task runs for minutes, only while the device is not used",
      "https://developer.apple.com/documentation/backgroundtasks/bgprocessingtask"),
  IOS_EXPIRATION(
      "A task's expiration handler runs shortly before its time ends; an app that does not complete"
          + " the task then is ended",
      "https://developer.apple.com/documentation/backgroundtasks/bgtask/expirationhandler"),
  IOS_AUDIO_INTERRUPTION(
      "A call interrupts an app's audio session; afterwards the app may activate it again",
      "https://developer.apple.com/documentation/avfaudio/handling-audio-interruptions"),
  IOS_MEMORY(
      "When memory is short the system warns apps and ends those that are suspended",
      "https://developer.apple.com/documentation/xcode/responding-to-low-memory-warnings"),
  IOS_LOW_POWER(
      "In low power mode there is no background refresh",
      "https://developer.apple.com/documentation/foundation/processinfo/islowpowermodeenabled"),
  ANDROID_CACHED(
      "An app without an activity or a service in use is cached, and its process is frozen, of which"
          + " it is told nothing",
      "https://developer.android.com/guide/components/activities/process-lifecycle"),
  ANDROID_FOREGROUND_SERVICE(
      "A foreground service of a declared type keeps the app running",
      "https://developer.android.com/develop/background-work/services/fgs/service-types"),
  ANDROID_BACKGROUND_START(
      "Since Android 12 an app in the background may not start a foreground service",
      "https://developer.android.com/develop/background-work/services/fgs/restrictions-bg-start"),
  ANDROID_DATA_SYNC_LIMIT(
      "Since Android 15 data-sync services may run six hours in a day while the app is in the"
          + " background, anew each time that the user opens it; then onTimeout is called and the"
          + " service has seconds to stop",
      "https://developer.android.com/develop/background-work/services/fgs/timeout"),
  ANDROID_JOB(
      "A job runs when its constraints are met, for up to ten minutes",
      "https://developer.android.com/reference/android/app/job/JobScheduler"),
  ANDROID_DOZE(
      "A phone that lies unplugged with its screen off dozes: jobs wait for maintenance windows",
      "https://developer.android.com/training/monitoring-device-state/doze-standby"),
  ANDROID_STANDBY(
      "The longer an app is not used, the fewer jobs it gets: every 2, 8, 24 hours",
      "https://developer.android.com/topic/performance/appstandby"),
  ANDROID_PUSH(
      "A data message wakes the app for about ten seconds, also in doze when it is urgent",
      "https://firebase.google.com/docs/cloud-messaging/android/receive"),
  ANDROID_FORCE_STOP(
      "An app that the user has stopped gets no jobs and no messages until the user opens it",
      "https://developer.android.com/about/versions/15/behavior-changes-all"),
  ANDROID_BOOT(
      "After a reboot an app that asks for it hears BOOT_COMPLETED; its jobs have to be scheduled"
          + " again",
      "https://developer.android.com/reference/android/content/Intent#ACTION_BOOT_COMPLETED"),
  ANDROID_PERMISSION(
      "When the user revokes a permission the app's process is ended",
      "https://developer.android.com/training/permissions/requesting"),
  ANDROID_MEMORY(
      "When memory is short the system ends cached processes first",
      "https://developer.android.com/guide/components/activities/process-lifecycle");

  private final String text;
  private final String page;

  Rule(String text, String page) {
    this.text = text;
    this.page = page;
  }

  /** What the rule says, in a sentence. */
  public String text() {
    return text;
  }

  /** The page of Apple's or Google's documentation that it comes from. */
  public String page() {
    return page;
  }
}
