/** State files in memory, which a simulated kill leaves as a real one would. */
package dev.mob.testkit.storage;
