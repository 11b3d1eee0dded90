package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Prints terms in Erlang's syntax, on one line, as {@code io:format("~tp")} chooses the forms:
 * charlists in quotes, binaries of text as {@code <<"text">>}. What it prints, {@link TermParser}
 * reads, but for pids, references, ports and local funs, which have no syntax.
 */
public final class TermPrinter {
  private static final int MAX_DEPTH = 256;

  private final StringBuilder out = new StringBuilder();
  private final int maxLength;

  private TermPrinter(int maxLength) {
    this.maxLength = maxLength;
  }

  /** The whole term as text. */
  public static String print(Object term) {
    return print(term, Integer.MAX_VALUE);
  }

  /**
   * The term as text, cut off with {@code ...} near this many characters: for logs, where a peer
   * may have sent something large.
   */
  public static String print(Object term, int maxLength) {
    TermPrinter printer = new TermPrinter(maxLength);
    printer.write(term, 0);
    if (printer.full()) {
      printer.out.append("...");
    }
    return printer.out.toString();
  }

  private boolean full() {
    return out.length() >= maxLength;
  }

  private void write(Object term, int depth) {
    if (full()) {
      return;
    }
    if (depth > MAX_DEPTH) {
      out.append("...");
    } else if (term instanceof String) {
      writeText((String) term);
    } else if (term instanceof byte[]) {
      writeBytes((byte[]) term, 8);
    } else if (term instanceof BitString) {
      writeBytes(((BitString) term).bytes(), ((BitString) term).lastBits());
    } else if (term instanceof Tuple) {
      out.append('{');
      writeAll(((Tuple) term).toList(), depth);
      out.append('}');
    } else if (term instanceof List) {
      writeList((List<?>) term, depth);
    } else if (term instanceof ImproperList) {
      out.append('[');
      writeAll(((ImproperList) term).heads(), depth);
      out.append('|');
      write(((ImproperList) term).tail(), depth + 1);
      out.append(']');
    } else if (term instanceof Map) {
      writeMap((Map<?, ?>) term, depth);
    } else if (term instanceof Atom) {
      writeAtom((Atom) term);
    } else if (term instanceof Double || term instanceof Float) {
      out.append(String.valueOf(((Number) term).doubleValue()).replace('E', 'e'));
    } else if (term instanceof Export) {
      Export export = (Export) term;
      out.append("fun ");
      writeAtom(export.module());
      out.append(':');
      writeAtom(export.function());
      out.append('/').append(export.arity());
    } else if (term instanceof Pid) {
      Pid pid = (Pid) term;
      out.append('<')
          .append(pid.node().name())
          .append('.')
          .append(Integer.toUnsignedString(pid.id()));
      out.append('.').append(Integer.toUnsignedString(pid.serial())).append('>');
    } else if (term == null) {
      out.append("nil");
    } else {
      out.append(term);
    }
  }

  private void writeAll(Iterable<?> elements, int depth) {
    boolean first = true;
    for (Object element : elements) {
      if (!first) {
        out.append(',');
      }
      first = false;
      write(element, depth + 1);
      if (full()) {
        return;
      }
    }
  }

  private void writeList(List<?> list, int depth) {
    if (Charlists.isPrintable(list)) {
      String text = Charlists.text(list);
      out.append('"');
      writeEscaped(text, '"');
      out.append('"');
    } else {
      out.append('[');
      writeAll(list, depth);
      out.append(']');
    }
  }

  private void writeMap(Map<?, ?> map, int depth) {
    out.append("#{");
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      write(entry.getKey(), depth + 1);
      out.append(" => ");
      write(entry.getValue(), depth + 1);
      if (full()) {
        break;
      }
    }
    out.append('}');
  }

  private void writeText(String text) {
    if (text.isEmpty()) {
      out.append("<<>>");
      return;
    }
    out.append("<<\"");
    writeEscaped(text, '"');
    boolean ascii = text.chars().allMatch(c -> c < 128);
    out.append(ascii ? "\">>" : "\"/utf8>>");
  }

  private void writeBytes(byte[] bytes, int lastBits) {
    out.append("<<");
    for (int i = 0; i < bytes.length && !full(); i++) {
      if (i > 0) {
        out.append(',');
      }
      boolean partial = i == bytes.length - 1 && lastBits < 8;
      int value = bytes[i] & 0xFF;
      out.append(partial ? value >>> (8 - lastBits) : value);
      if (partial) {
        out.append(':').append(lastBits);
      }
    }
    out.append(">>");
  }

  private void writeAtom(Atom atom) {
    if (isPlain(atom.name())) {
      out.append(atom.name());
    } else {
      out.append('\'');
      writeEscaped(atom.name(), '\'');
      out.append('\'');
    }
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty() || !Character.isLowerCase(name.charAt(0)) || RESERVED.contains(name)) {
      return false;
    }
    return name.chars()
        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '@'));
  }

  private void writeEscaped(String text, char quote) {
    for (int i = 0; i < text.length() && !full(); i++) {
      char c = text.charAt(i);
      int escape = "\b\t\n\u000b\f\r\u001b".indexOf(c);
      if (c == quote || c == '\\') {
        out.append('\\').append(c);
      } else if (escape >= 0) {
        out.append('\\').append("btnvfre".charAt(escape));
      } else if (c < 32 || (c >= 127 && c < 160)) {
        out.append("\\x{").append(Integer.toHexString(c)).append('}');
      } else {
        out.append(c);
      }
    }
  }

  /** Erlang's reserved words: atoms of these names need quotes. */
  static final List<String> RESERVED =
      Arrays.asList(
          "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case",
          "catch", "cond", "div", "else", "end", "fun", "if", "let", "maybe", "not", "of", "or",
          "orelse", "receive", "rem", "try", "when", "xor");
}
