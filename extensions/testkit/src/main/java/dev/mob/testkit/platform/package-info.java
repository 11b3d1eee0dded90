/** Platform services for tests of extensions: they work, keep account, and do as they are told. */
@Experimental
package dev.mob.testkit.platform;

import dev.mob.api.Experimental;
