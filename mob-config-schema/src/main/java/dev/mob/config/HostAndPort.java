package dev.mob.config;

/**
 * A host's name or address with a port, written {@code host:port}, {@code 10.0.0.1:9100} or {@code
 * [::1]:9100}.
 *
 * @param host a name or an address; an IPv6 address without its brackets; not looked up
 * @param port from 0 to 65535; 0 asks for any free one where something listens
 */
public record HostAndPort(String host, int port) {

  /** What the text of one matches, for schemas and for {@link #parse}. */
  public static final String PATTERN =
      "(\\[[0-9A-Fa-f:.%a-z]{2,}\\]|[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?):"
          + "(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4})";

  public HostAndPort {
    if (host.isEmpty() || port < 0 || port > 65535) {
      throw new IllegalArgumentException("a host and a port from 0 to 65535: " + host + ":" + port);
    }
  }

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if the text is none; the message says what one looks like
   */
  public static HostAndPort parse(String text) {
    if (!text.matches(PATTERN)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a host and a port; write host:port, such as 127.0.0.1:9100");
    }
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon);
    if (host.charAt(0) == '[') {
      host = host.substring(1, host.length() - 1);
    }
    return new HostAndPort(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /** {@code host:port}, an IPv6 address in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
