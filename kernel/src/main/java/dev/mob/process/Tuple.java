package dev.mob.process;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A fixed number of terms in a fixed order: Erlang's tuple. Immutable; compared by content. */
public final class Tuple implements Iterable<Object> {
  private static final Tuple EMPTY = new Tuple(new Object[0]);

  private final Object[] elements;

  private Tuple(Object[] elements) {
    this.elements = elements;
  }

  /** A tuple of these elements; the array is copied. */
  public static Tuple of(Object... elements) {
    return elements.length == 0 ? EMPTY : new Tuple(elements.clone());
  }

  public int size() {
    return elements.length;
  }

  /**
   * The element at this place; the first is 0 (Erlang's {@code element/2} counts from 1).
   *
   * @throws IndexOutOfBoundsException when there is no such place
   */
  public Object get(int index) {
    if (index < 0 || index >= elements.length) {
      throw new IndexOutOfBoundsException(
          "element " + index + " of a tuple of " + elements.length + " elements");
    }
    return elements[index];
  }

  /** True when this tuple has this many elements and the first one equals the tag. */
  public boolean isTagged(Object tag, int size) {
    return elements.length == size && size > 0 && tag.equals(elements[0]);
  }

  /** The elements as an unmodifiable list; not a copy. */
  public List<Object> toList() {
    return Collections.unmodifiableList(Arrays.asList(elements));
  }

  @Override
  public Iterator<Object> iterator() {
    return toList().iterator();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Tuple && Arrays.deepEquals(elements, ((Tuple) other).elements));
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(elements);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < elements.length; i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(elements[i]);
    }
    return text.append('}').toString();
  }
}
