package dev.mob.process;

import java.util.Objects;

/**
 * A registered name, on this node or on another: Erlang's {@code Name} and {@code {Name, Node}}.
 *
 * @param name the registered name
 * @param node the node where it is looked up; {@code null} means this node
 */
public record ProcessName(Atom name, Atom node) implements Address {
  public ProcessName {
    Objects.requireNonNull(name, "name");
  }

  /** A name that is registered on this node. */
  public static ProcessName of(String name) {
    return new ProcessName(Atom.of(name), null);
  }

  /** A name that is registered on another node, such as {@code "board", "alice@10.0.0.7"}. */
  public static ProcessName of(String name, String node) {
    return new ProcessName(Atom.of(name), Atom.of(node));
  }

  @Override
  public String toString() {
    return node == null ? name.toString() : "{" + name + "," + node + "}";
  }
}
