// UIKit's calls are made on the main thread.
#import <Foundation/Foundation.h>

// Runs a block on the main thread, later, in every mode of its run loop; at once when this is it.
void MobOnMain(void (^block)(void));

// Runs a block on the main thread after that time.
void MobAfter(NSTimeInterval seconds, void (^block)(void));
