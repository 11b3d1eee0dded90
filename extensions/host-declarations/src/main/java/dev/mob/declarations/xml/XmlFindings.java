package dev.mob.declarations.xml;

import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Diagnostics;
import java.util.ArrayList;
import java.util.List;

/** What a check finds in an app's file, each at an element of it. For one check by one thread. */
public final class XmlFindings {
  private final List<Diagnostic> found = new ArrayList<>();

  /** Notes what is wrong. */
  public void error(Kind kind, XmlElement at, String message, String mend) {
    found.add(Diagnostic.error(kind, at.position(), "", message, mend));
  }

  /** Warns of what stands there for no extension. */
  public void superfluous(XmlElement at, String what) {
    found.add(
        Diagnostic.warning(
            Kind.SUPERFLUOUS,
            at.position(),
            "",
            what + " is declared, and no active extension needs it",
            "remove it unless the app itself does"));
  }

  /** All of it so far. */
  public Diagnostics all() {
    return Diagnostics.of(found);
  }
}
