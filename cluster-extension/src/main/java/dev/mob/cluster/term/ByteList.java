package dev.mob.cluster.term;

import java.util.AbstractList;
import java.util.RandomAccess;

/** A list of small integers as it comes in a STRING_EXT, at one byte an element; unmodifiable. */
final class ByteList extends AbstractList<Object> implements RandomAccess {
  private final byte[] bytes;

  ByteList(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public Object get(int index) {
    return (long) (bytes[index] & 0xFF);
  }

  @Override
  public int size() {
    return bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }
}
