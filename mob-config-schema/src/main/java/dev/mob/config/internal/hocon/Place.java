package dev.mob.config.internal.hocon;

import dev.mob.config.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All the places where one path is written, the last being the one that counts. Empty for a path
 * that no file writes.
 */
public final class Place {
  private final Document document;
  private final List<Occurrence> occurrences;
  private final Place around;

  /**
   * A place.
   *
   * @param around what to point at if this is written nowhere; null for none
   */
  Place(Document document, List<Occurrence> occurrences, Place around) {
    this.document = document;
    this.occurrences = occurrences;
    this.around = around;
  }

  /** In the order in which later ones win; unmodifiable. */
  public List<Occurrence> occurrences() {
    return Collections.unmodifiableList(occurrences);
  }

  /** Whether no file writes it. */
  public boolean isEmpty() {
    return occurrences.isEmpty();
  }

  /** The place of a name below this one. */
  public Place child(String name) {
    return new Place(document, document.children(occurrences, name, 0), this);
  }

  /** The names that are written below this place, in the order of the files. */
  public List<String> names() {
    return document.names(occurrences);
  }

  /**
   * The places of a list's elements; empty places if the tree does not tell which they are.
   *
   * @param size how many elements the list has
   */
  public List<Place> elements(int size) {
    List<Occurrence> elements = new ArrayList<>(size);
    for (Occurrence occurrence : occurrences) {
      if (occurrence.field() == null || !occurrence.field().append()) {
        List<Occurrence> before = new ArrayList<>(elements);
        elements.clear();
        expand(occurrence, occurrence.value(), before, elements, 0);
      } else {
        elements.add(element(occurrence, occurrence.value()));
      }
    }
    List<Place> places = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      places.add(
          elements.size() == size
              ? new Place(document, Collections.singletonList(elements.get(i)), this)
              : this);
    }
    return places;
  }

  private void expand(
      Occurrence from, Node node, List<Occurrence> before, List<Occurrence> out, int depth) {
    if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        out.add(element(from, element));
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        expand(from, part, before, out, depth);
      }
    } else if (node instanceof Node.Substitution && depth < 8) {
      Node.Substitution substitution = (Node.Substitution) node;
      List<Occurrence> targets = document.target(from, substitution, 0);
      if (targets.isEmpty()) {
        return;
      }
      Occurrence target = targets.get(targets.size() - 1);
      if (target.path().equals(from.path())) {
        out.addAll(before); // the list as it was before, which this setting extends
      } else {
        expand(target, target.value(), Collections.<Occurrence>emptyList(), out, depth + 1);
      }
    }
  }

  private static Occurrence element(Occurrence list, Node element) {
    return new Occurrence(list.source(), null, 0, element, list.path(), list.prefix());
  }

  /**
   * The occurrence that counts: the last one that is no optional substitution leading nowhere. That
   * of the block around, if this place is empty.
   */
  public Occurrence effective() {
    if (occurrences.isEmpty()) {
      return around.effective();
    }
    for (int i = occurrences.size() - 1; i >= 0; i--) {
      Occurrence occurrence = occurrences.get(i);
      Node value = occurrence.value();
      boolean nothing =
          value instanceof Node.Substitution
              && ((Node.Substitution) value).optional()
              && !document.leadsSomewhere(occurrence, (Node.Substitution) value);
      if (!nothing) {
        return occurrence;
      }
    }
    return occurrences.get(occurrences.size() - 1);
  }

  /** Where the key that counts stands; the value of what has no key, as a list's element. */
  public Position key() {
    Occurrence occurrence = effective();
    return occurrence.field() == null
        ? value()
        : occurrence.source().position(occurrence.keyStart(), occurrence.keyEnd());
  }

  /** Where the value that counts stands. */
  public Position value() {
    Occurrence occurrence = effective();
    if (occurrence.isPartOfDottedKey()) {
      return key();
    }
    Node value = occurrence.value();
    // A block or a list is pointed at by its bracket, not by all that is in it.
    boolean bracketed = value instanceof Node.Block || value instanceof Node.Array;
    return occurrence.source().position(value.start(), bracketed ? value.start() + 1 : value.end());
  }

  /** Whether the value that counts is written out, with no part of it substituted. */
  public boolean isLiteral() {
    return !isEmpty() && !effective().isPartOfDottedKey() && isLiteral(effective().value());
  }

  private static boolean isLiteral(Node node) {
    if (node instanceof Node.Concatenation) {
      return areLiteral(((Node.Concatenation) node).parts());
    }
    if (node instanceof Node.Array) {
      return areLiteral(((Node.Array) node).elements());
    }
    if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (!(member instanceof Node.Field) || !isLiteral(((Node.Field) member).value())) {
          return false;
        }
      }
      return true;
    }
    return node instanceof Node.Scalar;
  }

  private static boolean areLiteral(List<Node> nodes) {
    for (Node node : nodes) {
      if (!isLiteral(node)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The environment variable that the value that counts comes from, also by way of other settings;
   * null if it comes from none, or not from that alone.
   */
  public String variable() {
    return isEmpty() ? null : document.variableBehind(effective(), effective().value());
  }

  /** Whether an environment variable is at least a part of the value that counts. */
  public boolean isFromEnvironment() {
    return !isEmpty() && document.hasVariable(effective(), effective().value());
  }
}
