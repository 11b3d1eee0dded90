// BackgroundTasks: developer.apple.com, "BGTaskScheduler", "Choosing Background Strategies for Your
// App".
#import <BackgroundTasks/BackgroundTasks.h>

#import "MobEvents.h"
#import "MobHandles.h"
#import "MobJni.h"
#import "MobMemory.h"
#import "MobParts.h"

// Identifiers in Info.plist that begin so are ours; the others are the app's.
static NSString *const OURS = @"dev.mob.";

static NSString *const PERMITTED = @"BGTaskSchedulerPermittedIdentifiers";

@interface MobTasks : NSObject {
@public
  MobHandles *tasks;
  NSMutableArray *registered;
  BOOL started;
}
@end

@implementation MobTasks

- (instancetype)init {
  if ((self = [super init])) {
    tasks = [[MobHandles alloc] init];
    registered = [[NSMutableArray alloc] init];
  }
  return self;
}

@end

static MobTasks *tasks(void) {
  static MobTasks *only;
  @synchronized([MobTasks class]) {
    if (only == nil) {
      only = [[MobTasks alloc] init];
    }
  }
  return only;
}

static void launched(BGTask *task) {
  MobTasks *part = tasks();
  jlong number = [part->tasks keep:task];
  NSString *identifier = MOB_AUTORELEASE([[task identifier] copy]);
  [task setExpirationHandler:^{
    MobPost(MobConcernTasks, ^(JNIEnv *env, jobject listener) {
      (*env)->CallVoidMethod(env, listener, MobMethod(env, listener, "expiring", "(J)V"), number);
    });
  }];
  MobPost(MobConcernTasks, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "launched", "(JLjava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, number, MobToJava(env, identifier));
  });
}

void MobTasksStart(void) {
  MobTasks *part = tasks();
  if (part->started) {
    return;
  }
  part->started = YES;
  for (NSString *identifier in [[NSBundle mainBundle] objectForInfoDictionaryKey:PERMITTED]) {
    if (![identifier hasPrefix:OURS]) {
      continue;
    }
    BOOL done = [[BGTaskScheduler sharedScheduler] registerForTaskWithIdentifier:identifier
                                                                      usingQueue:nil
                                                                   launchHandler:^(BGTask *task) {
                                                                     launched(task);
                                                                   }];
    if (done) {
      [part->registered addObject:identifier];
    } else {
      NSLog(@"Mob: the system took no launch handler for %@; start MobHost before "
            @"didFinishLaunching returns",
            identifier);
    }
  }
}

static void submit(JNIEnv *env, BGTaskRequest *request, double seconds) {
  [request setEarliestBeginDate:[NSDate dateWithTimeIntervalSinceNow:seconds]];
  NSError *error = nil;
  if (![[BGTaskScheduler sharedScheduler] submitTaskRequest:request error:&error]) {
    MobThrowError(env, error);
  }
}

static void JNICALL submitRefresh(JNIEnv *env, jobject self, jstring identifier, jdouble seconds) {
  MOB_NATIVE(env, {
    BGAppRefreshTaskRequest *request =
        [[BGAppRefreshTaskRequest alloc] initWithIdentifier:MobFromJava(env, identifier)];
    submit(env, request, seconds);
    MOB_RELEASE(request);
  })
}

static void JNICALL submitProcessing(JNIEnv *env, jobject self, jstring identifier,
                                     jdouble seconds, jboolean network, jboolean power) {
  MOB_NATIVE(env, {
    BGProcessingTaskRequest *request =
        [[BGProcessingTaskRequest alloc] initWithIdentifier:MobFromJava(env, identifier)];
    [request setRequiresNetworkConnectivity:network];
    [request setRequiresExternalPower:power];
    submit(env, request, seconds);
    MOB_RELEASE(request);
  })
}

static void JNICALL cancel(JNIEnv *env, jobject self, jstring identifier) {
  MOB_NATIVE(env, {
    [[BGTaskScheduler sharedScheduler]
        cancelTaskRequestWithIdentifier:MobFromJava(env, identifier)];
  })
}

static jboolean JNICALL complete(JNIEnv *env, jobject self, jlong number, jboolean success) {
  jboolean open = JNI_FALSE;
  MOB_NATIVE(env, {
    BGTask *task = [tasks()->tasks take:number];
    open = task != nil;
    [task setExpirationHandler:nil];
    [task setTaskCompletedWithSuccess:success];
  })
  return open;
}

static jobjectArray JNICALL registered(JNIEnv *env, jobject self) {
  jobjectArray identifiers = NULL;
  MOB_NATIVE(env, { identifiers = MobStringsToJava(env, tasks()->registered); })
  return identifiers;
}

static void JNICALL listenTo(JNIEnv *env, jobject self, jobject events) {
  MOB_NATIVE(env, { MobListen(env, MobConcernTasks, events); })
}

BOOL MobTasksRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"registered", "()[Ljava/lang/String;", (void *)registered},
      {"submitRefresh", "(Ljava/lang/String;D)V", (void *)submitRefresh},
      {"submitProcessing", "(Ljava/lang/String;DZZ)V", (void *)submitProcessing},
      {"cancel", "(Ljava/lang/String;)V", (void *)cancel},
      {"complete", "(JZ)Z", (void *)complete},
      {"listen", "(Ldev/mob/host/ios/internal/shim/TaskEvents;)V", (void *)listenTo},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/TaskScheduler", methods,
                     sizeof methods / sizeof methods[0]);
}
