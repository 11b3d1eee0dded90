// UserNotifications: developer.apple.com, "UNUserNotificationCenter",
// "UNUserNotificationCenterDelegate", "Scheduling a notification locally from your app".
#import <UIKit/UIKit.h>
#import <UserNotifications/UserNotifications.h>

#import "MobAnswer.h"
#import "MobEvents.h"
#import "MobHandles.h"
#import "MobJni.h"
#import "MobMain.h"
#import "MobMemory.h"
#import "MobParts.h"
#import "MobRequests.h"

@interface MobNotifications : NSObject <UNUserNotificationCenterDelegate> {
@public
  MobHandles *open;
  BOOL started;
}
@end

static UNUserNotificationCenter *center(void) {
  return [UNUserNotificationCenter currentNotificationCenter];
}

static jlong millis(NSDate *date) {
  return (jlong)([date timeIntervalSince1970] * 1000);
}

static jboolean isRemote(UNNotification *notification) {
  return [[[notification request] trigger] isKindOfClass:[UNPushNotificationTrigger class]];
}

@implementation MobNotifications

- (instancetype)init {
  if ((self = [super init])) {
    open = [[MobHandles alloc] init];
  }
  return self;
}

- (void)dealloc {
  MOB_RELEASE(open);
  MOB_SUPER_DEALLOC;
}

- (void)userNotificationCenter:(UNUserNotificationCenter *)center
       willPresentNotification:(UNNotification *)notification
         withCompletionHandler:
             (void (^)(UNNotificationPresentationOptions options))completionHandler {
  MobCompletion *completion = [[MobCompletion alloc] initWithBlock:^(NSInteger options) {
    completionHandler((UNNotificationPresentationOptions)options);
  }];
  jlong number = [open keep:completion];
  MOB_RELEASE(completion);
  MobPost(MobConcernNotifications, ^(JNIEnv *env, jobject listener) {
    UNNotificationContent *content = [[notification request] content];
    jmethodID method = MobMethod(
        env, listener, "willPresent",
        "(JLjava/lang/String;ZJLjava/lang/String;Ljava/lang/String;Ljava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, number,
                           MobToJava(env, [[notification request] identifier]),
                           isRemote(notification), millis([notification date]),
                           MobToJava(env, [content title]), MobToJava(env, [content body]),
                           MobToJava(env, MobJson([content userInfo])));
  });
}

- (void)userNotificationCenter:(UNUserNotificationCenter *)center
    didReceiveNotificationResponse:(UNNotificationResponse *)response
             withCompletionHandler:(void (^)(void))completionHandler {
  MobCompletion *completion = [[MobCompletion alloc] initWithBlock:^(NSInteger unused) {
    completionHandler();
  }];
  jlong number = [open keep:completion];
  MOB_RELEASE(completion);
  MobPost(MobConcernNotifications, ^(JNIEnv *env, jobject listener) {
    UNNotification *notification = [response notification];
    UNNotificationContent *content = [[notification request] content];
    NSString *text = [response isKindOfClass:[UNTextInputNotificationResponse class]]
                         ? [(UNTextInputNotificationResponse *)response userText]
                         : nil;
    jmethodID method =
        MobMethod(env, listener, "tapped",
                  "(JLjava/lang/String;ZJLjava/lang/String;Ljava/lang/String;Ljava/lang/String;"
                  "Ljava/lang/String;Ljava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, number,
                           MobToJava(env, [[notification request] identifier]),
                           isRemote(notification), millis([notification date]),
                           MobToJava(env, [content title]), MobToJava(env, [content body]),
                           MobToJava(env, MobJson([content userInfo])),
                           MobToJava(env, [response actionIdentifier]), MobToJava(env, text));
  });
}

@end

// The centre holds its delegate weakly: this keeps it.
static MobNotifications *notifications(void) {
  static MobNotifications *only;
  @synchronized([MobNotifications class]) {
    if (only == nil) {
      only = [[MobNotifications alloc] init];
    }
  }
  return only;
}

void MobNotificationsStart(void) {
  MobNotifications *part = notifications();
  if (part->started) {
    return;
  }
  part->started = YES;
  if ([center() delegate] != nil) {
    NSLog(@"Mob: the notification centre has a delegate already (%@), which hears no more; "
          @"start MobHost without one, and let processes subscribe",
          [center() delegate]);
  }
  [center() setDelegate:part];
}

// Permission.

static jint JNICALL authorizationStatus(JNIEnv *env, jobject self) {
  jint status = 0;
  MOB_NATIVE(env, {
    MobAnswer *answer = [[MobAnswer alloc] init];
    [center() getNotificationSettingsWithCompletionHandler:^(UNNotificationSettings *settings) {
      [answer give:[NSNumber numberWithInteger:[settings authorizationStatus]]];
    }];
    status = (jint)[[answer await] integerValue];
    MOB_RELEASE(answer);
  })
  return status;
}

static void JNICALL requestAuthorization(JNIEnv *env, jobject self, jlong options) {
  MOB_NATIVE(env, {
    [center() requestAuthorizationWithOptions:(UNAuthorizationOptions)options
                            completionHandler:^(BOOL granted, NSError *error) {
                              MobPost(MobConcernNotifications, ^(JNIEnv *env2, jobject listener) {
                                jmethodID method =
                                    MobMethod(env2, listener, "authorizationAnswered", "(Z)V");
                                (*env2)->CallVoidMethod(env2, listener, method, (jboolean)granted);
                              });
                            }];
  })
}

// Requests.

static void addFailed(NSString *identifier, NSError *error) {
  MobPost(MobConcernNotifications, ^(JNIEnv *env, jobject listener) {
    jmethodID method =
        MobMethod(env, listener, "addFailed",
                  "(Ljava/lang/String;Ljava/lang/String;JLjava/lang/String;)V");
    (*env)->CallVoidMethod(env, listener, method, MobToJava(env, identifier),
                           MobToJava(env, [error domain]), (jlong)[error code],
                           MobToJava(env, [error localizedDescription]));
  });
}

static void JNICALL add(JNIEnv *env, jobject self, jstring identifier, jobjectArray content,
                        jobjectArray titleArguments, jobjectArray bodyArguments,
                        jobjectArray userInfo, jdouble seconds, jintArray calendar) {
  MOB_NATIVE(env, {
    NSString *name = MobFromJava(env, identifier);
    UNNotificationRequest *request = [UNNotificationRequest
        requestWithIdentifier:name
                      content:MobContent(MobPairs(MobStringsFromJava(env, content)),
                                         MobStringsFromJava(env, titleArguments),
                                         MobStringsFromJava(env, bodyArguments),
                                         MobPairs(MobStringsFromJava(env, userInfo)))
                      trigger:MobTrigger(env, seconds, calendar)];
    [center() addNotificationRequest:request
               withCompletionHandler:^(NSError *error) {
                 if (error != nil) {
                   addFailed(name, error);
                 }
               }];
  })
}

static jobjectArray JNICALL pending(JNIEnv *env, jobject self) {
  jobjectArray found = NULL;
  MOB_NATIVE(env, {
    MobAnswer *answer = [[MobAnswer alloc] init];
    [center() getPendingNotificationRequestsWithCompletionHandler:^(NSArray *requests) {
      NSMutableArray *identifiers = [NSMutableArray array];
      for (UNNotificationRequest *request in requests) {
        [identifiers addObject:[request identifier]];
      }
      [answer give:identifiers];
    }];
    NSArray *identifiers = [answer await];
    if (identifiers == nil) {
      MobThrow(env, UNErrorDomain, 0, @"the notification centre does not answer");
    } else {
      found = MobStringsToJava(env, identifiers);
    }
    MOB_RELEASE(answer);
  })
  return found;
}

static void JNICALL removePending(JNIEnv *env, jobject self, jobjectArray identifiers) {
  MOB_NATIVE(env, {
    [center() removePendingNotificationRequestsWithIdentifiers:MobStringsFromJava(env, identifiers)];
  })
}

static void JNICALL removeDelivered(JNIEnv *env, jobject self, jobjectArray identifiers) {
  MOB_NATIVE(env, {
    [center() removeDeliveredNotificationsWithIdentifiers:MobStringsFromJava(env, identifiers)];
  })
}

// Categories.

static void JNICALL setCategories(JNIEnv *env, jobject self, jobjectArray obsolete,
                                  jobjectArray rows) {
  MOB_NATIVE(env, {
    NSSet *made = MobCategories(MobStringsFromJava(env, rows));
    NSMutableSet *replaced = [NSMutableSet setWithArray:MobStringsFromJava(env, obsolete)];
    for (UNNotificationCategory *category in made) {
      [replaced addObject:[category identifier]];
    }
    [center() getNotificationCategoriesWithCompletionHandler:^(NSSet *existing) {
      NSMutableSet *all = [NSMutableSet setWithSet:made];
      for (UNNotificationCategory *category in existing) {
        if (![replaced containsObject:[category identifier]]) {
          [all addObject:category];
        }
      }
      [center() setNotificationCategories:all];
    }];
  })
}

// Badge.

static void JNICALL badge(JNIEnv *env, jobject self, jint number) {
  MOB_NATIVE(env, {
    if (@available(iOS 16.0, *)) {
      [center() setBadgeCount:number withCompletionHandler:nil];
    } else {
      MobOnMain(^{
        [[UIApplication sharedApplication] setApplicationIconBadgeNumber:number];
      });
    }
  })
}

// Completions.

static void JNICALL present(JNIEnv *env, jobject self, jlong notification, jlong options) {
  MOB_NATIVE(env, { [[notifications()->open take:notification] complete:(NSInteger)options]; })
}

static void JNICALL tapHandled(JNIEnv *env, jobject self, jlong response) {
  MOB_NATIVE(env, { [[notifications()->open take:response] complete:0]; })
}

static void JNICALL listenTo(JNIEnv *env, jobject self, jobject events) {
  MOB_NATIVE(env, { MobListen(env, MobConcernNotifications, events); })
}

BOOL MobNotificationsRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"authorizationStatus", "()I", (void *)authorizationStatus},
      {"requestAuthorization", "(J)V", (void *)requestAuthorization},
      {"add",
       "(Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/String;"
       "[Ljava/lang/String;D[I)V",
       (void *)add},
      {"pending", "()[Ljava/lang/String;", (void *)pending},
      {"removePending", "([Ljava/lang/String;)V", (void *)removePending},
      {"removeDelivered", "([Ljava/lang/String;)V", (void *)removeDelivered},
      {"setCategories", "([Ljava/lang/String;[Ljava/lang/String;)V", (void *)setCategories},
      {"badge", "(I)V", (void *)badge},
      {"present", "(JJ)V", (void *)present},
      {"tapHandled", "(J)V", (void *)tapHandled},
      {"listen", "(Ldev/mob/host/ios/internal/shim/NotificationEvents;)V", (void *)listenTo},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/NotificationCenter", methods,
                     sizeof methods / sizeof methods[0]);
}
