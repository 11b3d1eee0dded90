/**
 * {@code mob.conf} and extension descriptors: read, checked and turned into typed settings, with a
 * diagnostic at its exact place for everything that is wrong.
 *
 * <p>The flow has three steps. {@link dev.mob.config.MobConfReader} reads {@code mob.conf} and says
 * which extensions it activates and where to look for them. Whoever knows where extensions live
 * finds their descriptors with {@link dev.mob.config.DescriptorReader}. {@link
 * dev.mob.config.MobConfFile#check} then checks the whole file against the descriptors and gives
 * either a {@link dev.mob.config.MobConf} or {@link dev.mob.config.Diagnostics}, all in one run.
 *
 * <p>No code of an extension runs here. Everything is immutable unless its page says otherwise, and
 * so may be shared between threads.
 */
@Stable
@Version("1.0.0")
package dev.mob.config;

import dev.mob.api.Stable;
import org.osgi.annotation.versioning.Version;
