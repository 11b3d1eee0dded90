package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Tuple;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A set of {@link TermCodec}s, looked up by class and by tag. Immutable; safe for any thread. */
public final class TermCodecs {
  /** No codecs: only the types of {@link dev.mob.cluster.term} can be sent. */
  public static final TermCodecs NONE = new TermCodecs(new HashMap<>(), new HashMap<>());

  private record Shape(Atom tag, int size) {}

  private final Map<Class<?>, TermCodec<?>> byClass;
  private final Map<Shape, TermCodec<?>> byShape;

  private TermCodecs(Map<Class<?>, TermCodec<?>> byClass, Map<Shape, TermCodec<?>> byShape) {
    this.byClass = byClass;
    this.byShape = byShape;
  }

  public static TermCodecs of(TermCodec<?>... codecs) {
    return NONE.with(Arrays.asList(codecs));
  }

  /**
   * This set and these codecs.
   *
   * @throws IllegalArgumentException when two codecs are for one class, or for one tag and size
   */
  public TermCodecs with(List<? extends TermCodec<?>> codecs) {
    Map<Class<?>, TermCodec<?>> classes = new HashMap<>(byClass);
    Map<Shape, TermCodec<?>> shapes = new HashMap<>(byShape);
    for (TermCodec<?> codec : codecs) {
      TermCodec<?> sameClass = classes.put(codec.type(), codec);
      TermCodec<?> sameShape = shapes.put(new Shape(codec.tag(), codec.size()), codec);
      TermCodec<?> other = sameClass == null ? sameShape : sameClass;
      if (other != null) {
        throw new IllegalArgumentException(
            "two codecs for "
                + codec.type().getName()
                + " as {"
                + codec.tag()
                + ", ...} of "
                + codec.size()
                + " elements: "
                + other.getClass().getName()
                + " and "
                + codec.getClass().getName()
                + "; give one of them another tag");
      }
    }
    return new TermCodecs(classes, shapes);
  }

  /** This set without this codec. */
  public TermCodecs without(TermCodec<?> codec) {
    Map<Class<?>, TermCodec<?>> classes = new HashMap<>(byClass);
    Map<Shape, TermCodec<?>> shapes = new HashMap<>(byShape);
    classes.remove(codec.type(), codec);
    shapes.remove(new Shape(codec.tag(), codec.size()), codec);
    return new TermCodecs(classes, shapes);
  }

  boolean isEmpty() {
    return byClass.isEmpty();
  }

  /** The value as a tuple; {@code null} when no codec is for its class. */
  @SuppressWarnings("unchecked")
  Tuple toTerm(Object value) {
    TermCodec<Object> codec = (TermCodec<Object>) byClass.get(value.getClass());
    return codec == null ? null : codec.toTerm(value);
  }

  /** The value of this tuple; the tuple itself when no codec is for it or the codec refuses it. */
  Object fromTerm(Tuple tuple) {
    if (byShape.isEmpty() || tuple.size() == 0 || !(tuple.get(0) instanceof Atom)) {
      return tuple;
    }
    TermCodec<?> codec = byShape.get(new Shape((Atom) tuple.get(0), tuple.size()));
    if (codec == null) {
      return tuple;
    }
    try {
      return codec.fromTerm(tuple);
    } catch (RuntimeException notThatType) {
      return tuple;
    }
  }
}
