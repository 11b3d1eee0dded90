package dev.mob.config.internal.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file means that says everything itself: without an include, {@code +=}, blocks or lists
 * side by side, and substitutions of anything but a variable of the environment. Then its syntax
 * tree is its meaning, but for blocks that merge, and Typesafe Config need not read the text a
 * second time, which is half of what a cold start spends on an extension's descriptor. That both
 * say the same is a test over mutated files.
 */
final class PlainValues {
  /** Thrown for what Typesafe Config has to evaluate. Without a trace: it is not told. */
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super(null, null, false, false);
    }
  }

  private final Document document;
  private final Node.Block root;
  private final String text;

  private PlainValues(Document document, Node.Block root) {
    this.document = document;
    this.root = root;
    this.text = document.main().source().text();
  }

  /** The values of a document; null if it is not as plain as that. */
  static ConfigObject of(Document document) {
    Node root = document.main().root();
    if (!(root instanceof Node.Block)) {
      return null;
    }
    try {
      PlainValues values = new PlainValues(document, (Node.Block) root);
      return ConfigValueFactory.fromMap(values.block(values.root));
    } catch (NotPlain notPlain) {
      return null;
    }
  }

  private Map<String, Object> block(Node.Block block) {
    Map<String, Object> values = new LinkedHashMap<>();
    fill(values, block);
    return values;
  }

  private void fill(Map<String, Object> values, Node.Block block) {
    List<Node.Member> members = block.members();
    for (int i = 0; i < members.size(); i++) {
      Node.Member member = members.get(i);
      if (!(member instanceof Node.Field) || ((Node.Field) member).append()) {
        throw new NotPlain();
      }
      Node.Field field = (Node.Field) member;
      List<Node.Name> path = field.path();
      Map<String, Object> within = values;
      int last = path.size() - 1;
      for (int j = 0; j < last; j++) {
        within = below(within, path.get(j).text());
      }
      String name = path.get(last).text();
      if (field.value() instanceof Node.Block) {
        // Blocks of one name merge; over anything else a block begins anew.
        fill(below(within, name), (Node.Block) field.value());
      } else if (field.value() instanceof Node.Substitution) {
        String variable = variable((Node.Substitution) field.value());
        if (variable != null) {
          within.put(name, variable);
        }
      } else {
        within.put(name, value(field.value()));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> below(Map<String, Object> values, String name) {
    Object there = values.get(name);
    if (there instanceof Map) {
      return (Map<String, Object>) there;
    }
    Map<String, Object> begun = new LinkedHashMap<>();
    values.put(name, begun);
    return begun;
  }

  /**
   * What a variable of the environment holds; null for one that is not set and need not be, which
   * leaves a setting as it was.
   */
  private String variable(Node.Substitution substitution) {
    if (substitution.path().size() > 1 || isSetHere(substitution.path().get(0))) {
      throw new NotPlain();
    }
    String value = document.variable(substitution.path());
    if (value == null && !substitution.optional()) {
      throw new NotPlain(); // a mistake, which is told in Typesafe Config's words
    }
    return value;
  }

  /** Whether the file itself sets a name that stands at its root, which goes before a variable. */
  private boolean isSetHere(String name) {
    List<Node.Member> members = root.members();
    for (int i = 0; i < members.size(); i++) {
      Node.Member member = members.get(i);
      if (member instanceof Node.Field && ((Node.Field) member).path().get(0).text().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private Object value(Node node) {
    if (node instanceof Node.Scalar) {
      return scalar((Node.Scalar) node);
    }
    if (node instanceof Node.Block) {
      return block((Node.Block) node);
    }
    if (node instanceof Node.Array) {
      List<Node> elements = ((Node.Array) node).elements();
      List<Object> list = new ArrayList<>(elements.size());
      for (int i = 0; i < elements.size(); i++) {
        list.add(value(elements.get(i)));
      }
      return list;
    }
    if (node instanceof Node.Concatenation) {
      return words(((Node.Concatenation) node).parts());
    }
    throw new NotPlain();
  }

  private static Object scalar(Node.Scalar scalar) {
    switch (scalar.kind()) {
      case NUMBER:
        return number(scalar.text());
      case BOOLEAN:
        return Boolean.valueOf(scalar.text());
      case NULL:
        return null;
      default:
        return scalar.text();
    }
  }

  /** As Typesafe Config takes it: the smallest type that holds it, a whole 1.0 being a 1. */
  private static Object number(String digits) {
    long whole;
    if (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
      double number = Double.parseDouble(digits);
      whole = (long) number;
      if (whole != number) {
        return number;
      }
    } else {
      whole = Long.parseLong(digits);
    }
    if (whole == (int) whole) {
      return (int) whole;
    }
    return whole;
  }

  /** Texts, numbers and words on one line are one text, with the spaces between them. */
  private String words(List<Node> parts) {
    StringBuilder words = new StringBuilder();
    int end = parts.get(0).start();
    for (int i = 0; i < parts.size(); i++) {
      Node part = parts.get(i);
      if (!(part instanceof Node.Scalar)) {
        throw new NotPlain();
      }
      words.append(text, end, part.start()).append(((Node.Scalar) part).text());
      end = part.end();
    }
    return words.toString();
  }
}
