/** Where the app is, and for how long the system lets it run. */
package dev.mob.host.ios.internal.life;
