/** The Maven plugin: {@code mob host} in a build. */
package dev.mob.maven;
