package dev.mob.declarations.ios;

import dev.mob.declarations.xml.XmlElement;
import dev.mob.declarations.xml.XmlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A property list in XML, read: the outermost dictionary's keys, each with its place and its value
 * (Apple's {@code PropertyList-1.0.dtd}). Immutable.
 */
final class PropertyList {
  private final XmlElement place;
  private final Map<String, Entry> entries;

  private PropertyList(XmlElement place, Map<String, Entry> entries) {
    this.place = place;
    this.entries = entries;
  }

  /**
   * One key.
   *
   * @param key where it stands
   * @param value the element behind it
   */
  record Entry(XmlElement key, XmlElement value) {

    /** The strings of an array, each where it stands; empty when it is no array. */
    List<XmlElement> strings() {
      return value.name().equals("array") ? value.children("string") : List.of();
    }

    boolean isArray() {
      return value.name().equals("array");
    }
  }

  /** The outermost dictionary; empty when the file is no property list of one. */
  static Optional<PropertyList> of(XmlFile file) {
    if (!file.root().name().equals("plist")) {
      return Optional.empty();
    }
    return file.root()
        .child("dict")
        .map(dictionary -> new PropertyList(dictionary, entries(dictionary)));
  }

  private static Map<String, Entry> entries(XmlElement dictionary) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<XmlElement> children = new ArrayList<>(dictionary.children());
    for (int i = 0; i + 1 < children.size(); i++) {
      if (children.get(i).name().equals("key")) {
        entries.put(children.get(i).text(), new Entry(children.get(i), children.get(i + 1)));
      }
    }
    return entries;
  }

  /** Where the dictionary begins. */
  XmlElement place() {
    return place;
  }

  Optional<Entry> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }
}
