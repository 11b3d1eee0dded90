/** XML with the place of every element, for manifests and property lists. */
package dev.mob.declarations.xml;
