package dev.mob.config.internal.export;

import dev.mob.config.Descriptor;
import dev.mob.config.Permission;
import dev.mob.config.Requirement;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Suggestion;
import dev.mob.config.internal.check.Bounds;
import dev.mob.config.internal.report.JsonWriter;
import dev.mob.config.internal.schema.BuiltInSchemas;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Writes what can be set as Markdown (GitHub's tables). */
public final class MarkdownWriter {
  private final StringBuilder out = new StringBuilder();

  private MarkdownWriter() {}

  /** One extension. */
  public static String extension(Descriptor descriptor) {
    MarkdownWriter writer = new MarkdownWriter();
    writer.section("# ", descriptor);
    return writer.out.toString();
  }

  /** The mob block and these extensions. */
  public static String mobConf(Collection<Descriptor> descriptors) {
    MarkdownWriter writer = new MarkdownWriter();
    writer.out.append("# mob.conf\n\n## mob\n\n");
    writer.table(BuiltInSchemas.mobBlock());
    for (Descriptor descriptor : descriptors) {
      writer.out.append('\n');
      writer.section("## ", descriptor);
    }
    return writer.out.toString();
  }

  private void section(String level, Descriptor descriptor) {
    out.append(level).append(descriptor.id()).append("\n\n");
    if (!descriptor.doc().isEmpty()) {
      out.append(text(descriptor.doc())).append("\n\n");
    }
    out.append("Version ").append(descriptor.version());
    out.append("; works with kernel ").append(descriptor.kernel()).append('.');
    if (!descriptor.requires().isEmpty()) {
      List<String> others = new ArrayList<>();
      for (Requirement requirement : descriptor.requires()) {
        others.add(requirement + (requirement.optional() ? " (optional)" : ""));
      }
      out.append(" Requires ").append(text(Suggestion.join(others))).append('.');
    }
    if (!descriptor.permissions().isEmpty()) {
      List<String> words = new ArrayList<>();
      for (Permission permission : descriptor.permissions()) {
        words.add(permission.word());
      }
      out.append(" Uses ").append(Suggestion.join(words)).append('.');
    }
    out.append("\n\n");
    table(descriptor.settings());
  }

  private void table(Schema schema) {
    if (schema.settings().isEmpty()) {
      out.append("It has no settings.\n");
      return;
    }
    out.append("| setting | type | default | allowed | what it does |\n");
    out.append("|---|---|---|---|---|\n");
    rows("", schema);
  }

  private void rows(String prefix, Schema schema) {
    for (Setting setting : schema.settings()) {
      row(prefix + setting.name(), setting);
      below(prefix + setting.name(), setting);
    }
  }

  private void below(String path, Setting setting) {
    switch (setting.type()) {
      case OBJECT:
        rows(path + ".", setting.schema().get());
        break;
      case LIST:
        below(path + "[]", setting.of().get());
        break;
      case MAP:
        below(path + ".<name>", setting.of().get());
        break;
      default:
    }
  }

  private void row(String path, Setting setting) {
    out.append("| `").append(path).append("` | ").append(type(setting)).append(" | ");
    if (setting.required()) {
      out.append("**required**");
    } else if (setting.defaultValue().isPresent()) {
      Object written = WrittenValue.of(setting, setting.defaultValue().get());
      out.append('`').append(cell(compact(written))).append('`');
    }
    out.append(" | ").append(cell(allowed(setting))).append(" | ");
    if (setting.deprecated().isPresent()) {
      out.append("*Deprecated: ").append(text(setting.deprecated().get())).append(".* ");
    }
    out.append(text(setting.doc())).append(" |\n");
  }

  private static String type(Setting setting) {
    if (setting.type() == SettingType.LIST) {
      return "list of " + type(setting.of().get());
    }
    if (setting.type() == SettingType.MAP) {
      return "map of " + type(setting.of().get());
    }
    return setting.type().word();
  }

  private static String allowed(Setting setting) {
    List<String> parts = new ArrayList<>();
    Setting inner = setting;
    while (inner.of().isPresent()) {
      if (!Bounds.text(inner).isEmpty()) {
        parts.add(Bounds.text(inner));
      }
      if (inner.keys().isPresent()) {
        parts.add("names match `" + inner.keys().get() + "`");
      }
      inner = inner.of().get();
    }
    if (!inner.values().isEmpty()) {
      parts.add("`" + Suggestion.join(inner.values()) + "`");
    }
    if (!Bounds.text(inner).isEmpty()) {
      parts.add(Bounds.text(inner));
    }
    if (inner.pattern().isPresent()) {
      parts.add("matches `" + inner.pattern().get() + "`");
    }
    return Suggestion.join(parts);
  }

  private static String compact(Object written) {
    return written instanceof String
        ? (String) written
        : new JsonWriter().value(written).toString().trim().replaceAll("\\s*\n\\s*", " ");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  private static String text(String text) {
    return cell(text).replace("<", "&lt;");
  }
}
