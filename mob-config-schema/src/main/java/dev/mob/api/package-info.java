/** What may be relied on: see {@link dev.mob.api.Stable} and {@link dev.mob.api.Experimental}. */
@Stable
@Version("1.0.0")
package dev.mob.api;

import org.osgi.annotation.versioning.Version;
