/** State files in memory, which a simulated kill leaves as a real one would. */
@Experimental
package dev.mob.testkit.storage;

import dev.mob.api.Experimental;
