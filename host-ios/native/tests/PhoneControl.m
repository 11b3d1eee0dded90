#import "PhoneControl.h"

#import "MobHost/MobHost.h"
#import "MobJni.h"
#import "Standin.h"
#import "UIKit/UIKit.h"

typedef NSArray *(^Deed)(NSArray *);

@interface PhoneDeed : NSObject {
@public
  Deed deed;
}
@end
@implementation PhoneDeed
@end

static NSMutableDictionary *deeds;

static void can(NSString *name, Deed deed) {
  PhoneDeed *carrier = [[PhoneDeed alloc] init];
  carrier->deed = Block_copy(deed);
  [deeds setObject:carrier forKey:name];
  [carrier release];
}

static NSInteger integer(NSArray *arguments, NSUInteger index) {
  return [[arguments objectAtIndex:index] integerValue];
}

static NSString *text(NSArray *arguments, NSUInteger index) {
  return [arguments objectAtIndex:index];
}

static NSArray *none(void) {
  return [NSArray array];
}

static NSArray *one(NSString *value) {
  return [NSArray arrayWithObject:value];
}

static NSArray *flag(BOOL value) {
  return one(value ? @"true" : @"false");
}

static NSArray *count(NSInteger value) {
  return one([NSString stringWithFormat:@"%ld", (long)value]);
}

static NSArray *fields(NSDictionary *map) {
  NSMutableArray *flat = [NSMutableArray array];
  for (NSString *key in map) {
    [flat addObject:key];
    [flat addObject:[map objectForKey:key]];
  }
  return flat;
}

static NSDictionary *json(NSString *from) {
  return [NSJSONSerialization JSONObjectWithData:[from dataUsingEncoding:NSUTF8StringEncoding]
                                         options:0
                                           error:NULL];
}

static NSData *hex(NSString *digits) {
  NSMutableData *data = [NSMutableData data];
  for (NSUInteger i = 0; i + 1 < [digits length]; i += 2) {
    unsigned value = 0;
    [[NSScanner scannerWithString:[digits substringWithRange:NSMakeRange(i, 2)]]
        scanHexInt:&value];
    uint8_t byte = (uint8_t)value;
    [data appendBytes:&byte length:1];
  }
  return data;
}

// An observer of the app's own, as its player would have one.
static id appObserver;
static NSInteger appHeard;

static void audioDeeds(void) {
  can(@"audio.sounds", ^(NSArray *a) { return flag([StandinAudio soundsInBackground]); });
  can(@"audio.silent", ^(NSArray *a) { return flag([StandinAudio isSilent]); });
  can(@"audio.active", ^(NSArray *a) { return flag([StandinAudio isActive]); });
  can(@"audio.engines", ^(NSArray *a) { return count([StandinAudio engines]); });
  can(@"audio.begins", ^(NSArray *a) {
    [StandinAudio interruptionBegins:integer(a, 0) call:integer(a, 1) != 0];
    return none();
  });
  can(@"audio.ends", ^(NSArray *a) {
    [StandinAudio interruptionEnds:integer(a, 0) != 0];
    return none();
  });
  can(@"audio.callEnds", ^(NSArray *a) {
    [StandinAudio callEndsUnannounced];
    return none();
  });
  can(@"audio.route", ^(NSArray *a) {
    [StandinAudio routeChanges:integer(a, 0)];
    return none();
  });
  can(@"audio.configuration", ^(NSArray *a) {
    [StandinAudio configurationChanges];
    return none();
  });
  can(@"audio.lost", ^(NSArray *a) {
    [StandinAudio mediaServicesAreLost];
    return none();
  });
  can(@"audio.reset", ^(NSArray *a) {
    [StandinAudio mediaServicesAreReset];
    return none();
  });
  can(@"audio.appUses", ^(NSArray *a) {
    [StandinAudio appUses:text(a, 0) options:(NSUInteger)integer(a, 1)];
    return none();
  });
  can(@"audio.appStops", ^(NSArray *a) {
    [StandinAudio appStops];
    return none();
  });
  can(@"audio.appSounds", ^(NSArray *a) { return flag([StandinAudio appSounds]); });
  can(@"audio.restart", ^(NSArray *a) {
    [StandinAudio restart];
    return none();
  });
  can(@"audio.appObserves", ^(NSArray *a) {
    appHeard = 0;
    appObserver = [[[NSNotificationCenter defaultCenter]
        addObserverForName:@"AVAudioSessionInterruptionNotification"
                    object:nil
                     queue:nil
                usingBlock:^(NSNotification *note) {
                  appHeard++;
                }] retain];
    return none();
  });
  can(@"audio.appHeard", ^(NSArray *a) { return count(appHeard); });
  can(@"audio.appForgets", ^(NSArray *a) {
    [[NSNotificationCenter defaultCenter] removeObserver:appObserver];
    [appObserver release];
    appObserver = nil;
    return none();
  });
  can(@"audio.announce", ^(NSArray *a) {
    StandinOnMain(^{
      // The host is there once it was started; these two need no VM and no kernel.
      MobHost *host = [MobHost alloc];
      integer(a, 0) ? [host beginAppAudio] : [host endAppAudio];
      [host release];
    });
    return none();
  });
}

static void appDeeds(void) {
  can(@"app.becomes", ^(NSArray *a) {
    [StandinApplication becomes:integer(a, 0)];
    return none();
  });
  can(@"app.scene", ^(NSArray *a) {
    [StandinApplication scene:text(a, 0) becomes:integer(a, 1)];
    return none();
  });
  can(@"app.memory", ^(NSArray *a) {
    [StandinApplication memoryRunsLow];
    return none();
  });
  can(@"app.lowPower", ^(NSArray *a) {
    [StandinApplication lowPower:integer(a, 0) != 0];
    return none();
  });
  can(@"app.plugged", ^(NSArray *a) {
    [StandinApplication plugged:integer(a, 0) != 0];
    return none();
  });
  can(@"app.terminates", ^(NSArray *a) {
    [StandinApplication terminates];
    return none();
  });
  can(@"app.tasks", ^(NSArray *a) { return count([StandinApplication backgroundTasks]); });
  can(@"app.expire", ^(NSArray *a) { return flag([StandinApplication expireBackgroundTasks]); });
  can(@"app.noTime", ^(NSArray *a) {
    [StandinApplication givesNoBackgroundTime:integer(a, 0) != 0];
    return none();
  });
  can(@"app.token", ^(NSArray *a) {
    [StandinApplication tokenBytes:hex(text(a, 0))];
    return none();
  });
  can(@"app.tokenFails", ^(NSArray *a) {
    [StandinApplication tokenFails:integer(a, 0)];
    return none();
  });
  can(@"app.registered", ^(NSArray *a) { return flag([StandinApplication registered]); });
  can(@"app.push", ^(NSArray *a) { return count([StandinApplication push:json(text(a, 0))]); });
  can(@"app.pushResults", ^(NSArray *a) { return [StandinApplication pushResults]; });
}

static void taskDeeds(void) {
  can(@"tasks.unavailable", ^(NSArray *a) {
    [StandinTasks unavailable:integer(a, 0) != 0];
    return none();
  });
  can(@"tasks.pending", ^(NSArray *a) { return [StandinTasks pending]; });
  can(@"tasks.request", ^(NSArray *a) { return fields([StandinTasks request:text(a, 0)]); });
  can(@"tasks.launchDue", ^(NSArray *a) { return count([StandinTasks launchDue]); });
  can(@"tasks.launch", ^(NSArray *a) { return count([StandinTasks launch:text(a, 0)]); });
  can(@"tasks.expire", ^(NSArray *a) {
    [StandinTasks expire:integer(a, 0)];
    return none();
  });
  can(@"tasks.outcome", ^(NSArray *a) { return one([StandinTasks outcome:integer(a, 0)]); });
  can(@"tasks.restart", ^(NSArray *a) {
    [StandinTasks restart];
    return none();
  });
}

static void notificationDeeds(void) {
  can(@"notes.status", ^(NSArray *a) {
    [StandinNotifications status:integer(a, 0)];
    return none();
  });
  can(@"notes.answers", ^(NSArray *a) {
    [StandinNotifications answers:integer(a, 0) != 0];
    return none();
  });
  can(@"notes.pending", ^(NSArray *a) { return [StandinNotifications pending]; });
  can(@"notes.content", ^(NSArray *a) {
    return fields([StandinNotifications content:text(a, 0)]);
  });
  can(@"notes.delivered", ^(NSArray *a) { return [StandinNotifications delivered]; });
  can(@"notes.categories", ^(NSArray *a) { return [StandinNotifications categories]; });
  can(@"notes.appAdds", ^(NSArray *a) {
    [StandinNotifications appAdds:text(a, 0)];
    return none();
  });
  can(@"notes.appAddsCategory", ^(NSArray *a) {
    [StandinNotifications appAddsCategory:text(a, 0)];
    return none();
  });
  can(@"notes.deliver", ^(NSArray *a) {
    return flag([StandinNotifications deliver:text(a, 0)]);
  });
  can(@"notes.deliverDue", ^(NSArray *a) {
    [StandinNotifications deliverDue];
    return none();
  });
  can(@"notes.deliverPush", ^(NSArray *a) {
    [StandinNotifications deliverPush:text(a, 0) title:text(a, 1) info:json(text(a, 2))];
    return none();
  });
  can(@"notes.tap", ^(NSArray *a) {
    [StandinNotifications tap:text(a, 0)
                       action:text(a, 1)
                         text:[a count] > 2 ? text(a, 2) : nil];
    return none();
  });
  can(@"notes.tapPush", ^(NSArray *a) {
    [StandinNotifications tapPush:text(a, 0) info:json(text(a, 1))];
    return none();
  });
  can(@"notes.openHandlers", ^(NSArray *a) {
    return count([StandinNotifications openHandlers]);
  });
  can(@"notes.presented", ^(NSArray *a) {
    return one([StandinNotifications lastPresentation]);
  });
  can(@"notes.badge", ^(NSArray *a) { return count([StandinNotifications badge]); });
  can(@"notes.restart", ^(NSArray *a) {
    [StandinNotifications restart];
    return none();
  });
  can(@"log.take", ^(NSArray *a) { return [StandinLog take]; });
}

static void networkDeeds(void) {
  can(@"net.announced", ^(NSArray *a) {
    NSMutableArray *interfaces = [NSMutableArray array];
    for (NSUInteger i = 4; i < [a count]; i++) {
      [interfaces addObject:[NSNumber numberWithInteger:integer(a, i)]];
    }
    [StandinNetwork announced:text(a, 0)
                      address:text(a, 1)
                         port:integer(a, 2)
                         text:hex(text(a, 3))
                   interfaces:interfaces];
    return none();
  });
  can(@"net.gone", ^(NSArray *a) {
    [StandinNetwork gone:text(a, 0)];
    return none();
  });
  can(@"net.goneFrom", ^(NSArray *a) {
    [StandinNetwork goneFrom:integer(a, 1) name:text(a, 0)];
    return none();
  });
  can(@"net.services", ^(NSArray *a) { return [StandinNetwork services]; });
  can(@"net.text", ^(NSArray *a) {
    NSData *record = [StandinNetwork text:text(a, 0)];
    NSMutableString *digits = [NSMutableString string];
    for (NSUInteger i = 0; i < [record length]; i++) {
      [digits appendFormat:@"%02x", ((const uint8_t *)[record bytes])[i]];
    }
    return one(digits);
  });
  can(@"net.operations", ^(NSArray *a) { return count([StandinNetwork operations]); });
  can(@"net.denies", ^(NSArray *a) {
    [StandinNetwork denies:integer(a, 0) != 0];
    return none();
  });
  can(@"net.daemonEnds", ^(NSArray *a) {
    [StandinNetwork daemonEnds];
    return none();
  });
  can(@"net.restart", ^(NSArray *a) {
    [StandinNetwork restart];
    return none();
  });
}

static jobjectArray JNICALL call(JNIEnv *env, jclass type, jstring name, jobjectArray arguments) {
  jobjectArray answer = NULL;
  MOB_NATIVE(env, {
    PhoneDeed *deed = [deeds objectForKey:MobFromJava(env, name)];
    if (deed == nil) {
      [NSException raise:NSInvalidArgumentException
                  format:@"no phone can %@", MobFromJava(env, name)];
    }
    answer = MobStringsToJava(env, deed->deed(MobStringsFromJava(env, arguments)));
  })
  return answer;
}

BOOL PhoneControlRegister(JNIEnv *env) {
  deeds = [[NSMutableDictionary alloc] init];
  audioDeeds();
  appDeeds();
  taskDeeds();
  notificationDeeds();
  networkDeeds();
  static const JNINativeMethod methods[] = {
      {"call", "(Ljava/lang/String;[Ljava/lang/String;)[Ljava/lang/String;", (void *)call},
  };
  return MobRegister(env, "dev/mob/host/ios/phone/Iphone", methods, 1);
}
