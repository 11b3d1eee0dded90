/**
 * Work while the app is not in front: leases that keep it awake, work for later, and the stream of
 * what the phone does to the app. Other extensions find {@link dev.mob.background.Background} and
 * {@link dev.mob.background.Lifecycle} as services.
 *
 * <p>The operating system stays in charge of when an app may run; see docs/background.md for what
 * each one allows.
 */
@Version("1.0.0")
package dev.mob.background;

import org.osgi.annotation.versioning.Version;
