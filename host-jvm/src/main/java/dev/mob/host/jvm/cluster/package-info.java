/** What the cluster extension needs of a platform, on a JVM: multicast DNS, by JmDNS. */
package dev.mob.host.jvm.cluster;
