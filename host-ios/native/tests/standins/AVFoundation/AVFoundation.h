// Stand-in for AVFAudio: the part of it that the shim uses, with the behaviour that Apple's pages
// state. Each rule names its page on developer.apple.com/documentation.
#import <Foundation/Foundation.h>

// avfaudio/avaudiosession/category-swift.struct: soloAmbient is the default; playback and the
// categories that record go on when the screen locks and, with the mode audio, in the background.
extern NSString *const AVAudioSessionCategoryAmbient;
extern NSString *const AVAudioSessionCategorySoloAmbient;
extern NSString *const AVAudioSessionCategoryPlayback;
extern NSString *const AVAudioSessionCategoryRecord;
extern NSString *const AVAudioSessionCategoryPlayAndRecord;
extern NSString *const AVAudioSessionCategoryMultiRoute;
extern NSString *const AVAudioSessionModeDefault;

typedef NS_ENUM(NSUInteger, AVAudioSessionCategoryOptions) {
  AVAudioSessionCategoryOptionMixWithOthers = 0x1,
  AVAudioSessionCategoryOptionDuckOthers = 0x2,
  AVAudioSessionCategoryOptionAllowBluetooth = 0x4,
  AVAudioSessionCategoryOptionDefaultToSpeaker = 0x8,
};
typedef NS_ENUM(NSUInteger, AVAudioSessionSetActiveOptions) {
  AVAudioSessionSetActiveOptionNotifyOthersOnDeactivation = 1,
};

// avfaudio/avaudiosession/interruptionnotification and its keys.
extern NSString *const AVAudioSessionInterruptionNotification;
extern NSString *const AVAudioSessionInterruptionTypeKey;
extern NSString *const AVAudioSessionInterruptionOptionKey;
extern NSString *const AVAudioSessionInterruptionReasonKey;
typedef NS_ENUM(NSUInteger, AVAudioSessionInterruptionType) {
  AVAudioSessionInterruptionTypeEnded = 0,
  AVAudioSessionInterruptionTypeBegan = 1,
};
typedef NS_ENUM(NSUInteger, AVAudioSessionInterruptionOptions) {
  AVAudioSessionInterruptionOptionShouldResume = 1,
};

// avfaudio/avaudiosession/routechangenotification.
extern NSString *const AVAudioSessionRouteChangeNotification;
extern NSString *const AVAudioSessionRouteChangeReasonKey;

// avfaudio/avaudiosession/mediaserviceswereresetnotification and …lostnotification.
extern NSString *const AVAudioSessionMediaServicesWereLostNotification;
extern NSString *const AVAudioSessionMediaServicesWereResetNotification;

// avfaudio/avaudiosession/errorcode: four characters each.
enum {
  AVAudioSessionErrorCodeIsBusy = 560030580,               // '!act'
  AVAudioSessionErrorCodeCannotInterruptOthers = 560557684, // '!int'
  AVAudioSessionErrorInsufficientPriority = 561017449,     // '!pri'
  AVAudioSessionErrorCodeMediaServicesFailed = 1836282486, // 'msrv'
};

@interface AVAudioSession : NSObject
+ (AVAudioSession *)sharedInstance;
@property(nonatomic, readonly) NSString *category;
@property(nonatomic, readonly) AVAudioSessionCategoryOptions categoryOptions;
- (BOOL)setCategory:(NSString *)category
               mode:(NSString *)mode
            options:(AVAudioSessionCategoryOptions)options
              error:(NSError **)error;
- (BOOL)setActive:(BOOL)active error:(NSError **)error;
- (BOOL)setActive:(BOOL)active
      withOptions:(AVAudioSessionSetActiveOptions)options
            error:(NSError **)error;
@end

typedef uint32_t AVAudioFrameCount;
typedef uint32_t AVAudioChannelCount;

@interface AVAudioFormat : NSObject {
@public
  double rate;
  AVAudioChannelCount channels;
}
- (instancetype)initStandardFormatWithSampleRate:(double)rate channels:(AVAudioChannelCount)channels;
@end

// Standard formats are deinterleaved 32-bit floating point: one array for each channel.
@interface AVAudioPCMBuffer : NSObject {
@public
  AVAudioFormat *format;
  AVAudioFrameCount capacity;
  AVAudioFrameCount length;
  float **data;
}
- (instancetype)initWithPCMFormat:(AVAudioFormat *)format frameCapacity:(AVAudioFrameCount)capacity;
- (void)setFrameLength:(AVAudioFrameCount)length;
- (float *const *)floatChannelData;
@end

@class AVAudioEngine;

@interface AVAudioNode : NSObject {
@public
  AVAudioEngine *engine; // not retained
}
@end

@interface AVAudioMixerNode : AVAudioNode
@end

@class AVAudioTime;
typedef NS_ENUM(NSUInteger, AVAudioPlayerNodeBufferOptions) {
  AVAudioPlayerNodeBufferLoops = 1,
};

@interface AVAudioPlayerNode : AVAudioNode {
@public
  AVAudioPCMBuffer *scheduled;
  BOOL loops;
  BOOL playing;
}
- (void)scheduleBuffer:(AVAudioPCMBuffer *)buffer
                atTime:(AVAudioTime *)when
               options:(AVAudioPlayerNodeBufferOptions)options
     completionHandler:(void (^)(void))handler;
- (void)play;
- (void)stop;
- (BOOL)isPlaying;
@end

extern NSString *const AVAudioEngineConfigurationChangeNotification;

@interface AVAudioEngine : NSObject {
@public
  AVAudioMixerNode *mixer;
  NSMutableArray *nodes;
  BOOL running;
  BOOL orphaned;
}
@property(nonatomic, readonly) AVAudioMixerNode *mainMixerNode;
- (void)attachNode:(AVAudioNode *)node;
- (void)connect:(AVAudioNode *)from to:(AVAudioNode *)to format:(AVAudioFormat *)format;
- (BOOL)startAndReturnError:(NSError **)error;
- (void)stop;
- (BOOL)isRunning;
@end
