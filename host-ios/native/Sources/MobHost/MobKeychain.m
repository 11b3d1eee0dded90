// Security: developer.apple.com, "Keychain items", "Restricting keychain item accessibility".
#import <Security/Security.h>

#import "MobJni.h"
#import "MobParts.h"

static NSMutableDictionary *item(JNIEnv *env, jstring service, jstring account) {
  NSMutableDictionary *query = [NSMutableDictionary dictionary];
  [query setObject:(__bridge id)kSecClassGenericPassword forKey:(__bridge id)kSecClass];
  [query setObject:MobFromJava(env, service) forKey:(__bridge id)kSecAttrService];
  [query setObject:MobFromJava(env, account) forKey:(__bridge id)kSecAttrAccount];
  return query;
}

static void fail(JNIEnv *env, NSString *call, OSStatus status) {
  MobThrow(env, @"OSStatus", status, [NSString stringWithFormat:@"the keychain refused %@", call]);
}

static jbyteArray JNICALL find(JNIEnv *env, jobject self, jstring service, jstring account) {
  jbyteArray bytes = NULL;
  MOB_NATIVE(env, {
    NSMutableDictionary *query = item(env, service, account);
    [query setObject:[NSNumber numberWithBool:YES] forKey:(__bridge id)kSecReturnData];
    [query setObject:(__bridge id)kSecMatchLimitOne forKey:(__bridge id)kSecMatchLimit];
    CFTypeRef found = NULL;
    OSStatus status = SecItemCopyMatching((__bridge CFDictionaryRef)query, &found);
    if (status == errSecSuccess && found != NULL) {
      NSData *data = (__bridge NSData *)found;
      bytes = MobBytesToJava(env, [data bytes], [data length]);
      CFRelease(found);
    } else if (status != errSecItemNotFound) {
      fail(env, @"SecItemCopyMatching", status);
    }
  })
  return bytes;
}

static void JNICALL add(JNIEnv *env, jobject self, jstring service, jstring account,
                        jbyteArray bytes) {
  MOB_NATIVE(env, {
    NSMutableDictionary *query = item(env, service, account);
    [query setObject:MobBytesFromJava(env, bytes) forKey:(__bridge id)kSecValueData];
    // Work in the background needs it while the phone is locked; a backup must not carry it away.
    [query setObject:(__bridge id)kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
              forKey:(__bridge id)kSecAttrAccessible];
    OSStatus status = SecItemAdd((__bridge CFDictionaryRef)query, NULL);
    if (status != errSecSuccess) {
      fail(env, @"SecItemAdd", status);
    }
  })
}

static void JNICALL removeItem(JNIEnv *env, jobject self, jstring service, jstring account) {
  MOB_NATIVE(env, {
    OSStatus status = SecItemDelete((__bridge CFDictionaryRef)item(env, service, account));
    if (status != errSecSuccess && status != errSecItemNotFound) {
      fail(env, @"SecItemDelete", status);
    }
  })
}

BOOL MobKeychainRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"find", "(Ljava/lang/String;Ljava/lang/String;)[B", (void *)find},
      {"add", "(Ljava/lang/String;Ljava/lang/String;[B)V", (void *)add},
      {"remove", "(Ljava/lang/String;Ljava/lang/String;)V", (void *)removeItem},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/Keychain", methods,
                     sizeof methods / sizeof methods[0]);
}
