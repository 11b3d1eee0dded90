/** Not API. */
package dev.mob.host.android.internal;
