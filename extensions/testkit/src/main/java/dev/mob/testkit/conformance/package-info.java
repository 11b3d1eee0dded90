/**
 * What every host has to pass: a suite for each contract of platform services, as an interface
 * whose tests a host's test class inherits. They need JUnit 5 and AssertJ on the class path.
 */
@Experimental
package dev.mob.testkit.conformance;

import dev.mob.api.Experimental;
