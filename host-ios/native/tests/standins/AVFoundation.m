#import "AVFoundation/AVFoundation.h"

#import "Standin.h"

#include <stdlib.h>

NSString *const AVAudioSessionCategoryAmbient = @"AVAudioSessionCategoryAmbient";
NSString *const AVAudioSessionCategorySoloAmbient = @"AVAudioSessionCategorySoloAmbient";
NSString *const AVAudioSessionCategoryPlayback = @"AVAudioSessionCategoryPlayback";
NSString *const AVAudioSessionCategoryRecord = @"AVAudioSessionCategoryRecord";
NSString *const AVAudioSessionCategoryPlayAndRecord = @"AVAudioSessionCategoryPlayAndRecord";
NSString *const AVAudioSessionCategoryMultiRoute = @"AVAudioSessionCategoryMultiRoute";
NSString *const AVAudioSessionModeDefault = @"AVAudioSessionModeDefault";
NSString *const AVAudioSessionInterruptionNotification = @"AVAudioSessionInterruptionNotification";
NSString *const AVAudioSessionInterruptionTypeKey = @"AVAudioSessionInterruptionTypeKey";
NSString *const AVAudioSessionInterruptionOptionKey = @"AVAudioSessionInterruptionOptionKey";
NSString *const AVAudioSessionInterruptionReasonKey = @"AVAudioSessionInterruptionReasonKey";
NSString *const AVAudioSessionRouteChangeNotification = @"AVAudioSessionRouteChangeNotification";
NSString *const AVAudioSessionRouteChangeReasonKey = @"AVAudioSessionRouteChangeReasonKey";
NSString *const AVAudioSessionMediaServicesWereLostNotification =
    @"AVAudioSessionMediaServicesWereLostNotification";
NSString *const AVAudioSessionMediaServicesWereResetNotification =
    @"AVAudioSessionMediaServicesWereResetNotification";
NSString *const AVAudioEngineConfigurationChangeNotification =
    @"AVAudioEngineConfigurationChangeNotification";

// The media server, which all sessions and engines talk to.
static NSString *category;
static AVAudioSessionCategoryOptions options;
static BOOL active;
static BOOL callUnderWay;
static BOOL servicesLost;
static NSInteger appObjects;
static NSMutableArray *engines; // of NSValue, not retained

static NSObject *server(void) {
  static NSObject *only;
  @synchronized([AVAudioSession class]) {
    if (only == nil) {
      only = [[NSObject alloc] init];
      category = [AVAudioSessionCategorySoloAmbient copy];
      engines = [[NSMutableArray alloc] init];
    }
  }
  return only;
}

static BOOL refuse(NSError **error, NSInteger code, NSString *text) {
  if (error != NULL) {
    *error = [NSError
        errorWithDomain:NSOSStatusErrorDomain
                   code:code
               userInfo:[NSDictionary dictionaryWithObject:text forKey:NSLocalizedDescriptionKey]];
  }
  return NO;
}

static BOOL stopEngines(void) {
  BOOL any = NO;
  for (NSValue *value in engines) {
    AVAudioEngine *engine = [value nonretainedObjectValue];
    any = any || engine->running;
    engine->running = NO;
  }
  return any;
}

static BOOL goesOnInBackground(void) {
  return ![category isEqualToString:AVAudioSessionCategoryAmbient] &&
         ![category isEqualToString:AVAudioSessionCategorySoloAmbient];
}

@implementation AVAudioSession

+ (AVAudioSession *)sharedInstance {
  static AVAudioSession *only;
  @synchronized(server()) {
    if (only == nil) {
      only = [[AVAudioSession alloc] init];
    }
  }
  return only;
}

- (NSString *)category {
  @synchronized(server()) {
    return [[category retain] autorelease];
  }
}

- (AVAudioSessionCategoryOptions)categoryOptions {
  @synchronized(server()) {
    return options;
  }
}

- (BOOL)setCategory:(NSString *)wanted
               mode:(NSString *)mode
            options:(AVAudioSessionCategoryOptions)with
              error:(NSError **)error {
  @synchronized(server()) {
    [StandinLog note:[NSString stringWithFormat:@"setCategory %@ %lu", wanted, (unsigned long)with]];
    if (servicesLost) {
      return refuse(error, AVAudioSessionErrorCodeMediaServicesFailed, @"media services are lost");
    }
    [category autorelease];
    category = [wanted copy];
    options = with;
    return YES;
  }
}

- (BOOL)setActive:(BOOL)wanted error:(NSError **)error {
  return [self setActive:wanted withOptions:0 error:error];
}

- (BOOL)setActive:(BOOL)wanted
      withOptions:(AVAudioSessionSetActiveOptions)with
            error:(NSError **)error {
  @synchronized(server()) {
    [StandinLog note:[NSString stringWithFormat:@"setActive %d", wanted]];
    if (servicesLost) {
      return refuse(error, AVAudioSessionErrorCodeMediaServicesFailed, @"media services are lost");
    }
    if (wanted) {
      // avaudiosession/setactive(_:options:): "If another active audio session has higher priority
      // than yours (for example, a phone call), and neither audio session allows mixing, attempting
      // to activate your audio session fails."
      if (callUnderWay) {
        return refuse(error, AVAudioSessionErrorInsufficientPriority, @"a call has the priority");
      }
      active = YES;
      return YES;
    }
    // The same page: "Deactivating an audio session that has running audio objects stops the
    // objects, makes the session inactive, and returns an isBusy error."
    BOOL busy = stopEngines() || appObjects > 0;
    appObjects = 0;
    active = NO;
    return busy ? refuse(error, AVAudioSessionErrorCodeIsBusy, @"audio objects were running") : YES;
  }
}

@end

@implementation AVAudioFormat

- (instancetype)initStandardFormatWithSampleRate:(double)with
                                        channels:(AVAudioChannelCount)count {
  if ((self = [super init])) {
    rate = with;
    channels = count;
  }
  return self;
}

@end

@implementation AVAudioPCMBuffer

- (instancetype)initWithPCMFormat:(AVAudioFormat *)with frameCapacity:(AVAudioFrameCount)frames {
  if ((self = [super init])) {
    format = [with retain];
    capacity = frames;
    data = calloc(format->channels, sizeof(float *));
    for (AVAudioChannelCount i = 0; i < format->channels; i++) {
      // Noise: a buffer that nobody has cleared is not silent.
      data[i] = malloc(frames * sizeof(float));
      for (AVAudioFrameCount j = 0; j < frames; j++) {
        data[i][j] = 0.5f;
      }
    }
  }
  return self;
}

- (void)dealloc {
  for (AVAudioChannelCount i = 0; i < format->channels; i++) {
    free(data[i]);
  }
  free(data);
  [format release];
  [super dealloc];
}

- (void)setFrameLength:(AVAudioFrameCount)frames {
  if (frames > capacity) {
    [NSException raise:NSInvalidArgumentException format:@"frameLength exceeds frameCapacity"];
  }
  length = frames;
}

- (float *const *)floatChannelData {
  return data;
}

@end

@implementation AVAudioNode
@end

@implementation AVAudioMixerNode
@end

@implementation AVAudioPlayerNode

- (void)dealloc {
  [scheduled release];
  [super dealloc];
}

- (void)scheduleBuffer:(AVAudioPCMBuffer *)buffer
                atTime:(AVAudioTime *)when
               options:(AVAudioPlayerNodeBufferOptions)with
     completionHandler:(void (^)(void))handler {
  [buffer retain];
  [scheduled release];
  scheduled = buffer;
  loops = (with & AVAudioPlayerNodeBufferLoops) != 0;
}

- (void)play {
  // avaudioplayernode/play(): a player that is not attached to an engine that runs raises.
  if (engine == nil || !engine->running) {
    [NSException raise:@"com.apple.coreaudio.avfaudio"
                format:@"required condition is false: _engine->IsRunning()"];
  }
  playing = YES;
}

- (void)stop {
  // avaudioplayernode/stop(): clears all that was scheduled.
  playing = NO;
  [scheduled release];
  scheduled = nil;
}

- (BOOL)isPlaying {
  return playing && engine != nil && engine->running;
}

@end

@implementation AVAudioEngine

- (instancetype)init {
  if ((self = [super init])) {
    mixer = [[AVAudioMixerNode alloc] init];
    nodes = [[NSMutableArray alloc] init];
    @synchronized(server()) {
      [engines addObject:[NSValue valueWithNonretainedObject:self]];
    }
  }
  return self;
}

- (void)dealloc {
  @synchronized(server()) {
    [engines removeObject:[NSValue valueWithNonretainedObject:self]];
  }
  for (AVAudioNode *node in nodes) {
    node->engine = nil;
  }
  [nodes release];
  [mixer release];
  [super dealloc];
}

- (AVAudioMixerNode *)mainMixerNode {
  return mixer;
}

- (void)attachNode:(AVAudioNode *)node {
  node->engine = self;
  [nodes addObject:node];
}

- (void)connect:(AVAudioNode *)from to:(AVAudioNode *)to format:(AVAudioFormat *)format {
  if (from->engine != self) {
    [NSException raise:@"com.apple.coreaudio.avfaudio" format:@"the node is not attached"];
  }
}

- (BOOL)startAndReturnError:(NSError **)error {
  @synchronized(server()) {
    [StandinLog note:@"engine start"];
    if (orphaned) {
      return refuse(error, AVAudioSessionErrorCodeMediaServicesFailed,
                    @"the engine was made before the media services were reset");
    }
    if (!active) {
      return refuse(error, AVAudioSessionErrorCodeCannotInterruptOthers,
                    @"the session is not active");
    }
    running = YES;
    return YES;
  }
}

- (void)stop {
  @synchronized(server()) {
    running = NO;
  }
}

- (BOOL)isRunning {
  @synchronized(server()) {
    return running;
  }
}

@end

// What the tests do with the phone.

static void postOnMain(NSString *name, id object, NSDictionary *info) {
  StandinOnMain(^{
    [[NSNotificationCenter defaultCenter] postNotificationName:name object:object userInfo:info];
  });
}

static NSNumber *num(NSInteger value) {
  return [NSNumber numberWithInteger:value];
}

@implementation StandinAudio

+ (BOOL)soundsInBackground {
  @synchronized(server()) {
    BOOL looping = NO;
    for (NSValue *value in engines) {
      AVAudioEngine *engine = [value nonretainedObjectValue];
      for (AVAudioNode *node in engine->nodes) {
        AVAudioPlayerNode *player = (AVAudioPlayerNode *)node;
        looping = looping || ([player isPlaying] && player->scheduled != nil && player->loops);
      }
    }
    return active && goesOnInBackground() && (looping || appObjects > 0);
  }
}

+ (BOOL)isSilent {
  @synchronized(server()) {
    for (NSValue *value in engines) {
      AVAudioEngine *engine = [value nonretainedObjectValue];
      for (AVAudioNode *node in engine->nodes) {
        AVAudioPCMBuffer *buffer = ((AVAudioPlayerNode *)node)->scheduled;
        for (AVAudioFrameCount i = 0; buffer != nil && i < buffer->length; i++) {
          if (buffer->data[0][i] != 0) {
            return NO;
          }
        }
      }
    }
    return YES;
  }
}

+ (NSInteger)engines {
  @synchronized(server()) {
    return (NSInteger)[engines count];
  }
}

+ (BOOL)isActive {
  @synchronized(server()) {
    return active;
  }
}

+ (void)interruptionBegins:(NSInteger)reason call:(BOOL)call {
  @synchronized(server()) {
    callUnderWay = call;
    // interruptionnotification: "the system has interrupted your audio session", which is inactive
    // and whose engine has stopped by then.
    active = NO;
    stopEngines();
    appObjects = 0;
  }
  postOnMain(AVAudioSessionInterruptionNotification, [AVAudioSession sharedInstance],
             [NSDictionary dictionaryWithObjectsAndKeys:num(AVAudioSessionInterruptionTypeBegan),
                                                        AVAudioSessionInterruptionTypeKey,
                                                        num(reason),
                                                        AVAudioSessionInterruptionReasonKey, nil]);
}

+ (void)interruptionEnds:(BOOL)shouldResume {
  @synchronized(server()) {
    callUnderWay = NO;
  }
  postOnMain(AVAudioSessionInterruptionNotification, [AVAudioSession sharedInstance],
             [NSDictionary
                 dictionaryWithObjectsAndKeys:num(AVAudioSessionInterruptionTypeEnded),
                                              AVAudioSessionInterruptionTypeKey,
                                              num(shouldResume
                                                      ? AVAudioSessionInterruptionOptionShouldResume
                                                      : 0),
                                              AVAudioSessionInterruptionOptionKey, nil]);
}

+ (void)callEndsUnannounced {
  @synchronized(server()) {
    callUnderWay = NO;
  }
}

+ (void)routeChanges:(NSInteger)reason {
  postOnMain(AVAudioSessionRouteChangeNotification, [AVAudioSession sharedInstance],
             [NSDictionary dictionaryWithObject:num(reason)
                                         forKey:AVAudioSessionRouteChangeReasonKey]);
}

+ (void)configurationChanges {
  // avaudioengineconfigurationchange: "the engine stops, uninitializes itself and posts".
  NSMutableArray *stopped = [NSMutableArray array];
  @synchronized(server()) {
    for (NSValue *value in engines) {
      AVAudioEngine *engine = [value nonretainedObjectValue];
      if (engine->running) {
        engine->running = NO;
        [stopped addObject:engine];
      }
    }
  }
  for (AVAudioEngine *engine in stopped) {
    postOnMain(AVAudioEngineConfigurationChangeNotification, engine, nil);
  }
}

+ (void)mediaServicesAreLost {
  @synchronized(server()) {
    servicesLost = YES;
    active = NO;
    stopEngines();
  }
  postOnMain(AVAudioSessionMediaServicesWereLostNotification, [AVAudioSession sharedInstance], nil);
}

+ (void)mediaServicesAreReset {
  @synchronized(server()) {
    // mediaserviceswereresetnotification: dispose of orphaned audio objects and create new ones;
    // reset the session's settings, which are the defaults again.
    servicesLost = NO;
    active = NO;
    stopEngines();
    appObjects = 0;
    for (NSValue *value in engines) {
      ((AVAudioEngine *)[value nonretainedObjectValue])->orphaned = YES;
    }
    [category autorelease];
    category = [AVAudioSessionCategorySoloAmbient copy];
    options = 0;
  }
  postOnMain(AVAudioSessionMediaServicesWereResetNotification, [AVAudioSession sharedInstance],
             nil);
}

+ (void)appUses:(NSString *)wanted options:(NSUInteger)with {
  NSError *error = nil;
  [[AVAudioSession sharedInstance] setCategory:wanted
                                          mode:AVAudioSessionModeDefault
                                       options:with
                                         error:&error];
  [[AVAudioSession sharedInstance] setActive:YES error:&error];
  @synchronized(server()) {
    appObjects++;
  }
}

+ (void)appStops {
  @synchronized(server()) {
    appObjects = MAX(0, appObjects - 1);
  }
}

+ (BOOL)appSounds {
  @synchronized(server()) {
    return appObjects > 0 && active;
  }
}

+ (void)restart {
  @synchronized(server()) {
    callUnderWay = NO;
    servicesLost = NO;
    active = NO;
    appObjects = 0;
    stopEngines();
    [category autorelease];
    category = [AVAudioSessionCategorySoloAmbient copy];
    options = 0;
  }
}

@end
