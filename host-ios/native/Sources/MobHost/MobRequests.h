// What Java says of notifications, as UserNotifications has it.
#import <UserNotifications/UserNotifications.h>
#include <jni.h>

// A dictionary of names and values that take turns.
NSDictionary *MobPairs(NSArray *flat);

// What is shown: fields are title, title-key, body, body-key, subtitle, sound, badge, category,
// thread and level.
UNMutableNotificationContent *MobContent(NSDictionary *fields, NSArray *titleArguments,
                                         NSArray *bodyArguments, NSDictionary *userInfo);

// When: at this weekday (0 for every day), hour, minute and second, or after so many seconds; nil
// for at once.
UNNotificationTrigger *MobTrigger(JNIEnv *env, double seconds, jintArray calendar);

// Categories with their actions; five strings an action: category, name, title, whether it takes a
// text, whether it opens the app. One without a name makes its category alone.
NSSet *MobCategories(NSArray *rows);
