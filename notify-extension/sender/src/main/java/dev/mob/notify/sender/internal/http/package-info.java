/** HTTP headers that several providers read. */
package dev.mob.notify.sender.internal.http;
