/**
 * A phone to test on: plays what iOS or Android does to an app, by their documented rules, in
 * virtual time and from a seed. {@link dev.mob.testkit.phone.Phone} is where a story begins.
 */
@Experimental
package dev.mob.testkit.phone;

import dev.mob.api.Experimental;
