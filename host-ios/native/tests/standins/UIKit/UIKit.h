// Stand-in for UIKit: the app's life, without anything to see. Rules name their page on
// developer.apple.com/documentation.
#import <Foundation/Foundation.h>

// Apple's Foundation has it; it says how Swift calls a method.
#ifndef NS_SWIFT_NAME
#define NS_SWIFT_NAME(...) __attribute__((swift_name(#__VA_ARGS__)))
#endif

typedef NS_ENUM(NSInteger, UIApplicationState) {
  UIApplicationStateActive,
  UIApplicationStateInactive,
  UIApplicationStateBackground,
};

// uikit/uibackgroundfetchresult.
typedef NS_ENUM(NSUInteger, UIBackgroundFetchResult) {
  UIBackgroundFetchResultNewData,
  UIBackgroundFetchResultNoData,
  UIBackgroundFetchResultFailed,
};

typedef NSUInteger UIBackgroundTaskIdentifier;
extern const UIBackgroundTaskIdentifier UIBackgroundTaskInvalid;

extern NSString *const UIApplicationDidBecomeActiveNotification;
extern NSString *const UIApplicationWillResignActiveNotification;
extern NSString *const UIApplicationDidEnterBackgroundNotification;
extern NSString *const UIApplicationWillEnterForegroundNotification;
extern NSString *const UIApplicationDidReceiveMemoryWarningNotification;
extern NSString *const UIApplicationWillTerminateNotification;
extern NSString *const UIApplicationLaunchOptionsRemoteNotificationKey;
extern NSString *const UISceneDidActivateNotification;
extern NSString *const UISceneWillDeactivateNotification;
extern NSString *const UISceneDidEnterBackgroundNotification;
extern NSString *const UISceneWillEnterForegroundNotification;
extern NSString *const UISceneDidDisconnectNotification;

// foundation/processinfo/islowpowermodeenabled; GNUstep's Foundation has none.
extern NSString *const NSProcessInfoPowerStateDidChangeNotification;
@interface NSProcessInfo (LowPower)
- (BOOL)isLowPowerModeEnabled;
@end

// uikit/uidevice/batterystate-swift.enum; unknown unless monitoring is enabled.
typedef NS_ENUM(NSInteger, UIDeviceBatteryState) {
  UIDeviceBatteryStateUnknown,
  UIDeviceBatteryStateUnplugged,
  UIDeviceBatteryStateCharging,
  UIDeviceBatteryStateFull,
};
extern NSString *const UIDeviceBatteryStateDidChangeNotification;
@interface UIDevice : NSObject {
@public
  BOOL monitoring;
}
+ (UIDevice *)currentDevice;
@property(nonatomic, getter=isBatteryMonitoringEnabled) BOOL batteryMonitoringEnabled;
@property(nonatomic, readonly) UIDeviceBatteryState batteryState;
@end

@interface UISceneSession : NSObject {
@public
  NSString *identifier;
}
@property(nonatomic, readonly) NSString *persistentIdentifier;
@end

@interface UIScene : NSObject {
@public
  UISceneSession *its;
}
@property(nonatomic, readonly) UISceneSession *session;
@end

@class UIApplication;

@protocol UIApplicationDelegate <NSObject>
@optional
- (BOOL)application:(UIApplication *)application
    didFinishLaunchingWithOptions:(NSDictionary *)launchOptions;
- (void)application:(UIApplication *)application
    didRegisterForRemoteNotificationsWithDeviceToken:(NSData *)deviceToken;
- (void)application:(UIApplication *)application
    didFailToRegisterForRemoteNotificationsWithError:(NSError *)error;
- (void)application:(UIApplication *)application
    didReceiveRemoteNotification:(NSDictionary *)userInfo
          fetchCompletionHandler:(void (^)(UIBackgroundFetchResult result))completionHandler;
@end

@interface UIApplication : NSObject {
@public
  id<UIApplicationDelegate> delegate;
  BOOL launched;
}
+ (UIApplication *)sharedApplication;
@property(nonatomic, readonly) UIApplicationState applicationState;
@property(nonatomic, readonly) NSTimeInterval backgroundTimeRemaining;
@property(nonatomic) NSInteger applicationIconBadgeNumber;
- (UIBackgroundTaskIdentifier)beginBackgroundTaskWithName:(NSString *)name
                                        expirationHandler:(void (^)(void))handler;
- (void)endBackgroundTask:(UIBackgroundTaskIdentifier)identifier;
- (void)registerForRemoteNotifications;
- (void)unregisterForRemoteNotifications;
@end

// Launches the app: makes the delegate, has it finish launching, runs the main run loop.
int UIApplicationMain(int argc, char *argv[], NSString *principalClass, NSString *delegateClass);
