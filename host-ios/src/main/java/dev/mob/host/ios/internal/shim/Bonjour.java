package dev.mob.host.ios.internal.shim;

/**
 * Bonjour by DNS Service Discovery's C interface, {@code dns_sd.h}. An operation has a number, 1 or
 * more, until it is ended; its answers come as {@link BonjourEvents}.
 */
public final class Bonjour {
  /** {@code kDNSServiceErr_NoAuth}: NSBonjourServices of Info.plist lacks the type. */
  public static final int NO_AUTH = -65555;

  /** {@code kDNSServiceErr_PolicyDenied}: the user has not allowed the local network. */
  public static final int POLICY_DENIED = -65570;

  /**
   * {@code DNSServiceRegister} on all interfaces.
   *
   * @param text the TXT record (RFC 6763, section 6)
   * @throws ShimFailure of the domain {@code dns_sd}, with the {@code DNSServiceErrorType}
   */
  public native long register(String name, String type, int port, byte[] text);

  /**
   * {@code DNSServiceBrowse} on all interfaces.
   *
   * @throws ShimFailure as {@link #register}
   */
  public native long browse(String type);

  /**
   * {@code DNSServiceResolve} of what was found.
   *
   * @throws ShimFailure as {@link #register}
   */
  public native long resolve(int networkInterface, String name, String type, String domain);

  /**
   * {@code DNSServiceGetAddrInfo} for IPv4 and IPv6.
   *
   * @throws ShimFailure as {@link #register}
   */
  public native long addresses(int networkInterface, String host);

  /** {@code DNSServiceRefDeallocate}; nothing when it has ended. */
  public native void end(long operation);

  /** Gives the events from now on, first those that have waited. */
  public native void listen(BonjourEvents events);
}
