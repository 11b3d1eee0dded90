package dev.mob.declarations;

import dev.mob.config.AndroidDeclarations;
import dev.mob.config.Descriptor;
import dev.mob.config.HostClause;
import dev.mob.config.IosDeclarations;
import java.util.List;
import java.util.Locale;

/** A phone's platform, as descriptors and the command line name it. */
public enum Target {
  /** {@code host.android}; see {@link AndroidDeclarations}. */
  ANDROID("Android"),
  /** {@code host.ios}; see {@link IosDeclarations}. */
  IOS("iOS");

  private final String title;

  Target(String title) {
    this.title = title;
  }

  /** {@code android} or {@code ios}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code Android} or {@code iOS}. */
  public String title() {
    return title;
  }

  /** What a descriptor says of this platform. */
  List<? extends HostClause<?>> clauses(Descriptor descriptor) {
    return this == ANDROID ? descriptor.androidClauses() : descriptor.iosClauses();
  }
}
