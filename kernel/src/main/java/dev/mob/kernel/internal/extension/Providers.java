package dev.mob.kernel.internal.extension;

import java.util.Set;

/** Which extension a service is of, and which ones an extension may rely on. */
public interface Providers {

  /** The id of the extension whose bundle has this location; {@code null} when it is none. */
  String extensionAt(String location);

  /** The location of an extension's bundle; {@code null} when there is no such extension. */
  String locationOf(String id);

  /** The ids that an extension requires, directly or through others. */
  Set<String> requiredBy(String id);
}
