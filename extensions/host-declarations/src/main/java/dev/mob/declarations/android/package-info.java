/** {@code AndroidManifest.xml}, keep rules for a shrinker, and what a Gradle build needs. */
package dev.mob.declarations.android;
