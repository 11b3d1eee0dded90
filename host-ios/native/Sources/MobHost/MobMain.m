#import "MobMain.h"

#import "MobMemory.h"

@interface MobMainBlock : NSObject {
@public
  void (^block)(void);
}
- (void)run;
- (void)fired:(NSTimer *)timer;
@end

@implementation MobMainBlock

- (void)run {
  block();
}

- (void)fired:(NSTimer *)timer {
  block();
}

- (void)dealloc {
  MOB_RELEASE_BLOCK(block);
  MOB_SUPER_DEALLOC;
}

@end

void MobOnMain(void (^block)(void)) {
  if ([NSThread isMainThread]) {
    block();
    return;
  }
  MobMainBlock *carrier = [[MobMainBlock alloc] init];
  carrier->block = MOB_COPY_BLOCK(block);
  // Retained by the run loop until it has run (developer.apple.com,
  // "performSelectorOnMainThread:withObject:waitUntilDone:").
  [carrier performSelectorOnMainThread:@selector(run) withObject:nil waitUntilDone:NO];
  MOB_RELEASE(carrier);
}

void MobAfter(NSTimeInterval seconds, void (^block)(void)) {
  MobMainBlock *carrier = [[MobMainBlock alloc] init];
  carrier->block = MOB_COPY_BLOCK(block);
  MobOnMain(^{
    // The timer holds its target until it has fired.
    NSTimer *timer = [NSTimer timerWithTimeInterval:seconds
                                             target:carrier
                                           selector:@selector(fired:)
                                           userInfo:nil
                                            repeats:NO];
    [[NSRunLoop mainRunLoop] addTimer:timer forMode:NSRunLoopCommonModes];
  });
  MOB_RELEASE(carrier);
}
