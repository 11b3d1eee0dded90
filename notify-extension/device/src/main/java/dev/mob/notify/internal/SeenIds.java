package dev.mob.notify.internal;

import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.StateFailure;
import dev.mob.state.Transaction;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;

/**
 * The ids of messages that were received: for a time, and no more than a number of them.
 *
 * <p>On disk they are in pages of a hundred, in the order of their arrival: one id rewrites one
 * page, a start reads few values, and what is too old goes a page at a time. Owned by the inbox.
 */
final class SeenIds {
  private static final String PAGE = "seen/";
  private static final int PAGE_SIZE = 100;
  private static final Codec<Page> CODEC = Codec.of(SeenIds::write, SeenIds::read);

  private final Set<String> ids = new HashSet<>();
  private final Deque<Page> pages = new ArrayDeque<>();
  private final long ttlMillis;
  private final int limit;

  /** Ids that came one after the other, and when the last of them came. */
  private static final class Page {
    final long number;
    final List<String> ids = new ArrayList<>();
    long latest;

    Page(long number) {
      this.number = number;
    }

    Key<Page> key() {
      return Key.of(key(number), CODEC);
    }

    static String key(long number) {
      return PAGE + String.format(Locale.ROOT, "%016x", number);
    }
  }

  SeenIds(Namespace namespace, long ttlMillis, int limit, Logger log) {
    this.ttlMillis = ttlMillis;
    this.limit = limit;
    for (String key : namespace.keys(PAGE)) {
      try {
        Page page = namespace.get(Key.of(key, CODEC)).orElseThrow(IllegalStateException::new);
        pages.add(page);
        ids.addAll(page.ids);
      } catch (StateFailure e) {
        if (e.kind() != StateFailure.Kind.UNREADABLE) {
          throw e;
        }
        log.error("a page of received ids cannot be read; its messages could come twice", e);
      }
    }
  }

  boolean contains(String id) {
    return ids.contains(id);
  }

  int size() {
    return ids.size();
  }

  /** Notes an id and forgets what is too old; in memory at once, on disk with the transaction. */
  void add(String id, long now, Transaction transaction) {
    Page last = pages.peekLast();
    if (last == null || last.ids.size() >= PAGE_SIZE) {
      last = new Page(last == null ? 0 : last.number + 1);
      pages.add(last);
    }
    last.ids.add(id);
    last.latest = Math.max(last.latest, now);
    ids.add(id);
    transaction.put(last.key(), last);
    while (pages.size() > 1 && (isTooOld(pages.peek(), now) || isTooMany())) {
      Page gone = pages.poll();
      ids.removeAll(gone.ids);
      transaction.remove(Page.key(gone.number));
    }
  }

  private boolean isTooOld(Page page, long now) {
    return page.latest < now - ttlMillis;
  }

  private boolean isTooMany() {
    return ids.size() - pages.peek().ids.size() >= limit;
  }

  private static void write(Page page, DataOutput out) throws IOException {
    out.writeLong(page.number);
    out.writeLong(page.latest);
    out.writeInt(page.ids.size());
    for (String id : page.ids) {
      Fields.text(id, out);
    }
  }

  private static Page read(Codec.In in) throws IOException {
    Page page = new Page(in.readLong());
    page.latest = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      page.ids.add(Fields.text(in));
    }
    return page;
  }
}
