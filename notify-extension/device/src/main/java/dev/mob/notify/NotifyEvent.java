package dev.mob.notify;

/** What the platform says of the app's standing with it; comes as a message to those who asked. */
public sealed interface NotifyEvent {

  /** The answer to {@link Notify#requestPermission}. */
  record PermissionAnswered(PushPermission permission) implements NotifyEvent {}

  /** There is a token, or another one than before: send it to the app's server. */
  record Registered(PushToken token) implements NotifyEvent {}

  /** There is no token; {@link RegistrationFailure#message()} says what to do. */
  record RegistrationFailed(RegistrationFailure failure) implements NotifyEvent {}
}
