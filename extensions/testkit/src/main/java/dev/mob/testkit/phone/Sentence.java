package dev.mob.testkit.phone;

import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import dev.mob.config.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sentence of a story, from words to what is done to the phone. Immutable.
 *
 * @param line where it is, from 1
 * @param text the whole line, for messages
 */
record Sentence(int line, String text, Consumer<Phone> act) {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  static final String NO_TIME = "a time is a number with ms, s, m, h or d, not ";

  /** What is said in full. */
  private static final Map<String, Consumer<Phone>> FIXED =
      Map.of(
          "open", Phone::open,
          "press home", Phone::pressHome,
          "lock", Phone::lock,
          "force quit", Phone::forceQuit,
          "kill", Phone::kill,
          "reboot", Phone::reboot,
          "low memory", Phone::lowMemory);

  /** What takes words, by how it begins. */
  private static final Map<String, BiFunction<Words, Integer, Consumer<Phone>>> OPEN =
      Map.ofEntries(
          Map.entry("pass", Sentence::pass),
          Map.entry("call", Sentence::call),
          Map.entry("set clock", Sentence::setClock),
          Map.entry("charger", Sentence::charger),
          Map.entry("low power", Sentence::lowPower),
          Map.entry("network", Sentence::network),
          Map.entry("revoke", Sentence::revoke),
          Map.entry("grant", Sentence::grant),
          Map.entry("push", Sentence::push),
          Map.entry("tell", Sentence::tell),
          Map.entry("ask", Sentence::ask));

  static final String ALL =
      "open, press home, lock, force quit, kill, reboot, low memory, pass TIME, call TIME, push ID"
          + " [KEY=VALUE ...], charger on|off, network none|any|unmetered, low power on|off, set clock"
          + " [-]TIME, revoke TYPE, grant TYPE, tell NAME MESSAGE, ask NAME QUESTION";

  /** The words of a line, and what is wrong with one of them. */
  record Words(List<String> all) {
    static Words of(String text) {
      return new Words(Arrays.asList(text.trim().split("\\s+")));
    }

    /** The words from one on, as they were written but for the space between them. */
    String from(int index) {
      return String.join(" ", all.subList(index, all.size()));
    }

    /** The one word that stands there. */
    String only(int index, String what) {
      if (all.size() != index + 1) {
        throw new Misunderstood(
            Math.min(index + 1, all.size() - 1), "after '" + upTo(index) + "' comes " + what);
      }
      return all.get(index);
    }

    private String upTo(int index) {
      return String.join(" ", all.subList(0, index));
    }
  }

  /** A word that makes no sense. */
  static final class Misunderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int word;

    Misunderstood(int word, String message) {
      super(message);
      this.word = word;
    }
  }

  /**
   * @throws Misunderstood when it is none
   */
  static Sentence of(int line, String text, Words words) {
    String whole = words.from(0);
    Consumer<Phone> fixed = FIXED.get(whole);
    if (fixed != null) {
      return new Sentence(line, text, fixed);
    }
    for (int length = 1; length <= 2 && length <= words.all().size(); length++) {
      BiFunction<Words, Integer, Consumer<Phone>> open = OPEN.get(words.upTo(length));
      if (open != null) {
        return new Sentence(line, text, open.apply(words, length));
      }
    }
    throw new Misunderstood(0, "not understood; " + mend(words));
  }

  /** The beginning that is closest to what was written, or all that there are. */
  private static String mend(Words words) {
    List<String> known = new ArrayList<>(new TreeSet<>(FIXED.keySet()));
    known.addAll(new TreeSet<>(OPEN.keySet()));
    for (int length = Math.min(2, words.all().size()); length > 0; length--) {
      String meant = Suggestion.closest(words.upTo(length), known);
      if (meant != null) {
        return "did you mean '" + meant + "'?";
      }
    }
    return "sentences are: " + ALL;
  }

  private static Consumer<Phone> pass(Words words, int at) {
    Duration time = time(words.only(at, "a time"), at);
    return phone -> phone.passes(time);
  }

  private static Consumer<Phone> call(Words words, int at) {
    Duration time = time(words.only(at, "a time"), at);
    return phone -> phone.phoneCall(time);
  }

  private static Consumer<Phone> setClock(Words words, int at) {
    String word = words.only(at, "a time");
    Duration by = word.startsWith("-") ? time(word.substring(1), at).negated() : time(word, at);
    return phone -> phone.setClock(by);
  }

  private static Consumer<Phone> charger(Words words, int at) {
    boolean on = onOrOff(words, at);
    return phone -> phone.charger(on);
  }

  private static Consumer<Phone> lowPower(Words words, int at) {
    boolean on = onOrOff(words, at);
    return phone -> phone.lowPower(on);
  }

  private static Consumer<Phone> network(Words words, int at) {
    Constraints.Network network = constant(words, at, Constraints.Network.class);
    return phone -> phone.network(network);
  }

  private static Consumer<Phone> revoke(Words words, int at) {
    KeepAliveType type = constant(words, at, KeepAliveType.class);
    return phone -> phone.revoke(type);
  }

  private static Consumer<Phone> grant(Words words, int at) {
    KeepAliveType type = constant(words, at, KeepAliveType.class);
    return phone -> phone.grant(type);
  }

  private static Consumer<Phone> push(Words words, int at) {
    if (words.all().size() == at) {
      throw new Misunderstood(at - 1, "after 'push' comes the message's id");
    }
    String id = words.all().get(at);
    Map<String, String> data = new HashMap<>();
    for (int i = at + 1; i < words.all().size(); i++) {
      String pair = words.all().get(i);
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new Misunderstood(i, "a push carries KEY=VALUE, not '" + pair + "'");
      }
      data.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return phone -> phone.receivePush(id, data);
  }

  private static Consumer<Phone> tell(Words words, int at) {
    String message = said(words, at);
    String name = words.all().get(at);
    return phone -> phone.tell(name, message);
  }

  private static Consumer<Phone> ask(Words words, int at) {
    String question = said(words, at);
    String name = words.all().get(at);
    return phone -> phone.ask(name, question);
  }

  private static String said(Words words, int at) {
    if (words.all().size() < at + 2) {
      throw new Misunderstood(
          words.all().size() - 1,
          "after '" + words.upTo(at) + "' come a process's name and what is said to it");
    }
    return words.from(at + 1);
  }

  private static Duration time(String word, int at) {
    return time(word).orElseThrow(() -> new Misunderstood(at, NO_TIME + "'" + word + "'"));
  }

  /** A number with its unit. */
  static Optional<Duration> time(String word) {
    Matcher matcher = TIME.matcher(word);
    return matcher.matches()
        ? Optional.of(UNITS.get(matcher.group(2)).multipliedBy(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  private static boolean onOrOff(Words words, int at) {
    String word = words.only(at, "on or off");
    if (!word.equals("on") && !word.equals("off")) {
      throw new Misunderstood(at, "on or off, not '" + word + "'");
    }
    return word.equals("on");
  }

  private static <E extends Enum<E>> E constant(Words words, int at, Class<E> type) {
    Map<String, E> constants = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      constants.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    String all = "one of " + String.join(", ", constants.keySet());
    String word = words.only(at, all);
    E constant = constants.get(word);
    if (constant == null) {
      String meant = Suggestion.closest(word, constants.keySet());
      throw new Misunderstood(
          at,
          meant == null
              ? all + ", not '" + word + "'"
              : "'" + word + "': did you mean '" + meant + "'?");
    }
    return constant;
  }
}
