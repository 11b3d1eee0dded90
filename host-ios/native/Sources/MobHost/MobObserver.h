// One observation of ours, ended by itself: no other observer is touched.
#import <Foundation/Foundation.h>

@interface MobObserver : NSObject {
@private
  void (^_block)(NSNotification *);
}

// Observes from now on; the block is called on the thread that posts. The caller keeps the observer
// until it has stopped it.
+ (MobObserver *)observe:(NSString *)name
                  object:(id)object
                   block:(void (^)(NSNotification *note))block;

// Hears no more; once.
- (void)stop;

@end
