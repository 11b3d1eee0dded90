// Numbers that Java holds in place of objects and blocks, each good for one taking.
#import <Foundation/Foundation.h>
#include <jni.h>

// Safe for use from any thread.
@interface MobHandles : NSObject {
@private
  NSMutableDictionary *_objects;
  jlong _last;
}

// Keeps an object under a new number, 1 or more.
- (jlong)keep:(id)object;

// The object under that number; nil when it was taken.
- (id)objectAt:(jlong)number;

// The object under that number, which is forgotten; nil when it was taken before.
- (id)take:(jlong)number;

@end

// A completion handler that is called once, on the main thread.
@interface MobCompletion : NSObject {
@private
  void (^_block)(NSInteger);
}
- (instancetype)initWithBlock:(void (^)(NSInteger result))block;
- (void)complete:(NSInteger)result;
@end
