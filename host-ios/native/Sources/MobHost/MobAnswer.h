// What another thread answers, waited for.
#import <Foundation/Foundation.h>

@interface MobAnswer : NSObject {
@private
  NSCondition *_came;
  id _value;
}

// From any thread, once.
- (void)give:(id)answer;

// The answer; nil when none has come after ten seconds.
- (id)await;

@end
