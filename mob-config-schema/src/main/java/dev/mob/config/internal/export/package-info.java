/** Schemas for editors and for people. */
package dev.mob.config.internal.export;
