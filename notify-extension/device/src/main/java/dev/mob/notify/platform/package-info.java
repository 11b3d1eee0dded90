/** What a host implements so that the notify extension works on its platform. */
@Version("1.0.0")
package dev.mob.notify.platform;

import org.osgi.annotation.versioning.Version;
