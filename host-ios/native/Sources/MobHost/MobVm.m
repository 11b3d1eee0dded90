#import "MobVm.h"

#import "MobEvents.h"
#import "MobJni.h"
#import "MobMemory.h"
#import "MobParts.h"

#include <pthread.h>
#include <stdlib.h>

// Booting loads hundreds of classes through interpreted, deeply nested code.
static const size_t STACK_BYTES = 8 << 20;

static JavaVM *theVm;

// What a thread is to do, handed to it.
@interface MobThread : NSObject {
@public
  NSArray *options;
  NSString *name;
  void (^start)(JNIEnv *env, NSString *failure);
  void (^run)(JNIEnv *env);
}
@end

@implementation MobThread
- (void)dealloc {
  MOB_RELEASE(options);
  MOB_RELEASE(name);
  if (start != nil) {
    MOB_RELEASE_BLOCK(start);
  }
  if (run != nil) {
    MOB_RELEASE_BLOCK(run);
  }
  MOB_SUPER_DEALLOC;
}
@end

static void launch(MobThread *thread, void *(*body)(void *)) {
  pthread_t handle;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK_BYTES);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  // The thread takes this reference over.
  void *given = MOB_GIVE(thread);
  if (pthread_create(&handle, &attributes, body, given) != 0) {
    NSLog(@"Mob: no thread can be made; the app is out of memory");
    (void)MOB_TAKE(given);
  }
  pthread_attr_destroy(&attributes);
}

static BOOL registerAll(JNIEnv *env) {
  return MobJniPrepare(env) && MobAudioRegister(env) && MobApplicationRegister(env) &&
         MobTasksRegister(env) && MobNotificationsRegister(env) && MobKeychainRegister(env) &&
         MobSqliteRegister(env) && MobSystemLogRegister(env) && MobBonjourRegister(env);
}

static NSString *create(NSArray *options, JNIEnv **env) {
  jint count = (jint)[options count];
  JavaVMOption *list = calloc((size_t)count, sizeof(JavaVMOption));
  for (jint i = 0; i < count; i++) {
    list[i].optionString = (char *)[[options objectAtIndex:(NSUInteger)i] UTF8String];
  }
  JavaVMInitArgs args = {JNI_VERSION_10, count, list, JNI_FALSE};
  jint code = JNI_CreateJavaVM(&theVm, (void **)env, &args);
  free(list);
  if (code != JNI_OK) {
    theVm = NULL;
    return [NSString stringWithFormat:
                         @"JNI_CreateJavaVM failed with %d; see its message above, and whether "
                         @"the run-time image (java-home/lib/modules) is in the app bundle",
                         (int)code];
  }
  if (!registerAll(*env)) {
    MobClearException(*env, @"the registration of native methods");
    return @"the jar of host-ios is not on the class path, or is not of the shim's version";
  }
  return nil;
}

static void *startBody(void *argument) {
  @autoreleasepool {
    MobThread *thread = MOB_TAKE(argument);
    JNIEnv *env = NULL;
    NSString *failure = create(thread->options, &env);
    if (failure == nil) {
      MobEventsStart(theVm);
    }
    thread->start(failure == nil ? env : NULL, failure);
    if (theVm != NULL) {
      (*theVm)->DetachCurrentThread(theVm);
    }
  }
  return NULL;
}

static void *runBody(void *argument) {
  @autoreleasepool {
    MobThread *thread = MOB_TAKE(argument);
    JNIEnv *env = NULL;
    JavaVMAttachArgs args = {JNI_VERSION_10, (char *)[thread->name UTF8String], NULL};
    if ((*theVm)->AttachCurrentThread(theVm, (void **)&env, &args) == JNI_OK) {
      thread->run(env);
      (*theVm)->DetachCurrentThread(theVm);
    }
  }
  return NULL;
}

void MobVmStart(NSArray *options, void (^then)(JNIEnv *env, NSString *failure)) {
  MobThread *thread = [[MobThread alloc] init];
  thread->options = [options copy];
  thread->start = MOB_COPY_BLOCK(then);
  launch(thread, startBody);
  MOB_RELEASE(thread);
}

BOOL MobVmRun(NSString *name, void (^block)(JNIEnv *env)) {
  if (theVm == NULL) {
    return NO;
  }
  MobThread *thread = [[MobThread alloc] init];
  thread->name = [name copy];
  thread->run = MOB_COPY_BLOCK(block);
  launch(thread, runBody);
  MOB_RELEASE(thread);
  return YES;
}
