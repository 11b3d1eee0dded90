/**
 * The Objective-C shim as Java sees it: a class for each of Apple's frameworks, one native method
 * for each call, and an interface for its events. No decision is made in the shim, nor here.
 *
 * <p>The native methods are those of {@code host-ios/native}, which registers them when it starts
 * the VM; in a VM that it did not start they are missing. All of them may be called from any
 * thread; what Apple wants on the main thread is carried there. Events come on one thread, {@code
 * mob-events}, one after the other; those that came before anybody listened wait.
 */
package dev.mob.host.ios.internal.shim;
