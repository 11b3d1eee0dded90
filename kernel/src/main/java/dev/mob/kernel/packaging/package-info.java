/**
 * How extensions come into the framework. Each {@linkplain dev.mob.kernel.packaging.Packaging
 * packaging} finds extensions and says how the framework gets at their content; from then on all go
 * through one life cycle.
 *
 * <p>The kernel brings two packagings: linked extensions, which are on the class path, and bundle
 * jars. Others, such as PF4J plugins, are modules of their own that a host adds.
 */
@Experimental
@Version("1.0.0")
package dev.mob.kernel.packaging;

import dev.mob.api.Experimental;
import org.osgi.annotation.versioning.Version;
