package dev.mob.declarations.xml;

import dev.mob.config.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An element of an {@link XmlFile}: a name, attributes, children, text, and where it begins. */
public final class XmlElement {
  private final String name;
  private final Map<String, String> attributes;
  private final Position position;
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(String name, Map<String, String> attributes, Position position) {
    this.name = name;
    this.attributes = new LinkedHashMap<>(attributes);
    this.position = position;
  }

  void add(XmlElement child) {
    children.add(child);
  }

  void add(char[] characters, int start, int length) {
    text.append(characters, start, length);
  }

  /** Its name, without a namespace's prefix. */
  public String name() {
    return name;
  }

  /**
   * An attribute's value.
   *
   * @param namespace its namespace's URI; empty for none
   */
  public Optional<String> attribute(String namespace, String local) {
    return Optional.ofNullable(attributes.get(key(namespace, local)));
  }

  static String key(String namespace, String local) {
    return "{" + namespace + "}" + local;
  }

  /** The elements in it, in their order. */
  public List<XmlElement> children() {
    return Collections.unmodifiableList(children);
  }

  /** The elements in it that are called so, in their order. */
  public List<XmlElement> children(String called) {
    return children.stream()
        .filter(child -> child.name.equals(called))
        .collect(Collectors.toUnmodifiableList());
  }

  /** The first element in it that is called so. */
  public Optional<XmlElement> child(String called) {
    return children.stream().filter(child -> child.name.equals(called)).findFirst();
  }

  /** The text in it, without that in its children and without white space around. */
  public String text() {
    return text.toString().strip();
  }

  /** Where its tag begins; as long as {@code <name}, and on that line alone. */
  public Position position() {
    return position;
  }

  @Override
  public String toString() {
    return "<" + name + "> at " + position;
  }
}
