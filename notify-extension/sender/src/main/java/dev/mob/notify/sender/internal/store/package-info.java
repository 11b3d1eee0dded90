/** The database: one writer, one reader, and a class for each table. */
package dev.mob.notify.sender.internal.store;
