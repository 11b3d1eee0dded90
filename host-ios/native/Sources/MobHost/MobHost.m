#import "MobHost/MobHost.h"

#import "MobEvents.h"
#import "MobJni.h"
#import "MobMain.h"
#import "MobMemory.h"
#import "MobParts.h"
#import "MobVm.h"

NSString *const MobErrorDomain = @"dev.mob";

@implementation MobConfig

@synthesize conf = _conf;
@synthesize home = _home;
@synthesize classPath = _classPath;
@synthesize javaHome = _javaHome;
@synthesize vmOptions = _vmOptions;

- (void)dealloc {
  MOB_RELEASE(_conf);
  MOB_RELEASE(_home);
  MOB_RELEASE(_classPath);
  MOB_RELEASE(_javaHome);
  MOB_RELEASE(_vmOptions);
  MOB_SUPER_DEALLOC;
}

@end

static NSString *resource(NSString *name) {
  return [[[NSBundle mainBundle] resourcePath] stringByAppendingPathComponent:name];
}

static NSString *confOf(MobConfig *config) {
  return [config conf] == nil ? resource(@"mob.conf") : [config conf];
}

static NSString *homeOf(MobConfig *config) {
  if ([config home] != nil) {
    return [config home];
  }
  NSArray *folders =
      NSSearchPathForDirectoriesInDomains(NSApplicationSupportDirectory, NSUserDomainMask, YES);
  return [[folders objectAtIndex:0] stringByAppendingPathComponent:@"mob"];
}

static NSArray *classPathOf(MobConfig *config) {
  if ([config classPath] != nil) {
    return [config classPath];
  }
  NSString *folder = resource(@"java");
  NSMutableArray *jars = [NSMutableArray array];
  NSArray *names = [[NSFileManager defaultManager] contentsOfDirectoryAtPath:folder error:NULL];
  for (NSString *name in [names sortedArrayUsingSelector:@selector(compare:)]) {
    if ([[name pathExtension] isEqualToString:@"jar"]) {
      [jars addObject:[folder stringByAppendingPathComponent:name]];
    }
  }
  return jars;
}

static NSArray *optionsOf(MobConfig *config) {
  NSMutableArray *options = [NSMutableArray array];
  [options addObject:[@"-Djava.class.path="
                         stringByAppendingString:[classPathOf(config)
                                                     componentsJoinedByString:@":"]]];
  NSString *javaHome = [config javaHome] == nil ? resource(@"java-home") : [config javaHome];
  if ([[NSFileManager defaultManager] fileExistsAtPath:javaHome]) {
    [options addObject:[@"-Djava.home=" stringByAppendingString:javaHome]];
  }
  [options addObject:[@"-Djava.io.tmpdir=" stringByAppendingString:NSTemporaryDirectory()]];
  // Signals belong to the app and its crash reporter.
  [options addObject:@"-Xrs"];
  if ([config vmOptions] != nil) {
    [options addObjectsFromArray:[config vmOptions]];
  }
  return options;
}

// What waits for the outcome of the start.
@interface MobWaiter : NSObject {
@public
  void (^then)(NSError *error);
}
@end

@implementation MobWaiter
- (void)dealloc {
  MOB_RELEASE_BLOCK(then);
  MOB_SUPER_DEALLOC;
}
@end

// All of it is used on the main thread alone.
@interface MobHost ()
- (void)startWithOptions:(NSArray *)options conf:(NSString *)conf home:(NSString *)home;
- (void)settle:(NSError *)failure;
@end

// Java's side of this app, a global reference; NULL before it is there.
static jobject launched;

// Starts Java's side; nil or what went wrong, "kind: text".
static NSString *launch(JNIEnv *env, NSString *conf, NSString *home) {
  jclass type = (*env)->FindClass(env, "dev/mob/host/ios/internal/Launch");
  jmethodID start =
      type == NULL ? NULL
                   : (*env)->GetStaticMethodID(env, type, "of",
                                               "(Ljava/lang/String;Ljava/lang/String;)"
                                               "Ldev/mob/host/ios/internal/Launch;");
  jmethodID failure =
      start == NULL ? NULL : (*env)->GetMethodID(env, type, "failure", "()Ljava/lang/String;");
  if (failure == NULL) {
    MobClearException(env, @"the search for dev.mob.host.ios");
    return @"boot: the jar of host-ios is not of the shim's version";
  }
  jobject launch = (*env)->CallStaticObjectMethod(env, type, start, MobToJava(env, conf),
                                                  MobToJava(env, home));
  if (MobClearException(env, @"the start of the kernel")) {
    return @"boot: the kernel's start threw an exception; it is in the log";
  }
  launched = (*env)->NewGlobalRef(env, launch);
  jstring answer = (*env)->CallObjectMethod(env, launch, failure);
  return MobClearException(env, @"the start of the kernel") ? @"boot: the outcome is unknown"
                                                            : MobFromJava(env, answer);
}

static void stopLaunched(JNIEnv *env) {
  if (launched != NULL) {
    (*env)->CallVoidMethod(env, launched, MobMethod(env, launched, "stop", "()V"));
    MobClearException(env, @"the stop of the kernel");
  }
}

static NSError *errorOf(NSInteger code, NSString *text) {
  NSDictionary *info = [NSDictionary dictionaryWithObject:text forKey:NSLocalizedDescriptionKey];
  return [NSError errorWithDomain:MobErrorDomain code:code userInfo:info];
}

static NSError *hostError(NSString *answer) {
  if (answer == nil) {
    return nil;
  }
  BOOL configuration = [answer hasPrefix:@"configuration: "];
  NSRange colon = [answer rangeOfString:@": "];
  return errorOf(configuration ? MobErrorConfiguration : MobErrorBoot,
                 [answer substringFromIndex:NSMaxRange(colon)]);
}

@implementation MobHost

+ (MobHost *)startWithConfig:(MobConfig *)config {
  return [self startWithConfig:config launchOptions:nil];
}

+ (MobHost *)startWithConfig:(MobConfig *)config launchOptions:(NSDictionary *)launchOptions {
  static MobHost *only;
  if (only == nil) {
    only = [[MobHost alloc] init];
    // Before the launch has finished; what they hear waits for Java.
    MobNotificationsStart();
    MobTasksStart();
    MobApplicationStart(launchOptions);
    [only startWithOptions:optionsOf(config) conf:confOf(config) home:homeOf(config)];
  }
  return only;
}

- (instancetype)init {
  if ((self = [super init])) {
    _waiters = [[NSMutableArray alloc] init];
  }
  return self;
}

- (void)startWithOptions:(NSArray *)options conf:(NSString *)conf home:(NSString *)home {
  MobVmStart(options, ^(JNIEnv *env, NSString *failure) {
    NSError *error = failure == nil ? hostError(launch(env, conf, home))
                                    : errorOf(MobErrorVm, failure);
    (void)MOB_RETAIN(error);
    MobOnMain(^{
      self->_failure = error;
      self->_settled = YES;
      if (error != nil) {
        NSLog(@"Mob: %@", [error localizedDescription]);
      }
      [self settle:error];
    });
  });
}

// Tells those that wait.
- (void)settle:(NSError *)failure {
  NSArray *waiters = MOB_AUTORELEASE([_waiters copy]);
  [_waiters removeAllObjects];
  for (MobWaiter *waiter in waiters) {
    waiter->then(failure);
  }
}

- (void)whenReady:(void (^)(NSError *))then {
  MobWaiter *waiter = [[MobWaiter alloc] init];
  waiter->then = MOB_COPY_BLOCK(then);
  [_waiters addObject:waiter];
  MOB_RELEASE(waiter);
  if (_settled) {
    MobOnMain(^{
      [self settle:self->_failure];
    });
  }
}

- (void)stop:(void (^)(void))then {
  void (^after)(void) = then == nil ? NULL : MOB_COPY_BLOCK(then);
  void (^finish)(void) = ^{
    if (after != nil) {
      after();
      MOB_RELEASE_BLOCK(after);
    }
  };
  BOOL running = MobVmRun(@"mob-stop", ^(JNIEnv *env) {
    stopLaunched(env);
    MobOnMain(finish);
  });
  if (!running) {
    finish();
  }
}

- (void)didRegisterForRemoteNotificationsWithDeviceToken:(NSData *)token {
  MobApplicationToken(token);
}

- (void)didFailToRegisterForRemoteNotificationsWithError:(NSError *)error {
  MobApplicationTokenFailed(error);
}

- (void)didReceiveRemoteNotification:(NSDictionary *)userInfo
              fetchCompletionHandler:(void (^)(UIBackgroundFetchResult))completionHandler {
  MobApplicationPush(userInfo, completionHandler);
}

- (void)beginAppAudio {
  MobAudioAppUse(YES);
}

- (void)endAppAudio {
  MobAudioAppUse(NO);
}

@end
