/**
 * What an app on a phone has to declare so that the extensions of its mob.conf work: generated from
 * their descriptors, and compared with what an app declares already.
 *
 * <p>{@link dev.mob.declarations.TargetPlan} reads a mob.conf as a phone would, {@link
 * dev.mob.declarations.ActiveDeclarations} is what its extensions need, and a {@link
 * dev.mob.declarations.PlatformFiles} for each platform writes and checks files. The {@code mob}
 * command and the Maven plugin are thin shells around these.
 */
package dev.mob.declarations;
