#import "MobEvents.h"

#import "MobJni.h"
#import "MobMemory.h"

#include <pthread.h>

// Zero's interpreter runs on this stack; Apple gives secondary threads 512 KiB.
static const size_t STACK_BYTES = 4 << 20;

// How many events of one concern wait for a listener; the oldest goes when one more comes.
static const NSUInteger WAITING_LIMIT = 1000;

// Who waits for an event, shared by the two threads.
@interface MobReceipt : NSObject {
@public
  BOOL done;
}
@end

@implementation MobReceipt
@end

@interface MobEvent : NSObject {
@public
  MobConcern concern;
  MobUpCall call;
  MobReceipt *receipt;
}
@end

@implementation MobEvent
- (void)dealloc {
  MOB_RELEASE_BLOCK(call);
  MOB_RELEASE(receipt);
  MOB_SUPER_DEALLOC;
}
@end

// Guards all that follows.
static NSCondition *changed;
static NSMutableArray *waiting;
static jobject listeners[MobConcernCount];
static JavaVM *theVm;

static void makeQueue(void) {
  changed = [[NSCondition alloc] init];
  waiting = [[NSMutableArray alloc] init];
}

static void prepare(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, makeQueue);
}

jmethodID MobMethod(JNIEnv *env, jobject listener, const char *name, const char *signature) {
  jclass type = (*env)->GetObjectClass(env, listener);
  jmethodID method = (*env)->GetMethodID(env, type, name, signature);
  (*env)->DeleteLocalRef(env, type);
  return method;
}

static void dropOldest(MobConcern concern) {
  NSUInteger count = 0;
  NSUInteger oldest = NSNotFound;
  for (NSUInteger i = 0; i < [waiting count]; i++) {
    MobEvent *event = [waiting objectAtIndex:i];
    if (event->concern == concern) {
      oldest = oldest == NSNotFound ? i : oldest;
      count++;
    }
  }
  if (count >= WAITING_LIMIT) {
    NSLog(@"Mob: more than %lu events wait for a listener; the oldest is dropped",
          (unsigned long)WAITING_LIMIT);
    [waiting removeObjectAtIndex:oldest];
  }
}

static void post(MobConcern concern, MobReceipt *receipt, MobUpCall call) {
  MobEvent *event = [[MobEvent alloc] init];
  event->concern = concern;
  event->call = MOB_COPY_BLOCK(call);
  event->receipt = MOB_RETAIN(receipt);
  if (listeners[concern] == NULL) {
    dropOldest(concern);
  }
  [waiting addObject:event];
  MOB_RELEASE(event);
  [changed broadcast];
}

void MobPost(MobConcern concern, MobUpCall call) {
  prepare();
  [changed lock];
  post(concern, nil, call);
  [changed unlock];
}

BOOL MobPostAndWait(MobConcern concern, NSTimeInterval seconds, MobUpCall call) {
  prepare();
  NSDate *deadline = [NSDate dateWithTimeIntervalSinceNow:seconds];
  MobReceipt *receipt = [[MobReceipt alloc] init];
  BOOL done = NO;
  [changed lock];
  if (listeners[concern] != NULL) {
    post(concern, receipt, call);
    while (!receipt->done && [changed waitUntilDate:deadline]) {
    }
    done = receipt->done;
  }
  [changed unlock];
  MOB_RELEASE(receipt);
  return done;
}

void MobListen(JNIEnv *env, MobConcern concern, jobject listener) {
  prepare();
  jobject now = listener == NULL ? NULL : (*env)->NewGlobalRef(env, listener);
  [changed lock];
  jobject before = listeners[concern];
  listeners[concern] = now;
  [changed broadcast];
  [changed unlock];
  if (before != NULL) {
    (*env)->DeleteGlobalRef(env, before);
  }
}

// The first event that somebody listens to, retained, with its listener as a local reference.
static MobEvent *next(JNIEnv *env, jobject *listener) {
  for (;;) {
    for (NSUInteger i = 0; i < [waiting count]; i++) {
      MobEvent *event = [waiting objectAtIndex:i];
      if (listeners[event->concern] != NULL) {
        (void)MOB_RETAIN(event);
        [waiting removeObjectAtIndex:i];
        // Local, because another thread may take the listener away meanwhile.
        *listener = (*env)->NewLocalRef(env, listeners[event->concern]);
        return event;
      }
    }
    [changed wait];
  }
}

static void deliverOne(JNIEnv *env) {
  jobject listener = NULL;
  [changed lock];
  MobEvent *event = next(env, &listener);
  [changed unlock];
  @try {
    event->call(env, listener);
  } @catch (NSException *exception) {
    NSLog(@"Mob: an event failed: %@", exception);
  }
  MobClearException(env, @"a listener");
  (*env)->DeleteLocalRef(env, listener);
  if (event->receipt != nil) {
    [changed lock];
    event->receipt->done = YES;
    [changed broadcast];
    [changed unlock];
  }
  MOB_RELEASE(event);
}

static void *deliver(void *unused) {
  JNIEnv *env = NULL;
  JavaVMAttachArgs args = {JNI_VERSION_10, "mob-events", NULL};
  if ((*theVm)->AttachCurrentThreadAsDaemon(theVm, (void **)&env, &args) != JNI_OK) {
    NSLog(@"Mob: the VM takes no thread for events; nothing will be heard of the system");
    return NULL;
  }
  for (;;) {
    @autoreleasepool {
      if ((*env)->PushLocalFrame(env, 32) == JNI_OK) {
        deliverOne(env);
        (*env)->PopLocalFrame(env, NULL);
      } else {
        MobClearException(env, @"the room for an event");
      }
    }
  }
}

void MobEventsStart(JavaVM *vm) {
  prepare();
  theVm = vm;
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK_BYTES);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (pthread_create(&thread, &attributes, deliver, NULL) != 0) {
    NSLog(@"Mob: no thread for events can be made");
  }
  pthread_attr_destroy(&attributes);
}
