/** Hot update: what the old version of an extension leaves to the new one. */
package dev.mob.kernel.internal.update;
