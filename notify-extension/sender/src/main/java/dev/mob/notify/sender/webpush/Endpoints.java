package dev.mob.notify.sender.webpush;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Which endpoints are called. A subscription's endpoint is a URL that a client made up; calling any
 * would let clients reach what only this server can reach.
 */
public final class Endpoints {
  private Endpoints() {}

  /**
   * HTTPS to public hosts: no addresses of this machine, of private networks or of links. Names are
   * resolved for the check, so call it off the network's threads.
   */
  public static Predicate<URI> publicHttps() {
    return uri -> "https".equalsIgnoreCase(uri.getScheme()) && isPublic(uri.getHost());
  }

  private static boolean isPublic(String host) {
    if (host == null || host.toLowerCase(Locale.ROOT).endsWith("localhost")) {
      return false;
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        byte first = address.getAddress()[0];
        // fc00::/7 are the private addresses of IPv6 (RFC 4193).
        boolean uniqueLocal = address.getAddress().length == 16 && (first & 0xfe) == 0xfc;
        if (address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress()
            || uniqueLocal) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      // A name that does not resolve now is no danger: the request fails and is tried again.
      return true;
    }
  }
}
