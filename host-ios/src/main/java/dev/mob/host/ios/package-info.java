/**
 * The kernel inside an iOS app. An app starts it from Swift or Objective-C, by {@code MobHost} of
 * {@code host-ios/native}; {@link dev.mob.host.ios.MobHost} is the same door on Java's side.
 */
package dev.mob.host.ios;
