// UIKit and NSProcessInfo: developer.apple.com, "UIApplication", "Managing your app's life cycle",
// "UIScene", "Extending your app's background execution time".
#import <UIKit/UIKit.h>

#import "MobEvents.h"
#import "MobHandles.h"
#import "MobJni.h"
#import "MobMain.h"
#import "MobMemory.h"
#import "MobObserver.h"
#import "MobParts.h"

// An expiration handler that has not ended its task when it returns gets the app killed, and so does
// one that takes long: Java gets this long.
static const NSTimeInterval EXPIRING_SECONDS = 2;

// UIKit gives applicationWillTerminate: about five seconds.
static const NSTimeInterval TERMINATING_SECONDS = 4;

// A silent push's handler must be called in 30 seconds. Java sees to that in 25; this is for the day
// when Java does not run.
static const NSTimeInterval PUSH_SECONDS = 28;

enum { SCENE_GONE = -1 };
enum { LAUNCHED_BY_USER = 0, LAUNCHED_BY_PUSH = 1, LAUNCHED_IN_BACKGROUND = 2 };

@interface MobApplication : NSObject {
@public
  MobHandles *pushes;
  NSMutableDictionary *backgroundTasks;
  NSMutableArray *observers;
  jlong lastTask;
  NSInteger state;
  NSInteger launchReason;
  BOOL charging;
  BOOL started;
}
@end

@implementation MobApplication

- (instancetype)init {
  if ((self = [super init])) {
    pushes = [[MobHandles alloc] init];
    backgroundTasks = [[NSMutableDictionary alloc] init];
    observers = [[NSMutableArray alloc] init];
  }
  return self;
}

@end

static MobApplication *application(void) {
  static MobApplication *only;
  @synchronized([MobApplication class]) {
    if (only == nil) {
      only = [[MobApplication alloc] init];
    }
  }
  return only;
}

// Events.

static void observe(NSString *name, void (^block)(NSNotification *)) {
  // For the life of the process.
  [application()->observers addObject:[MobObserver observe:name object:nil block:block]];
}

static void tellState(NSInteger state) {
  MobApplication *part = application();
  @synchronized(part) {
    part->state = state;
  }
  MobPost(MobConcernApplication, ^(JNIEnv *env, jobject listener) {
    (*env)->CallVoidMethod(env, listener, MobMethod(env, listener, "state", "(I)V"), (jint)state);
  });
}

static void observeState(NSString *name, NSInteger state) {
  observe(name, ^(NSNotification *note) {
    tellState(state);
  });
}

static void observeScene(NSString *name, NSInteger state) {
  observe(name, ^(NSNotification *note) {
    NSString *scene = [[[note object] session] persistentIdentifier];
    MobPost(MobConcernApplication, ^(JNIEnv *env, jobject listener) {
      jmethodID method = MobMethod(env, listener, "scene", "(Ljava/lang/String;I)V");
      (*env)->CallVoidMethod(env, listener, method, MobToJava(env, scene), (jint)state);
    });
  });
}

static void observePower(void) {
  observe(NSProcessInfoPowerStateDidChangeNotification, ^(NSNotification *note) {
    jboolean on = [[NSProcessInfo processInfo] isLowPowerModeEnabled];
    MobPost(MobConcernApplication, ^(JNIEnv *env, jobject listener) {
      (*env)->CallVoidMethod(env, listener, MobMethod(env, listener, "lowPower", "(Z)V"), on);
    });
  });
}

// UIDevice is asked on the main thread, its answer kept.
static void readBattery(void) {
  UIDeviceBatteryState battery = [[UIDevice currentDevice] batteryState];
  MobApplication *part = application();
  @synchronized(part) {
    part->charging =
        battery == UIDeviceBatteryStateCharging || battery == UIDeviceBatteryStateFull;
  }
}

static void observeBattery(void) {
  [[UIDevice currentDevice] setBatteryMonitoringEnabled:YES];
  observe(UIDeviceBatteryStateDidChangeNotification, ^(NSNotification *note) {
    readBattery();
  });
  readBattery();
}

static void observeEnds(void) {
  observe(UIApplicationDidReceiveMemoryWarningNotification, ^(NSNotification *note) {
    MobPost(MobConcernApplication, ^(JNIEnv *env, jobject listener) {
      (*env)->CallVoidMethod(env, listener, MobMethod(env, listener, "memoryWarning", "()V"));
    });
  });
  observe(UIApplicationWillTerminateNotification, ^(NSNotification *note) {
    MobPostAndWait(MobConcernApplication, TERMINATING_SECONDS, ^(JNIEnv *env, jobject listener) {
      jmethodID method = MobMethod(env, listener, "terminating", "(D)V");
      (*env)->CallVoidMethod(env, listener, method, TERMINATING_SECONDS);
    });
  });
}

static NSInteger reason(NSDictionary *options) {
  if ([options objectForKey:UIApplicationLaunchOptionsRemoteNotificationKey] != nil) {
    return LAUNCHED_BY_PUSH;
  }
  BOOL inBackground =
      [[UIApplication sharedApplication] applicationState] == UIApplicationStateBackground;
  return inBackground ? LAUNCHED_IN_BACKGROUND : LAUNCHED_BY_USER;
}

void MobApplicationStart(NSDictionary *launchOptions) {
  MobApplication *part = application();
  if (part->started) {
    return;
  }
  part->started = YES;
  part->launchReason = reason(launchOptions);
  observeState(UIApplicationDidBecomeActiveNotification, UIApplicationStateActive);
  observeState(UIApplicationWillResignActiveNotification, UIApplicationStateInactive);
  observeState(UIApplicationDidEnterBackgroundNotification, UIApplicationStateBackground);
  observeState(UIApplicationWillEnterForegroundNotification, UIApplicationStateInactive);
  observeScene(UISceneDidActivateNotification, UIApplicationStateActive);
  observeScene(UISceneWillDeactivateNotification, UIApplicationStateInactive);
  observeScene(UISceneDidEnterBackgroundNotification, UIApplicationStateBackground);
  observeScene(UISceneWillEnterForegroundNotification, UIApplicationStateInactive);
  observeScene(UISceneDidDisconnectNotification, SCENE_GONE);
  observePower();
  observeBattery();
  observeEnds();
  tellState([[UIApplication sharedApplication] applicationState]);
}

void MobApplicationToken(NSData *token) {
  NSData *copy = MOB_AUTORELEASE([token copy]);
  MobPost(MobConcernApplication, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "deviceToken", "([B)V");
    jbyteArray bytes = MobBytesToJava(env, [copy bytes], [copy length]);
    (*env)->CallVoidMethod(env, listener, method, bytes);
  });
}

void MobApplicationTokenFailed(NSError *error) {
  MobPost(MobConcernApplication, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "registrationFailed",
                                 "(Ljava/lang/String;JLjava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, MobToJava(env, [error domain]),
                           (jlong)[error code], MobToJava(env, [error localizedDescription]));
  });
}

void MobApplicationPush(NSDictionary *userInfo, void (^handler)(UIBackgroundFetchResult)) {
  MobApplication *part = application();
  MobCompletion *completion = [[MobCompletion alloc] initWithBlock:^(NSInteger result) {
    handler((UIBackgroundFetchResult)result);
  }];
  jlong push = [part->pushes keep:completion];
  MOB_RELEASE(completion);
  NSString *json = MobJson(userInfo);
  MobPost(MobConcernApplication, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "push", "(JLjava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, push, MobToJava(env, json));
  });
  MobAfter(PUSH_SECONDS, ^{
    MobCompletion *late = [part->pushes take:push];
    if (late != nil) {
      NSLog(@"Mob: nothing answered a silent push in %.0f s; the system is told that it failed",
            PUSH_SECONDS);
      [late complete:UIBackgroundFetchResultFailed];
    }
  });
}

static jboolean JNICALL completePush(JNIEnv *env, jobject self, jlong push, jint result) {
  jboolean open = JNI_FALSE;
  MOB_NATIVE(env, {
    MobCompletion *completion = [application()->pushes take:push];
    open = completion != nil;
    [completion complete:result];
  })
  return open;
}

// Calls.

static jint JNICALL state(JNIEnv *env, jobject self) {
  MobApplication *part = application();
  jint now = 0;
  MOB_NATIVE(env, {
    @synchronized(part) {
      now = (jint)part->state;
    }
  })
  return now;
}

static jint JNICALL launchReason(JNIEnv *env, jobject self) {
  return (jint)application()->launchReason;
}

static jobjectArray JNICALL declared(JNIEnv *env, jobject self, jstring key) {
  jobjectArray found = NULL;
  MOB_NATIVE(env, {
    id value = [[NSBundle mainBundle] objectForInfoDictionaryKey:MobFromJava(env, key)];
    NSArray *strings = [value isKindOfClass:[NSArray class]] ? value : [NSArray array];
    found = MobStringsToJava(env, strings);
  })
  return found;
}

// Ends a task once, whoever comes first.
static void end(jlong task) {
  MobApplication *part = application();
  NSNumber *key = [NSNumber numberWithLongLong:task];
  NSNumber *identifier = nil;
  @synchronized(part) {
    identifier = MOB_AUTORELEASE(MOB_RETAIN([part->backgroundTasks objectForKey:key]));
    [part->backgroundTasks removeObjectForKey:key];
  }
  if (identifier != nil) {
    [[UIApplication sharedApplication]
        endBackgroundTask:[identifier unsignedIntegerValue]];
  }
}

static void expire(jlong task) {
  MobPostAndWait(MobConcernApplication, EXPIRING_SECONDS, ^(JNIEnv *env, jobject listener) {
    jmethodID method = MobMethod(env, listener, "backgroundTaskExpiring", "(JD)V");
    (*env)->CallVoidMethod(env, listener, method, task, EXPIRING_SECONDS);
  });
  end(task);
}

static jlong JNICALL beginBackgroundTask(JNIEnv *env, jobject self, jstring name) {
  jlong task = 0;
  MOB_NATIVE(env, {
    MobApplication *part = application();
    // Held until the number is in the table: the handler may come at once.
    @synchronized(part) {
      jlong next = ++part->lastTask;
      // Safe on any thread, says the method's page.
      UIBackgroundTaskIdentifier identifier = [[UIApplication sharedApplication]
          beginBackgroundTaskWithName:MobFromJava(env, name)
                    expirationHandler:^{
                      expire(next);
                    }];
      if (identifier != UIBackgroundTaskInvalid) {
        task = next;
        [part->backgroundTasks setObject:[NSNumber numberWithUnsignedInteger:identifier]
                                  forKey:[NSNumber numberWithLongLong:next]];
      }
    }
  })
  return task;
}

static void JNICALL endBackgroundTask(JNIEnv *env, jobject self, jlong task) {
  MOB_NATIVE(env, { end(task); })
}

static jdouble JNICALL backgroundTimeRemaining(JNIEnv *env, jobject self) {
  jdouble seconds = 0;
  MOB_NATIVE(env, { seconds = [[UIApplication sharedApplication] backgroundTimeRemaining]; })
  return seconds;
}

static jboolean JNICALL lowPower(JNIEnv *env, jobject self) {
  jboolean on = JNI_FALSE;
  MOB_NATIVE(env, { on = [[NSProcessInfo processInfo] isLowPowerModeEnabled]; })
  return on;
}

static jboolean JNICALL charging(JNIEnv *env, jobject self) {
  jboolean on = JNI_FALSE;
  MOB_NATIVE(env, {
    MobApplication *part = application();
    @synchronized(part) {
      on = part->charging;
    }
  })
  return on;
}

static jstring JNICALL bundlePath(JNIEnv *env, jobject self) {
  jstring path = NULL;
  MOB_NATIVE(env, { path = MobToJava(env, [[NSBundle mainBundle] bundlePath]); })
  return path;
}

static void JNICALL registerForRemoteNotifications(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    MobOnMain(^{
      [[UIApplication sharedApplication] registerForRemoteNotifications];
    });
  })
}

static void JNICALL unregisterForRemoteNotifications(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    MobOnMain(^{
      [[UIApplication sharedApplication] unregisterForRemoteNotifications];
    });
  })
}

static void JNICALL listenTo(JNIEnv *env, jobject self, jobject events) {
  MOB_NATIVE(env, { MobListen(env, MobConcernApplication, events); })
}

BOOL MobApplicationRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"state", "()I", (void *)state},
      {"launchReason", "()I", (void *)launchReason},
      {"declared", "(Ljava/lang/String;)[Ljava/lang/String;", (void *)declared},
      {"beginBackgroundTask", "(Ljava/lang/String;)J", (void *)beginBackgroundTask},
      {"endBackgroundTask", "(J)V", (void *)endBackgroundTask},
      {"backgroundTimeRemaining", "()D", (void *)backgroundTimeRemaining},
      {"lowPower", "()Z", (void *)lowPower},
      {"charging", "()Z", (void *)charging},
      {"bundlePath", "()Ljava/lang/String;", (void *)bundlePath},
      {"registerForRemoteNotifications", "()V", (void *)registerForRemoteNotifications},
      {"unregisterForRemoteNotifications", "()V", (void *)unregisterForRemoteNotifications},
      {"completePush", "(JI)Z", (void *)completePush},
      {"listen", "(Ldev/mob/host/ios/internal/shim/ApplicationEvents;)V", (void *)listenTo},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/Application", methods,
                     sizeof methods / sizeof methods[0]);
}
