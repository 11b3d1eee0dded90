#import "Security/Security.h"

#import "Standin.h"

#define NAME(constant, text) const CFStringRef constant = (CFStringRef)text
NAME(kSecClass, @"class");
NAME(kSecClassGenericPassword, @"genp");
NAME(kSecAttrService, @"svce");
NAME(kSecAttrAccount, @"acct");
NAME(kSecValueData, @"v_Data");
NAME(kSecReturnData, @"r_Data");
NAME(kSecMatchLimit, @"m_Limit");
NAME(kSecMatchLimitOne, @"m_LimitOne");
NAME(kSecAttrAccessible, @"pdmn");
NAME(kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, @"cku");

static NSMutableDictionary *items(void) {
  static NSMutableDictionary *only;
  if (only == nil) {
    only = [[NSMutableDictionary alloc] init];
  }
  return only;
}

// A generic password's primary key is its service and account.
static NSString *keyOf(NSDictionary *query) {
  if (![[query objectForKey:(id)kSecClass] isEqual:(id)kSecClassGenericPassword]) {
    return nil;
  }
  return [NSString stringWithFormat:@"%@\n%@", [query objectForKey:(id)kSecAttrService],
                                    [query objectForKey:(id)kSecAttrAccount]];
}

void CFRelease(CFTypeRef object) {
  [(id)object release];
}

OSStatus SecItemAdd(CFDictionaryRef attributes, CFTypeRef *result) {
  NSDictionary *query = (NSDictionary *)attributes;
  NSData *data = [query objectForKey:(id)kSecValueData];
  NSString *key = keyOf(query);
  if (key == nil || data == nil) {
    return errSecParam;
  }
  @synchronized(items()) {
    if ([items() objectForKey:key] != nil) {
      return errSecDuplicateItem;
    }
    [items() setObject:data forKey:key];
    [StandinLog note:[NSString stringWithFormat:@"keychain item, accessible %@",
                                                [query objectForKey:(id)kSecAttrAccessible]]];
  }
  return errSecSuccess;
}

OSStatus SecItemCopyMatching(CFDictionaryRef attributes, CFTypeRef *result) {
  NSString *key = keyOf((NSDictionary *)attributes);
  if (key == nil) {
    return errSecParam;
  }
  @synchronized(items()) {
    NSData *data = [items() objectForKey:key];
    if (data == nil) {
      return errSecItemNotFound;
    }
    *result = (CFTypeRef)[data copy]; // "Copy": the caller releases it
  }
  return errSecSuccess;
}

OSStatus SecItemDelete(CFDictionaryRef attributes) {
  NSString *key = keyOf((NSDictionary *)attributes);
  @synchronized(items()) {
    if ([items() objectForKey:key] == nil) {
      return errSecItemNotFound;
    }
    [items() removeObjectForKey:key];
  }
  return errSecSuccess;
}
