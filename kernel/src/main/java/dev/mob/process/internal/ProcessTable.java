package dev.mob.process.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds a process by id and serial; costs eight bytes a process.
 *
 * <p>Pages of slots that never move, so reading takes no lock. A slot that becomes free is used
 * again with the next serial, so that no pid is ever made twice (the serial wraps after 2^32 uses
 * of one slot). Adding and removing take one lock for a few instructions.
 */
final class ProcessTable {
  private static final int PAGE_BITS = 10;
  private static final int PAGE = 1 << PAGE_BITS;

  private static final class Page extends AtomicReferenceArray<ProcessCell> {
    final int[] serials = new int[PAGE];

    Page() {
      super(PAGE);
    }
  }

  private volatile Page[] pages = new Page[0];
  private int[] free = new int[16];
  private int freeCount;
  private int used;
  private int alive;
  private long added;

  /** Gives a process its id and serial and makes it visible. */
  synchronized void add(ProcessCell process) {
    int id;
    if (freeCount > 0) {
      id = free[--freeCount];
    } else {
      id = used++;
      if (id >> PAGE_BITS == pages.length) {
        Page[] more = Arrays.copyOf(pages, pages.length + 1);
        more[pages.length] = new Page();
        pages = more;
      }
    }
    Page page = pages[id >> PAGE_BITS];
    process.identify(id, page.serials[id & (PAGE - 1)]);
    page.set(id & (PAGE - 1), process);
    alive++;
    added++;
  }

  synchronized void remove(ProcessCell process) {
    int id = process.id();
    Page page = pages[id >> PAGE_BITS];
    page.set(id & (PAGE - 1), null);
    page.serials[id & (PAGE - 1)]++;
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = id;
    alive--;
  }

  ProcessCell get(int id, int serial) {
    Page[] now = pages;
    int at = id >> PAGE_BITS;
    if (id < 0 || at >= now.length) {
      return null;
    }
    ProcessCell process = now[at].get(id & (PAGE - 1));
    return process != null && process.serial() == serial ? process : null;
  }

  synchronized int alive() {
    return alive;
  }

  synchronized long added() {
    return added;
  }

  List<ProcessCell> all() {
    List<ProcessCell> all = new ArrayList<>();
    for (Page page : pages) {
      for (int i = 0; i < PAGE; i++) {
        ProcessCell process = page.get(i);
        if (process != null) {
          all.add(process);
        }
      }
    }
    return all;
  }
}
