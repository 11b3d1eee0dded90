// The shim compiles with and without automatic reference counting: Swift packages use it, GNUstep's
// run time for GCC has none. Blocks are copied by Block_copy there, not by a message.
#import <Block.h>
#import <Foundation/Foundation.h>

#if __has_feature(objc_arc)
#define MOB_RETAIN(object) (object)
#define MOB_RELEASE(object) ((void)(object))
#define MOB_AUTORELEASE(object) (object)
#define MOB_COPY_BLOCK(block) ([(block) copy])
#define MOB_RELEASE_BLOCK(block) ((void)(block))
#define MOB_SUPER_DEALLOC
#else
#define MOB_RETAIN(object) ([(object) retain])
#define MOB_RELEASE(object) ([(object) release])
#define MOB_AUTORELEASE(object) ([(object) autorelease])
#define MOB_COPY_BLOCK(block) (Block_copy(block))
#define MOB_RELEASE_BLOCK(block) (Block_release(block))
#define MOB_SUPER_DEALLOC [super dealloc]
#endif

// Handing an object through a pointer of C, with one reference.
#if __has_feature(objc_arc)
#define MOB_GIVE(object) ((__bridge_retained void *)(object))
#define MOB_TAKE(pointer) ((__bridge_transfer id)(pointer))
#else
#define MOB_GIVE(object) ((void *)[(object) retain])
#define MOB_TAKE(pointer) ([(id)(pointer) autorelease])
#endif
