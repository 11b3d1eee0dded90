#import "UIKit/UIKit.h"

#import "Standin.h"

#include <Block.h>

const UIBackgroundTaskIdentifier UIBackgroundTaskInvalid = 0;
NSString *const UIApplicationDidBecomeActiveNotification =
    @"UIApplicationDidBecomeActiveNotification";
NSString *const UIApplicationWillResignActiveNotification =
    @"UIApplicationWillResignActiveNotification";
NSString *const UIApplicationDidEnterBackgroundNotification =
    @"UIApplicationDidEnterBackgroundNotification";
NSString *const UIApplicationWillEnterForegroundNotification =
    @"UIApplicationWillEnterForegroundNotification";
NSString *const UIApplicationDidReceiveMemoryWarningNotification =
    @"UIApplicationDidReceiveMemoryWarningNotification";
NSString *const UIApplicationWillTerminateNotification = @"UIApplicationWillTerminateNotification";
NSString *const UIApplicationLaunchOptionsRemoteNotificationKey =
    @"UIApplicationLaunchOptionsRemoteNotificationKey";
NSString *const UISceneDidActivateNotification = @"UISceneDidActivateNotification";
NSString *const UISceneWillDeactivateNotification = @"UISceneWillDeactivateNotification";
NSString *const UISceneDidEnterBackgroundNotification = @"UISceneDidEnterBackgroundNotification";
NSString *const UISceneWillEnterForegroundNotification = @"UISceneWillEnterForegroundNotification";
NSString *const UISceneDidDisconnectNotification = @"UISceneDidDisconnectNotification";
NSString *const NSProcessInfoPowerStateDidChangeNotification =
    @"NSProcessInfoPowerStateDidChangeNotification";

@interface StandinBlock : NSObject {
@public
  void (^block)(void);
}
- (void)run;
@end

@implementation StandinBlock
- (void)run {
  block();
}
- (void)dealloc {
  Block_release(block);
  [super dealloc];
}
@end

void StandinOnMain(void (^block)(void)) {
  if ([NSThread isMainThread]) {
    block();
    return;
  }
  StandinBlock *carrier = [[StandinBlock alloc] init];
  carrier->block = Block_copy(block);
  [carrier performSelectorOnMainThread:@selector(run) withObject:nil waitUntilDone:YES];
  [carrier release];
}

static NSMutableArray *lines;

@implementation StandinLog

+ (void)note:(NSString *)line {
  @synchronized(self) {
    if (lines == nil) {
      lines = [[NSMutableArray alloc] init];
    }
    [lines addObject:line];
  }
}

+ (NSArray *)take {
  @synchronized(self) {
    NSArray *all = [NSArray arrayWithArray:lines];
    [lines removeAllObjects];
    return all;
  }
}

@end

static BOOL powerIsLow;

@implementation NSProcessInfo (LowPower)
- (BOOL)isLowPowerModeEnabled {
  return powerIsLow;
}
@end

NSString *const UIDeviceBatteryStateDidChangeNotification =
    @"UIDeviceBatteryStateDidChangeNotification";
static BOOL pluggedIn;

@implementation UIDevice
@synthesize batteryMonitoringEnabled = monitoring;
+ (UIDevice *)currentDevice {
  static UIDevice *only;
  if (only == nil) {
    only = [[UIDevice alloc] init];
  }
  return only;
}
- (UIDeviceBatteryState)batteryState {
  return !monitoring ? UIDeviceBatteryStateUnknown
         : pluggedIn ? UIDeviceBatteryStateCharging
                     : UIDeviceBatteryStateUnplugged;
}
@end

@implementation UISceneSession
- (NSString *)persistentIdentifier {
  return identifier;
}
- (void)dealloc {
  [identifier release];
  [super dealloc];
}
@end

@implementation UIScene
- (UISceneSession *)session {
  return its;
}
- (void)dealloc {
  [its release];
  [super dealloc];
}
@end

// The system's side of the app.
static UIApplicationState appState = UIApplicationStateInactive;
static NSMutableDictionary *tasks; // StandinBlock, the expiration handler, by number
static UIBackgroundTaskIdentifier lastTask;
static BOOL noBackgroundTime;
static NSInteger badgeNumber;
static NSData *deviceToken;
static NSInteger tokenError;
static BOOL isRegistered;
static NSMutableArray *results;

@implementation UIApplication

+ (UIApplication *)sharedApplication {
  static UIApplication *only;
  @synchronized([UIApplication class]) {
    if (only == nil) {
      only = [[UIApplication alloc] init];
      tasks = [[NSMutableDictionary alloc] init];
      results = [[NSMutableArray alloc] init];
    }
    return only;
  }
}

static void mainOnly(const char *what) {
  // uikit/uiapplication: "use on the main thread" unless a method's page says otherwise; Xcode's
  // main thread checker stops an app that does not.
  if (![NSThread isMainThread]) {
    [NSException raise:NSInternalInconsistencyException
                format:@"%s must be used from main thread only", what];
  }
}

- (UIApplicationState)applicationState {
  mainOnly("applicationState");
  return appState;
}

- (NSTimeInterval)backgroundTimeRemaining {
  // uiapplication/backgroundtimeremaining: very large in the foreground.
  return appState == UIApplicationStateBackground ? 25 : 1.7976931348623157e308;
}

- (NSInteger)applicationIconBadgeNumber {
  return badgeNumber;
}

- (void)setApplicationIconBadgeNumber:(NSInteger)number {
  mainOnly("setApplicationIconBadgeNumber:");
  badgeNumber = number;
}

- (UIBackgroundTaskIdentifier)beginBackgroundTaskWithName:(NSString *)name
                                        expirationHandler:(void (^)(void))handler {
  @synchronized(self) {
    if (noBackgroundTime) {
      return UIBackgroundTaskInvalid;
    }
    StandinBlock *carrier = [[[StandinBlock alloc] init] autorelease];
    carrier->block = Block_copy(handler);
    [tasks setObject:carrier forKey:[NSNumber numberWithUnsignedInteger:++lastTask]];
    return lastTask;
  }
}

- (void)endBackgroundTask:(UIBackgroundTaskIdentifier)identifier {
  @synchronized(self) {
    NSNumber *key = [NSNumber numberWithUnsignedInteger:identifier];
    if ([tasks objectForKey:key] == nil) {
      [StandinLog note:@"a background task was ended twice"];
    }
    [tasks removeObjectForKey:key];
  }
}

- (void)registerForRemoteNotifications {
  mainOnly("registerForRemoteNotifications");
  isRegistered = YES;
  // Later, on the main thread, as the answer of a server.
  [self performSelector:@selector(answerRegistration) withObject:nil afterDelay:0];
}

- (void)answerRegistration {
  if (tokenError != 0) {
    NSString *text = @"no valid 'aps-environment' entitlement string found for application";
    NSDictionary *info = [NSDictionary dictionaryWithObject:text forKey:NSLocalizedDescriptionKey];
    [delegate application:self
        didFailToRegisterForRemoteNotificationsWithError:[NSError errorWithDomain:NSCocoaErrorDomain
                                                                             code:tokenError
                                                                         userInfo:info]];
  } else {
    [delegate application:self didRegisterForRemoteNotificationsWithDeviceToken:deviceToken];
  }
}

- (void)unregisterForRemoteNotifications {
  mainOnly("unregisterForRemoteNotifications");
  isRegistered = NO;
}

@end

static void post(NSString *name, id object) {
  [[NSNotificationCenter defaultCenter] postNotificationName:name object:object];
}

@implementation StandinApplication

// uikit/managing-your-app-s-life-cycle: active and background are reached through inactive.
+ (void)becomes:(NSInteger)state {
  StandinOnMain(^{
    UIApplication *app = [UIApplication sharedApplication];
    if (state == UIApplicationStateActive) {
      if (appState == UIApplicationStateBackground) {
        appState = UIApplicationStateInactive;
        post(UIApplicationWillEnterForegroundNotification, app);
      }
      appState = UIApplicationStateActive;
      post(UIApplicationDidBecomeActiveNotification, app);
      return;
    }
    if (appState == UIApplicationStateActive) {
      post(UIApplicationWillResignActiveNotification, app);
      appState = UIApplicationStateInactive;
    }
    if (state == UIApplicationStateBackground) {
      appState = UIApplicationStateBackground;
      post(UIApplicationDidEnterBackgroundNotification, app);
    }
  });
}

+ (void)scene:(NSString *)identifier becomes:(NSInteger)state {
  StandinOnMain(^{
    UIScene *scene = [[[UIScene alloc] init] autorelease];
    scene->its = [[UISceneSession alloc] init];
    scene->its->identifier = [identifier copy];
    NSString *name = state == UIApplicationStateActive      ? UISceneDidActivateNotification
                     : state == UIApplicationStateInactive  ? UISceneWillDeactivateNotification
                     : state == UIApplicationStateBackground ? UISceneDidEnterBackgroundNotification
                                                            : UISceneDidDisconnectNotification;
    post(name, scene);
  });
}

+ (void)memoryRunsLow {
  StandinOnMain(^{
    post(UIApplicationDidReceiveMemoryWarningNotification, [UIApplication sharedApplication]);
  });
}

+ (void)lowPower:(BOOL)on {
  StandinOnMain(^{
    powerIsLow = on;
    post(NSProcessInfoPowerStateDidChangeNotification, [NSProcessInfo processInfo]);
  });
}

+ (void)plugged:(BOOL)in {
  StandinOnMain(^{
    pluggedIn = in;
    post(UIDeviceBatteryStateDidChangeNotification, [UIDevice currentDevice]);
  });
}

+ (void)terminates {
  StandinOnMain(^{
    post(UIApplicationWillTerminateNotification, [UIApplication sharedApplication]);
  });
}

+ (NSInteger)backgroundTasks {
  UIApplication *app = [UIApplication sharedApplication];
  @synchronized(app) {
    return (NSInteger)[tasks count];
  }
}

// uiapplication/beginbackgroundtask(expirationhandler:): the handler is called on the main thread,
// and an app that has not ended its task when it returns is terminated.
+ (BOOL)expireBackgroundTasks {
  __block BOOL survived = YES;
  StandinOnMain(^{
    UIApplication *app = [UIApplication sharedApplication];
    NSArray *handlers = nil;
    @synchronized(app) {
      handlers = [tasks allValues];
    }
    for (StandinBlock *handler in handlers) {
      [handler run];
    }
    @synchronized(app) {
      for (NSNumber *task in [tasks allKeys]) {
        survived = survived && ![handlers containsObject:[tasks objectForKey:task]];
      }
    }
  });
  return survived;
}

+ (void)givesNoBackgroundTime:(BOOL)none {
  noBackgroundTime = none;
}

+ (void)tokenBytes:(NSData *)token {
  [token retain];
  [deviceToken release];
  deviceToken = token;
  tokenError = 0;
}

+ (void)tokenFails:(NSInteger)code {
  tokenError = code;
}

+ (BOOL)registered {
  return isRegistered;
}

+ (NSInteger)push:(NSDictionary *)userInfo {
  __block NSInteger index = 0;
  StandinOnMain(^{
    UIApplication *app = [UIApplication sharedApplication];
    index = (NSInteger)[results count];
    [results addObject:@"open"];
    [app->delegate application:app
        didReceiveRemoteNotification:userInfo
              fetchCompletionHandler:^(UIBackgroundFetchResult result) {
                // uiapplicationdelegate: on the main thread, and once.
                BOOL open = [[results objectAtIndex:(NSUInteger)index] isEqual:@"open"];
                NSString *said = [NSString stringWithFormat:@"%lu", (unsigned long)result];
                if (!open || ![NSThread isMainThread]) {
                  said = @"called twice, or not on the main thread";
                }
                [results replaceObjectAtIndex:(NSUInteger)index withObject:said];
              }];
  });
  return index;
}

+ (NSArray *)pushResults {
  __block NSArray *copy = nil;
  StandinOnMain(^{
    copy = [results copy];
  });
  return [copy autorelease];
}

@end

int UIApplicationMain(int argc, char *argv[], NSString *principalClass, NSString *delegateClass) {
  @autoreleasepool {
    UIApplication *app = [UIApplication sharedApplication];
    app->delegate = [[NSClassFromString(delegateClass) alloc] init];
    appState = UIApplicationStateInactive;
    [app->delegate application:app didFinishLaunchingWithOptions:nil];
    app->launched = YES;
    [StandinApplication becomes:UIApplicationStateActive];
    // A loop with nothing in it would return at once.
    [NSTimer scheduledTimerWithTimeInterval:1e9
                                     target:app
                                   selector:@selector(description)
                                   userInfo:nil
                                    repeats:YES];
  }
  for (;;) {
    @autoreleasepool {
      [[NSRunLoop mainRunLoop] runMode:NSDefaultRunLoopMode beforeDate:[NSDate distantFuture]];
    }
  }
  return 0;
}
