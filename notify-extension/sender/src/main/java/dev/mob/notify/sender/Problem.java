package dev.mob.notify.sender;

import java.util.Objects;

/**
 * One thing that is wrong with a message or a recipient.
 *
 * @param path where: the JSON path of the HTTP API, for example {@code message.ttl} or {@code
 *     message.overrides.apns.title}
 * @param text what is wrong and how to mend it
 */
public record Problem(String path, String text) {
  public Problem {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(text, "text");
  }

  @Override
  public String toString() {
    return path + ": " + text;
  }
}
