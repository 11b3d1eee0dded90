// UserNotifications: developer.apple.com, "UNUserNotificationCenter",
// "UNUserNotificationCenterDelegate", "Scheduling a notification locally from your app".
#import <UIKit/UIKit.h>
#import <UserNotifications/UserNotifications.h>

#import "MobEvents.h"
#import "MobHandles.h"
#import "MobJni.h"
#import "MobMain.h"
#import "MobMemory.h"
#import "MobParts.h"

// How long Java waits for what the centre answers from another process.
static const NSTimeInterval ANSWER_SECONDS = 2;

enum { ROW = 5 };
enum { WEEKDAY = 0, HOUR = 1, MINUTE = 2, SECOND = 3, CALENDAR_FIELDS = 4 };

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

// What another thread answers, waited for.
@interface MobAnswer : NSObject {
@public
  NSCondition *came;
  id value;
}
- (void)give:(id)answer;
- (id)await;
@end

@implementation MobAnswer

- (instancetype)init {
  if ((self = [super init])) {
    came = [[NSCondition alloc] init];
  }
  return self;
}

- (void)dealloc {
  MOB_RELEASE(came);
  MOB_RELEASE(value);
  MOB_SUPER_DEALLOC;
}

- (void)give:(id)answer {
  [came lock];
  value = MOB_RETAIN(answer);
  [came broadcast];
  [came unlock];
}

- (id)await {
  NSDate *deadline = [NSDate dateWithTimeIntervalSinceNow:ANSWER_SECONDS];
  [came lock];
  while (value == nil && [came waitUntilDate:deadline]) {
  }
  id answer = MOB_AUTORELEASE(MOB_RETAIN(value));
  [came unlock];
  return answer;
}

@end

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

static NSDictionary *pairs(NSArray *flat) {
  NSMutableDictionary *map = [NSMutableDictionary dictionary];
  for (NSUInteger i = 0; i + 1 < [flat count]; i += 2) {
    [map setObject:[flat objectAtIndex:i + 1] forKey:[flat objectAtIndex:i]];
  }
  return map;
}

static NSString *wording(NSDictionary *fields, NSString *name, NSArray *arguments) {
  NSString *key = [fields objectForKey:[name stringByAppendingString:@"-key"]];
  NSString *text = [fields objectForKey:name];
  // Where the app has no string of that key, the plain text is shown.
  NSBundle *bundle = [NSBundle mainBundle];
  if (key == nil || [[bundle localizedStringForKey:key value:@"" table:nil] isEqualToString:@""]) {
    return text == nil ? @"" : text;
  }
  return [NSString localizedUserNotificationStringForKey:key arguments:arguments];
}

static UNNotificationSound *sound(NSString *name) {
  return [name isEqualToString:@"default"] ? [UNNotificationSound defaultSound]
                                           : [UNNotificationSound soundNamed:name];
}

static void setLevel(UNMutableNotificationContent *content, NSString *level) {
  if (@available(iOS 15.0, *)) {
    if ([level isEqualToString:@"passive"]) {
      [content setInterruptionLevel:UNNotificationInterruptionLevelPassive];
    } else if ([level isEqualToString:@"time-sensitive"]) {
      [content setInterruptionLevel:UNNotificationInterruptionLevelTimeSensitive];
    } else if ([level isEqualToString:@"critical"]) {
      [content setInterruptionLevel:UNNotificationInterruptionLevelCritical];
    }
  }
}

static UNMutableNotificationContent *contentOf(NSDictionary *fields, NSArray *titleArguments,
                                               NSArray *bodyArguments, NSDictionary *userInfo) {
  UNMutableNotificationContent *content =
      MOB_AUTORELEASE([[UNMutableNotificationContent alloc] init]);
  [content setTitle:wording(fields, @"title", titleArguments)];
  [content setBody:wording(fields, @"body", bodyArguments)];
  [content setUserInfo:userInfo];
  if ([fields objectForKey:@"subtitle"] != nil) {
    [content setSubtitle:[fields objectForKey:@"subtitle"]];
  }
  if ([fields objectForKey:@"sound"] != nil) {
    [content setSound:sound([fields objectForKey:@"sound"])];
  }
  if ([fields objectForKey:@"badge"] != nil) {
    [content setBadge:[NSNumber numberWithInteger:[[fields objectForKey:@"badge"] integerValue]]];
  }
  if ([fields objectForKey:@"category"] != nil) {
    [content setCategoryIdentifier:[fields objectForKey:@"category"]];
  }
  if ([fields objectForKey:@"thread"] != nil) {
    [content setThreadIdentifier:[fields objectForKey:@"thread"]];
  }
  if ([fields objectForKey:@"level"] != nil) {
    setLevel(content, [fields objectForKey:@"level"]);
  }
  return content;
}

static UNNotificationTrigger *trigger(JNIEnv *env, double seconds, jintArray calendar) {
  if (calendar != NULL) {
    jint fields[CALENDAR_FIELDS];
    (*env)->GetIntArrayRegion(env, calendar, 0, CALENDAR_FIELDS, fields);
    NSDateComponents *when = MOB_AUTORELEASE([[NSDateComponents alloc] init]);
    if (fields[WEEKDAY] != 0) {
      [when setWeekday:fields[WEEKDAY]];
    }
    [when setHour:fields[HOUR]];
    [when setMinute:fields[MINUTE]];
    [when setSecond:fields[SECOND]];
    return [UNCalendarNotificationTrigger triggerWithDateMatchingComponents:when repeats:YES];
  }
  // An interval must be greater than zero; no trigger means now.
  return seconds <= 0 ? nil
                      : [UNTimeIntervalNotificationTrigger triggerWithTimeInterval:seconds
                                                                           repeats:NO];
}

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
                      content:contentOf(pairs(MobStringsFromJava(env, content)),
                                        MobStringsFromJava(env, titleArguments),
                                        MobStringsFromJava(env, bodyArguments),
                                        pairs(MobStringsFromJava(env, userInfo)))
                      trigger:trigger(env, seconds, calendar)];
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

static UNNotificationAction *action(NSArray *rows, NSUInteger row) {
  NSString *name = [rows objectAtIndex:row + 1];
  NSString *title = [rows objectAtIndex:row + 2];
  BOOL opens = [[rows objectAtIndex:row + 4] length] > 0;
  UNNotificationActionOptions options = opens ? UNNotificationActionOptionForeground : 0;
  if ([[rows objectAtIndex:row + 3] length] > 0) {
    return [UNTextInputNotificationAction actionWithIdentifier:name title:title options:options];
  }
  return [UNNotificationAction actionWithIdentifier:name title:title options:options];
}

static NSSet *categories(NSArray *rows) {
  NSMutableDictionary *actions = [NSMutableDictionary dictionary];
  for (NSUInteger row = 0; row + ROW <= [rows count]; row += ROW) {
    NSString *category = [rows objectAtIndex:row];
    if ([actions objectForKey:category] == nil) {
      [actions setObject:[NSMutableArray array] forKey:category];
    }
    if ([[rows objectAtIndex:row + 1] length] > 0) {
      [[actions objectForKey:category] addObject:action(rows, row)];
    }
  }
  NSMutableSet *made = [NSMutableSet set];
  for (NSString *category in actions) {
    [made addObject:[UNNotificationCategory
                        categoryWithIdentifier:category
                                       actions:[actions objectForKey:category]
                             intentIdentifiers:[NSArray array]
                                       options:UNNotificationCategoryOptionNone]];
  }
  return made;
}

static void JNICALL setCategories(JNIEnv *env, jobject self, jobjectArray obsolete,
                                  jobjectArray rows) {
  MOB_NATIVE(env, {
    NSSet *made = categories(MobStringsFromJava(env, rows));
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
