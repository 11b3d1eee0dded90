/**
 * The schema language: {@link dev.mob.config.internal.schema.SchemaReader} reads what descriptors
 * say about settings, and {@link dev.mob.config.internal.schema.BuiltInSchemas} holds Mob's own
 * schemas, which are made of the same parts and exported the same way.
 */
package dev.mob.config.internal.schema;
