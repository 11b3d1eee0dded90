package dev.mob.config;

import java.util.Collection;

/** Writes schemas for editors (JSON Schema 2020-12) and for documentation (Markdown). */
public final class SchemaExport {
  private SchemaExport() {}

  /** The JSON Schema of one extension's block. */
  public static String jsonSchema(Descriptor descriptor) {
    throw new UnsupportedOperationException();
  }

  /** The JSON Schema of a whole {@code mob.conf} in which these extensions may be active. */
  public static String jsonSchema(Collection<Descriptor> descriptors) {
    throw new UnsupportedOperationException();
  }

  /** What one extension is and which settings it has, as Markdown. */
  public static String markdown(Descriptor descriptor) {
    throw new UnsupportedOperationException();
  }

  /** The {@code mob} block and all these extensions, as Markdown. */
  public static String markdown(Collection<Descriptor> descriptors) {
    throw new UnsupportedOperationException();
  }
}
