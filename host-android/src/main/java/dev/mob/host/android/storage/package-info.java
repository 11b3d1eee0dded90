/** Durable state on Android: its own SQLite, and keys of its Keystore. */
package dev.mob.host.android.storage;
