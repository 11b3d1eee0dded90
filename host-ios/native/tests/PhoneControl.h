// Lets Java's tests do to the stand-ins what a person and the system do to a phone.
#import <Foundation/Foundation.h>
#include <jni.h>

BOOL PhoneControlRegister(JNIEnv *env);
