/**
 * The schema language: {@link dev.mob.config.internal.schema.SchemaReader} reads what descriptors
 * say about settings, and {@link dev.mob.config.internal.schema.BuiltInSchemas} holds Mob's own
 * schemas, which are written in the same language.
 */
package dev.mob.config.internal.schema;
