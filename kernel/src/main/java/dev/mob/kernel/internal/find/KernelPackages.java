package dev.mob.kernel.internal.find;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The packages that the kernel alone gives to bundles. Immutable. */
public final class KernelPackages {
  private final Set<String> names;

  public KernelPackages(List<String> names) {
    this.names = Collections.unmodifiableSet(new HashSet<>(names));
  }

  /** Whether a package is the kernel's, or one of Java's. */
  public boolean contains(String name) {
    return names.contains(name) || name.startsWith("java.");
  }
}
