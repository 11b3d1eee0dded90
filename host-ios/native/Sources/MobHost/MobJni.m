#import "MobJni.h"

#include <stdlib.h>

static jclass failureClass;
static jmethodID failureInit;
static jclass stringClass;

BOOL MobJniPrepare(JNIEnv *env) {
  jclass failure = (*env)->FindClass(env, "dev/mob/host/ios/internal/shim/ShimFailure");
  if (failure == NULL) {
    return NO;
  }
  failureClass = (*env)->NewGlobalRef(env, failure);
  failureInit =
      (*env)->GetMethodID(env, failure, "<init>", "(Ljava/lang/String;JLjava/lang/String;)V");
  jclass string = (*env)->FindClass(env, "java/lang/String");
  stringClass = string == NULL ? NULL : (*env)->NewGlobalRef(env, string);
  return failureInit != NULL && stringClass != NULL;
}

BOOL MobRegister(JNIEnv *env, const char *className, const JNINativeMethod *methods, int count) {
  jclass type = (*env)->FindClass(env, className);
  if (type == NULL) {
    return NO;
  }
  BOOL done = (*env)->RegisterNatives(env, type, methods, count) == JNI_OK;
  (*env)->DeleteLocalRef(env, type);
  return done;
}

jstring MobToJava(JNIEnv *env, NSString *text) {
  if (text == nil) {
    return NULL;
  }
  NSUInteger length = [text length];
  unichar *characters = malloc((length + 1) * sizeof(unichar));
  [text getCharacters:characters range:NSMakeRange(0, length)];
  jstring string = (*env)->NewString(env, characters, (jsize)length);
  free(characters);
  return string;
}

NSString *MobFromJava(JNIEnv *env, jstring text) {
  if (text == NULL) {
    return nil;
  }
  jsize length = (*env)->GetStringLength(env, text);
  unichar *characters = malloc(((size_t)length + 1) * sizeof(unichar));
  (*env)->GetStringRegion(env, text, 0, length, characters);
  NSString *copy = [NSString stringWithCharacters:characters length:(NSUInteger)length];
  free(characters);
  return copy;
}

jbyteArray MobBytesToJava(JNIEnv *env, const void *bytes, size_t length) {
  jbyteArray array = (*env)->NewByteArray(env, (jsize)length);
  if (array != NULL && length > 0) {
    (*env)->SetByteArrayRegion(env, array, 0, (jsize)length, bytes);
  }
  return array;
}

NSData *MobBytesFromJava(JNIEnv *env, jbyteArray bytes) {
  if (bytes == NULL) {
    return nil;
  }
  jsize length = (*env)->GetArrayLength(env, bytes);
  NSMutableData *data = [NSMutableData dataWithLength:(NSUInteger)length];
  if (length > 0) {
    (*env)->GetByteArrayRegion(env, bytes, 0, length, [data mutableBytes]);
  }
  return data;
}

jobjectArray MobStringsToJava(JNIEnv *env, NSArray *texts) {
  jsize count = (jsize)[texts count];
  jobjectArray array = (*env)->NewObjectArray(env, count, stringClass, NULL);
  for (jsize i = 0; array != NULL && i < count; i++) {
    jstring text = MobToJava(env, [[texts objectAtIndex:(NSUInteger)i] description]);
    if (text == NULL) {
      return NULL;
    }
    (*env)->SetObjectArrayElement(env, array, i, text);
    (*env)->DeleteLocalRef(env, text);
  }
  return array;
}

NSArray *MobStringsFromJava(JNIEnv *env, jobjectArray texts) {
  NSMutableArray *copy = [NSMutableArray array];
  jsize count = texts == NULL ? 0 : (*env)->GetArrayLength(env, texts);
  for (jsize i = 0; i < count; i++) {
    jstring text = (*env)->GetObjectArrayElement(env, texts, i);
    [copy addObject:text == NULL ? @"" : MobFromJava(env, text)];
    (*env)->DeleteLocalRef(env, text);
  }
  return copy;
}

// Property lists have dates and data, JSON has not.
static id jsonValue(id value) {
  if ([value isKindOfClass:[NSDictionary class]]) {
    NSMutableDictionary *copy = [NSMutableDictionary dictionary];
    for (id key in value) {
      [copy setObject:jsonValue([value objectForKey:key]) forKey:[key description]];
    }
    return copy;
  }
  if ([value isKindOfClass:[NSArray class]]) {
    NSMutableArray *copy = [NSMutableArray array];
    for (id element in value) {
      [copy addObject:jsonValue(element)];
    }
    return copy;
  }
  BOOL plain = [value isKindOfClass:[NSString class]] || [value isKindOfClass:[NSNumber class]] ||
               [value isKindOfClass:[NSNull class]];
  return plain ? value : [value description];
}

NSString *MobJson(NSDictionary *dictionary) {
  NSDictionary *plain = jsonValue(dictionary == nil ? [NSDictionary dictionary] : dictionary);
  NSData *bytes = [NSJSONSerialization dataWithJSONObject:plain options:0 error:NULL];
  NSString *text = bytes == nil
                       ? nil
                       : [[NSString alloc] initWithData:bytes encoding:NSUTF8StringEncoding];
#if !__has_feature(objc_arc)
  [text autorelease];
#endif
  return text == nil ? @"{}" : text;
}

void MobThrow(JNIEnv *env, NSString *domain, long code, NSString *message) {
  if ((*env)->ExceptionCheck(env)) {
    return;
  }
  jstring name = MobToJava(env, domain);
  jstring text = MobToJava(env, message == nil ? @"no description" : message);
  if (name == NULL || text == NULL) {
    return;
  }
  jthrowable failure =
      (*env)->NewObject(env, failureClass, failureInit, name, (jlong)code, text);
  if (failure != NULL) {
    (*env)->Throw(env, failure);
  }
}

void MobThrowError(JNIEnv *env, NSError *error) {
  MobThrow(env, error == nil ? @"no error" : [error domain], (long)[error code],
           [error localizedDescription]);
}

void MobThrowException(JNIEnv *env, NSException *exception) {
  MobThrow(env, [exception name], 0, [exception reason]);
}

BOOL MobClearException(JNIEnv *env, NSString *where) {
  if (!(*env)->ExceptionCheck(env)) {
    return NO;
  }
  NSLog(@"Mob: %@ failed in Java; the exception follows", where);
  (*env)->ExceptionDescribe(env);
  (*env)->ExceptionClear(env);
  return YES;
}
