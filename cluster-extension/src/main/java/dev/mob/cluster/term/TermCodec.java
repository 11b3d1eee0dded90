package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Tuple;

/**
 * How a type of an app looks as a term: a tuple that begins with an atom, the tag. Has no state;
 * called by many threads.
 *
 * <p>On the way out the value's class finds the codec; on the way in the tuple's tag and size do,
 * also inside other terms. Elements of the tuple may be values of other registered types.
 *
 * @param <T> the type: final, such as a record
 */
public interface TermCodec<T> {

  /** The class of the values. */
  Class<T> type();

  /** The first element of the tuple. */
  Atom tag();

  /** How many elements the tuple has, with the tag. */
  int size();

  /** The value as a tuple of {@link #size()} elements, the first one {@link #tag()}. */
  Tuple toTerm(T value);

  /**
   * The value of a tuple that has this tag and size.
   *
   * @throws RuntimeException when an element is not what it should be; the tuple then stays a tuple
   */
  T fromTerm(Tuple term);
}
