/**
 * PF4J plugins as extensions: plain jars, or zips with libraries of their own, for authors who want
 * none of OSGi's metadata. PF4J's class loader gives each its own world; the kernel's framework
 * gives it the life cycle and the services that every extension has.
 */
package dev.mob.packaging.pf4j;
