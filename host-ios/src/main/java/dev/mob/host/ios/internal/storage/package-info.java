/** Durable state in SQLite, and its keys in the keychain. */
package dev.mob.host.ios.internal.storage;
