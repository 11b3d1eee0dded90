// os_log: developer.apple.com, "Generating Log Messages from Your Code".
#import <Foundation/Foundation.h>
#include <os/log.h>

#import "MobJni.h"
#import "MobParts.h"

static void JNICALL writeLine(JNIEnv *env, jobject self, jstring subsystem, jstring category,
                              jint type, jstring message) {
  MOB_NATIVE(env, {
    // The same log for the same names, says os_log_create's page: nothing to keep.
    os_log_t log = os_log_create([MobFromJava(env, subsystem) UTF8String],
                                 [MobFromJava(env, category) UTF8String]);
    os_log_with_type(log, (os_log_type_t)type, "%{public}s",
                     [MobFromJava(env, message) UTF8String]);
  })
}

BOOL MobSystemLogRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"write", "(Ljava/lang/String;Ljava/lang/String;ILjava/lang/String;)V", (void *)writeLine},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/SystemLog", methods,
                     sizeof methods / sizeof methods[0]);
}
