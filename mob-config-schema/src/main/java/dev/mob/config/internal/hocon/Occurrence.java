package dev.mob.config.internal.hocon;

import java.util.List;

/**
 * One place where a path is written.
 *
 * @param source the file
 * @param field the setting it is in; null for a file's root and for elements of lists
 * @param segment which name of the field's key stands for the path's last name
 * @param value what is written; the whole field's value also for the first names of a dotted key
 * @param path the names from the root of the main file to here
 * @param prefix how many of them lead to the include that brought the file in
 */
public record Occurrence(
    ParsedSource source, Node.Field field, int segment, Node value, List<String> path, int prefix) {

  /** Whether the key goes on after the path's last name, as {@code a.b} does for {@code a}. */
  boolean isPartOfDottedKey() {
    return field != null && segment < field.path().size() - 1;
  }

  /** Offset of the key, where there is one. */
  public int keyStart() {
    return field.path().get(segment).start();
  }

  /** Offset after the key, where there is one. */
  public int keyEnd() {
    return field.path().get(segment).end();
  }
}
