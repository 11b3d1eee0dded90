package dev.mob.process;

import java.util.Arrays;
import java.util.Objects;

/**
 * A value that is made once and never again: Erlang's reference. It names a monitor, a timer, a
 * request, or a process alias.
 *
 * <p>Immutable. Made by {@link ProcessRuntime#makeRef()}; {@link #of} rebuilds one that came from
 * another node.
 */
public final class Ref implements Address, Comparable<Ref> {
  private final Atom node;
  private final int creation;
  private final int[] words;

  private Ref(Atom node, int creation, int[] words) {
    this.node = node;
    this.creation = creation;
    this.words = words;
  }

  /**
   * The reference with these words, least significant first as the External Term Format has them.
   *
   * @param words one to five 32-bit words; copied
   * @throws IllegalArgumentException for another number of words
   */
  public static Ref of(Atom node, int creation, int... words) {
    Objects.requireNonNull(node, "node");
    if (words.length < 1 || words.length > 5) {
      throw new IllegalArgumentException("a reference has 1 to 5 words, not " + words.length);
    }
    return new Ref(node, creation, words.clone());
  }

  public Atom node() {
    return node;
  }

  public int creation() {
    return creation;
  }

  /** How many 32-bit words there are: one to five. */
  public int wordCount() {
    return words.length;
  }

  public int word(int index) {
    return words[index];
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Ref)) {
      return false;
    }
    Ref that = (Ref) other;
    return creation == that.creation && Arrays.equals(words, that.words) && node.equals(that.node);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public int compareTo(Ref that) {
    int order = node.compareTo(that.node);
    if (order == 0) {
      order = Integer.compareUnsigned(creation, that.creation);
    }
    if (order == 0) {
      order = Integer.compare(words.length, that.words.length);
    }
    for (int i = words.length - 1; order == 0 && i >= 0; i--) {
      order = Integer.compareUnsigned(words[i], that.words[i]);
    }
    return order;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("#Ref<0");
    for (int i = words.length - 1; i >= 0; i--) {
      text.append('.').append(Integer.toUnsignedString(words[i]));
    }
    return text.append('>').toString();
  }
}
