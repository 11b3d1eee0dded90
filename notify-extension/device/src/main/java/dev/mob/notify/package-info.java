/** Notifications on the device: what an app and other extensions use. */
@Version("1.0.0")
package dev.mob.notify;

import org.osgi.annotation.versioning.Version;
