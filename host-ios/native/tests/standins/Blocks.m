// The run time of blocks as Apple's works (clang.llvm.org, "Block Implementation Specification"): a
// copied block retains the objects that it captures. Debian's libBlocksRuntime does not, so that a
// block which outlives its frame would hold dangling pointers here and none on a phone.
#import <Foundation/Foundation.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
  NEEDS_FREE = 1 << 24,
  HAS_COPY_DISPOSE = 1 << 25,
  IS_GLOBAL = 1 << 28,
};

enum { FIELD_IS_OBJECT = 3, FIELD_IS_BLOCK = 7, FIELD_IS_BYREF = 8, BYREF_CALLER = 128 };

struct Descriptor {
  unsigned long reserved;
  unsigned long size;
  void (*copy)(void *to, const void *from);
  void (*dispose)(const void *block);
};

struct Block {
  void *isa;
  int flags;
  atomic_int count; // "reserved" in the specification
  void (*invoke)(void *, ...);
  struct Descriptor *descriptor;
};

struct Byref {
  void *isa;
  struct Byref *forwarding;
  int flags;
  unsigned size;
  void (*keep)(void *to, void *from);
  void (*destroy)(void *byref);
};

void *_NSConcreteStackBlock[32];
void *_NSConcreteMallocBlock[32];
void *_NSConcreteGlobalBlock[32];

// The number of references to a Byref on the heap is beside it.
struct HeapByref {
  atomic_int count;
  struct Byref byref;
};

static struct HeapByref *heap(struct Byref *byref) {
  return (struct HeapByref *)((char *)byref - offsetof(struct HeapByref, byref));
}

void *_Block_copy(const void *argument) {
  struct Block *block = (struct Block *)argument;
  if (block == NULL || (block->flags & IS_GLOBAL)) {
    return block;
  }
  if (block->flags & NEEDS_FREE) {
    atomic_fetch_add(&block->count, 1);
    return block;
  }
  struct Block *copy = malloc(block->descriptor->size);
  memcpy(copy, block, block->descriptor->size);
  copy->isa = _NSConcreteMallocBlock;
  copy->flags |= NEEDS_FREE;
  atomic_store(&copy->count, 1);
  if (copy->flags & HAS_COPY_DISPOSE) {
    copy->descriptor->copy(copy, block);
  }
  return copy;
}

void _Block_release(const void *argument) {
  struct Block *block = (struct Block *)argument;
  if (block == NULL || !(block->flags & NEEDS_FREE)) {
    return;
  }
  if (atomic_fetch_sub(&block->count, 1) == 1) {
    if (block->flags & HAS_COPY_DISPOSE) {
      block->descriptor->dispose(block);
    }
    free(block);
  }
}

static struct Byref *copyByref(struct Byref *byref) {
  struct Byref *there = byref->forwarding;
  if (there->flags & NEEDS_FREE) {
    atomic_fetch_add(&heap(there)->count, 1);
    return there;
  }
  struct HeapByref *made = malloc(sizeof *made - sizeof made->byref + there->size);
  struct Byref *copy = &made->byref;
  memcpy(copy, there, there->size);
  // One for the frame that declared it, one for the block that is copied.
  atomic_store(&made->count, 2);
  copy->flags |= NEEDS_FREE;
  copy->forwarding = copy;
  there->forwarding = copy;
  if (copy->flags & HAS_COPY_DISPOSE) {
    copy->keep(copy, there);
  }
  return copy;
}

static void releaseByref(struct Byref *byref) {
  struct Byref *there = byref->forwarding;
  if (!(there->flags & NEEDS_FREE)) {
    return;
  }
  if (atomic_fetch_sub(&heap(there)->count, 1) == 1) {
    if (there->flags & HAS_COPY_DISPOSE) {
      there->destroy(there);
    }
    free(heap(there));
  }
}

void _Block_object_assign(void *to, const void *object, const int flags) {
  void **destination = to;
  if (flags & BYREF_CALLER) {
    // A __block variable without reference counting does not own what it names.
    *destination = (void *)object;
  } else if (flags & FIELD_IS_BYREF) {
    *destination = copyByref((struct Byref *)object);
  } else if ((flags & FIELD_IS_BLOCK) == FIELD_IS_BLOCK) {
    *destination = _Block_copy(object);
  } else {
    *destination = [(id)object retain];
  }
}

void _Block_object_dispose(const void *object, const int flags) {
  if (flags & BYREF_CALLER) {
    return;
  }
  if (flags & FIELD_IS_BYREF) {
    releaseByref((struct Byref *)object);
  } else if ((flags & FIELD_IS_BLOCK) == FIELD_IS_BLOCK) {
    _Block_release(object);
  } else {
    [(id)object release];
  }
}
