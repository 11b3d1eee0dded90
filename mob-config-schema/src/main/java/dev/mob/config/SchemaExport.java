package dev.mob.config;

import dev.mob.config.internal.export.JsonSchemaWriter;
import dev.mob.config.internal.export.MarkdownWriter;
import java.util.Collection;

/** Writes schemas for editors (JSON Schema 2020-12) and for documentation (Markdown). */
public final class SchemaExport {
  private SchemaExport() {}

  /**
   * The JSON Schema of one extension's block. What JSON Schema cannot say stays out of it: the
   * ranges of durations and of memory sizes, which are text.
   */
  public static String jsonSchema(Descriptor descriptor) {
    return JsonSchemaWriter.extension(descriptor);
  }

  /**
   * The JSON Schema of a whole {@code mob.conf}, its substitutions made, in which these extensions
   * may be active.
   */
  public static String jsonSchema(Collection<Descriptor> descriptors) {
    return JsonSchemaWriter.mobConf(descriptors);
  }

  /** What one extension is and which settings it has, as Markdown. */
  public static String markdown(Descriptor descriptor) {
    return MarkdownWriter.extension(descriptor);
  }

  /** The {@code mob} block and all these extensions, as Markdown. */
  public static String markdown(Collection<Descriptor> descriptors) {
    return MarkdownWriter.mobConf(descriptors);
  }
}
