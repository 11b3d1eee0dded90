#import "UserNotifications/UserNotifications.h"

#import "Standin.h"
#import "UIKit/UIKit.h"

#include <Block.h>

NSString *const UNErrorDomain = @"UNErrorDomain";
NSString *const UNNotificationDefaultActionIdentifier =
    @"com.apple.UNNotificationDefaultActionIdentifier";
NSString *const UNNotificationDismissActionIdentifier =
    @"com.apple.UNNotificationDismissActionIdentifier";

@implementation NSString (UNUserNotifications)
+ (NSString *)localizedUserNotificationStringForKey:(NSString *)key arguments:(NSArray *)arguments {
  NSString *format = [[NSBundle mainBundle] localizedStringForKey:key value:key table:nil];
  for (NSString *argument in arguments) {
    NSRange place = [format rangeOfString:@"%@"];
    if (place.location != NSNotFound) {
      format = [format stringByReplacingCharactersInRange:place withString:argument];
    }
  }
  return format;
}
@end

@implementation UNNotificationSound
+ (UNNotificationSound *)defaultSound {
  return [self soundNamed:@"default"];
}
+ (UNNotificationSound *)soundNamed:(NSString *)name {
  UNNotificationSound *sound = [[[self alloc] init] autorelease];
  sound->name = [name copy];
  return sound;
}
- (void)dealloc {
  [name release];
  [super dealloc];
}
@end

@implementation UNNotificationContent
@synthesize title = _title;
@synthesize subtitle = _subtitle;
@synthesize body = _body;
@synthesize userInfo = _userInfo;
@synthesize categoryIdentifier = _categoryIdentifier;
@synthesize threadIdentifier = _threadIdentifier;
@synthesize badge = _badge;
@synthesize sound = _sound;
@synthesize interruptionLevel = _interruptionLevel;
- (instancetype)init {
  if ((self = [super init])) {
    _interruptionLevel = UNNotificationInterruptionLevelActive;
  }
  return self;
}
- (void)dealloc {
  [_title release];
  [_subtitle release];
  [_body release];
  [_userInfo release];
  [_categoryIdentifier release];
  [_threadIdentifier release];
  [_badge release];
  [_sound release];
  [super dealloc];
}
@end

@implementation UNMutableNotificationContent
@end

@implementation UNNotificationTrigger
@end
@implementation UNPushNotificationTrigger
@end

@implementation UNTimeIntervalNotificationTrigger
+ (instancetype)triggerWithTimeInterval:(NSTimeInterval)with repeats:(BOOL)again {
  // untimeintervalnotificationtrigger: greater than zero, at least 60 to repeat.
  if (with <= 0 || (again && with < 60)) {
    [NSException raise:NSInternalInconsistencyException
                format:@"time interval must be greater than 0"];
  }
  UNTimeIntervalNotificationTrigger *trigger = [[[self alloc] init] autorelease];
  trigger->seconds = with;
  trigger->next = [NSDate timeIntervalSinceReferenceDate] + with;
  trigger->repeats = again;
  return trigger;
}
@end

@implementation UNCalendarNotificationTrigger
// The next moment at that time of day; days of the week are not looked at here.
- (void)advance {
  NSCalendar *calendar = [NSCalendar currentCalendar];
  NSDate *now = [NSDate date];
  NSDateComponents *day = [calendar components:NSYearCalendarUnit | NSMonthCalendarUnit |
                                               NSDayCalendarUnit
                                      fromDate:now];
  [day setHour:[components hour]];
  [day setMinute:[components minute]];
  [day setSecond:[components second]];
  NSTimeInterval at = [[calendar dateFromComponents:day] timeIntervalSinceReferenceDate];
  next = at > [now timeIntervalSinceReferenceDate] ? at : at + 86400;
}
+ (instancetype)triggerWithDateMatchingComponents:(NSDateComponents *)when repeats:(BOOL)again {
  UNCalendarNotificationTrigger *trigger = [[[self alloc] init] autorelease];
  trigger->components = [when copy];
  trigger->repeats = again;
  [trigger advance];
  return trigger;
}
- (void)dealloc {
  [components release];
  [super dealloc];
}
@end

@implementation UNNotificationRequest
@synthesize identifier = _identifier;
@synthesize content = _content;
@synthesize trigger = _trigger;
+ (instancetype)requestWithIdentifier:(NSString *)name
                              content:(UNNotificationContent *)with
                              trigger:(UNNotificationTrigger *)when {
  UNNotificationRequest *request = [[[self alloc] init] autorelease];
  request->_identifier = [name copy];
  request->_content = [with retain];
  request->_trigger = [when retain];
  return request;
}
- (void)dealloc {
  [_identifier release];
  [_content release];
  [_trigger release];
  [super dealloc];
}
@end

@implementation UNNotification
@synthesize request = _request;
@synthesize date = _date;
- (void)dealloc {
  [_request release];
  [_date release];
  [super dealloc];
}
@end

@implementation UNNotificationResponse
@synthesize notification = _notification;
@synthesize actionIdentifier = _actionIdentifier;
- (void)dealloc {
  [_notification release];
  [_actionIdentifier release];
  [super dealloc];
}
@end

@implementation UNTextInputNotificationResponse
@synthesize userText = _userText;
- (void)dealloc {
  [_userText release];
  [super dealloc];
}
@end

@implementation UNNotificationAction
+ (instancetype)actionWithIdentifier:(NSString *)name
                               title:(NSString *)text
                             options:(UNNotificationActionOptions)with {
  UNNotificationAction *action = [[[self alloc] init] autorelease];
  action->identifier = [name copy];
  action->title = [text copy];
  action->options = with;
  return action;
}
- (void)dealloc {
  [identifier release];
  [title release];
  [super dealloc];
}
@end
@implementation UNTextInputNotificationAction
@end

@implementation UNNotificationCategory
@synthesize identifier = _identifier;
+ (instancetype)categoryWithIdentifier:(NSString *)name
                               actions:(NSArray *)with
                     intentIdentifiers:(NSArray *)intents
                               options:(UNNotificationCategoryOptions)options {
  UNNotificationCategory *category = [[[self alloc] init] autorelease];
  category->_identifier = [name copy];
  category->actions = [with copy];
  return category;
}
- (void)dealloc {
  [_identifier release];
  [actions release];
  [super dealloc];
}
@end

@implementation UNNotificationSettings
- (UNAuthorizationStatus)authorizationStatus {
  return status;
}
@end
