package dev.mob.process.internal;

/**
 * The run queue that all workers share: for processes that plain threads make runnable and for what
 * does not fit a worker's own queue. A linked list through the processes themselves, under a lock
 * that is held for a few instructions; workers take batches.
 */
final class RunQueue {
  private ProcessCell head;
  private ProcessCell tail;
  private volatile int size;

  void add(ProcessCell process) {
    synchronized (this) {
      process.nextInQueue = null;
      if (tail == null) {
        head = process;
      } else {
        tail.nextInQueue = process;
      }
      tail = process;
      size++;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Takes one process to run now and moves a fair share of the others to the worker's own queue.
   */
  ProcessCell take(LocalQueue own, int workers) {
    if (size == 0) {
      return null;
    }
    synchronized (this) {
      ProcessCell first = pop();
      if (first == null) {
        return null;
      }
      int share = Math.min(size / workers, LocalQueue.CAPACITY / 2);
      for (int i = 0; i < share && own.hasRoom(); i++) {
        own.add(pop());
      }
      return first;
    }
  }

  private ProcessCell pop() {
    ProcessCell first = head;
    if (first != null) {
      head = first.nextInQueue;
      if (head == null) {
        tail = null;
      }
      first.nextInQueue = null;
      size--;
    }
    return first;
  }
}
