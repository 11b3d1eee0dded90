/** What the cluster extension needs of iOS; only in apps that link that extension. */
package dev.mob.host.ios.internal.nearby;
