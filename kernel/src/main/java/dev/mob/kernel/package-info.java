/**
 * The kernel: reads mob.conf, activates the extensions that it names, and stops them again.
 *
 * <p>Start at {@link dev.mob.kernel.Kernel}. A host builds one, boots it, asks it for its
 * {@linkplain dev.mob.kernel.KernelStatus status} and stops it. Extensions never see this package.
 */
@Experimental
@Version("1.0.0")
package dev.mob.kernel;

import dev.mob.api.Experimental;
import org.osgi.annotation.versioning.Version;
