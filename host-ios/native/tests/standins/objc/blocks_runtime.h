// GNUstep's Foundation asks for the header of a run time with blocks; here libBlocksRuntime is that.
#include <Block.h>
