package dev.mob.config.internal.check;

import dev.mob.config.Diagnostic;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Diagnostics;
import dev.mob.config.Position;
import dev.mob.config.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects diagnostics during one run, for one thread. */
public final class Findings {
  private final List<Diagnostic> all = new ArrayList<>();

  /** Notes an error. */
  public void error(Kind kind, Position position, String path, String message, String mend) {
    all.add(Diagnostic.error(kind, position, path, message, mend));
  }

  /** Notes a warning. */
  public void warning(Kind kind, Position position, String path, String message, String mend) {
    all.add(Diagnostic.warning(kind, position, path, message, mend));
  }

  /** Notes what others found. */
  public void addAll(Collection<Diagnostic> others) {
    all.addAll(others);
  }

  /** Whether an error was noted. */
  public boolean hasErrors() {
    for (Diagnostic diagnostic : all) {
      if (diagnostic.severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /** How many were noted. */
  public int size() {
    return all.size();
  }

  /** All of them in order. */
  public Diagnostics toDiagnostics() {
    return Diagnostics.of(all);
  }
}
