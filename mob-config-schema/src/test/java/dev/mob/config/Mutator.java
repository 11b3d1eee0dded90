package dev.mob.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages configuration files the way fingers do, and a little worse. */
final class Mutator {
  private static final String CHARACTERS = "{}[]=:,.\"'#$+\\/ \n\t?-_0159aeXz*\u00e9\u00a0";

  private static final List<String> VALUES =
      Arrays.asList(
          "true",
          "false",
          "null",
          "0",
          "5",
          "-1",
          "11",
          "70000",
          "1.5",
          "2.0",
          "1e3",
          "1e999",
          "12345678901234567890",
          "\"x\"",
          "\"\"",
          "abc",
          "\"5\"",
          "yes",
          "10s",
          "10",
          "1.5h",
          "2 parsecs",
          "64KiB",
          "64kib",
          "hidden",
          "visible",
          "\"h:1\"",
          "\"h:99999\"",
          "[]",
          "[1]",
          "[\"a:1\"]",
          "[a, b]",
          "{}",
          "{ a = b }",
          "{ A = b }",
          "${COOKIE}",
          "${?COOKIE}",
          "${NOWHERE}",
          "${?NOWHERE}",
          "${mob.node.name}",
          "${mob}",
          "a ${COOKIE}",
          "[${COOKIE}]",
          "\"\"\"three\"\"\"",
          "1 2",
          "a b",
          "{} {}",
          "[1] [2]",
          "\"\\u0041\"",
          "\"\\q\"");

  private static final List<String> LINES =
      Arrays.asList(
          "zzz = 1",
          "retries = 4",
          "mob.node.name = bob",
          "mob.extensions.notify = null",
          "mob.extensions.cluster.retries = 2",
          "listen.port = 1",
          "seeds += \"c:1\"",
          "peers += { node = c }",
          "labels.q = w",
          "extensions { other {} }",
          "}",
          "{",
          "]",
          "[",
          "# comment }",
          "stop-timeout = 5s",
          "x = ${x}",
          "old = a");

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  String mutate(String original) {
    String text = original;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      text = once(text);
    }
    return text;
  }

  private String once(String text) {
    switch (random.nextInt(12)) {
      case 0:
        return deleteCharacter(text);
      case 1:
        return insert(text, random.nextInt(text.length() + 1), character());
      case 2:
        return swapNeighbours(text);
      case 3:
        return deleteLine(text);
      case 4:
        return duplicateLine(text);
      case 5:
        return insertLine(text);
      case 6:
        return misspellKey(text);
      default:
        return replaceValue(text);
    }
  }

  private String deleteCharacter(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at) + text.substring(at + 1);
  }

  private String swapNeighbours(String text) {
    if (text.length() < 2) {
      return text;
    }
    int at = random.nextInt(text.length() - 1);
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }

  private String deleteLine(String text) {
    List<String> lines = lines(text);
    lines.remove(random.nextInt(lines.size()));
    return String.join("\n", lines);
  }

  private String duplicateLine(String text) {
    List<String> lines = lines(text);
    int at = random.nextInt(lines.size());
    lines.add(at, lines.get(at));
    return String.join("\n", lines);
  }

  private String insertLine(String text) {
    List<String> lines = lines(text);
    lines.add(random.nextInt(lines.size() + 1), LINES.get(random.nextInt(LINES.size())));
    return String.join("\n", lines);
  }

  private String misspellKey(String text) {
    int at = valueSign(text);
    int end = at;
    while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      start--;
    }
    if (end - start < 2) {
      return text;
    }
    int letter = start + random.nextInt(end - start);
    return text.substring(0, letter) + "x" + text.substring(letter + 1);
  }

  private String replaceValue(String text) {
    int at = valueSign(text);
    if (at < 0) {
      return text;
    }
    int end = at + 1;
    while (end < text.length() && "\n,}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, at + 1)
        + " "
        + VALUES.get(random.nextInt(VALUES.size()))
        + text.substring(end);
  }

  /** The offset of some equals sign; -1 for none. */
  private int valueSign(String text) {
    int from = text.isEmpty() ? 0 : random.nextInt(text.length());
    int at = text.indexOf('=', from);
    return at < 0 ? text.indexOf('=') : at;
  }

  private String insert(String text, int at, String what) {
    return text.substring(0, at) + what + text.substring(at);
  }

  private String character() {
    return String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(Arrays.asList(text.split("\n", -1)));
  }
}
