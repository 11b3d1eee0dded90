// Stand-in for UserNotifications; rules name their page on
// developer.apple.com/documentation/usernotifications.
#import <Foundation/Foundation.h>

extern NSString *const UNErrorDomain;
extern NSString *const UNNotificationDefaultActionIdentifier;
extern NSString *const UNNotificationDismissActionIdentifier;

typedef NS_ENUM(NSInteger, UNAuthorizationStatus) {
  UNAuthorizationStatusNotDetermined = 0,
  UNAuthorizationStatusDenied = 1,
  UNAuthorizationStatusAuthorized = 2,
  UNAuthorizationStatusProvisional = 3,
};
typedef NSUInteger UNAuthorizationOptions;
typedef NSUInteger UNNotificationPresentationOptions;
typedef NSUInteger UNNotificationActionOptions;
enum { UNNotificationActionOptionForeground = 1 << 2 };
typedef NSUInteger UNNotificationCategoryOptions;
enum { UNNotificationCategoryOptionNone = 0 };
typedef NS_ENUM(NSUInteger, UNNotificationInterruptionLevel) {
  UNNotificationInterruptionLevelPassive,
  UNNotificationInterruptionLevelActive,
  UNNotificationInterruptionLevelTimeSensitive,
  UNNotificationInterruptionLevelCritical,
};

@interface NSString (UNUserNotifications)
+ (NSString *)localizedUserNotificationStringForKey:(NSString *)key arguments:(NSArray *)arguments;
@end

@interface UNNotificationSound : NSObject {
@public
  NSString *name;
}
+ (UNNotificationSound *)defaultSound;
+ (UNNotificationSound *)soundNamed:(NSString *)name;
@end

@interface UNNotificationContent : NSObject {
@public
  NSString *_title;
  NSString *_subtitle;
  NSString *_body;
  NSDictionary *_userInfo;
  NSString *_categoryIdentifier;
  NSString *_threadIdentifier;
  NSNumber *_badge;
  UNNotificationSound *_sound;
  UNNotificationInterruptionLevel _interruptionLevel;
}
@property(nonatomic, copy) NSString *title;
@property(nonatomic, copy) NSString *subtitle;
@property(nonatomic, copy) NSString *body;
@property(nonatomic, copy) NSDictionary *userInfo;
@property(nonatomic, copy) NSString *categoryIdentifier;
@property(nonatomic, copy) NSString *threadIdentifier;
@property(nonatomic, copy) NSNumber *badge;
@property(nonatomic, retain) UNNotificationSound *sound;
@property(nonatomic) UNNotificationInterruptionLevel interruptionLevel;
@end

@interface UNMutableNotificationContent : UNNotificationContent
@end

@interface UNNotificationTrigger : NSObject {
@public
  BOOL repeats;
  NSTimeInterval next; // since the reference date
}
@end
@interface UNPushNotificationTrigger : UNNotificationTrigger
@end
@interface UNTimeIntervalNotificationTrigger : UNNotificationTrigger {
@public
  NSTimeInterval seconds;
}
+ (instancetype)triggerWithTimeInterval:(NSTimeInterval)seconds repeats:(BOOL)repeats;
@end
@interface UNCalendarNotificationTrigger : UNNotificationTrigger {
@public
  NSDateComponents *components;
}
+ (instancetype)triggerWithDateMatchingComponents:(NSDateComponents *)components
                                          repeats:(BOOL)repeats;
- (void)advance;
@end

@interface UNNotificationRequest : NSObject {
@public
  NSString *_identifier;
  UNNotificationContent *_content;
  UNNotificationTrigger *_trigger;
}
+ (instancetype)requestWithIdentifier:(NSString *)identifier
                              content:(UNNotificationContent *)content
                              trigger:(UNNotificationTrigger *)trigger;
@property(nonatomic, readonly) NSString *identifier;
@property(nonatomic, readonly) UNNotificationContent *content;
@property(nonatomic, readonly) UNNotificationTrigger *trigger;
@end

@interface UNNotification : NSObject {
@public
  UNNotificationRequest *_request;
  NSDate *_date;
}
@property(nonatomic, readonly) UNNotificationRequest *request;
@property(nonatomic, readonly) NSDate *date;
@end

@interface UNNotificationResponse : NSObject {
@public
  UNNotification *_notification;
  NSString *_actionIdentifier;
}
@property(nonatomic, readonly) UNNotification *notification;
@property(nonatomic, readonly) NSString *actionIdentifier;
@end

@interface UNTextInputNotificationResponse : UNNotificationResponse {
@public
  NSString *_userText;
}
@property(nonatomic, readonly) NSString *userText;
@end

@interface UNNotificationAction : NSObject {
@public
  NSString *identifier;
  NSString *title;
  UNNotificationActionOptions options;
}
+ (instancetype)actionWithIdentifier:(NSString *)identifier
                               title:(NSString *)title
                             options:(UNNotificationActionOptions)options;
@end
@interface UNTextInputNotificationAction : UNNotificationAction
@end

@interface UNNotificationCategory : NSObject {
@public
  NSString *_identifier;
  NSArray *actions;
}
+ (instancetype)categoryWithIdentifier:(NSString *)identifier
                               actions:(NSArray *)actions
                     intentIdentifiers:(NSArray *)intents
                               options:(UNNotificationCategoryOptions)options;
@property(nonatomic, readonly) NSString *identifier;
@end

@interface UNNotificationSettings : NSObject {
@public
  UNAuthorizationStatus status;
}
@property(nonatomic, readonly) UNAuthorizationStatus authorizationStatus;
@end

@class UNUserNotificationCenter;

@protocol UNUserNotificationCenterDelegate <NSObject>
@optional
- (void)userNotificationCenter:(UNUserNotificationCenter *)center
       willPresentNotification:(UNNotification *)notification
         withCompletionHandler:(void (^)(UNNotificationPresentationOptions options))handler;
- (void)userNotificationCenter:(UNUserNotificationCenter *)center
    didReceiveNotificationResponse:(UNNotificationResponse *)response
             withCompletionHandler:(void (^)(void))handler;
@end

@interface UNUserNotificationCenter : NSObject {
@public
  id<UNUserNotificationCenterDelegate> delegate; // not retained
}
+ (UNUserNotificationCenter *)currentNotificationCenter;
@property(nonatomic, assign) id<UNUserNotificationCenterDelegate> delegate;
- (void)getNotificationSettingsWithCompletionHandler:(void (^)(UNNotificationSettings *))handler;
- (void)requestAuthorizationWithOptions:(UNAuthorizationOptions)options
                      completionHandler:(void (^)(BOOL granted, NSError *error))handler;
- (void)addNotificationRequest:(UNNotificationRequest *)request
         withCompletionHandler:(void (^)(NSError *error))handler;
- (void)getPendingNotificationRequestsWithCompletionHandler:(void (^)(NSArray *requests))handler;
- (void)removePendingNotificationRequestsWithIdentifiers:(NSArray *)identifiers;
- (void)removeDeliveredNotificationsWithIdentifiers:(NSArray *)identifiers;
- (void)getNotificationCategoriesWithCompletionHandler:(void (^)(NSSet *categories))handler;
- (void)setNotificationCategories:(NSSet *)categories;
- (void)setBadgeCount:(NSInteger)count withCompletionHandler:(void (^)(NSError *error))handler;
@end
