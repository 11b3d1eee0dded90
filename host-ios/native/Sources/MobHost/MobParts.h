// What each part of the shim gives to its start.
#import <Foundation/Foundation.h>
#import <UIKit/UIKit.h>
#include <jni.h>

// Each registers the native methods of its Java class.
BOOL MobAudioRegister(JNIEnv *env);
BOOL MobApplicationRegister(JNIEnv *env);
BOOL MobTasksRegister(JNIEnv *env);
BOOL MobNotificationsRegister(JNIEnv *env);
BOOL MobKeychainRegister(JNIEnv *env);
BOOL MobSqliteRegister(JNIEnv *env);
BOOL MobSystemLogRegister(JNIEnv *env);
BOOL MobBonjourRegister(JNIEnv *env);

// Observes the app's notifications from now on, once. On the main thread.
void MobApplicationStart(NSDictionary *launchOptions);
void MobApplicationToken(NSData *token);
void MobApplicationTokenFailed(NSError *error);
void MobApplicationPush(NSDictionary *userInfo, void (^handler)(UIBackgroundFetchResult));

// Registers our launch handlers with BGTaskScheduler, once. Before the launch has finished.
void MobTasksStart(void);

// Becomes the notification centre's delegate, once. Before the launch has finished.
void MobNotificationsStart(void);

// Nests; tells the audio part's listener at the edges.
void MobAudioAppUse(BOOL begins);
