package dev.mob.testkit.phone;

import dev.mob.background.Constraints;
import dev.mob.background.KeepAliveType;
import dev.mob.testkit.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A story as a file: one sentence a line, which a {@link Phone} lives. Empty lines and what follows
 * {@code #} mean nothing. The first sentence is the phone's.
 *
 * <pre>
 * phone ios seed 7          # or: phone android 35 seed 7
 * open
 * pass 10m                  # ms, s, m, h, d
 * press home
 * push news-1 title=Hello
 * kill
 * </pre>
 *
 * Immutable once read.
 */
public final class Story {
  private static final Pattern TIME = Pattern.compile("(\\d+)(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  /** The sentences that take no words, and those that do, by how they begin. */
  private static final String SENTENCES =
      "open, press home, lock, force quit, kill, reboot, low memory, pass TIME, call TIME, push ID"
          + " [KEY=VALUE ...], charger on|off, network none|any|unmetered, low power on|off, set clock"
          + " [-]TIME, revoke TYPE, grant TYPE, tell NAME MESSAGE";

  private final String system;
  private final int api;
  private final long seed;
  private final List<Consumer<Phone>> sentences;

  private Story(String system, int api, long seed, List<Consumer<Phone>> sentences) {
    this.system = system;
    this.api = api;
    this.seed = seed;
    this.sentences = sentences;
  }

  /**
   * Reads a story.
   *
   * @param origin where it is from, for messages
   * @throws IllegalArgumentException for the first sentence that it does not understand; the
   *     message begins with the origin and the line
   */
  public static Story read(String text, String origin) {
    String[] lines = text.split("\n", -1);
    List<Consumer<Phone>> sentences = new ArrayList<>();
    List<String> phone = null;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].replaceFirst("#.*", "").trim();
      if (line.isEmpty()) {
        continue;
      }
      List<String> words = Arrays.asList(line.split("\\s+"));
      try {
        if (phone == null) {
          phone = checkedPhone(words);
        } else {
          sentences.add(sentence(words));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            origin + ":" + (i + 1) + ": error: " + e.getMessage() + "\n  " + lines[i], e);
      }
    }
    if (phone == null) {
      throw new IllegalArgumentException(
          origin + ": error: the story is empty; begin with: phone ios seed 7");
    }
    int api = phone.get(1).equals("android") ? Integer.parseInt(phone.get(2)) : 0;
    return new Story(
        phone.get(1), api, Long.parseLong(phone.get(phone.size() - 1)), List.copyOf(sentences));
  }

  private static List<String> checkedPhone(List<String> words) {
    String line = String.join(" ", words);
    if (!line.matches("phone (ios|android (2[6-9]|3[0-6])) seed \\d{1,18}")) {
      throw new IllegalArgumentException(
          "a story begins with 'phone ios seed N' or 'phone android API seed N', API from 26 to 36");
    }
    return words;
  }

  private static Consumer<Phone> sentence(List<String> words) {
    String last = words.get(words.size() - 1);
    String start = String.join(" ", words.subList(0, words.size() - 1));
    switch (String.join(" ", words)) {
      case "open":
        return Phone::open;
      case "press home":
        return Phone::pressHome;
      case "lock":
        return Phone::lock;
      case "force quit":
        return Phone::forceQuit;
      case "kill":
        return Phone::kill;
      case "reboot":
        return Phone::reboot;
      case "low memory":
        return Phone::lowMemory;
      default:
        break;
    }
    if (words.get(0).equals("push") && words.size() > 1) {
      Map<String, String> data = data(words.subList(2, words.size()));
      return phone -> phone.receivePush(words.get(1), data);
    }
    if (words.get(0).equals("tell") && words.size() > 2) {
      String message = String.join(" ", words.subList(2, words.size()));
      return phone -> phone.tell(words.get(1), message);
    }
    return switch (start) {
      case "pass" -> {
        Duration time = time(last);
        yield phone -> phone.passes(time);
      }
      case "call" -> {
        Duration time = time(last);
        yield phone -> phone.phoneCall(time);
      }
      case "set clock" -> {
        Duration by = last.startsWith("-") ? time(last.substring(1)).negated() : time(last);
        yield phone -> phone.setClock(by);
      }
      case "charger" -> {
        boolean on = onOrOff(last);
        yield phone -> phone.charger(on);
      }
      case "low power" -> {
        boolean on = onOrOff(last);
        yield phone -> phone.lowPower(on);
      }
      case "network" -> {
        Constraints.Network network = constant(last, Constraints.Network.class);
        yield phone -> phone.network(network);
      }
      case "revoke" -> {
        KeepAliveType type = constant(last, KeepAliveType.class);
        yield phone -> phone.revoke(type);
      }
      case "grant" -> {
        KeepAliveType type = constant(last, KeepAliveType.class);
        yield phone -> phone.grant(type);
      }
      default -> throw new IllegalArgumentException("not understood; sentences are: " + SENTENCES);
    };
  }

  private static Map<String, String> data(List<String> pairs) {
    Map<String, String> data = new HashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("a push carries KEY=VALUE, not '" + pair + "'");
      }
      data.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return Map.copyOf(data);
  }

  private static Duration time(String word) {
    Matcher matcher = TIME.matcher(word);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a time is a number with ms, s, m, h or d, not " + word);
    }
    return UNITS.get(matcher.group(2)).multipliedBy(Integer.parseInt(matcher.group(1)));
  }

  private static boolean onOrOff(String word) {
    if (!word.equals("on") && !word.equals("off")) {
      throw new IllegalArgumentException("on or off, not " + word);
    }
    return word.equals("on");
  }

  private static <E extends Enum<E>> E constant(String word, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "one of "
            + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT).replace('_', '-')
            + ", not "
            + word);
  }

  /**
   * Lives the story on a new phone.
   *
   * @param parts makes the app's extensions for each of its starts
   * @return the phone, at the story's end
   */
  public Phone live(Supplier<List<Part>> parts) {
    Phone phone = system.equals("ios") ? Phone.ios(seed, parts) : Phone.android(api, seed, parts);
    sentences.forEach(sentence -> sentence.accept(phone));
    return phone;
  }
}
