#import "Standin.h"
#import "UIKit/UIKit.h"
#import "UserNotifications/UserNotifications.h"

#include <Block.h>

// unnotificationpresentationoptions/list
enum { PRESENT_IN_LIST = 1 << 3 };

// unusernotificationcenter: the system keeps the soonest-firing 64.
static const NSUInteger PENDING_LIMIT = 64;

// The daemon that has the notifications; it answers on a thread of its own.
@interface StandinDaemon : NSObject {
@public
  NSCondition *changed;
  NSMutableArray *work;
  NSThread *thread;
}
@end

@interface StandinWork : NSObject {
@public
  void (^block)(void);
  BOOL done;
}
@end

@implementation StandinWork
- (void)dealloc {
  Block_release(block);
  [super dealloc];
}
@end

@implementation StandinDaemon

- (instancetype)init {
  if ((self = [super init])) {
    changed = [[NSCondition alloc] init];
    work = [[NSMutableArray alloc] init];
    thread = [[NSThread alloc] initWithTarget:self selector:@selector(run) object:nil];
    [thread start];
  }
  return self;
}

- (void)run {
  for (;;) {
    @autoreleasepool {
      [changed lock];
      while ([work count] == 0) {
        [changed wait];
      }
      StandinWork *next = [[work objectAtIndex:0] retain];
      [work removeObjectAtIndex:0];
      [changed unlock];
      next->block();
      [changed lock];
      next->done = YES;
      [changed broadcast];
      [changed unlock];
      [next release];
    }
  }
}

- (StandinWork *)add:(void (^)(void))block {
  StandinWork *one = [[[StandinWork alloc] init] autorelease];
  one->block = Block_copy(block);
  [changed lock];
  [work addObject:one];
  [changed broadcast];
  [changed unlock];
  return one;
}

- (void)finish:(StandinWork *)one {
  [changed lock];
  while (!one->done) {
    [changed wait];
  }
  [changed unlock];
}

@end

static StandinDaemon *daemonOfNotes;
static UNAuthorizationStatus authorization;
static BOOL userGrants;
static NSMutableDictionary *pendingRequests;
static NSMutableDictionary *deliveredNotes;
static NSSet *categorySet;
static NSInteger badgeCount;
static NSInteger handlersOpen;
static NSString *presentation;

static void later(void (^block)(void)) {
  [daemonOfNotes add:block];
}

@implementation UNUserNotificationCenter
@synthesize delegate;

+ (UNUserNotificationCenter *)currentNotificationCenter {
  static UNUserNotificationCenter *only;
  @synchronized([UNUserNotificationCenter class]) {
    if (only == nil) {
      only = [[UNUserNotificationCenter alloc] init];
      daemonOfNotes = [[StandinDaemon alloc] init];
      pendingRequests = [[NSMutableDictionary alloc] init];
      deliveredNotes = [[NSMutableDictionary alloc] init];
      categorySet = [[NSSet alloc] init];
    }
    return only;
  }
}

- (void)getNotificationSettingsWithCompletionHandler:(void (^)(UNNotificationSettings *))handler {
  later(^{
    UNNotificationSettings *settings = [[[UNNotificationSettings alloc] init] autorelease];
    settings->status = authorization;
    handler(settings);
  });
}

- (void)requestAuthorizationWithOptions:(UNAuthorizationOptions)options
                      completionHandler:(void (^)(BOOL, NSError *))handler {
  later(^{
    // requestauthorization(options:completionhandler:): the user is asked the first time only.
    if (authorization == UNAuthorizationStatusNotDetermined) {
      authorization = userGrants ? UNAuthorizationStatusAuthorized : UNAuthorizationStatusDenied;
    }
    handler(authorization == UNAuthorizationStatusAuthorized, nil);
  });
}

static NSTimeInterval due(UNNotificationRequest *request) {
  UNNotificationTrigger *trigger = request->_trigger;
  return [trigger isKindOfClass:[UNTimeIntervalNotificationTrigger class]]
             ? ((UNTimeIntervalNotificationTrigger *)trigger)->seconds
             : 0;
}

static void keepSoonest(void) {
  while ([pendingRequests count] > PENDING_LIMIT) {
    NSString *last = nil;
    for (NSString *name in pendingRequests) {
      if (last == nil ||
          due([pendingRequests objectForKey:name]) > due([pendingRequests objectForKey:last])) {
        last = name;
      }
    }
    [pendingRequests removeObjectForKey:last];
  }
}

- (void)addNotificationRequest:(UNNotificationRequest *)request
         withCompletionHandler:(void (^)(NSError *))handler {
  later(^{
    if (authorization == UNAuthorizationStatusDenied) {
      // unerror/code/notificationsnotallowed
      handler([NSError errorWithDomain:UNErrorDomain code:1 userInfo:nil]);
      return;
    }
    [pendingRequests setObject:request forKey:request->_identifier];
    keepSoonest();
    BOOL now = request->_trigger == nil;
    handler(nil);
    if (now) {
      [StandinNotifications deliver:request->_identifier];
    }
  });
}

- (void)getPendingNotificationRequestsWithCompletionHandler:(void (^)(NSArray *))handler {
  later(^{
    handler([pendingRequests allValues]);
  });
}

- (void)removePendingNotificationRequestsWithIdentifiers:(NSArray *)identifiers {
  later(^{
    [pendingRequests removeObjectsForKeys:identifiers];
  });
}

- (void)removeDeliveredNotificationsWithIdentifiers:(NSArray *)identifiers {
  later(^{
    [deliveredNotes removeObjectsForKeys:identifiers];
  });
}

- (void)getNotificationCategoriesWithCompletionHandler:(void (^)(NSSet *))handler {
  later(^{
    handler(categorySet);
  });
}

- (void)setNotificationCategories:(NSSet *)categories {
  later(^{
    [categorySet release];
    categorySet = [categories copy];
  });
}

- (void)setBadgeCount:(NSInteger)count withCompletionHandler:(void (^)(NSError *))handler {
  later(^{
    badgeCount = count;
  });
}

@end

// Waits until the daemon has done all that it was asked before.
static void settled(void (^block)(void)) {
  [UNUserNotificationCenter currentNotificationCenter];
  [daemonOfNotes finish:[daemonOfNotes add:block]];
}

static UNNotification *noteOf(UNNotificationRequest *request) {
  UNNotification *note = [[[UNNotification alloc] init] autorelease];
  note->_request = [request retain];
  note->_date = [[NSDate alloc] init];
  return note;
}

static UNNotificationRequest *pushRequest(NSString *identifier, NSString *title,
                                          NSDictionary *info) {
  UNMutableNotificationContent *content = [[[UNMutableNotificationContent alloc] init] autorelease];
  [content setTitle:title];
  [content setBody:@""];
  [content setUserInfo:info];
  return [UNNotificationRequest
      requestWithIdentifier:identifier
                    content:content
                    trigger:[[[UNPushNotificationTrigger alloc] init] autorelease]];
}

// unusernotificationcenterdelegate: in front the delegate decides, on the main thread.
static void present(UNNotification *note) {
  StandinOnMain(^{
    UNUserNotificationCenter *center = [UNUserNotificationCenter currentNotificationCenter];
    if ([[UIApplication sharedApplication] applicationState] == UIApplicationStateBackground) {
      [deliveredNotes setObject:note forKey:note->_request->_identifier];
      return;
    }
    handlersOpen++;
    [center->delegate userNotificationCenter:center
                     willPresentNotification:note
                       withCompletionHandler:^(UNNotificationPresentationOptions options) {
                         handlersOpen--;
                         if (options & PRESENT_IN_LIST) {
                           later(^{
                             [deliveredNotes setObject:note forKey:note->_request->_identifier];
                           });
                         }
                         [presentation release];
                         presentation = [[NSString alloc]
                             initWithFormat:@"%lu main %d", (unsigned long)options,
                                            [NSThread isMainThread]];
                       }];
  });
}

static void respond(UNNotification *note, NSString *action, NSString *text) {
  StandinOnMain(^{
    UNUserNotificationCenter *center = [UNUserNotificationCenter currentNotificationCenter];
    UNNotificationResponse *response = text == nil
                                           ? [[UNNotificationResponse alloc] init]
                                           : [[UNTextInputNotificationResponse alloc] init];
    response->_notification = [note retain];
    response->_actionIdentifier = [action copy];
    if (text != nil) {
      ((UNTextInputNotificationResponse *)response)->_userText = [text copy];
    }
    handlersOpen++;
    [center->delegate userNotificationCenter:center
              didReceiveNotificationResponse:response
                       withCompletionHandler:^{
                         handlersOpen--;
                       }];
    [response release];
  });
}

@implementation StandinNotifications

+ (void)status:(NSInteger)status {
  settled(^{
    authorization = status;
  });
}

+ (void)answers:(BOOL)granted {
  userGrants = granted;
}

+ (NSArray *)pending {
  __block NSArray *names = nil;
  settled(^{
    names = [[[pendingRequests allKeys] sortedArrayUsingSelector:@selector(compare:)] retain];
  });
  return [names autorelease];
}

+ (NSDictionary *)content:(NSString *)identifier {
  NSMutableDictionary *fields = [NSMutableDictionary dictionary];
  settled(^{
    UNNotificationRequest *request = [pendingRequests objectForKey:identifier];
    UNNotificationContent *content =
        request == nil ? ((UNNotification *)[deliveredNotes objectForKey:identifier])->_request->_content
                       : request->_content;
    [fields setObject:content->_title forKey:@"title"];
    [fields setObject:content->_body forKey:@"body"];
    [fields setObject:[content->_userInfo description] forKey:@"userInfo"];
    [fields setObject:[NSString stringWithFormat:@"%lu", (unsigned long)content->_interruptionLevel]
               forKey:@"level"];
    if (content->_categoryIdentifier != nil) {
      [fields setObject:content->_categoryIdentifier forKey:@"category"];
    }
    if (content->_sound != nil) {
      [fields setObject:content->_sound->name forKey:@"sound"];
    }
    UNNotificationTrigger *trigger = request == nil ? nil : request->_trigger;
    if ([trigger isKindOfClass:[UNCalendarNotificationTrigger class]]) {
      NSDateComponents *when = ((UNCalendarNotificationTrigger *)trigger)->components;
      NSString *day = [when weekday] == NSNotFound || [when weekday] == NSIntegerMax
                          ? @"any"
                          : [NSString stringWithFormat:@"%ld", (long)[when weekday]];
      [fields setObject:[NSString stringWithFormat:@"calendar %@ %ld:%ld:%ld repeats %d", day,
                                                   (long)[when hour], (long)[when minute],
                                                   (long)[when second], trigger->repeats]
                 forKey:@"trigger"];
    } else if (trigger != nil) {
      [fields setObject:[NSString stringWithFormat:@"interval %.0f", due(request)]
                 forKey:@"trigger"];
    }
  });
  return fields;
}

+ (NSArray *)delivered {
  __block NSArray *names = nil;
  settled(^{
    names = [[[deliveredNotes allKeys] sortedArrayUsingSelector:@selector(compare:)] retain];
  });
  return [names autorelease];
}

+ (NSArray *)categories {
  NSMutableArray *lines = [NSMutableArray array];
  settled(^{
    for (UNNotificationCategory *category in categorySet) {
      NSMutableString *line = [NSMutableString stringWithString:category->_identifier];
      for (UNNotificationAction *action in category->actions) {
        BOOL text = [action isKindOfClass:[UNTextInputNotificationAction class]];
        [line appendFormat:@" %@/%@%@%@", action->identifier, action->title,
                           text ? @"/text" : @"", action->options ? @"/open" : @""];
      }
      [lines addObject:line];
    }
  });
  return [lines sortedArrayUsingSelector:@selector(compare:)];
}

+ (void)appAdds:(NSString *)identifier {
  UNMutableNotificationContent *content = [[[UNMutableNotificationContent alloc] init] autorelease];
  [content setTitle:@"the app's own"];
  [[UNUserNotificationCenter currentNotificationCenter]
      addNotificationRequest:
          [UNNotificationRequest
              requestWithIdentifier:identifier
                            content:content
                            trigger:[UNTimeIntervalNotificationTrigger triggerWithTimeInterval:5
                                                                                       repeats:NO]]
       withCompletionHandler:^(NSError *error){
       }];
}

+ (void)appAddsCategory:(NSString *)identifier {
  settled(^{
    NSSet *more = [categorySet
        setByAddingObject:[UNNotificationCategory categoryWithIdentifier:identifier
                                                                 actions:[NSArray array]
                                                       intentIdentifiers:[NSArray array]
                                                                 options:0]];
    [categorySet release];
    categorySet = [more retain];
  });
}

// The request is due.
+ (BOOL)deliver:(NSString *)identifier {
  __block UNNotificationRequest *request = nil;
  void (^take)(void) = ^{
    request = [[pendingRequests objectForKey:identifier] retain];
    if (request != nil && (request->_trigger == nil || !request->_trigger->repeats)) {
      [pendingRequests removeObjectForKey:identifier];
    }
  };
  if ([NSThread currentThread] == daemonOfNotes->thread) {
    take();
  } else {
    settled(take);
  }
  if (request == nil) {
    return NO;
  }
  present(noteOf([request autorelease]));
  return YES;
}

+ (void)deliverDue {
  NSMutableArray *dueNow = [NSMutableArray array];
  settled(^{
    for (NSString *name in pendingRequests) {
      UNNotificationTrigger *trigger =
          ((UNNotificationRequest *)[pendingRequests objectForKey:name])->_trigger;
      if (trigger != nil && trigger->next <= [NSDate timeIntervalSinceReferenceDate]) {
        [dueNow addObject:name];
        if ([trigger isKindOfClass:[UNCalendarNotificationTrigger class]]) {
          [(UNCalendarNotificationTrigger *)trigger advance];
        }
      }
    }
  });
  for (NSString *name in dueNow) {
    [self deliver:name];
  }
}

+ (void)deliverPush:(NSString *)identifier title:(NSString *)title info:(NSDictionary *)userInfo {
  present(noteOf(pushRequest(identifier, title, userInfo)));
}

+ (void)tap:(NSString *)identifier action:(NSString *)action text:(NSString *)text {
  __block UNNotification *note = nil;
  settled(^{
    note = [[deliveredNotes objectForKey:identifier] retain];
    [deliveredNotes removeObjectForKey:identifier];
  });
  if (note == nil) {
    [NSException raise:NSInvalidArgumentException format:@"%@ is not shown", identifier];
  }
  respond([note autorelease], action, text);
}

+ (void)tapPush:(NSString *)identifier info:(NSDictionary *)userInfo {
  respond(noteOf(pushRequest(identifier, @"", userInfo)), UNNotificationDefaultActionIdentifier,
          nil);
}

+ (NSInteger)openHandlers {
  __block NSInteger open = 0;
  StandinOnMain(^{
    open = handlersOpen;
  });
  return open;
}

+ (NSString *)lastPresentation {
  __block NSString *last = nil;
  StandinOnMain(^{
    last = [presentation copy];
  });
  return last == nil ? @"" : [last autorelease];
}

+ (NSInteger)badge {
  __block NSInteger count = 0;
  settled(^{
    count = badgeCount;
  });
  return count;
}

+ (void)restart {
  settled(^{
    [pendingRequests removeAllObjects];
    [deliveredNotes removeAllObjects];
    [categorySet release];
    categorySet = [[NSSet alloc] init];
    authorization = UNAuthorizationStatusNotDetermined;
    userGrants = YES;
    badgeCount = 0;
  });
}

@end
