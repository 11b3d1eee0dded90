/**
 * Extension archives, read as data by somebody who does not trust them. An archive is a jar or a
 * zip with a descriptor, {@code META-INF/mob/extension.conf}; nothing in this package loads or runs
 * a class of it.
 */
package dev.mob.packaging.archive;
