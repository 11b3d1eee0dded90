#import "MobHandles.h"

#import "MobMain.h"
#import "MobMemory.h"

@implementation MobHandles

- (instancetype)init {
  if ((self = [super init])) {
    _objects = [[NSMutableDictionary alloc] init];
  }
  return self;
}

- (void)dealloc {
  MOB_RELEASE(_objects);
  MOB_SUPER_DEALLOC;
}

- (jlong)keep:(id)object {
  @synchronized(self) {
    _last++;
    [_objects setObject:object forKey:[NSNumber numberWithLongLong:_last]];
    return _last;
  }
}

- (id)objectAt:(jlong)number {
  @synchronized(self) {
    id object = [_objects objectForKey:[NSNumber numberWithLongLong:number]];
    return MOB_AUTORELEASE(MOB_RETAIN(object));
  }
}

- (id)take:(jlong)number {
  @synchronized(self) {
    NSNumber *key = [NSNumber numberWithLongLong:number];
    id object = MOB_AUTORELEASE(MOB_RETAIN([_objects objectForKey:key]));
    [_objects removeObjectForKey:key];
    return object;
  }
}

@end

@implementation MobCompletion

- (instancetype)initWithBlock:(void (^)(NSInteger))block {
  if ((self = [super init])) {
    _block = MOB_COPY_BLOCK(block);
  }
  return self;
}

- (void)dealloc {
  if (_block != nil) {
    MOB_RELEASE_BLOCK(_block);
  }
  MOB_SUPER_DEALLOC;
}

- (void)complete:(NSInteger)result {
  MobOnMain(^{
    if (self->_block != nil) {
      void (^block)(NSInteger) = self->_block;
      self->_block = nil;
      block(result);
      MOB_RELEASE_BLOCK(block);
    }
  });
}

@end
