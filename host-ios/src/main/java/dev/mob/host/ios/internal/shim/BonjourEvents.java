package dev.mob.host.ios.internal.shim;

/**
 * What {@code dns_sd.h} answers. An error is a {@code DNSServiceErrorType}, 0 for none; after one
 * the other values say nothing, and the operation is to be ended.
 */
public interface BonjourEvents {
  /**
   * {@code DNSServiceRegisterReply}.
   *
   * @param name under which the service is known, which may be another than was wanted
   */
  void registered(long operation, int error, String name);

  /**
   * {@code DNSServiceBrowseReply}: for each interface on which the service comes or goes.
   *
   * @param there {@code kDNSServiceFlagsAdd}
   */
  void browsed(
      long operation,
      int error,
      boolean there,
      int networkInterface,
      String name,
      String type,
      String domain);

  /**
   * {@code DNSServiceResolveReply}.
   *
   * @param text the TXT record
   */
  void resolved(long operation, int error, String host, int port, byte[] text);

  /**
   * {@code DNSServiceGetAddrInfoReply}.
   *
   * @param there {@code kDNSServiceFlagsAdd}
   * @param address 4 or 16 bytes
   * @param scope of an address of IPv6 that is for one link
   */
  void address(long operation, int error, boolean there, byte[] address, int scope);
}
