package dev.mob.kernel.internal.extension;

import dev.mob.extension.ExtensionStopped;
import dev.mob.extension.Registration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What one activation of an extension has registered, in order. Once closed it takes nothing more:
 * that keeps an abandoned thread of the extension from registering things after it was stopped.
 */
final class Registrations {
  private final String extension;
  private final Deque<Entry> entries = new ArrayDeque<>();

  /** What processes came to own: they may need it to their end, so it goes after all others. */
  private final Deque<Entry> underneath = new ArrayDeque<>();

  private boolean closed;

  Registrations(String extension) {
    this.extension = extension;
  }

  /** Undoes one registration. */
  @FunctionalInterface
  interface Undo {
    void undo() throws Exception;
  }

  /**
   * Registers something.
   *
   * @param late whether it is a process that does so, after the activation, and no activation of
   *     another version would do it again
   * @throws IllegalStateException when the extension has stopped; the caller then undoes what it
   *     did
   */
  Registration add(String what, Undo undo, boolean late) {
    Entry entry = new Entry(what, undo, late);
    synchronized (this) {
      requireOpen();
      entries.push(entry);
    }
    return entry;
  }

  /**
   * The same for what a process has come to own after the activation, such as a file that it opened
   * when it was first needed. It is undone after everything that was registered above it, the
   * process among that.
   */
  Registration addUnderneath(String what, Undo undo) {
    Entry entry = new Entry(what, undo, true);
    synchronized (this) {
      requireOpen();
      underneath.push(entry);
    }
    return entry;
  }

  /** Refuses work for an extension that has stopped. */
  synchronized void requireOpen() {
    if (closed) {
      throw new ExtensionStopped(extension);
    }
  }

  /** What was registered late and is still there. */
  synchronized List<String> late() {
    List<String> late = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.late) {
        late.add(entry.what);
      }
    }
    for (Entry entry : underneath) {
      late.add(entry.what);
    }
    return late;
  }

  /** Takes nothing more from now on. */
  synchronized void close() {
    closed = true;
  }

  /**
   * Withdraws everything, the last first, and what lies underneath at the end. What was registered
   * meanwhile by what is being withdrawn is refused.
   *
   * @param failed hears what could not be undone, and why; the rest is withdrawn all the same
   */
  void withdrawAll(BiConsumer<String, Exception> failed) {
    close();
    for (Entry entry = next(); entry != null; entry = next()) {
      try {
        entry.undoOnce();
      } catch (InterruptedException e) {
        // The time for stopping is over: whoever interrupted does the rest by force.
        Thread.currentThread().interrupt();
        return;
      } catch (Exception e) {
        failed.accept(entry.what, e);
      }
    }
  }

  private synchronized Entry next() {
    Entry next = entries.poll();
    return next != null ? next : underneath.poll();
  }

  private synchronized void remove(Entry entry) {
    if (!entries.remove(entry)) {
      underneath.remove(entry);
    }
  }

  private final class Entry implements Registration {
    private final String what;
    private final boolean late;
    private Undo undo;

    Entry(String what, Undo undo, boolean late) {
      this.what = what;
      this.late = late;
      this.undo = undo;
    }

    @Override
    public void withdraw() {
      remove(this);
      try {
        undoOnce();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(what + " could not be withdrawn: " + e.getMessage(), e);
      }
    }

    void undoOnce() throws Exception {
      Undo now;
      synchronized (this) {
        now = undo;
        undo = null;
      }
      if (now != null) {
        now.undo();
      }
    }
  }
}
