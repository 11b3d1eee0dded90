// The one VM of the process.
#import <Foundation/Foundation.h>
#include <jni.h>

// Creates the VM on a thread of its own with a stack that Zero's interpreter needs, registers the
// native methods and runs the block there. nil for env, with the reason, when it could not be.
void MobVmStart(NSArray *options, void (^then)(JNIEnv *env, NSString *failure));

// Runs a block on a new thread that the VM knows. NO before the VM is there.
BOOL MobVmRun(NSString *name, void (^block)(JNIEnv *env));
