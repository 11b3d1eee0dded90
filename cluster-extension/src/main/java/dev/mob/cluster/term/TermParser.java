package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Tuple;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads terms in Erlang's syntax: what a person types after {@code mob call}. As in Erlang, {@code
 * "text"} is a charlist and {@code <<"text">>} a binary. A full stop at the end may be left out.
 *
 * <p>Source: Erlang Reference Manual, "Data Types"; {@code erl_parse:parse_term/1}.
 */
public final class TermParser {
  private static final int MAX_DEPTH = 256;

  private final TermScanner in;
  private int depth;

  private TermParser(TermScanner in) {
    this.in = in;
  }

  /**
   * Reads exactly one term.
   *
   * @throws TermSyntaxException when the text is no term, or has more after it
   */
  public static Object parse(String text) {
    TermScanner scanner = new TermScanner(text);
    Object term = new TermParser(scanner).term();
    scanner.accept(".");
    if (!scanner.isAtEnd()) {
      throw scanner.error("expected the end of the term");
    }
    return term;
  }

  private Object term() {
    if (++depth > MAX_DEPTH) {
      throw in.error("a term nests deeper than " + MAX_DEPTH + " levels");
    }
    try {
      return termHere();
    } finally {
      depth--;
    }
  }

  private Object termHere() {
    in.skipSpace();
    char c = in.peek();
    if (c == '{') {
      in.skip();
      return Tuple.of(until("}").toArray());
    }
    if (c == '[') {
      in.skip();
      return list();
    }
    if (c == '"') {
      return Charlists.of(in.strings());
    }
    if (in.accept("<<")) {
      return binary();
    }
    if (in.accept("#{")) {
      return map();
    }
    if (c == '$' || c == '-' || c == '+' || TermScanner.isDigit(c)) {
      return in.number();
    }
    if (c == '\'' || Character.isLowerCase(c)) {
      return atomOrFun();
    }
    if (c == 0) {
      throw in.error("expected a term");
    }
    if (c == '<' || c == '#') {
      throw in.error("pids, references, ports and funs have no syntax");
    }
    throw in.error("'" + c + "' begins no term");
  }

  private List<Object> until(String end) {
    List<Object> elements = new ArrayList<>();
    if (in.accept(end)) {
      return elements;
    }
    do {
      elements.add(term());
    } while (in.accept(","));
    in.expect(end);
    return elements;
  }

  private Object list() {
    List<Object> elements = new ArrayList<>();
    if (in.accept("]")) {
      return Collections.emptyList();
    }
    do {
      elements.add(term());
    } while (in.accept(","));
    if (in.accept("|")) {
      Object tail = term();
      in.expect("]");
      if (tail instanceof List) {
        elements.addAll((List<?>) tail);
        return Collections.unmodifiableList(elements);
      }
      if (tail instanceof ImproperList) {
        elements.addAll(((ImproperList) tail).heads());
        return ImproperList.of(elements, ((ImproperList) tail).tail());
      }
      return ImproperList.of(elements, tail);
    }
    in.expect("]");
    return Collections.unmodifiableList(elements);
  }

  private Object map() {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (in.accept("}")) {
      return map;
    }
    do {
      Object key = term();
      in.expect("=>");
      map.put(key, term());
    } while (in.accept(","));
    in.expect("}");
    return Collections.unmodifiableMap(map);
  }

  private Object binary() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (in.accept(">>")) {
      return "";
    }
    int lastBits = 8;
    do {
      if (lastBits != 8) {
        throw in.error("only the last segment may have fewer than 8 bits");
      }
      in.skipSpace();
      if (in.peek() == '"') {
        String segment = in.strings();
        boolean utf8 = in.accept("/utf8");
        byte[] encoded =
            segment.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        if (!utf8 && segment.chars().anyMatch(c -> c > 255)) {
          throw in.error("characters above 255 need /utf8 after the text");
        }
        bytes.write(encoded, 0, encoded.length);
      } else {
        long value = segmentInteger();
        if (in.accept(":")) {
          long size = segmentInteger();
          if (size < 1 || size > 8) {
            throw in.error("a segment here has 1 to 8 bits");
          }
          lastBits = (int) size;
        }
        bytes.write((int) (value << (8 - lastBits)));
      }
    } while (in.accept(","));
    in.expect(">>");
    byte[] all = bytes.toByteArray();
    if (lastBits != 8) {
      return BitString.of(all, lastBits);
    }
    return Binaries.isUtf8(all) ? new String(all, StandardCharsets.UTF_8) : all;
  }

  private long segmentInteger() {
    in.skipSpace();
    Object value =
        TermScanner.isDigit(in.peek()) || in.peek() == '$' || in.peek() == '-' ? in.number() : null;
    if (!(value instanceof Long)) {
      throw in.error("expected an integer");
    }
    return (Long) value;
  }

  private Object atomOrFun() {
    int start = in.position();
    boolean quoted = in.peek() == '\'';
    String name = quoted ? in.quoted('\'') : in.word();
    if (!quoted && name.equals("fun")) {
      return export();
    }
    if (!quoted && TermPrinter.RESERVED.contains(name)) {
      in.backTo(start);
      throw in.error("'" + name + "' is a reserved word; write it in quotes");
    }
    if (name.equals("true") || name.equals("false")) {
      return name.equals("true");
    }
    return atom(name);
  }

  private Atom atom(String name) {
    try {
      return Atom.of(name);
    } catch (IllegalArgumentException tooLong) {
      throw in.error(tooLong.getMessage());
    }
  }

  private Object export() {
    Atom module = name();
    in.expect(":");
    Atom function = name();
    in.expect("/");
    long arity = segmentInteger();
    if (arity < 0 || arity > 255) {
      throw in.error("an arity is 0 to 255");
    }
    return new Export(module, function, (int) arity);
  }

  private Atom name() {
    in.skipSpace();
    if (in.peek() == '\'') {
      return atom(in.quoted('\''));
    }
    if (!Character.isLowerCase(in.peek())) {
      throw in.error("expected a name");
    }
    return atom(in.word());
  }
}
