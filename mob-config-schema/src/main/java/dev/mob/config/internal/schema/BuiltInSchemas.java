package dev.mob.config.internal.schema;

import com.typesafe.config.ConfigObject;
import dev.mob.config.Schema;
import dev.mob.config.internal.check.Findings;
import dev.mob.config.internal.hocon.Document;
import dev.mob.config.internal.hocon.Evaluation;
import dev.mob.config.internal.hocon.IncludeResolver;
import dev.mob.config.internal.hocon.Source;
import dev.mob.config.internal.hocon.SourceFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;

/** Mob's own schemas, read from this module's resources when first asked for. */
public final class BuiltInSchemas {
  private BuiltInSchemas() {}

  /** The {@code mob { }} block of mob.conf, without its extensions. */
  public static Schema mobBlock() {
    return MobBlock.SCHEMA;
  }

  /** A descriptor, without what is not of one type: its settings, requirements, entitlements. */
  public static Schema descriptor() {
    return DescriptorFile.SCHEMA;
  }

  private static Schema load(String resource) {
    try (InputStream stream = BuiltInSchemas.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("this jar lacks its own resource " + resource);
      }
      String text = SourceFiles.text(stream, SourceFiles.LIMIT);
      Document document =
          Document.of(
              new Source(resource, text, null),
              IncludeResolver.NONE,
              Collections.<String, String>emptyMap());
      ConfigObject root = Evaluation.of(document).root();
      document.main().reveal(document.main().root());
      Findings findings = new Findings();
      Schema schema = new SchemaReader(findings).read(root, document.root(), "settings");
      if (findings.size() > 0) {
        throw new IllegalStateException(findings.toDiagnostics().render());
      }
      return schema;
    } catch (IOException unreadable) {
      throw new IllegalStateException("this jar's resource " + resource + ": " + unreadable);
    }
  }

  /** Loads when first used. */
  private static final class MobBlock {
    static final Schema SCHEMA = load("mob-block.conf");
  }

  /** Loads when first used. */
  private static final class DescriptorFile {
    static final Schema SCHEMA = load("descriptor.conf");
  }
}
