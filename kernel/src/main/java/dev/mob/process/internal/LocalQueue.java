package dev.mob.process.internal;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A worker's own run queue: a ring of 256 that its owner fills and empties and that other workers
 * steal from, half at a time.
 *
 * <p>Only the owner moves {@code tail}; everyone moves {@code head} by compare-and-set, after
 * having read the slots. A slot is written again only after {@code head} has passed it, so a thief
 * that read an old value fails its compare-and-set. First in, first out, which keeps the processes'
 * turns fair.
 */
final class LocalQueue {
  static final int CAPACITY = 256;
  private static final int MASK = CAPACITY - 1;
  private static final AtomicIntegerFieldUpdater<LocalQueue> HEAD =
      AtomicIntegerFieldUpdater.newUpdater(LocalQueue.class, "head");

  private final AtomicReferenceArray<ProcessCell> ring = new AtomicReferenceArray<>(CAPACITY);
  private volatile int head;
  private volatile int tail;

  /** By the owner: true when {@link #add} will succeed. */
  boolean hasRoom() {
    return tail - head < CAPACITY;
  }

  boolean isEmpty() {
    return tail == head;
  }

  /** By anyone: about how many there are. */
  int size() {
    int from = head;
    return tail - from;
  }

  /** By anyone: a number that changes when the oldest is taken. */
  int oldest() {
    return head;
  }

  /** By the owner, when {@link #hasRoom()}. */
  void add(ProcessCell process) {
    int at = tail;
    ring.lazySet(at & MASK, process);
    tail = at + 1;
  }

  /** By the owner: the oldest, or {@code null}. */
  ProcessCell poll() {
    for (; ; ) {
      int at = head;
      if (at == tail) {
        return null;
      }
      ProcessCell process = ring.get(at & MASK);
      if (HEAD.compareAndSet(this, at, at + 1)) {
        return process;
      }
    }
  }

  /** By another worker: takes half, returns one of it and puts the rest into its own queue. */
  ProcessCell stealInto(LocalQueue thief) {
    for (; ; ) {
      int from = head;
      int available = tail - from;
      if (available <= 0) {
        return null;
      }
      if (available > CAPACITY) {
        continue;
      }
      int count = available - available / 2;
      ProcessCell first = ring.get(from & MASK);
      int at = thief.tail;
      for (int i = 1; i < count; i++) {
        thief.ring.lazySet((at + i - 1) & MASK, ring.get((from + i) & MASK));
      }
      if (HEAD.compareAndSet(this, from, from + count)) {
        if (count > 1) {
          thief.tail = at + count - 1;
        }
        return first;
      }
    }
  }
}
