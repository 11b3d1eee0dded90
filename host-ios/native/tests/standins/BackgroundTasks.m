#import "BackgroundTasks/BackgroundTasks.h"

#import "Standin.h"
#import "UIKit/UIKit.h"

#include <Block.h>

NSString *const BGTaskSchedulerErrorDomain = @"BGTaskSchedulerErrorDomain";

@implementation BGTaskRequest
@synthesize identifier;
@synthesize earliestBeginDate = earliest;
- (void)dealloc {
  [identifier release];
  [earliest release];
  [super dealloc];
}
@end

@implementation BGAppRefreshTaskRequest
- (instancetype)initWithIdentifier:(NSString *)name {
  if ((self = [super init])) {
    identifier = [name copy];
  }
  return self;
}
@end

@implementation BGProcessingTaskRequest
@synthesize requiresNetworkConnectivity = network;
@synthesize requiresExternalPower = power;
- (instancetype)initWithIdentifier:(NSString *)name {
  if ((self = [super init])) {
    identifier = [name copy];
  }
  return self;
}
@end

@implementation BGTask
@synthesize identifier;

- (void)dealloc {
  if (expiration != nil) {
    Block_release(expiration);
  }
  [identifier release];
  [outcome release];
  [super dealloc];
}

- (void)setExpirationHandler:(void (^)(void))handler {
  @synchronized(self) {
    if (expiration != nil) {
      Block_release(expiration);
    }
    expiration = handler == nil ? NULL : Block_copy(handler);
  }
}

- (void)setTaskCompletedWithSuccess:(BOOL)success {
  @synchronized(self) {
    NSString *said = outcome != nil ? @"completed twice" : success ? @"success" : @"failure";
    [outcome release];
    outcome = [said copy];
  }
}

@end

@interface StandinHandler : NSObject {
@public
  void (^block)(BGTask *);
}
@end
@implementation StandinHandler
- (void)dealloc {
  Block_release(block);
  [super dealloc];
}
@end

static NSMutableDictionary *handlers;
static NSMutableDictionary *requests;
static NSMutableArray *launchedTasks;
static BOOL unavailable;

static BOOL refuse(NSError **error, NSInteger code) {
  if (error != NULL) {
    *error = [NSError errorWithDomain:BGTaskSchedulerErrorDomain code:code userInfo:nil];
  }
  return NO;
}

static BOOL permitted(NSString *identifier) {
  return [[[NSBundle mainBundle]
      objectForInfoDictionaryKey:@"BGTaskSchedulerPermittedIdentifiers"]
      containsObject:identifier];
}

@implementation BGTaskScheduler

+ (BGTaskScheduler *)sharedScheduler {
  static BGTaskScheduler *only;
  @synchronized([BGTaskScheduler class]) {
    if (only == nil) {
      only = [[BGTaskScheduler alloc] init];
      handlers = [[NSMutableDictionary alloc] init];
      requests = [[NSMutableDictionary alloc] init];
      launchedTasks = [[NSMutableArray alloc] init];
    }
    return only;
  }
}

- (BOOL)registerForTaskWithIdentifier:(NSString *)identifier
                           usingQueue:(id)queue
                        launchHandler:(void (^)(BGTask *))launchHandler {
  // bgtaskscheduler/register(fortaskwithidentifier:using:launchhandler:): before the end of the
  // launch; the same identifier twice terminates the app; NO if the identifier is not in Info.plist.
  if ([UIApplication sharedApplication]->launched) {
    [NSException raise:NSInternalInconsistencyException
                format:@"All launch handlers must be registered before application finishes "
                       @"launching"];
  }
  if ([handlers objectForKey:identifier] != nil) {
    [NSException raise:NSInternalInconsistencyException
                format:@"Launch handler for task with identifier %@ has already been registered",
                       identifier];
  }
  if (!permitted(identifier)) {
    return NO;
  }
  StandinHandler *handler = [[[StandinHandler alloc] init] autorelease];
  handler->block = Block_copy(launchHandler);
  [handlers setObject:handler forKey:identifier];
  return YES;
}

- (BOOL)submitTaskRequest:(BGTaskRequest *)request error:(NSError **)error {
  @synchronized(self) {
    if (unavailable) {
      return refuse(error, BGTaskSchedulerErrorCodeUnavailable);
    }
    if (!permitted(request->identifier)) {
      return refuse(error, BGTaskSchedulerErrorCodeNotPermitted);
    }
    // submit(_:): "There can be a total of 1 refresh task and 10 processing tasks scheduled at any
    // time"; an unexecuted request with the same identifier is replaced.
    NSInteger same = 0;
    for (NSString *name in requests) {
      same += ![name isEqualToString:request->identifier] &&
              [[requests objectForKey:name] isKindOfClass:[request class]];
    }
    NSInteger limit = [request isKindOfClass:[BGAppRefreshTaskRequest class]] ? 1 : 10;
    if (same >= limit) {
      return refuse(error, BGTaskSchedulerErrorCodeTooManyPendingTaskRequests);
    }
    [requests setObject:request forKey:request->identifier];
    return YES;
  }
}

- (void)cancelTaskRequestWithIdentifier:(NSString *)identifier {
  @synchronized(self) {
    [requests removeObjectForKey:identifier];
  }
}

@end

@implementation StandinTasks

+ (void)unavailable:(BOOL)none {
  unavailable = none;
}

+ (NSArray *)pending {
  BGTaskScheduler *scheduler = [BGTaskScheduler sharedScheduler];
  @synchronized(scheduler) {
    return [[requests allKeys] sortedArrayUsingSelector:@selector(compare:)];
  }
}

+ (NSDictionary *)request:(NSString *)identifier {
  BGTaskScheduler *scheduler = [BGTaskScheduler sharedScheduler];
  @synchronized(scheduler) {
    BGTaskRequest *request = [requests objectForKey:identifier];
    if (request == nil) {
      return [NSDictionary dictionary];
    }
    BOOL processing = [request isKindOfClass:[BGProcessingTaskRequest class]];
    BGProcessingTaskRequest *long_ = (BGProcessingTaskRequest *)request;
    return [NSDictionary
        dictionaryWithObjectsAndKeys:
            processing ? @"processing" : @"refresh", @"kind",
            [NSString stringWithFormat:@"%.0f", [request->earliest timeIntervalSinceNow]],
            @"seconds", processing && long_->network ? @"yes" : @"no", @"network",
            processing && long_->power ? @"yes" : @"no", @"power", nil];
  }
}

+ (NSInteger)launchDue {
  NSMutableArray *due = [NSMutableArray array];
  BGTaskScheduler *scheduler = [BGTaskScheduler sharedScheduler];
  @synchronized(scheduler) {
    for (NSString *identifier in requests) {
      BGTaskRequest *request = [requests objectForKey:identifier];
      if ([request->earliest timeIntervalSinceNow] <= 0) {
        [due addObject:identifier];
      }
    }
  }
  for (NSString *identifier in due) {
    [self launch:identifier];
  }
  return (NSInteger)[due count];
}

+ (NSInteger)launch:(NSString *)identifier {
  BGTask *task = [[[BGTask alloc] init] autorelease];
  task->identifier = [identifier copy];
  StandinHandler *handler = nil;
  NSInteger number = 0;
  BGTaskScheduler *scheduler = [BGTaskScheduler sharedScheduler];
  @synchronized(scheduler) {
    // A request is spent by its launch.
    [requests removeObjectForKey:identifier];
    handler = [[[handlers objectForKey:identifier] retain] autorelease];
    number = (NSInteger)[launchedTasks count];
    [launchedTasks addObject:task];
  }
  handler->block(task);
  return number;
}

+ (void)expire:(NSInteger)number {
  BGTask *task = [launchedTasks objectAtIndex:(NSUInteger)number];
  void (^handler)(void) = nil;
  @synchronized(task) {
    handler = task->expiration == nil ? NULL : Block_copy(task->expiration);
  }
  if (handler != nil) {
    handler();
    Block_release(handler);
  }
}

+ (NSString *)outcome:(NSInteger)number {
  BGTask *task = [launchedTasks objectAtIndex:(NSUInteger)number];
  @synchronized(task) {
    return task->outcome == nil ? @"open" : [[task->outcome retain] autorelease];
  }
}

+ (void)restart {
  BGTaskScheduler *scheduler = [BGTaskScheduler sharedScheduler];
  @synchronized(scheduler) {
    [requests removeAllObjects];
    unavailable = NO;
  }
}

@end
