package dev.mob.config;

import dev.mob.config.internal.report.DiagnosticRenderer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** Everything that was found in one run, in the order of files, lines and columns. */
public final class Diagnostics implements Iterable<Diagnostic> {
  private static final Diagnostics NONE = new Diagnostics(Collections.<Diagnostic>emptyList());

  private final List<Diagnostic> all;

  private Diagnostics(List<Diagnostic> all) {
    this.all = all;
  }

  /** Nothing was found. */
  public static Diagnostics none() {
    return NONE;
  }

  /**
   * These, ordered by line and column within a file; files stay in the order in which they first
   * appear.
   */
  public static Diagnostics of(Collection<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      return NONE;
    }
    List<String> files = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      if (!files.contains(diagnostic.position().file())) {
        files.add(diagnostic.position().file());
      }
    }
    List<Diagnostic> ordered = new ArrayList<>(diagnostics);
    Collections.sort(
        ordered,
        new Comparator<Diagnostic>() {
          @Override
          public int compare(Diagnostic a, Diagnostic b) {
            int byFile =
                Integer.compare(
                    files.indexOf(a.position().file()), files.indexOf(b.position().file()));
            if (byFile != 0) {
              return byFile;
            }
            int byLine = Integer.compare(a.position().line(), b.position().line());
            return byLine != 0
                ? byLine
                : Integer.compare(a.position().column(), b.position().column());
          }
        });
    return new Diagnostics(Collections.unmodifiableList(ordered));
  }

  /** Those of this and of the other together. */
  public Diagnostics plus(Diagnostics other) {
    if (other.all.isEmpty()) {
      return this;
    }
    if (all.isEmpty()) {
      return other;
    }
    List<Diagnostic> both = new ArrayList<>(all);
    both.addAll(other.all);
    return of(both);
  }

  /** Whether at least one is an error. */
  public boolean hasErrors() {
    for (Diagnostic diagnostic : all) {
      if (diagnostic.severity() == Severity.ERROR) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of them; unmodifiable. */
  public List<Diagnostic> list() {
    return all;
  }

  /** The errors among them. */
  public List<Diagnostic> errors() {
    return withSeverity(Severity.ERROR);
  }

  /** The warnings among them. */
  public List<Diagnostic> warnings() {
    return withSeverity(Severity.WARNING);
  }

  /**
   * As text: each with its place, its source line and a caret under what is meant. Ends with a line
   * break unless there are none.
   */
  public String render() {
    return DiagnosticRenderer.plain().render(all);
  }

  /** As {@link #render}, coloured with ANSI escape sequences for a terminal. */
  public String renderColoured() {
    return DiagnosticRenderer.coloured().render(all);
  }

  /**
   * As a JSON array of objects with {@code severity}, {@code kind}, {@code file}, {@code line},
   * {@code column}, {@code length}, {@code path}, {@code message}, {@code mend} and {@code source}.
   */
  public String toJson() {
    return DiagnosticRenderer.json(all);
  }

  @Override
  public Iterator<Diagnostic> iterator() {
    return all.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Diagnostics && ((Diagnostics) other).all.equals(all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  /** As {@link #render}. */
  @Override
  public String toString() {
    return render();
  }

  private List<Diagnostic> withSeverity(Severity severity) {
    List<Diagnostic> some = new ArrayList<>();
    for (Diagnostic diagnostic : all) {
      if (diagnostic.severity() == severity) {
        some.add(diagnostic);
      }
    }
    return Collections.unmodifiableList(some);
  }
}
