package dev.mob.config.internal.hocon;

import java.util.List;
import java.util.Map;

/** Finds the value that Typesafe Config refused, knowing its line and what it said. */
final class Culprit {
  private final ParsedSource source;
  private final int line;
  private final String message;
  private final Map<Node, String> known;
  private Node found;
  private Node foundIn;

  /**
   * A search.
   *
   * @param line the line, from 1; -1 if unknown
   * @param message what Typesafe said of a substitution; null if it is none
   * @param known values that were already found
   */
  Culprit(ParsedSource source, int line, String message, Map<Node, String> known) {
    this.source = source;
    this.line = line;
    this.message = message;
    this.known = known;
  }

  /** The value; null if there is none that fits. */
  Node find() {
    search(source.root(), null);
    return found;
  }

  /**
   * What to put in its place: a mark, or an empty block or list where the mark would be beside one
   * and so be refused itself.
   */
  String replacement(String mark) {
    if (foundIn instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) foundIn).parts()) {
        if (part instanceof Node.Block) {
          return "{}";
        }
        if (part instanceof Node.Array) {
          return "[]";
        }
      }
    }
    return mark;
  }

  private void search(Node node, Node parent) {
    if (found != null || known.containsKey(node)) {
      return;
    }
    if (fits(node)) {
      found = node;
      foundIn = parent;
    } else if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          search(((Node.Field) member).value(), null);
        }
      }
    } else if (node instanceof Node.Array) {
      searchAll(((Node.Array) node).elements(), null);
    } else if (node instanceof Node.Concatenation) {
      searchAll(((Node.Concatenation) node).parts(), node);
    }
  }

  private void searchAll(List<Node> nodes, Node parent) {
    for (Node node : nodes) {
      search(node, parent);
    }
  }

  private boolean fits(Node node) {
    if (line > 0) {
      int from = source.source().line(node.start());
      int to = source.source().line(Math.max(node.start(), node.end() - 1));
      boolean here = message == null ? line >= from && line <= to : line == from;
      if (!here) {
        return false;
      }
    }
    if (message == null) {
      return node instanceof Node.Concatenation;
    }
    if (!(node instanceof Node.Substitution)) {
      return false;
    }
    Node.Substitution substitution = (Node.Substitution) node;
    // In an included file Typesafe names the path with the include's own path in front.
    return (line > 0 && !substitution.optional() && !message.contains("${"))
        || message.contains(tail(substitution));
  }

  private static String tail(Node.Substitution substitution) {
    return substitution.path().get(substitution.path().size() - 1);
  }
}
