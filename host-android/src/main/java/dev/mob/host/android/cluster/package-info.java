/** What the cluster extension needs of Android; only in apps that link that extension. */
package dev.mob.host.android.cluster;
