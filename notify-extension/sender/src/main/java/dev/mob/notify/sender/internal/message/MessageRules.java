package dev.mob.notify.sender.internal.message;

import dev.mob.notify.sender.DeviceToken;
import dev.mob.notify.sender.Platform;
import dev.mob.notify.sender.Problem;
import dev.mob.notify.sender.PushContent;
import dev.mob.notify.sender.PushMessage;
import dev.mob.notify.sender.Recipient;
import dev.mob.notify.sender.TagExpression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules that hold on every platform; a provider adds its own. */
public final class MessageRules {
  /** What FCM keeps a message for at most; APNs and most Web Push services keep about as long. */
  public static final Duration LONGEST_TTL = Duration.ofDays(28);

  /** APNs' limit in bytes for {@code apns-collapse-id}. */
  private static final int COLLAPSE_ID_BYTES = 64;

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.~%:/@+-]{1,200}");
  private static final Pattern DATA_KEY = Pattern.compile("[\\p{L}\\p{N}_.:/-]{1,100}");

  private MessageRules() {}

  /** What is wrong with the message whatever the platform. */
  public static List<Problem> check(PushMessage message, Collection<Platform> platforms) {
    List<Problem> problems = new ArrayList<>();
    check("message", message.content(), problems);
    message
        .overrides()
        .forEach(
            (platform, content) -> {
              check("message.overrides." + platform.id(), content, problems);
            });
    for (Platform platform : platforms) {
      PushContent content = message.contentFor(platform);
      boolean liveActivity = platform == Platform.APNS && message.apns().liveActivity().isPresent();
      if (!content.silent()
          && !content.hasText()
          && content.badge().isEmpty()
          && content.sound().isEmpty()
          && !liveActivity) {
        problems.add(
            new Problem(
                "message",
                "shows nothing on "
                    + platform.id()
                    + ": give it a title, a body, a badge or a sound, or make it silent"));
      }
      if (content.silent() && (content.hasText() || content.sound().isPresent())) {
        problems.add(
            new Problem(
                "message.silent",
                "a silent message has no title, body or sound (on "
                    + platform.id()
                    + "): the platforms would show it or drop it"));
      }
    }
    return problems;
  }

  private static void check(String path, PushContent content, List<Problem> problems) {
    content
        .ttl()
        .ifPresent(
            ttl -> {
              if (ttl.isNegative() || ttl.compareTo(LONGEST_TTL) > 0) {
                problems.add(
                    new Problem(
                        path + ".ttl",
                        ttl + " is out of range: 0 to " + LONGEST_TTL.toDays() + " days"));
              }
            });
    content
        .collapseId()
        .ifPresent(
            id -> {
              int bytes = id.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
              if (bytes == 0 || bytes > COLLAPSE_ID_BYTES) {
                problems.add(
                    new Problem(
                        path + ".collapseId",
                        "has " + bytes + " bytes; 1 to " + COLLAPSE_ID_BYTES + " are allowed"));
              }
            });
    if (content.badge().isPresent() && content.badge().getAsInt() < 0) {
      problems.add(new Problem(path + ".badge", "must be 0 or more"));
    }
    content
        .image()
        .ifPresent(
            image -> {
              if (!"https".equalsIgnoreCase(image.getScheme())) {
                problems.add(
                    new Problem(
                        path + ".image",
                        "'" + image + "' is not an https URL; devices load no other"));
              }
            });
    content
        .localizedTitle()
        .filter(text -> text.key().isEmpty())
        .ifPresent(
            text -> problems.add(new Problem(path + ".localizedTitle.key", "must not be empty")));
    content
        .localizedBody()
        .filter(text -> text.key().isEmpty())
        .ifPresent(
            text -> problems.add(new Problem(path + ".localizedBody.key", "must not be empty")));
    checkData(path + ".data", content.data(), problems);
  }

  private static void checkData(String path, Map<String, String> data, List<Problem> problems) {
    for (String key : data.keySet()) {
      if (key.startsWith(Envelope.PREFIX) || key.equals("aps")) {
        problems.add(
            new Problem(
                path + "." + key,
                "is reserved; choose a key other than 'aps' that does not begin with '"
                    + Envelope.PREFIX
                    + "'"));
      } else if (!DATA_KEY.matcher(key).matches()) {
        problems.add(
            new Problem(
                path,
                "the key '" + key + "' must be 1 to 100 letters, digits and any of _ . : / -"));
      }
    }
  }

  /** What is wrong with a recipient of an app that has these platforms. */
  public static List<Problem> check(Recipient to, Set<Platform> platforms) {
    List<Problem> problems = new ArrayList<>();
    if (to instanceof Recipient.User user) {
      checkName("to.user", "user", user.user(), problems);
    } else if (to instanceof Recipient.Topic topic) {
      checkName("to.topic", "topic", topic.topic(), problems);
    } else if (to instanceof Recipient.Tagged tagged) {
      checkTags(tagged.expression(), problems);
    } else if (to instanceof Recipient.Tokens tokens) {
      if (tokens.tokens().isEmpty()) {
        problems.add(new Problem("to.tokens", "is empty"));
      }
      if (tokens.tokens().size() > Recipient.MAX_TOKENS) {
        problems.add(
            new Problem(
                "to.tokens",
                "has "
                    + tokens.tokens().size()
                    + " tokens; "
                    + Recipient.MAX_TOKENS
                    + " at most, for more use a topic or tags"));
        return problems;
      }
      for (int i = 0; i < tokens.tokens().size(); i++) {
        checkToken("to.tokens[" + i + "]", tokens.tokens().get(i), platforms, problems);
      }
    }
    return problems;
  }

  /** What is wrong with a token of an app that has these platforms. */
  public static void checkToken(
      String path, DeviceToken token, Set<Platform> platforms, List<Problem> problems) {
    if (!platforms.contains(token.platform())) {
      problems.add(
          new Problem(path + ".platform", "the app has no provider for " + token.platform().id()));
      return;
    }
    String value = token.value();
    String problem =
        switch (token.platform()) {
          case APNS ->
              // "The token's length is variable" (Apple, registering for APNs): hexadecimal only.
              value.length() % 2 == 0 && value.matches("[0-9a-fA-F]{2,400}")
                  ? null
                  : "is not a device token in hexadecimal";
          case WEB_PUSH ->
              value.matches("https?://.+") && value.length() <= 2048
                  ? null
                  : "is not the URL of an endpoint";
          case FCM, LOCAL ->
              value.matches("[\\x21-\\x7e]{1,4096}") ? null : "is empty or not printable ASCII";
        };
    if (problem != null) {
      problems.add(new Problem(path + ".token", problem));
    }
  }

  private static void checkTags(TagExpression expression, List<Problem> problems) {
    expression.tags().forEach(tag -> checkName("to.tags", "tag", tag, problems));
  }

  /** What is wrong with the name of a user, topic or tag. */
  public static void checkName(String path, String what, String name, List<Problem> problems) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          new Problem(
              path,
              "the "
                  + what
                  + " '"
                  + name
                  + "' must be 1 to 200 letters, digits and any of _ . ~ % : / @ + -"));
    }
  }
}
