package dev.mob.cluster.term;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A list that does not end in the empty list, such as {@code [alias | Ref]}: the tag of every
 * {@code gen_server} call since OTP 24. Immutable; compared by content.
 */
public final class ImproperList {
  private final List<Object> heads;
  private final Object tail;

  private ImproperList(List<Object> heads, Object tail) {
    this.heads = heads;
    this.tail = tail;
  }

  /** {@code [Head | Tail]}. */
  public static ImproperList of(Object head, Object tail) {
    return of(Collections.singletonList(head), tail);
  }

  /**
   * {@code [Head1, Head2, ... | Tail]}.
   *
   * @param heads at least one; copied
   * @param tail any term but a list
   */
  public static ImproperList of(List<?> heads, Object tail) {
    if (heads.isEmpty() || tail instanceof List || tail instanceof ImproperList) {
      throw new IllegalArgumentException(
          "an improper list has at least one head, and a tail that is no list");
    }
    return new ImproperList(Collections.unmodifiableList(Arrays.asList(heads.toArray())), tail);
  }

  /** The elements before the bar; unmodifiable. */
  public List<Object> heads() {
    return heads;
  }

  /** What comes after the bar. */
  public Object tail() {
    return tail;
  }

  /** True for a list with this one head. */
  public boolean hasHead(Object head) {
    return heads.size() == 1 && heads.get(0).equals(head);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImproperList
        && heads.equals(((ImproperList) other).heads)
        && Objects.equals(tail, ((ImproperList) other).tail);
  }

  @Override
  public int hashCode() {
    return heads.hashCode() * 31 + Objects.hashCode(tail);
  }

  @Override
  public String toString() {
    return TermPrinter.print(this);
  }
}
