// Stand-in for BackgroundTasks; rules name their page on developer.apple.com/documentation.
#import <Foundation/Foundation.h>

extern NSString *const BGTaskSchedulerErrorDomain;
// backgroundtasks/bgtaskscheduler/error/code.
typedef NS_ENUM(NSInteger, BGTaskSchedulerErrorCode) {
  BGTaskSchedulerErrorCodeUnavailable = 1,
  BGTaskSchedulerErrorCodeTooManyPendingTaskRequests = 2,
  BGTaskSchedulerErrorCodeNotPermitted = 3,
};

@interface BGTaskRequest : NSObject {
@public
  NSString *identifier;
  NSDate *earliest;
}
@property(nonatomic, readonly, copy) NSString *identifier;
@property(nonatomic, copy) NSDate *earliestBeginDate;
@end

@interface BGAppRefreshTaskRequest : BGTaskRequest
- (instancetype)initWithIdentifier:(NSString *)identifier;
@end

@interface BGProcessingTaskRequest : BGTaskRequest {
@public
  BOOL network;
  BOOL power;
}
- (instancetype)initWithIdentifier:(NSString *)identifier;
@property(nonatomic) BOOL requiresNetworkConnectivity;
@property(nonatomic) BOOL requiresExternalPower;
@end

@interface BGTask : NSObject {
@public
  NSString *identifier;
  void (^expiration)(void);
  NSString *outcome;
}
@property(nonatomic, readonly, copy) NSString *identifier;
- (void)setExpirationHandler:(void (^)(void))handler;
- (void)setTaskCompletedWithSuccess:(BOOL)success;
@end

@interface BGTaskScheduler : NSObject
+ (BGTaskScheduler *)sharedScheduler;
- (BOOL)registerForTaskWithIdentifier:(NSString *)identifier
                           usingQueue:(id)queue
                        launchHandler:(void (^)(BGTask *task))launchHandler;
- (BOOL)submitTaskRequest:(BGTaskRequest *)request error:(NSError **)error;
- (void)cancelTaskRequestWithIdentifier:(NSString *)identifier;
@end
