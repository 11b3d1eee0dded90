// What the tests do to the stand-ins, and what those tell them.
#import <Foundation/Foundation.h>

// Runs a block on the main thread and waits for it; at once when this is it.
void StandinOnMain(void (^block)(void));

// What the stand-ins were asked, a line for each call, in order.
@interface StandinLog : NSObject
+ (void)note:(NSString *)line;
+ (NSArray *)take;
@end

@interface StandinAudio : NSObject
+ (BOOL)soundsInBackground;
+ (BOOL)isSilent;
+ (BOOL)isActive;
+ (NSInteger)engines;
+ (void)interruptionBegins:(NSInteger)reason call:(BOOL)call;
+ (void)interruptionEnds:(BOOL)shouldResume;
+ (void)callEndsUnannounced;
+ (void)routeChanges:(NSInteger)reason;
+ (void)configurationChanges;
+ (void)mediaServicesAreLost;
+ (void)mediaServicesAreReset;
+ (void)appUses:(NSString *)category options:(NSUInteger)options;
+ (void)appStops;
+ (BOOL)appSounds;
+ (void)restart;
@end

@interface StandinApplication : NSObject
+ (void)becomes:(NSInteger)state;
+ (void)scene:(NSString *)identifier becomes:(NSInteger)state;
+ (void)memoryRunsLow;
+ (void)lowPower:(BOOL)on;
+ (void)plugged:(BOOL)in;
+ (void)terminates;
+ (NSInteger)backgroundTasks;
+ (BOOL)expireBackgroundTasks;
+ (void)givesNoBackgroundTime:(BOOL)none;
+ (void)tokenBytes:(NSData *)token;
+ (void)tokenFails:(NSInteger)code;
+ (BOOL)registered;
+ (NSInteger)push:(NSDictionary *)userInfo;
+ (NSArray *)pushResults;
@end

@interface StandinTasks : NSObject
+ (void)unavailable:(BOOL)none;
+ (NSArray *)pending;
+ (NSDictionary *)request:(NSString *)identifier;
+ (NSInteger)launchDue;
+ (NSInteger)launch:(NSString *)identifier;
+ (void)expire:(NSInteger)task;
+ (NSString *)outcome:(NSInteger)task;
+ (void)restart;
@end

@interface StandinNotifications : NSObject
+ (void)status:(NSInteger)status;
+ (void)answers:(BOOL)granted;
+ (NSArray *)pending;
+ (NSDictionary *)content:(NSString *)identifier;
+ (NSArray *)delivered;
+ (NSArray *)categories;
+ (void)appAdds:(NSString *)identifier;
+ (void)appAddsCategory:(NSString *)identifier;
+ (BOOL)deliver:(NSString *)identifier;
+ (void)deliverDue;
+ (void)deliverPush:(NSString *)identifier title:(NSString *)title info:(NSDictionary *)userInfo;
+ (void)tap:(NSString *)identifier action:(NSString *)action text:(NSString *)text;
+ (void)tapPush:(NSString *)identifier info:(NSDictionary *)userInfo;
+ (NSInteger)openHandlers;
+ (NSString *)lastPresentation;
+ (NSInteger)badge;
+ (void)restart;
@end

@interface StandinNetwork : NSObject
+ (void)announced:(NSString *)name
          address:(NSString *)address
             port:(NSInteger)port
             text:(NSData *)text
       interfaces:(NSArray *)interfaces;
+ (void)gone:(NSString *)name;
+ (void)goneFrom:(NSInteger)interface name:(NSString *)name;
+ (NSArray *)services;
+ (NSData *)text:(NSString *)name;
+ (NSInteger)operations;
+ (void)denies:(BOOL)now;
+ (void)daemonEnds;
+ (void)restart;
@end
