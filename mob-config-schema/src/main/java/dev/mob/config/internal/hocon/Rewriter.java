package dev.mob.config.internal.hocon;

import java.util.Map;

/**
 * Writes a syntax tree as HOCON, each part on its original line. What the parser skipped is left
 * out, and values that cannot be evaluated are replaced, so that the rest can be.
 */
final class Rewriter {
  private final ParsedSource source;
  private final Map<Node, String> replacements;
  private final StringBuilder out = new StringBuilder();
  private int line = 1;

  private Rewriter(ParsedSource source, Map<Node, String> replacements) {
    this.source = source;
    this.replacements = replacements;
  }

  /**
   * The tree as text.
   *
   * @param replacements HOCON to write in place of a node, on one line
   */
  static String write(ParsedSource source, Map<Node, String> replacements) {
    Rewriter rewriter = new Rewriter(source, replacements);
    rewriter.value(source.root());
    return rewriter.out.toString();
  }

  private void value(Node node) {
    String replacement = replacements.get(node);
    goTo(node.start());
    if (replacement != null) {
      out.append(replacement);
    } else if (node instanceof Node.Block) {
      out.append('{');
      for (Node.Member member : ((Node.Block) node).members()) {
        member(member);
        out.append(',');
      }
      out.append('}');
    } else if (node instanceof Node.Array) {
      out.append('[');
      for (Node element : ((Node.Array) node).elements()) {
        value(element);
        out.append(',');
      }
      out.append(']');
    } else if (node instanceof Node.Concatenation) {
      int end = node.start();
      for (Node part : ((Node.Concatenation) node).parts()) {
        // Spaces between the parts belong to the value.
        out.append(source.source().text(), end, part.start());
        value(part);
        end = part.end();
      }
    } else {
      raw(node.start(), node.end());
    }
  }

  private void member(Node.Member member) {
    goTo(member.start());
    if (member instanceof Node.Include) {
      raw(member.start(), ((Node.Include) member).end());
      return;
    }
    Node.Field field = (Node.Field) member;
    for (int i = 0; i < field.path().size(); i++) {
      out.append(i == 0 ? "" : ".");
      quote(field.path().get(i).text());
    }
    out.append(field.append() ? "+=" : "=");
    value(field.value());
  }

  private void raw(int start, int end) {
    String text = source.source().text();
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    out.append(text, start, end);
  }

  private void quote(String name) {
    out.append('"');
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        String hex = Integer.toHexString(c);
        out.append("\\u00").append(hex.length() == 1 ? "0" : "").append(hex);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void goTo(int offset) {
    int wanted = source.source().line(offset);
    while (line < wanted) {
      out.append('\n');
      line++;
    }
  }
}
