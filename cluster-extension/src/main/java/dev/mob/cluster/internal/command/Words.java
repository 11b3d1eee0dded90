package dev.mob.cluster.internal.command;

import dev.mob.cluster.term.TermParser;
import dev.mob.process.Atom;
import java.util.List;
import java.util.Map;

/** What an operator has typed after a command. */
final class Words {
  private final String usage;
  private final List<?> words;

  Words(Map<String, Object> arguments, String usage) {
    this.usage = usage;
    this.words =
        arguments.get("words") instanceof List ? (List<?>) arguments.get("words") : List.of();
  }

  /** Refuses another number of words. */
  Words expect(int least, int most) {
    if (words.size() < least || words.size() > most) {
      throw new IllegalArgumentException("usage: " + usage);
    }
    return this;
  }

  int count() {
    return words.size();
  }

  String word(int index) {
    return String.valueOf(words.get(index));
  }

  Atom node(int index) {
    String name = word(index);
    if (name.indexOf('@') < 1) {
      throw new IllegalArgumentException("'" + name + "' is no node name; write name@host");
    }
    return Atom.of(name);
  }

  Object term(int index) {
    return TermParser.parse(word(index));
  }
}
