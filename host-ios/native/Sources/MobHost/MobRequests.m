#import "MobRequests.h"

#import "MobMemory.h"

enum { ROW = 5 };
enum { WEEKDAY = 0, HOUR = 1, MINUTE = 2, SECOND = 3, CALENDAR_FIELDS = 4 };

NSDictionary *MobPairs(NSArray *flat) {
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

UNMutableNotificationContent *MobContent(NSDictionary *fields, NSArray *titleArguments,
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

UNNotificationTrigger *MobTrigger(JNIEnv *env, double seconds, jintArray calendar) {
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

NSSet *MobCategories(NSArray *rows) {
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
