// Mob's kernel in an iOS app. This is the whole of what an app sees; the rest of the folder is a shim
// between Apple's frameworks and Java, without decisions of its own.
#import <Foundation/Foundation.h>
#import <UIKit/UIKit.h>

NS_ASSUME_NONNULL_BEGIN

/// Where things are in the app. What is nil has the default that is written beside it. Copied by the
/// host when it starts; not for use by several threads at once.
@interface MobConfig : NSObject {
@private
  NSString *_conf;
  NSString *_home;
  NSArray *_classPath;
  NSString *_javaHome;
  NSArray *_vmOptions;
}

/// The mob.conf file. Default: mob.conf among the main bundle's resources.
@property(nonatomic, copy, nullable) NSString *conf;

/// Where the kernel keeps its files. Default: mob in Library/Application Support.
@property(nonatomic, copy, nullable) NSString *home;

/// Jars and folders of classes. Default: all jars in the main bundle's folder java.
@property(nonatomic, copy, nullable) NSArray *classPath;

/// The folder with the Java run-time image (lib/modules, conf). Default: java-home in the main
/// bundle where there is one, else what the VM finds by itself.
@property(nonatomic, copy, nullable) NSString *javaHome;

/// Further options of the VM, such as -Xmx64m. Default: none.
@property(nonatomic, copy, nullable) NSArray *vmOptions;

@end

/// NSError's domain for a VM or a kernel that did not start; the description says what and the mend.
extern NSString *const MobErrorDomain;

typedef NS_ENUM(NSInteger, MobErrorCode) {
  /// The VM could not be created.
  MobErrorVm = 1,
  /// mob.conf has mistakes; each is in the description, with its place.
  MobErrorConfiguration = 2,
  /// The kernel did not boot.
  MobErrorBoot = 3,
};

/// The kernel of this app. All methods are called on the main thread.
///
/// Start it in application:didFinishLaunchingWithOptions:, before that returns: Apple wants launch
/// handlers of BGTaskScheduler registered and the delegate of UNUserNotificationCenter set by then
/// (developer.apple.com, "register(forTaskWithIdentifier:using:launchHandler:)" and
/// "UNUserNotificationCenterDelegate"). Both are done at once; the VM starts on a thread of its own,
/// and what happens meanwhile waits for it.
@interface MobHost : NSObject {
@private
  NSMutableArray *_waiters;
  NSError *_failure;
  BOOL _settled;
}

/// Starts the VM and boots the kernel; there is one of each in a process, so a second call returns
/// the first host.
+ (MobHost *)startWithConfig:(MobConfig *)config NS_SWIFT_NAME(start(config:));

/// The same, given the launch options, from which the app learns why it was launched.
+ (MobHost *)startWithConfig:(MobConfig *)config
               launchOptions:(nullable NSDictionary *)launchOptions
    NS_SWIFT_NAME(start(config:launchOptions:));

/// Calls back on the main thread when the kernel is ready, with nil, or with what kept it from it;
/// also when that is known already.
- (void)whenReady:(void (^)(NSError *_Nullable error))then NS_SWIFT_NAME(whenReady(_:));

/// Stops the kernel, in the time that mob.conf allows, and calls back on the main thread. The VM
/// stays: there can be no second one in a process.
- (void)stop:(void (^_Nullable)(void))then NS_SWIFT_NAME(stop(_:));

/// For application:didRegisterForRemoteNotificationsWithDeviceToken:.
- (void)didRegisterForRemoteNotificationsWithDeviceToken:(NSData *)token
    NS_SWIFT_NAME(didRegister(deviceToken:));

/// For application:didFailToRegisterForRemoteNotificationsWithError:.
- (void)didFailToRegisterForRemoteNotificationsWithError:(NSError *)error
    NS_SWIFT_NAME(didFailToRegister(error:));

/// For application:didReceiveRemoteNotification:fetchCompletionHandler:. The handler is called
/// exactly once, on the main thread, within the 30 seconds that Apple gives.
- (void)didReceiveRemoteNotification:(NSDictionary *)userInfo
              fetchCompletionHandler:(void (^)(UIBackgroundFetchResult))completionHandler
    NS_SWIFT_NAME(didReceive(userInfo:completion:));

/// The app is about to record or play by itself: until endAppAudio the keep-alive leaves the
/// session's category alone and never deactivates it. Calls nest.
- (void)beginAppAudio;

/// The app no longer records or plays.
- (void)endAppAudio;

@end

NS_ASSUME_NONNULL_END
