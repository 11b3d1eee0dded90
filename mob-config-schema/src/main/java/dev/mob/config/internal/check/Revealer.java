package dev.mob.config.internal.check;

import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Suggestion;
import dev.mob.config.internal.hocon.Document;
import dev.mob.config.internal.hocon.Node;
import dev.mob.config.internal.hocon.ParsedSource;
import java.util.Collection;
import java.util.Optional;

/**
 * Says which values may be shown beside a diagnostic: those that a schema knows and that are no
 * secret. What no schema knows stays hidden, for it may be a secret under a misspelt name.
 */
public final class Revealer {
  private final Document document;
  private final Collection<String> others;

  /**
   * For one document.
   *
   * @param others names that no schema here knows and that are no misspelt ones: others reveal them
   */
  public Revealer(Document document, Collection<String> others) {
    this.document = document;
    this.others = others;
  }

  /** Reveals below the root's block of that name, and below that of a name in it if given. */
  public void reveal(Schema schema, String... path) {
    walkTo(document.main(), document.main().root(), path, 0, schema);
  }

  private void walkTo(ParsedSource source, Node node, String[] path, int depth, Schema schema) {
    if (depth == path.length) {
      block(source, node, schema);
      return;
    }
    if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        walkTo(source, part, path, depth, schema);
      }
    }
    if (!(node instanceof Node.Block)) {
      return;
    }
    for (Node.Member member : ((Node.Block) node).members()) {
      if (member instanceof Node.Include) {
        ParsedSource included = document.included((Node.Include) member);
        if (included != null) {
          walkTo(included, included.root(), path, depth, schema);
        }
        continue;
      }
      Node.Field field = (Node.Field) member;
      int at = 0;
      while (at < field.path().size()
          && depth + at < path.length
          && field.path().get(at).text().equals(path[depth + at])) {
        at++;
      }
      if (depth + at == path.length && at < field.path().size()) {
        setting(source, field, at, schema);
      } else if (at == field.path().size()) {
        walkTo(source, field.value(), path, depth + at, schema);
      }
    }
  }

  private void block(ParsedSource source, Node node, Schema schema) {
    if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        block(source, part, schema);
      }
    } else if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Include) {
          ParsedSource included = document.included((Node.Include) member);
          if (included != null) {
            block(included, included.root(), schema);
          }
        } else {
          setting(source, (Node.Field) member, 0, schema);
        }
      }
    }
  }

  private void setting(ParsedSource source, Node.Field field, int at, Schema schema) {
    String name = field.path().get(at).text();
    Optional<Setting> setting = schema.find(name);
    if (!setting.isPresent() && !others.contains(name)) {
      String meant = Suggestion.closest(name, schema.names());
      setting = meant == null ? Optional.<Setting>empty() : schema.find(meant);
    }
    if (!setting.isPresent()) {
      return;
    }
    if (at + 1 < field.path().size()) {
      if (setting.get().type() == SettingType.OBJECT) {
        setting(source, field, at + 1, setting.get().schema().get());
      } else if (setting.get().type() == SettingType.MAP && at + 2 == field.path().size()) {
        value(source, field.value(), setting.get().of().get());
      }
      return;
    }
    value(source, field.value(), setting.get());
  }

  private void value(ParsedSource source, Node node, Setting setting) {
    switch (setting.type()) {
      case SECRET:
        return;
      case OBJECT:
        block(source, node, setting.schema().get());
        return;
      case LIST:
        elements(source, node, setting.of().get());
        return;
      case MAP:
        entries(source, node, setting.of().get());
        return;
      default:
        // A block or a list in place of a single value may hold anything; it stays hidden.
        if (node instanceof Node.Scalar || node instanceof Node.Concatenation) {
          revealScalars(source, node);
        }
    }
  }

  private void elements(ParsedSource source, Node node, Setting of) {
    if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        value(source, element, of);
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        elements(source, part, of);
      }
    } else {
      value(source, node, of); // with +=, or where the brackets were forgotten
    }
  }

  private void entries(ParsedSource source, Node node, Setting of) {
    if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        entries(source, part, of);
      }
    } else if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field && ((Node.Field) member).path().size() == 1) {
          value(source, ((Node.Field) member).value(), of);
        }
      }
    }
  }

  private void revealScalars(ParsedSource source, Node node) {
    if (node instanceof Node.Scalar) {
      source.reveal(node);
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        revealScalars(source, part);
      }
    }
  }
}
