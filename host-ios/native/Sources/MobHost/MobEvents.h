// Carries events to Java, one after the other, on a thread of its own: the main thread never runs
// Java code, whose stack and pauses it could not bear. What happens before Java listens waits.
#import <Foundation/Foundation.h>
#include <jni.h>

typedef NS_ENUM(NSInteger, MobConcern) {
  MobConcernAudio,
  MobConcernApplication,
  MobConcernTasks,
  MobConcernNotifications,
  MobConcernNetwork,
  MobConcernCount,
};

// Calls a method of the listener. Runs with an autorelease pool and a frame of local references.
typedef void (^MobUpCall)(JNIEnv *env, jobject listener);

// A listener's method; NULL, with a Java exception pending, when there is none.
jmethodID MobMethod(JNIEnv *env, jobject listener, const char *name, const char *signature);

// Delivers later, in order. From any thread, also before there is a VM.
void MobPost(MobConcern concern, MobUpCall call);

// Delivers and waits, for at most so long, until Java has returned; NO when it had not. The event
// is delivered nevertheless. At once, and NO, when nobody listens.
BOOL MobPostAndWait(MobConcern concern, NSTimeInterval seconds, MobUpCall call);

// Gives a concern's events to this listener from now on, first those that wait; NULL: they wait.
void MobListen(JNIEnv *env, MobConcern concern, jobject listener);

// Starts the thread; once, when there is a VM.
void MobEventsStart(JavaVM *vm);
