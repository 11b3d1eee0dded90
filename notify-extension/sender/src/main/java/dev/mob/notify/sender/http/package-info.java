/** The sender over HTTP, for servers in any language. */
package dev.mob.notify.sender.http;
