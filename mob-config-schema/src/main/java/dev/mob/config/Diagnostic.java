package dev.mob.config;

import java.util.Objects;

/**
 * One thing that is wrong, or may be, in a configuration file or a descriptor: what, where, and how
 * to mend it. Holds no secret and no value of an environment variable.
 *
 * @param severity whether it stops a start
 * @param kind what sort of mistake it is, for scripts
 * @param position where it was written
 * @param path the setting, from the {@code mob} block (or the descriptor's root) on, such as {@code
 *     extensions.cluster.listen.port}; empty when no setting is concerned
 * @param message what is wrong, in one clause
 * @param mend what to do about it; empty when the message says it all
 */
public record Diagnostic(
    Severity severity, Kind kind, Position position, String path, String message, String mend) {

  /** The sorts of mistakes. */
  public enum Kind {
    /** Not HOCON. */
    SYNTAX,
    /** A file that cannot be read, or an include that leads nowhere. */
    FILE,
    /** A substitution without a value. */
    UNRESOLVED,
    /** A setting that the schema does not have. */
    UNKNOWN,
    /** A value of another type than the schema's. */
    TYPE,
    /** A value of the right type that is too small, too large, or not among those allowed. */
    RANGE,
    /** A required setting that is not there. */
    MISSING,
    /** A value that is right in form but cannot be used on this machine. */
    UNUSABLE,
    /** An extension that is not there, or whose version or requirements do not fit. */
    EXTENSION,
    /** Two extensions that claim the same thing. */
    CONFLICT,
    /** Declared in an app's manifest or property list, and nothing that is active needs it. */
    SUPERFLUOUS,
    /** A setting that is set twice in one file. */
    DUPLICATE,
    /** A setting that will go. */
    DEPRECATED,
    /** A secret written into a file. */
    SECRET,
    /** A descriptor whose settings schema is wrong. */
    SCHEMA
  }

  public Diagnostic {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(position, "position");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(mend, "mend");
  }

  /** An error. */
  public static Diagnostic error(
      Kind kind, Position position, String path, String message, String mend) {
    return new Diagnostic(Severity.ERROR, kind, position, path, message, mend);
  }

  /** A warning. */
  public static Diagnostic warning(
      Kind kind, Position position, String path, String message, String mend) {
    return new Diagnostic(Severity.WARNING, kind, position, path, message, mend);
  }

  /** The first line as printed: {@code file:line:column: error: path: message; mend}. */
  public String headline() {
    StringBuilder line = new StringBuilder();
    line.append(position).append(": ").append(severity.word()).append(": ");
    if (!path.isEmpty()) {
      line.append(path).append(": ");
    }
    line.append(message);
    if (!mend.isEmpty()) {
      line.append("; ").append(mend);
    }
    return line.toString();
  }

  /** The {@link #headline}. */
  @Override
  public String toString() {
    return headline();
  }
}
