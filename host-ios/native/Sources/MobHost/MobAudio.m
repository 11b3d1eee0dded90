// AVFAudio: developer.apple.com, "AVAudioSession", "AVAudioEngine", "AVAudioPlayerNode".
#import <AVFoundation/AVFoundation.h>

#import "MobEvents.h"
#import "MobJni.h"
#import "MobMemory.h"
#import "MobObserver.h"
#import "MobParts.h"

// Half a second at 44.1 kHz: short enough to cost little memory, long enough to be seldom scheduled.
static const double RATE = 44100;
static const AVAudioFrameCount FRAMES = 22050;

// Engine, player and observers, and the lock that guards them. One in a process, as the session is.
@interface MobAudio : NSObject {
@public
  AVAudioEngine *engine;
  AVAudioPlayerNode *player;
  NSMutableArray *observers;
  MobObserver *engineObserver;
  NSInteger appUses;
}
@end

@implementation MobAudio

- (instancetype)init {
  if ((self = [super init])) {
    observers = [[NSMutableArray alloc] init];
  }
  return self;
}

@end

static MobAudio *audio(void) {
  static MobAudio *only;
  @synchronized([MobAudio class]) {
    if (only == nil) {
      only = [[MobAudio alloc] init];
    }
  }
  return only;
}

static AVAudioSession *session(void) {
  return [AVAudioSession sharedInstance];
}

static NSInteger number(NSNotification *note, NSString *key) {
  return [[[note userInfo] objectForKey:key] integerValue];
}

// Session.

static jstring JNICALL category(JNIEnv *env, jobject self) {
  jstring name = NULL;
  MOB_NATIVE(env, { name = MobToJava(env, [session() category]); })
  return name;
}

static jlong JNICALL categoryOptions(JNIEnv *env, jobject self) {
  jlong options = 0;
  MOB_NATIVE(env, { options = (jlong)[session() categoryOptions]; })
  return options;
}

static void set(JNIEnv *env, NSString *name, AVAudioSessionCategoryOptions options) {
  NSError *error = nil;
  if (![session() setCategory:name mode:AVAudioSessionModeDefault options:options error:&error]) {
    MobThrowError(env, error);
  }
}

static void JNICALL playAndMix(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    set(env, AVAudioSessionCategoryPlayback, AVAudioSessionCategoryOptionMixWithOthers);
  })
}

static void JNICALL setCategory(JNIEnv *env, jobject self, jstring name, jlong options) {
  MOB_NATIVE(env, { set(env, MobFromJava(env, name), (AVAudioSessionCategoryOptions)options); })
}

static void JNICALL activate(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    NSError *error = nil;
    if (![session() setActive:YES error:&error]) {
      MobThrowError(env, error);
    }
  })
}

static void JNICALL deactivate(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    NSError *error = nil;
    if (![session() setActive:NO
                  withOptions:AVAudioSessionSetActiveOptionNotifyOthersOnDeactivation
                        error:&error]) {
      MobThrowError(env, error);
    }
  })
}

// Engine.

static void stopObservingEngine(MobAudio *part) {
  [part->engineObserver stop];
  MOB_RELEASE(part->engineObserver);
  part->engineObserver = nil;
}

static void drop(MobAudio *part) {
  stopObservingEngine(part);
  [part->player stop];
  [part->engine stop];
  MOB_RELEASE(part->player);
  MOB_RELEASE(part->engine);
  part->player = nil;
  part->engine = nil;
}

static void observeEngine(MobAudio *part) {
  part->engineObserver = MOB_RETAIN([MobObserver
      observe:AVAudioEngineConfigurationChangeNotification
       object:part->engine
        block:^(NSNotification *note) {
          MobPost(MobConcernAudio, ^(JNIEnv *env, jobject listener) {
            jmethodID method = MobMethod(env, listener, "engineConfigurationChanged", "()V");
            (*env)->CallVoidMethod(env, listener, method);
          });
        }]);
}

static void build(MobAudio *part) {
  part->engine = [[AVAudioEngine alloc] init];
  part->player = [[AVAudioPlayerNode alloc] init];
  AVAudioFormat *format = [[AVAudioFormat alloc] initStandardFormatWithSampleRate:RATE channels:1];
  AVAudioPCMBuffer *silence = [[AVAudioPCMBuffer alloc] initWithPCMFormat:format
                                                            frameCapacity:FRAMES];
  [silence setFrameLength:FRAMES];
  memset([silence floatChannelData][0], 0, FRAMES * sizeof(float));
  [part->engine attachNode:part->player];
  [part->engine connect:part->player to:[part->engine mainMixerNode] format:format];
  [part->player scheduleBuffer:silence
                        atTime:nil
                       options:AVAudioPlayerNodeBufferLoops
             completionHandler:nil];
  MOB_RELEASE(silence);
  MOB_RELEASE(format);
  observeEngine(part);
}

static void JNICALL startLoop(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    MobAudio *part = audio();
    @synchronized(part) {
      @try {
        if (part->engine == nil) {
          build(part);
        }
        NSError *error = nil;
        if (![part->engine isRunning] && ![part->engine startAndReturnError:&error]) {
          drop(part);
          MobThrowError(env, error);
        } else {
          [part->player play];
        }
      } @catch (NSException *exception) {
        drop(part);
        @throw;
      }
    }
  })
}

static jboolean JNICALL isLooping(JNIEnv *env, jobject self) {
  jboolean looping = JNI_FALSE;
  MOB_NATIVE(env, {
    MobAudio *part = audio();
    @synchronized(part) {
      looping = part->engine != nil && [part->engine isRunning] && [part->player isPlaying];
    }
  })
  return looping;
}

static void JNICALL dropLoop(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    MobAudio *part = audio();
    @synchronized(part) {
      drop(part);
    }
  })
}

// Events.

static void tellNumber(const char *name, jlong value) {
  MobPost(MobConcernAudio, ^(JNIEnv *env, jobject listener) {
    (*env)->CallVoidMethod(env, listener, MobMethod(env, listener, name, "(J)V"), value);
  });
}

static void tell(const char *name) {
  MobPost(MobConcernAudio, ^(JNIEnv *env, jobject listener) {
    (*env)->CallVoidMethod(env, listener, MobMethod(env, listener, name, "()V"));
  });
}

static void tellFlag(const char *name, jboolean value) {
  MobPost(MobConcernAudio, ^(JNIEnv *env, jobject listener) {
    (*env)->CallVoidMethod(env, listener, MobMethod(env, listener, name, "(Z)V"), value);
  });
}

static void interrupted(NSNotification *note) {
  if (number(note, AVAudioSessionInterruptionTypeKey) == AVAudioSessionInterruptionTypeBegan) {
    tellNumber("interruptionBegan", number(note, AVAudioSessionInterruptionReasonKey));
  } else {
    NSInteger options = number(note, AVAudioSessionInterruptionOptionKey);
    tellFlag("interruptionEnded",
             (options & AVAudioSessionInterruptionOptionShouldResume) != 0);
  }
}

static void observe(MobAudio *part, NSString *name, void (^block)(NSNotification *)) {
  [part->observers addObject:[MobObserver observe:name object:session() block:block]];
}

static void stopObserving(MobAudio *part) {
  for (MobObserver *observer in part->observers) {
    [observer stop];
  }
  [part->observers removeAllObjects];
}

static void JNICALL listenTo(JNIEnv *env, jobject self, jobject events) {
  MOB_NATIVE(env, {
    MobAudio *part = audio();
    MobListen(env, MobConcernAudio, events);
    @synchronized(part) {
      stopObserving(part);
      observe(part, AVAudioSessionInterruptionNotification, ^(NSNotification *note) {
        interrupted(note);
      });
      observe(part, AVAudioSessionRouteChangeNotification, ^(NSNotification *note) {
        tellNumber("routeChanged", number(note, AVAudioSessionRouteChangeReasonKey));
      });
      observe(part, AVAudioSessionMediaServicesWereLostNotification,
              ^(NSNotification *note) {
                tell("mediaServicesLost");
              });
      observe(part, AVAudioSessionMediaServicesWereResetNotification,
              ^(NSNotification *note) {
                tell("mediaServicesReset");
              });
    }
  })
}

static void JNICALL stopListening(JNIEnv *env, jobject self) {
  MOB_NATIVE(env, {
    MobAudio *part = audio();
    @synchronized(part) {
      stopObserving(part);
    }
    MobListen(env, MobConcernAudio, NULL);
  })
}

void MobAudioAppUse(BOOL begins) {
  MobAudio *part = audio();
  @synchronized(part) {
    NSInteger before = part->appUses;
    part->appUses = MAX(0, before + (begins ? 1 : -1));
    if ((before > 0) != (part->appUses > 0)) {
      tellFlag("appAudio", part->appUses > 0);
    }
  }
}

BOOL MobAudioRegister(JNIEnv *env) {
  static const JNINativeMethod methods[] = {
      {"category", "()Ljava/lang/String;", (void *)category},
      {"categoryOptions", "()J", (void *)categoryOptions},
      {"playAndMix", "()V", (void *)playAndMix},
      {"setCategory", "(Ljava/lang/String;J)V", (void *)setCategory},
      {"activate", "()V", (void *)activate},
      {"deactivate", "()V", (void *)deactivate},
      {"startLoop", "()V", (void *)startLoop},
      {"isLooping", "()Z", (void *)isLooping},
      {"dropLoop", "()V", (void *)dropLoop},
      {"listen", "(Ldev/mob/host/ios/internal/shim/AudioEvents;)V", (void *)listenTo},
      {"stopListening", "()V", (void *)stopListening},
  };
  return MobRegister(env, "dev/mob/host/ios/internal/shim/AudioSession", methods,
                     sizeof methods / sizeof methods[0]);
}
