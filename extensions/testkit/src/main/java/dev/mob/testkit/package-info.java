/** What authors of extensions test with. */
package dev.mob.testkit;
