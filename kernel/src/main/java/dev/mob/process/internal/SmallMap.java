package dev.mob.process.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A map for the links, monitors and watchers of one process: most have none or one, some
 * supervisors have a hundred thousand.
 *
 * <p>Written by the process alone; may be read by any thread at any time, as {@code process_info}
 * does. Up to eight entries live in one array that is replaced on each change, more in a concurrent
 * hash map. Reads by other threads see some recent state.
 */
final class SmallMap<K, V> {
  private static final int SMALL = 8;
  private static final Object[] EMPTY = new Object[0];

  private volatile Object[] pairs = EMPTY;
  private volatile ConcurrentHashMap<K, V> large;

  @SuppressWarnings("unchecked")
  V get(Object key) {
    ConcurrentHashMap<K, V> map = large;
    if (map != null) {
      return map.get(key);
    }
    Object[] now = pairs;
    for (int i = 0; i < now.length; i += 2) {
      if (now[i].equals(key)) {
        return (V) now[i + 1];
      }
    }
    return null;
  }

  void put(K key, V value) {
    ConcurrentHashMap<K, V> map = large;
    if (map != null) {
      map.put(key, value);
      return;
    }
    Object[] now = pairs;
    for (int i = 0; i < now.length; i += 2) {
      if (now[i].equals(key)) {
        Object[] changed = now.clone();
        changed[i + 1] = value;
        pairs = changed;
        return;
      }
    }
    if (now.length == 2 * SMALL) {
      grow(now, key, value);
      return;
    }
    Object[] longer = new Object[now.length + 2];
    System.arraycopy(now, 0, longer, 0, now.length);
    longer[now.length] = key;
    longer[now.length + 1] = value;
    pairs = longer;
  }

  @SuppressWarnings("unchecked")
  private void grow(Object[] now, K key, V value) {
    ConcurrentHashMap<K, V> map = new ConcurrentHashMap<>();
    for (int i = 0; i < now.length; i += 2) {
      map.put((K) now[i], (V) now[i + 1]);
    }
    map.put(key, value);
    large = map;
    pairs = EMPTY;
  }

  @SuppressWarnings("unchecked")
  V remove(Object key) {
    ConcurrentHashMap<K, V> map = large;
    if (map != null) {
      return map.remove(key);
    }
    Object[] now = pairs;
    for (int i = 0; i < now.length; i += 2) {
      if (now[i].equals(key)) {
        V value = (V) now[i + 1];
        if (now.length == 2) {
          pairs = EMPTY;
        } else {
          Object[] shorter = new Object[now.length - 2];
          System.arraycopy(now, 0, shorter, 0, i);
          System.arraycopy(now, i + 2, shorter, i, shorter.length - i);
          pairs = shorter;
        }
        return value;
      }
    }
    return null;
  }

  boolean isEmpty() {
    ConcurrentHashMap<K, V> map = large;
    return map != null ? map.isEmpty() : pairs.length == 0;
  }

  @SuppressWarnings("unchecked")
  List<K> keys() {
    ConcurrentHashMap<K, V> map = large;
    if (map != null) {
      return keysOf(map);
    }
    Object[] now = pairs;
    List<K> keys = new ArrayList<>(now.length / 2);
    for (int i = 0; i < now.length; i += 2) {
      keys.add((K) now[i]);
    }
    return keys;
  }

  @SuppressWarnings("unchecked")
  List<V> values() {
    ConcurrentHashMap<K, V> map = large;
    if (map != null) {
      return new ArrayList<>(map.values());
    }
    Object[] now = pairs;
    List<V> values = new ArrayList<>(now.length / 2);
    for (int i = 0; i < now.length; i += 2) {
      values.add((V) now[i + 1]);
    }
    return values;
  }

  private static <K, V> List<K> keysOf(Map<K, V> map) {
    // Through the interface: the return type of ConcurrentHashMap.keySet() is newer than Android
    // 26.
    return new ArrayList<>(map.keySet());
  }
}
