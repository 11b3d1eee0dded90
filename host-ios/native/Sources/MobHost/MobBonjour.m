// Bonjour: developer.apple.com, "DNS Service Discovery C" (dns_sd.h). Its C interface has neither a
// run loop nor a queue of its own: each operation is a socket, which one thread here waits for.
#import <Foundation/Foundation.h>
#include <dns_sd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#import "MobEvents.h"
#import "MobJni.h"
#import "MobMemory.h"
#import "MobParts.h"

static NSString *const DOMAIN_NAME = @"dns_sd";

@interface MobOperation : NSObject {
@public
  DNSServiceRef ref;
}
@end

@implementation MobOperation
@end

// Guards all that follows, and every call of dns_sd.h: one DNSServiceRef is for one thread at a time.
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static NSMutableDictionary *operations;
static jlong last;
static int wake[2];
static BOOL waits;

// The number of an operation travels as its context.
static void *contextOf(jlong number) { return (void *)(intptr_t)number; }

static jlong numberOf(void *context) { return (jlong)(intptr_t)context; }

static void DNSSD_API registered(DNSServiceRef ref, DNSServiceFlags flags,
                                 DNSServiceErrorType error, const char *name, const char *type,
                                 const char *domain, void *context) {
  NSString *known = [NSString stringWithUTF8String:error == 0 ? name : ""];
  MobPost(MobConcernNetwork, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "registered", "(JILjava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, numberOf(context), (jint)error,
                           MobToJava(env, known));
  });
}

static void DNSSD_API browsed(DNSServiceRef ref, DNSServiceFlags flags, uint32_t interface,
                              DNSServiceErrorType error, const char *name, const char *type,
                              const char *domain, void *context) {
  BOOL there = (flags & kDNSServiceFlagsAdd) != 0;
  NSArray *words = [NSArray
      arrayWithObjects:[NSString stringWithUTF8String:error == 0 ? name : ""],
                       [NSString stringWithUTF8String:error == 0 ? type : ""],
                       [NSString stringWithUTF8String:error == 0 ? domain : ""], nil];
  MobPost(MobConcernNetwork, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(
        env, listener, "browsed",
        "(JIZILjava/lang/String;Ljava/lang/String;Ljava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, numberOf(context), (jint)error,
                           (jboolean)there, (jint)interface,
                           MobToJava(env, [words objectAtIndex:0]),
                           MobToJava(env, [words objectAtIndex:1]),
                           MobToJava(env, [words objectAtIndex:2]));
  });
}

static void DNSSD_API resolved(DNSServiceRef ref, DNSServiceFlags flags, uint32_t interface,
                               DNSServiceErrorType error, const char *fullName, const char *host,
                               uint16_t port, uint16_t length, const unsigned char *text,
                               void *context) {
  NSString *target = [NSString stringWithUTF8String:error == 0 ? host : ""];
  NSData *record = [NSData dataWithBytes:text length:error == 0 ? length : 0];
  jint hostPort = ntohs(port);
  MobPost(MobConcernNetwork, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "resolved", "(JILjava/lang/String;I[B)V");
    (*env)->CallVoidMethod(env, listener, method, numberOf(context), (jint)error,
                           MobToJava(env, target), hostPort,
                           MobBytesToJava(env, [record bytes], [record length]));
  });
}

static void DNSSD_API addressed(DNSServiceRef ref, DNSServiceFlags flags, uint32_t interface,
                                DNSServiceErrorType error, const char *host,
                                const struct sockaddr *address, uint32_t ttl, void *context) {
  BOOL there = (flags & kDNSServiceFlagsAdd) != 0;
  NSData *bytes = [NSData data];
  jint scope = 0;
  if (error == 0 && address->sa_family == AF_INET) {
    const struct sockaddr_in *four = (const struct sockaddr_in *)address;
    bytes = [NSData dataWithBytes:&four->sin_addr length:sizeof four->sin_addr];
  } else if (error == 0 && address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
    bytes = [NSData dataWithBytes:&six->sin6_addr length:sizeof six->sin6_addr];
    scope = (jint)six->sin6_scope_id;
  }
  MobPost(MobConcernNetwork, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "address", "(JIZ[BI)V");
    (*env)->CallVoidMethod(env, listener, method, numberOf(context), (jint)error,
                           (jboolean)there, MobBytesToJava(env, [bytes bytes], [bytes length]),
                           scope);
  });
}

// What each kind of operation hears when its socket breaks: an error of its own reply.
static void broken(jlong number, DNSServiceErrorType error) {
  MobPost(MobConcernNetwork, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "registered", "(JILjava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, number, (jint)error, (jstring)NULL);
  });
}

// Deallocates an operation; with the guard held.
static void forget(jlong number) {
  NSNumber *key = [NSNumber numberWithLongLong:number];
  MobOperation *operation = [operations objectForKey:key];
  if (operation != nil) {
    DNSServiceRefDeallocate(operation->ref);
    [operations removeObjectForKey:key];
  }
}

static void answer(jlong number) {
  MobOperation *operation = [operations objectForKey:[NSNumber numberWithLongLong:number]];
  if (operation == nil) {
    return; // It was ended while the thread waited, and its socket's number may be another's now.
  }
  DNSServiceErrorType error = DNSServiceProcessResult(operation->ref);
  if (error != kDNSServiceErr_NoError) {
    forget(number);
    broken(number, error);
  }
}

// Waits once for all sockets, and takes what came.
static void waitOnce(void) {
  pthread_mutex_lock(&guard);
  NSArray *numbers = [operations allKeys];
  nfds_t count = (nfds_t)[numbers count] + 1;
  struct pollfd *sockets = calloc(count, sizeof *sockets);
  sockets[0] = (struct pollfd){.fd = wake[0], .events = POLLIN};
  for (nfds_t i = 1; i < count; i++) {
    MobOperation *operation = [operations objectForKey:[numbers objectAtIndex:i - 1]];
    sockets[i] = (struct pollfd){.fd = DNSServiceRefSockFD(operation->ref), .events = POLLIN};
  }
  pthread_mutex_unlock(&guard);
  poll(sockets, count, -1);
  if (sockets[0].revents != 0) {
    char taken[16];
    (void)!read(wake[0], taken, sizeof taken);
  }
  pthread_mutex_lock(&guard);
  for (nfds_t i = 1; i < count; i++) {
    if (sockets[i].revents != 0) {
      answer([[numbers objectAtIndex:i - 1] longLongValue]);
    }
  }
  pthread_mutex_unlock(&guard);
  free(sockets);
}

static void *waitForever(void *unused) {
  for (;;) {
    @autoreleasepool {
      waitOnce();
    }
  }
}

// The thread, once; with the guard held.
static void prepare(void) {
  if (waits) {
    return;
  }
  pthread_t thread;
  if (pipe(wake) != 0 || pthread_create(&thread, NULL, waitForever, NULL) != 0) {
    [NSException raise:NSInternalInconsistencyException format:@"no thread for Bonjour"];
  }
  pthread_detach(thread);
  operations = [[NSMutableDictionary alloc] init];
  waits = YES;
}

typedef DNSServiceErrorType (^MobBeginning)(DNSServiceRef *ref, void *context);

// Begins an operation under a new number; 0, with an exception pending, when Bonjour does not.
static jlong begin(JNIEnv *env, MobBeginning call) {
  jlong number = 0;
  DNSServiceErrorType error = kDNSServiceErr_NoError;
  pthread_mutex_lock(&guard);
  @try {
    prepare();
    MobOperation *operation = MOB_AUTORELEASE([[MobOperation alloc] init]);
    error = call(&operation->ref, contextOf(last + 1));
    if (error == kDNSServiceErr_NoError) {
      number = ++last;
      [operations setObject:operation forKey:[NSNumber numberWithLongLong:number]];
      (void)!write(wake[1], "", 1);
    }
  } @finally {
    pthread_mutex_unlock(&guard);
  }
  if (error != kDNSServiceErr_NoError) {
    MobThrow(env, DOMAIN_NAME, error, @"Bonjour does not begin");
  }
  return number;
}

static jlong JNICALL registerService(JNIEnv *env, jobject self, jstring name, jstring type,
                                     jint port, jbyteArray text) {
  jlong number = 0;
  MOB_NATIVE(env, {
    NSString *label = MobFromJava(env, name);
    NSString *kind = MobFromJava(env, type);
    NSData *record = MobBytesFromJava(env, text);
    number = begin(env, ^(DNSServiceRef *ref, void *context) {
      return DNSServiceRegister(ref, 0, kDNSServiceInterfaceIndexAny, [label UTF8String],
                                [kind UTF8String], NULL, NULL, htons((uint16_t)port),
                                (uint16_t)[record length], [record bytes], registered, context);
    });
  })
  return number;
}

static jlong JNICALL browse(JNIEnv *env, jobject self, jstring type) {
  jlong number = 0;
  MOB_NATIVE(env, {
    NSString *kind = MobFromJava(env, type);
    number = begin(env, ^(DNSServiceRef *ref, void *context) {
      return DNSServiceBrowse(ref, 0, kDNSServiceInterfaceIndexAny, [kind UTF8String], NULL,
                              browsed, context);
    });
  })
  return number;
}

static jlong JNICALL resolve(JNIEnv *env, jobject self, jint interface, jstring name, jstring type,
                             jstring domain) {
  jlong number = 0;
  MOB_NATIVE(env, {
    NSString *label = MobFromJava(env, name);
    NSString *kind = MobFromJava(env, type);
    NSString *place = MobFromJava(env, domain);
    number = begin(env, ^(DNSServiceRef *ref, void *context) {
      return DNSServiceResolve(ref, 0, (uint32_t)interface, [label UTF8String],
                               [kind UTF8String], [place UTF8String], resolved, context);
    });
  })
  return number;
}

static jlong JNICALL addresses(JNIEnv *env, jobject self, jint interface, jstring host) {
  jlong number = 0;
  MOB_NATIVE(env, {
    NSString *target = MobFromJava(env, host);
    number = begin(env, ^(DNSServiceRef *ref, void *context) {
      return DNSServiceGetAddrInfo(ref, 0, (uint32_t)interface,
                                   kDNSServiceProtocol_IPv4 | kDNSServiceProtocol_IPv6,
                                   [target UTF8String], addressed, context);
    });
  })
  return number;
}

static void JNICALL endOperation(JNIEnv *env, jobject self, jlong number) {
  MOB_NATIVE(env, {
    pthread_mutex_lock(&guard);
    forget(number);
    pthread_mutex_unlock(&guard);
  })
}

static void JNICALL listenTo(JNIEnv *env, jobject self, jobject events) {
  MOB_NATIVE(env, { MobListen(env, MobConcernNetwork, events); })
}

BOOL MobBonjourRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"register", "(Ljava/lang/String;Ljava/lang/String;I[B)J", (void *)registerService},
      {"browse", "(Ljava/lang/String;)J", (void *)browse},
      {"resolve", "(ILjava/lang/String;Ljava/lang/String;Ljava/lang/String;)J", (void *)resolve},
      {"addresses", "(ILjava/lang/String;)J", (void *)addresses},
      {"end", "(J)V", (void *)endOperation},
      {"listen", "(Ldev/mob/host/ios/internal/shim/BonjourEvents;)V", (void *)listenTo},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/Bonjour", methods,
                     sizeof methods / sizeof methods[0]);
}
