/** Deferred work, by BGTaskScheduler and by silent pushes. */
package dev.mob.host.ios.internal.work;
