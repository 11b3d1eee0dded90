/** How the host is put together. */
package dev.mob.host.ios.internal;
