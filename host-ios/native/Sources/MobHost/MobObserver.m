#import "MobObserver.h"

#import "MobMemory.h"

@implementation MobObserver

// An observer with a selector instead of addObserverForName:object:queue:usingBlock:, because
// GNUstep built by GCC does not copy the block.
+ (MobObserver *)observe:(NSString *)name
                  object:(id)object
                   block:(void (^)(NSNotification *))block {
  MobObserver *observer = MOB_AUTORELEASE([[MobObserver alloc] init]);
  observer->_block = MOB_COPY_BLOCK(block);
  [[NSNotificationCenter defaultCenter] addObserver:observer
                                           selector:@selector(came:)
                                               name:name
                                             object:object];
  return observer;
}

- (void)came:(NSNotification *)note {
  _block(note);
}

- (void)stop {
  [[NSNotificationCenter defaultCenter] removeObserver:self];
}

- (void)dealloc {
  MOB_RELEASE_BLOCK(_block);
  MOB_SUPER_DEALLOC;
}

@end
