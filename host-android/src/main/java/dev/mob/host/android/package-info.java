/**
 * Mob in an Android app: {@link dev.mob.host.android.MobHost} starts a kernel from a mob.conf among
 * the app's assets, with the extensions that are linked into the app. API 26 to 35.
 *
 * <p>The services and receivers here are declared by the manifest that {@code mob host android}
 * writes; the system makes them, and they find the kernel through {@link
 * dev.mob.host.android.MobApplication}.
 */
package dev.mob.host.android;
