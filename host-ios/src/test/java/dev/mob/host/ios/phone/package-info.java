/**
 * Tests on the stand-ins for Apple's frameworks: the shim in Objective-C, with GNUstep's
 * Foundation, and Java on Zero in one process. {@link dev.mob.host.ios.ShimTest} runs them.
 */
package dev.mob.host.ios.phone;
