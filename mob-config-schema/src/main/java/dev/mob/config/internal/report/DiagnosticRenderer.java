package dev.mob.config.internal.report;

import dev.mob.config.Diagnostic;
import dev.mob.config.Position;
import dev.mob.config.Severity;
import java.util.List;

/** Writes diagnostics for people (plain or with ANSI colours) and for scripts (JSON). */
public final class DiagnosticRenderer {
  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String DIM = "\u001b[2m";

  private final boolean colours;

  private DiagnosticRenderer(boolean colours) {
    this.colours = colours;
  }

  /** Without colours. */
  public static DiagnosticRenderer plain() {
    return new DiagnosticRenderer(false);
  }

  /** With ANSI colours. */
  public static DiagnosticRenderer coloured() {
    return new DiagnosticRenderer(true);
  }

  /** All of them, each with its source line and caret. */
  public String render(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < diagnostics.size(); i++) {
      render(diagnostics.get(i), out);
    }
    return out.toString();
  }

  private void render(Diagnostic diagnostic, StringBuilder out) {
    Position position = diagnostic.position();
    String severityColour = diagnostic.severity() == Severity.ERROR ? RED : YELLOW;
    paint(BOLD, position.toString() + ":", out);
    out.append(' ');
    paint(severityColour, diagnostic.severity().word() + ":", out);
    out.append(' ');
    if (!diagnostic.path().isEmpty()) {
      out.append(diagnostic.path()).append(": ");
    }
    out.append(diagnostic.message());
    if (!diagnostic.mend().isEmpty()) {
      out.append("; ").append(diagnostic.mend());
    }
    out.append('\n');
    if (position.sourceLine().isEmpty()) {
      return;
    }
    String number = "  " + position.line();
    paint(DIM, number + " | ", out);
    out.append(position.sourceLine()).append('\n');
    for (int i = 0; i < number.length() + 3; i++) {
      out.append(' ');
    }
    for (int i = 0; i < position.column() - 1; i++) {
      // A tab stays a tab, so that the caret stands under its text however wide tabs are shown.
      boolean tab = i < position.sourceLine().length() && position.sourceLine().charAt(i) == '\t';
      out.append(tab ? '\t' : ' ');
    }
    StringBuilder carets = new StringBuilder();
    for (int i = 0; i < position.length(); i++) {
      carets.append('^');
    }
    paint(severityColour, carets.toString(), out);
    out.append('\n');
  }

  private void paint(String colour, String text, StringBuilder out) {
    if (colours) {
      out.append(colour).append(text).append(RESET);
    } else {
      out.append(text);
    }
  }

  /** All of them as a JSON array. */
  public static String json(List<Diagnostic> diagnostics) {
    JsonWriter json = new JsonWriter();
    json.beginArray();
    for (Diagnostic diagnostic : diagnostics) {
      Position position = diagnostic.position();
      json.beginObject();
      json.name("severity").value(diagnostic.severity().word());
      json.name("kind").value(diagnostic.kind().name().toLowerCase(java.util.Locale.ROOT));
      json.name("file").value(position.file());
      json.name("line").value(position.line());
      json.name("column").value(position.column());
      json.name("length").value(position.length());
      json.name("path").value(diagnostic.path());
      json.name("message").value(diagnostic.message());
      json.name("mend").value(diagnostic.mend());
      json.name("source").value(position.sourceLine());
      json.endObject();
    }
    json.endArray();
    return json.toString();
  }
}
