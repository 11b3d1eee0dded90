package dev.mob.config.internal.hocon;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file means that says everything itself: without an include, a substitution, {@code +=},
 * and blocks or lists side by side. Then its syntax tree is its meaning, but for blocks that merge,
 * and Typesafe Config need not read the text a second time, which is half of what a cold start
 * spends on an extension's descriptor. That both say the same is a test over mutated files.
 */
final class PlainValues {
  /** Thrown for what Typesafe Config has to evaluate. Without a trace: it is not told. */
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlain() {
      super(null, null, false, false);
    }
  }

  private final String text;

  private PlainValues(String text) {
    this.text = text;
  }

  /** The values of a file; null if it is not as plain as that. */
  static ConfigObject of(ParsedSource source) {
    if (!(source.root() instanceof Node.Block)) {
      return null;
    }
    try {
      PlainValues values = new PlainValues(source.source().text());
      return ConfigValueFactory.fromMap(values.block((Node.Block) source.root()));
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
