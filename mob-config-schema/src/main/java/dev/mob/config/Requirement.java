package dev.mob.config;

/**
 * That an extension needs another one.
 *
 * @param id the other extension's id
 * @param versions which versions of it will do
 * @param optional true: it is used when it is there, and started before
 * @param position where the descriptor says so
 */
public record Requirement(String id, VersionRange versions, boolean optional, Position position) {

  /** {@code id range}, as written. */
  @Override
  public String toString() {
    return versions.equals(VersionRange.ANY) ? id : id + " " + versions;
  }
}
