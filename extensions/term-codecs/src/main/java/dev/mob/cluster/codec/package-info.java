/** Derives codecs of an app's types when the app is compiled; not needed when it runs. */
package dev.mob.cluster.codec;
