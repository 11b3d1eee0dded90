// Between Java's values and Foundation's.
#import <Foundation/Foundation.h>
#include <jni.h>

// Runs a native method's body with an autorelease pool; an NSException becomes a ShimFailure.
#define MOB_NATIVE(env, ...)         \
  @autoreleasepool {                 \
    @try {                           \
      __VA_ARGS__                    \
    } @catch (NSException * thrown) { \
      MobThrowException(env, thrown); \
    }                                \
  }

// A Java string for that text; NULL for nil. Java's own encoding, so that every character survives.
jstring MobToJava(JNIEnv *env, NSString *text);

// The text of a Java string; nil for NULL.
NSString *MobFromJava(JNIEnv *env, jstring text);

jbyteArray MobBytesToJava(JNIEnv *env, const void *bytes, size_t length);
NSData *MobBytesFromJava(JNIEnv *env, jbyteArray bytes);

// NULL, with a Java exception pending, when the VM has no memory.
jobjectArray MobStringsToJava(JNIEnv *env, NSArray *texts);
NSArray *MobStringsFromJava(JNIEnv *env, jobjectArray texts);

// A dictionary with string keys as JSON; what JSON has no value for is given as its description.
NSString *MobJson(NSDictionary *dictionary);

// Each throws a dev.mob.host.ios.internal.shim.ShimFailure when the native method returns.
void MobThrow(JNIEnv *env, NSString *domain, long code, NSString *message);
void MobThrowError(JNIEnv *env, NSError *error);
void MobThrowException(JNIEnv *env, NSException *exception);

// Logs a pending Java exception and clears it; whether there was one.
BOOL MobClearException(JNIEnv *env, NSString *where);

// A class's native methods; NO, with a Java exception pending, when there is no such class.
BOOL MobRegister(JNIEnv *env, const char *className, const JNINativeMethod *methods, int count);

// Finds the classes that native methods need later, on threads without Java's class path.
BOOL MobJniPrepare(JNIEnv *env);
