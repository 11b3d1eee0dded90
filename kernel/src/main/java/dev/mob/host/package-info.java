/**
 * What embeds a kernel gives to it: a name, a home folder, environment variables, and what the
 * platform can do as {@linkplain dev.mob.host.PlatformService platform services}.
 *
 * <p>The kernel knows none of those services. Their contracts belong to the extensions that need
 * them; hosts implement them.
 */
@Stable
@Version("1.0.0")
package dev.mob.host;

import dev.mob.api.Stable;
import org.osgi.annotation.versioning.Version;
