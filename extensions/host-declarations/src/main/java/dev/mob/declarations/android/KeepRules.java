package dev.mob.declarations.android;

import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.ActiveExtension;

/**
 * Writes what R8 and ProGuard must keep: what is reached by its name alone. The rules of a library
 * are in its jar ({@code META-INF/proguard}), where the shrinkers find them; these are those that
 * depend on mob.conf.
 */
final class KeepRules {
  private final ActiveDeclarations active;

  KeepRules(ActiveDeclarations active) {
    this.active = active;
  }

  String write() {
    StringBuilder out = new StringBuilder();
    out.append("# Made of mob.conf by 'mob host android'; make it anew when mob.conf changes.\n");
    out.append("# An extension's class is named in its descriptor and made by its name.\n");
    for (ActiveExtension extension : active.extensions()) {
      if (extension.mainClass().isPresent()) {
        out.append("-keep class ")
            .append(extension.mainClass().get())
            .append(" { public <init>(); }\n");
      }
    }
    return out.toString();
  }
}
