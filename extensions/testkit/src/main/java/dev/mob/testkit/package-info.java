/** What authors of extensions test with. */
@Experimental
package dev.mob.testkit;

import dev.mob.api.Experimental;
