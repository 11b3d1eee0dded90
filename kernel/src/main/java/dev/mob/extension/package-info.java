/**
 * What an author of an extension writes against.
 *
 * <p>An extension is a class that implements {@link dev.mob.extension.Extension}, and a descriptor,
 * {@code META-INF/mob/extension.conf}, that names it. mob.conf activates it. Everything that it may
 * do it reaches through its {@link dev.mob.extension.ExtensionContext}: its settings, services that
 * it gives and takes, processes under its own supervisor, what the platform can do. All that it
 * registers there is withdrawn, in reverse order, when it stops.
 *
 * <p>Extensions do not know each other's implementation: they meet through services, which are
 * interfaces in exported packages.
 */
@Stable
@Version("1.0.0")
package dev.mob.extension;

import dev.mob.api.Stable;
import org.osgi.annotation.versioning.Version;
