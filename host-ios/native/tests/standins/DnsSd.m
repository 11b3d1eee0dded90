#include <dns_sd.h>

#import "Standin.h"

#include <Block.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <unistd.h>

// "DNSServiceProcessResult: Read a reply from the daemon, calling the appropriate application
// callback. This call will block until the daemon's response is received." A byte in the pipe is one
// reply that waits.
struct _DNSServiceRef_t {
  int pipe[2];
  NSMutableArray *replies;
  const char *browses; // a type, or NULL
  DNSServiceBrowseReply found;
  NSString *announces; // a name, or nil
  void *context;
  BOOL broken;
};

@interface StandinReply : NSObject {
@public
  void (^block)(void);
}
@end
@implementation StandinReply
- (void)dealloc {
  Block_release(block);
  [super dealloc];
}
@end

@interface StandinService : NSObject {
@public
  NSString *name;
  NSString *type;
  NSString *address;
  uint16_t port;
  NSData *text;
  NSArray *interfaces;
}
@end
@implementation StandinService
- (void)dealloc {
  [name release];
  [type release];
  [address release];
  [text release];
  [interfaces release];
  [super dealloc];
}
@end

static const char *const DOMAIN_NAME = "local.";

// Guarded by themselves.
static NSMutableDictionary *services;
static NSMutableSet *refs;
static BOOL denied;

static id guardian(void) {
  @synchronized([StandinNetwork class]) {
    if (services == nil) {
      services = [[NSMutableDictionary alloc] init];
      refs = [[NSMutableSet alloc] init];
    }
    return services;
  }
}

static DNSServiceRef make(void *context) {
  DNSServiceRef ref = calloc(1, sizeof *ref);
  if (pipe(ref->pipe) != 0) {
    abort();
  }
  ref->replies = [[NSMutableArray alloc] init];
  ref->context = context;
  [refs addObject:[NSValue valueWithPointer:ref]];
  return ref;
}

static void reply(DNSServiceRef ref, void (^block)(void)) {
  StandinReply *one = [[StandinReply alloc] init];
  one->block = Block_copy(block);
  [ref->replies addObject:one];
  [one release];
  (void)!write(ref->pipe[1], "", 1);
}

static void tell(DNSServiceRef ref, StandinService *service, uint32_t interface, BOOL there) {
  reply(ref, ^{
    // A type comes back with a dot: "_mob._tcp.".
    NSString *type = [service->type stringByAppendingString:@"."];
    ref->found(ref, there ? kDNSServiceFlagsAdd : 0, interface, kDNSServiceErr_NoError,
               [service->name UTF8String], [type UTF8String], DOMAIN_NAME, ref->context);
  });
}

static void tellAll(StandinService *service, uint32_t interface, BOOL there) {
  for (NSValue *value in refs) {
    DNSServiceRef ref = [value pointerValue];
    if (ref->browses != NULL && strcmp(ref->browses, [service->type UTF8String]) == 0) {
      tell(ref, service, interface, there);
    }
  }
}

static void add(StandinService *service) {
  [services setObject:service forKey:service->name];
  for (NSNumber *interface in service->interfaces) {
    tellAll(service, [interface unsignedIntValue], YES);
  }
}

static void removeService(NSString *name) {
  StandinService *service = [[[services objectForKey:name] retain] autorelease];
  [services removeObjectForKey:name];
  for (NSNumber *interface in service->interfaces) {
    tellAll(service, [interface unsignedIntValue], NO);
  }
}

DNSServiceErrorType DNSServiceRegister(DNSServiceRef *out, DNSServiceFlags flags,
                                       uint32_t interfaceIndex, const char *name,
                                       const char *regtype, const char *domain, const char *host,
                                       uint16_t port, uint16_t txtLen, const void *txtRecord,
                                       DNSServiceRegisterReply callback, void *context) {
  @synchronized(guardian()) {
    if (port == 0 || strlen(name) > 63) {
      return kDNSServiceErr_BadParam;
    }
    DNSServiceRef ref = *out = make(context);
    if (denied) {
      reply(ref, ^{
        callback(ref, 0, kDNSServiceErr_PolicyDenied, NULL, NULL, NULL, context);
      });
      return kDNSServiceErr_NoError;
    }
    // "If a name conflict occurs, the name is changed automatically", and the reply has the new one.
    NSString *wanted = [NSString stringWithUTF8String:name];
    NSString *granted = wanted;
    for (int i = 2; [services objectForKey:granted] != nil; i++) {
      granted = [NSString stringWithFormat:@"%@ (%d)", wanted, i];
    }
    StandinService *service = [[[StandinService alloc] init] autorelease];
    service->name = [granted copy];
    service->type = [[NSString alloc] initWithUTF8String:regtype];
    service->address = @"127.0.0.1";
    service->port = port;
    service->text = [[NSData alloc] initWithBytes:txtRecord length:txtLen];
    service->interfaces = [[NSArray alloc] initWithObjects:[NSNumber numberWithInt:1], nil];
    ref->announces = [granted copy];
    add(service);
    reply(ref, ^{
      callback(ref, kDNSServiceFlagsAdd, kDNSServiceErr_NoError, [service->name UTF8String],
               [service->type UTF8String], DOMAIN_NAME, context);
    });
    return kDNSServiceErr_NoError;
  }
}

DNSServiceErrorType DNSServiceBrowse(DNSServiceRef *out, DNSServiceFlags flags,
                                     uint32_t interfaceIndex, const char *regtype,
                                     const char *domain, DNSServiceBrowseReply callback,
                                     void *context) {
  @synchronized(guardian()) {
    // "NSBonjourServices": a type that Info.plist does not name is not browsed for.
    NSArray *permitted = [[NSBundle mainBundle] objectForInfoDictionaryKey:@"NSBonjourServices"];
    BOOL named = [permitted containsObject:[NSString stringWithUTF8String:regtype]];
    DNSServiceRef ref = *out = make(context);
    // TN3179: without the user's consent an operation fails with kDNSServiceErr_PolicyDenied.
    if (denied || !named) {
      DNSServiceErrorType error =
          denied ? kDNSServiceErr_PolicyDenied : kDNSServiceErr_NoAuth;
      reply(ref, ^{
        callback(ref, 0, 0, error, NULL, NULL, NULL, context);
      });
      return kDNSServiceErr_NoError;
    }
    ref->browses = strdup(regtype);
    ref->found = callback;
    for (NSString *name in services) {
      StandinService *service = [services objectForKey:name];
      for (NSNumber *interface in service->interfaces) {
        tell(ref, service, [interface unsignedIntValue], YES);
      }
    }
    return kDNSServiceErr_NoError;
  }
}

DNSServiceErrorType DNSServiceResolve(DNSServiceRef *out, DNSServiceFlags flags,
                                      uint32_t interfaceIndex, const char *name,
                                      const char *regtype, const char *domain,
                                      DNSServiceResolveReply callback, void *context) {
  @synchronized(guardian()) {
    DNSServiceRef ref = *out = make(context);
    StandinService *service = [services objectForKey:[NSString stringWithUTF8String:name]];
    // Of a service that is gone there is no answer, as on a network.
    if (service != nil) {
      reply(ref, ^{
        NSString *host = [service->name stringByAppendingString:@".local."];
        callback(ref, 0, interfaceIndex, kDNSServiceErr_NoError, "", [host UTF8String],
                 service->port, (uint16_t)[service->text length], [service->text bytes], context);
      });
    }
    return kDNSServiceErr_NoError;
  }
}

DNSServiceErrorType DNSServiceGetAddrInfo(DNSServiceRef *out, DNSServiceFlags flags,
                                          uint32_t interfaceIndex, DNSServiceProtocol protocol,
                                          const char *hostname,
                                          DNSServiceGetAddrInfoReply callback, void *context) {
  @synchronized(guardian()) {
    DNSServiceRef ref = *out = make(context);
    NSString *host = [NSString stringWithUTF8String:hostname];
    NSString *name = [host substringToIndex:[host length] - [@".local." length]];
    StandinService *service = [services objectForKey:name];
    if (service != nil) {
      reply(ref, ^{
        struct sockaddr_storage address = {0};
        struct sockaddr_in *four = (struct sockaddr_in *)&address;
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)&address;
        if (inet_pton(AF_INET, [service->address UTF8String], &four->sin_addr) == 1) {
          four->sin_family = AF_INET;
        } else {
          inet_pton(AF_INET6, [service->address UTF8String], &six->sin6_addr);
          six->sin6_family = AF_INET6;
          six->sin6_scope_id = interfaceIndex;
        }
        callback(ref, kDNSServiceFlagsAdd, interfaceIndex, kDNSServiceErr_NoError, hostname,
                 (struct sockaddr *)&address, 120, context);
      });
    }
    return kDNSServiceErr_NoError;
  }
}

int DNSServiceRefSockFD(DNSServiceRef ref) {
  return ref->pipe[0];
}

DNSServiceErrorType DNSServiceProcessResult(DNSServiceRef ref) {
  char byte;
  if (read(ref->pipe[0], &byte, 1) != 1) {
    return kDNSServiceErr_ServiceNotRunning;
  }
  StandinReply *next = nil;
  @synchronized(guardian()) {
    if (ref->broken) {
      return kDNSServiceErr_ServiceNotRunning;
    }
    next = [[[ref->replies objectAtIndex:0] retain] autorelease];
    [ref->replies removeObjectAtIndex:0];
  }
  next->block();
  return kDNSServiceErr_NoError;
}

void DNSServiceRefDeallocate(DNSServiceRef ref) {
  @synchronized(guardian()) {
    [refs removeObject:[NSValue valueWithPointer:ref]];
    // "If the reference's underlying primitive was a DNSServiceRegister, the service is removed."
    if (ref->announces != nil) {
      removeService(ref->announces);
      [ref->announces release];
    }
    close(ref->pipe[0]);
    close(ref->pipe[1]);
    [ref->replies release];
    free((void *)ref->browses);
    free(ref);
  }
}

@implementation StandinNetwork

+ (void)announced:(NSString *)name
          address:(NSString *)address
             port:(NSInteger)port
             text:(NSData *)text
       interfaces:(NSArray *)interfaces {
  @synchronized(guardian()) {
    StandinService *service = [[[StandinService alloc] init] autorelease];
    service->name = [name copy];
    service->type = @"_mob._tcp";
    service->address = [address copy];
    service->port = htons((uint16_t)port);
    service->text = [text copy];
    service->interfaces = [interfaces copy];
    add(service);
  }
}

+ (void)gone:(NSString *)name {
  @synchronized(guardian()) {
    removeService(name);
  }
}

+ (void)goneFrom:(NSInteger)interface name:(NSString *)name {
  @synchronized(guardian()) {
    tellAll([services objectForKey:name], (uint32_t)interface, NO);
  }
}

+ (NSArray *)services {
  @synchronized(guardian()) {
    return [[services allKeys] sortedArrayUsingSelector:@selector(compare:)];
  }
}

+ (NSData *)text:(NSString *)name {
  @synchronized(guardian()) {
    StandinService *service = [services objectForKey:name];
    return [[service->text retain] autorelease];
  }
}

+ (NSInteger)operations {
  @synchronized(guardian()) {
    return (NSInteger)[refs count];
  }
}

+ (void)denies:(BOOL)now {
  @synchronized(guardian()) {
    denied = now;
  }
}

+ (void)daemonEnds {
  @synchronized(guardian()) {
    for (NSValue *value in refs) {
      DNSServiceRef ref = [value pointerValue];
      ref->broken = YES;
      (void)!write(ref->pipe[1], "", 1);
    }
  }
}

+ (void)restart {
  @synchronized(guardian()) {
    [services removeAllObjects];
    denied = NO;
  }
}

@end
