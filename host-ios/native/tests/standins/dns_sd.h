// The part of dns_sd.h that the shim uses: developer.apple.com, "DNS Service Discovery C".
#ifndef STANDIN_DNS_SD_H
#define STANDIN_DNS_SD_H
#include <stdint.h>
#include <sys/socket.h>

#define DNSSD_API

typedef struct _DNSServiceRef_t *DNSServiceRef;
typedef uint32_t DNSServiceFlags;
typedef uint32_t DNSServiceProtocol;
typedef int32_t DNSServiceErrorType;

enum { kDNSServiceInterfaceIndexAny = 0 };
enum { kDNSServiceFlagsMoreComing = 0x1, kDNSServiceFlagsAdd = 0x2 };
enum { kDNSServiceProtocol_IPv4 = 0x01, kDNSServiceProtocol_IPv6 = 0x02 };
enum {
  kDNSServiceErr_NoError = 0,
  kDNSServiceErr_BadParam = -65540,
  kDNSServiceErr_NoAuth = -65555,
  kDNSServiceErr_ServiceNotRunning = -65563,
  kDNSServiceErr_PolicyDenied = -65570,
};

typedef void(DNSSD_API *DNSServiceRegisterReply)(DNSServiceRef, DNSServiceFlags,
                                                 DNSServiceErrorType, const char *name,
                                                 const char *regtype, const char *domain,
                                                 void *context);
typedef void(DNSSD_API *DNSServiceBrowseReply)(DNSServiceRef, DNSServiceFlags,
                                               uint32_t interfaceIndex, DNSServiceErrorType,
                                               const char *serviceName, const char *regtype,
                                               const char *replyDomain, void *context);
typedef void(DNSSD_API *DNSServiceResolveReply)(DNSServiceRef, DNSServiceFlags,
                                                uint32_t interfaceIndex, DNSServiceErrorType,
                                                const char *fullname, const char *hosttarget,
                                                uint16_t port, uint16_t txtLen,
                                                const unsigned char *txtRecord, void *context);
typedef void(DNSSD_API *DNSServiceGetAddrInfoReply)(DNSServiceRef, DNSServiceFlags,
                                                    uint32_t interfaceIndex, DNSServiceErrorType,
                                                    const char *hostname,
                                                    const struct sockaddr *address, uint32_t ttl,
                                                    void *context);

DNSServiceErrorType DNSServiceRegister(DNSServiceRef *, DNSServiceFlags, uint32_t interfaceIndex,
                                       const char *name, const char *regtype, const char *domain,
                                       const char *host, uint16_t port, uint16_t txtLen,
                                       const void *txtRecord, DNSServiceRegisterReply,
                                       void *context);
DNSServiceErrorType DNSServiceBrowse(DNSServiceRef *, DNSServiceFlags, uint32_t interfaceIndex,
                                     const char *regtype, const char *domain,
                                     DNSServiceBrowseReply, void *context);
DNSServiceErrorType DNSServiceResolve(DNSServiceRef *, DNSServiceFlags, uint32_t interfaceIndex,
                                      const char *name, const char *regtype, const char *domain,
                                      DNSServiceResolveReply, void *context);
DNSServiceErrorType DNSServiceGetAddrInfo(DNSServiceRef *, DNSServiceFlags,
                                          uint32_t interfaceIndex, DNSServiceProtocol,
                                          const char *hostname, DNSServiceGetAddrInfoReply,
                                          void *context);
int DNSServiceRefSockFD(DNSServiceRef);
DNSServiceErrorType DNSServiceProcessResult(DNSServiceRef);
void DNSServiceRefDeallocate(DNSServiceRef);

#endif
