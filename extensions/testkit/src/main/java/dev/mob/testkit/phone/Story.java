package dev.mob.testkit.phone;

import dev.mob.process.CallFailed;
import dev.mob.testkit.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A story as a file: one sentence a line, which a {@link Phone} lives. Empty lines and what follows
 * {@code #} mean nothing. The first sentence is the phone's; the second may name the app.
 *
 * <pre>
 * phone ios seed 7          # or: phone android 35 seed 7
 * app ../my-extension.jar   # a path from this file; without it, whoever lives the story knows
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
  private static final Pattern PHONE =
      Pattern.compile("phone (ios|android (2[6-9]|3[0-6])) seed (\\d{1,18})");

  private final String origin;
  private final Matcher phone;
  private final String app;
  private final List<Sentence> sentences;

  private Story(String origin, Matcher phone, String app, List<Sentence> sentences) {
    this.origin = origin;
    this.phone = phone;
    this.app = app;
    this.sentences = sentences;
  }

  /**
   * Reads a story.
   *
   * @param origin where it is from, for messages
   * @throws StoryException when there are sentences that it does not understand; the message names
   *     all of them
   */
  public static Story read(String text, String origin) {
    String[] lines = text.split("\r?\n", -1);
    Matcher phone = null;
    String app = null;
    List<Sentence> sentences = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    boolean begun = false;
    for (int i = 0; i < lines.length; i++) {
      String said = lines[i].replaceFirst("#.*", "").trim();
      if (said.isEmpty()) {
        continue;
      }
      Sentence.Words words = Sentence.Words.of(said);
      try {
        if (!begun) {
          begun = true;
          phone = phone(words);
        } else if (app == null && sentences.isEmpty() && words.all().get(0).equals("app")) {
          app = words.only(1, "the path of the app's jar");
        } else {
          sentences.add(Sentence.of(i + 1, lines[i], words));
        }
      } catch (Sentence.Misunderstood e) {
        problems.add(problem(origin, i + 1, lines[i], e.word, e.getMessage()));
      }
    }
    if (!begun) {
      problems.add(origin + ": error: the story is empty; begin with: phone ios seed 7");
    }
    if (!problems.isEmpty()) {
      throw new StoryException(String.join("\n", problems));
    }
    return new Story(origin, phone, app, List.copyOf(sentences));
  }

  private static Matcher phone(Sentence.Words words) {
    Matcher matcher = PHONE.matcher(words.from(0));
    if (!matcher.matches()) {
      throw new Sentence.Misunderstood(
          0,
          "a story begins with 'phone ios seed N' or 'phone android API seed N', API from 26 to 36");
    }
    return matcher;
  }

  /** As all that is wrong in a file is shown: the place, the line, the word. */
  private static String problem(String origin, int line, String text, int word, String message) {
    Matcher found = Pattern.compile("\\S+").matcher(text);
    for (int i = 0; i <= word; i++) {
      found.find();
    }
    return String.format(
        "%s:%d:%d: error: %s%n%3d | %s%n    | %s%s",
        origin,
        line,
        found.start() + 1,
        message,
        line,
        text,
        " ".repeat(found.start()),
        "^".repeat(found.end() - found.start()));
  }

  /** The path of the app's jar, from the story's file, if the story names one. */
  public Optional<String> app() {
    return Optional.ofNullable(app);
  }

  /**
   * A new phone for this story.
   *
   * @param parts makes the app's extensions for each of its starts
   */
  public Phone phone(Supplier<List<Part>> parts) {
    long seed = Long.parseLong(phone.group(3));
    return phone.group(1).equals("ios")
        ? Phone.ios(seed, parts)
        : Phone.android(Integer.parseInt(phone.group(2)), seed, parts);
  }

  /**
   * Lives the story on a phone.
   *
   * @return the phone, at the story's end
   * @throws StoryException when a sentence cannot be lived, such as one that says something to an
   *     app that does not run; what has happened until then is in the phone's timeline
   */
  public Phone live(Phone on) {
    for (Sentence sentence : sentences) {
      try {
        sentence.act().accept(on);
      } catch (IllegalStateException | CallFailed e) {
        throw new StoryException(
            problem(origin, sentence.line(), sentence.text(), 0, e.getMessage()), e);
      }
    }
    return on;
  }

  /** Lives the story on a new phone. */
  public Phone live(Supplier<List<Part>> parts) {
    return live(phone(parts));
  }
}
