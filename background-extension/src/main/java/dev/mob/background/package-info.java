/** Keep-alive and deferred work: what an app and other extensions use. */
package dev.mob.background;
