#import "MobAnswer.h"

#import "MobMemory.h"

// How long Java waits for what the system answers from another process.
static const NSTimeInterval SECONDS = 10;

@implementation MobAnswer

- (instancetype)init {
  if ((self = [super init])) {
    _came = [[NSCondition alloc] init];
  }
  return self;
}

- (void)dealloc {
  MOB_RELEASE(_came);
  MOB_RELEASE(_value);
  MOB_SUPER_DEALLOC;
}

- (void)give:(id)answer {
  [_came lock];
  _value = MOB_RETAIN(answer);
  [_came broadcast];
  [_came unlock];
}

- (id)await {
  NSDate *deadline = [NSDate dateWithTimeIntervalSinceNow:SECONDS];
  [_came lock];
  while (_value == nil && [_came waitUntilDate:deadline]) {
  }
  id answer = MOB_AUTORELEASE(MOB_RETAIN(_value));
  [_came unlock];
  return answer;
}

@end
