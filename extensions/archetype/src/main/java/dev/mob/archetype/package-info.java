/** Begins projects of extensions, from the same templates as the Maven archetype in this jar. */
package dev.mob.archetype;
