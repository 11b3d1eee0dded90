package dev.mob.cluster.term;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A map from the wire: keys and values as they came, in that order; unmodifiable.
 *
 * <p>The hash index is made at the first look-up, not while decoding: decoding then costs the same
 * per byte whatever the keys are, so a peer cannot make it slow with keys that collide, and a map
 * that is only passed on costs no index. Up to eight entries are searched in line.
 */
final class TermMap extends AbstractMap<Object, Object> {
  private static final int SMALL = 8;

  /** Key, value, key, value, ... */
  private final Object[] pairs;

  // A race makes the index twice, with the same content; it is published safely by its volatile.
  private volatile Map<Object, Object> index;

  TermMap(Object[] pairs) {
    this.pairs = pairs;
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public Object get(Object key) {
    if (pairs.length > 2 * SMALL) {
      return index().get(key);
    }
    int at = find(key);
    return at < 0 ? null : pairs[at + 1];
  }

  @Override
  public boolean containsKey(Object key) {
    return pairs.length > 2 * SMALL ? index().containsKey(key) : find(key) >= 0;
  }

  private int find(Object key) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private Map<Object, Object> index() {
    Map<Object, Object> made = index;
    if (made == null) {
      made = new HashMap<>(pairs.length);
      for (int i = 0; i < pairs.length; i += 2) {
        made.put(pairs[i], pairs[i + 1]);
      }
      index = made;
    }
    return made;
  }

  @Override
  public Set<Entry<Object, Object>> entrySet() {
    return Collections.unmodifiableSet(new Entries());
  }

  private final class Entries extends AbstractSet<Entry<Object, Object>> {
    @Override
    public int size() {
      return pairs.length / 2;
    }

    @Override
    public Iterator<Entry<Object, Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < pairs.length;
        }

        @Override
        public Entry<Object, Object> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          next += 2;
          return new SimpleImmutableEntry<>(pairs[next - 2], pairs[next - 1]);
        }
      };
    }
  }
}
