// Two apps in one executable, as the tests need them:
//
//   Phone                              an app as docs/ios.md describes it: MobHost from the bundle
//   Phone java OPTION... -- MAIN ARG...  a Java main on the VM that the shim has started
#import "MobHost/MobHost.h"
#import "MobJni.h"
#import "MobParts.h"
#import "MobVm.h"
#import "PhoneControl.h"
#import "Standin.h"
#import "UIKit/UIKit.h"

#include <stdlib.h>
#include <string.h>

static NSArray *arguments;

@interface AppDelegate : NSObject <UIApplicationDelegate> {
  MobHost *_mob;
}
@end

@implementation AppDelegate

- (BOOL)application:(UIApplication *)application
    didFinishLaunchingWithOptions:(NSDictionary *)launchOptions {
  MobConfig *config = [[[MobConfig alloc] init] autorelease];
  // A folder of the test's: GNUstep's Application Support is the user's own.
  [config setHome:[NSString stringWithUTF8String:getenv("PHONE_HOME")]];
  _mob = [MobHost startWithConfig:config launchOptions:launchOptions];
  [_mob whenReady:^(NSError *error) {
    printf("%s\n", error == nil ? "ready" : [[error localizedDescription] UTF8String]);
    fflush(stdout);
    [_mob stop:^{
      printf("stopped\n");
      exit(error == nil ? 0 : (int)[error code]);
    }];
  }];
  return YES;
}

@end

@interface JavaDelegate : NSObject <UIApplicationDelegate>
@end

static void runMain(JNIEnv *env, NSString *name, NSArray *rest) {
  NSString *path = [name stringByReplacingOccurrencesOfString:@"." withString:@"/"];
  jclass type = (*env)->FindClass(env, [path UTF8String]);
  jmethodID main =
      type == NULL ? NULL
                   : (*env)->GetStaticMethodID(env, type, "main", "([Ljava/lang/String;)V");
  if (main != NULL) {
    jobjectArray array = MobStringsToJava(env, rest);
    (*env)->CallStaticVoidMethod(env, type, main, array);
  }
  // Java's exit ends the process; who comes here has thrown.
  exit(MobClearException(env, name) ? 70 : 0);
}

@implementation JavaDelegate

- (BOOL)application:(UIApplication *)application
    didFinishLaunchingWithOptions:(NSDictionary *)launchOptions {
  MobNotificationsStart();
  MobTasksStart();
  MobApplicationStart(launchOptions);
  NSUInteger split = [arguments indexOfObject:@"--"];
  NSArray *options = [arguments subarrayWithRange:NSMakeRange(0, split)];
  NSArray *rest =
      [arguments subarrayWithRange:NSMakeRange(split + 2, [arguments count] - split - 2)];
  MobVmStart(options, ^(JNIEnv *env, NSString *failure) {
    if (failure != nil || !PhoneControlRegister(env)) {
      fprintf(stderr, "%s\n", failure == nil ? "no class Iphone" : [failure UTF8String]);
      exit(71);
    }
    runMain(env, [arguments objectAtIndex:split + 1], rest);
  });
  return YES;
}

- (void)application:(UIApplication *)application
    didRegisterForRemoteNotificationsWithDeviceToken:(NSData *)deviceToken {
  MobApplicationToken(deviceToken);
}

- (void)application:(UIApplication *)application
    didFailToRegisterForRemoteNotificationsWithError:(NSError *)error {
  MobApplicationTokenFailed(error);
}

- (void)application:(UIApplication *)application
    didReceiveRemoteNotification:(NSDictionary *)userInfo
          fetchCompletionHandler:(void (^)(UIBackgroundFetchResult))completionHandler {
  MobApplicationPush(userInfo, completionHandler);
}

@end

int main(int argc, char *argv[]) {
  NSString *delegate = @"AppDelegate";
  @autoreleasepool {
    NSMutableArray *all = [[NSMutableArray alloc] init];
    for (int i = 2; i < argc; i++) {
      [all addObject:[NSString stringWithUTF8String:argv[i]]];
    }
    arguments = all;
    if (argc > 1 && strcmp(argv[1], "java") == 0) {
      delegate = @"JavaDelegate";
    }
  }
  return UIApplicationMain(argc, argv, nil, delegate);
}
