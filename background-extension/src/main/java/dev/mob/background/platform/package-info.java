/** What a host implements so that the background extension works on its platform. */
@Version("1.0.0")
package dev.mob.background.platform;

import org.osgi.annotation.versioning.Version;
