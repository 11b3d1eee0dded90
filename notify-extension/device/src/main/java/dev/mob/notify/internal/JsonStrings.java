package dev.mob.notify.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads a JSON array of strings (RFC 8259), which is all the JSON that the envelope has. */
final class JsonStrings {
  private final String json;
  private int at;

  private JsonStrings(String json) {
    this.json = json;
  }

  /** The strings; none when it is {@code null} or no such array. */
  static List<String> array(String json) {
    if (json == null) {
      return Collections.emptyList();
    }
    try {
      return new JsonStrings(json).array();
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return Collections.emptyList(); // shown without arguments rather than not at all
    }
  }

  private List<String> array() {
    List<String> strings = new ArrayList<>();
    expect('[');
    if (next() == ']') {
      return strings;
    }
    for (; ; ) {
      strings.add(string());
      if (next() == ']') {
        return strings;
      }
      expect(',');
    }
  }

  private String string() {
    expect('"');
    StringBuilder text = new StringBuilder();
    for (char c = json.charAt(at++); c != '"'; c = json.charAt(at++)) {
      text.append(c == '\\' ? escaped() : c);
    }
    return text.toString();
  }

  private char escaped() {
    char c = json.charAt(at++);
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'u':
        at += 4;
        return (char) Integer.parseInt(json.substring(at - 4, at), 16);
      default:
        return c;
    }
  }

  private char next() {
    while (Character.isWhitespace(json.charAt(at))) {
      at++;
    }
    return json.charAt(at);
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw new IllegalArgumentException("'" + wanted + "' expected at " + at);
    }
    at++;
  }
}
