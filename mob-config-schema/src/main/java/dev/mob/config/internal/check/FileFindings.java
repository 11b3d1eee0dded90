package dev.mob.config.internal.check;

import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Position;
import dev.mob.config.internal.hocon.Document;
import dev.mob.config.internal.hocon.Evaluation;
import dev.mob.config.internal.hocon.Node;
import dev.mob.config.internal.hocon.ParsedSource;
import dev.mob.config.internal.hocon.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes what is wrong with files whatever their schema: syntax, includes, substitutions, doubles.
 */
public final class FileFindings {
  private final Document document;
  private final Evaluation evaluation;
  private final Findings findings;
  private final String root;

  /**
   * For one document and what it means.
   *
   * @param root what paths are told without, such as {@code mob.}
   */
  public FileFindings(Document document, Evaluation evaluation, Findings findings, String root) {
    this.document = document;
    this.evaluation = evaluation;
    this.findings = findings;
    this.root = root;
  }

  /** Notes everything. */
  public void note() {
    for (ParsedSource source : document.sources()) {
      for (Problem problem : source.problems()) {
        findings.error(
            Kind.SYNTAX,
            source.position(problem.start(), problem.end()),
            "",
            problem.message(),
            problem.mend());
      }
      int broken = source.source().text().indexOf('\uFFFD');
      if (broken >= 0) {
        findings.error(
            Kind.SYNTAX,
            source.position(broken, broken + 1),
            "",
            "this character is not UTF-8",
            "save the file as UTF-8");
      }
      doubles(source, source.root(), "", new HashMap<String, Node.Field>());
    }
    for (Document.BadInclude bad : document.badIncludes()) {
      findings.error(
          Kind.FILE,
          bad.source().position(bad.include().start(), bad.include().end()),
          "",
          "'" + bad.include().name() + "' cannot be included: " + bad.message(),
          "");
    }
    for (Evaluation.Mistake mistake : evaluation.mistakes()) {
      mistake(mistake);
    }
  }

  private void mistake(Evaluation.Mistake mistake) {
    Node node = mistake.node();
    Position position =
        node == null
            ? mistake.source().line(mistake.line())
            : mistake.source().position(node.start(), node.end());
    if (node == null && findings.hasErrors()) {
      return; // what came of an error that has been told
    }
    String path = "";
    if (node != null && mistake.source() == document.main()) {
      String found = pathTo(node, mistake.source().root(), "");
      path = found == null ? "" : told(found);
    }
    switch (mistake.cause()) {
      case UNRESOLVED:
        findings.error(
            Kind.UNRESOLVED,
            position,
            path,
            name(node) + " has no value, neither in the file nor in the environment",
            "set it, or write ${?...} if it may be absent");
        break;
      case CIRCULAR:
        findings.error(Kind.UNRESOLVED, position, "", name(node) + " leads back to itself", "");
        break;
      default:
        findings.error(
            Kind.SYNTAX,
            position,
            path,
            node == null
                ? "this is not valid HOCON"
                : "a block or a list stands beside a value of another kind",
            "separate them, or put a text in quotes");
    }
  }

  /** A path as people are told it. */
  private String told(String path) {
    return path.startsWith(root) ? path.substring(root.length()) : path;
  }

  /** The path of the setting that a value is in; null if it is not below this node. */
  private static String pathTo(Node wanted, Node within, String path) {
    if (within == wanted) {
      return path;
    }
    if (within instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) within).members()) {
        if (member instanceof Node.Field) {
          Node.Field field = (Node.Field) member;
          String found = pathTo(wanted, field.value(), longer(path, field));
          if (found != null) {
            return found;
          }
        }
      }
    } else if (within instanceof Node.Array) {
      List<Node> elements = ((Node.Array) within).elements();
      for (int i = 0; i < elements.size(); i++) {
        String found = pathTo(wanted, elements.get(i), path + "[" + i + "]");
        if (found != null) {
          return found;
        }
      }
    } else if (within instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) within).parts()) {
        String found = pathTo(wanted, part, path);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static String longer(String path, Node.Field field) {
    StringBuilder full = new StringBuilder(path);
    for (Node.Name name : field.path()) {
      full.append(full.length() == 0 ? "" : ".").append(name.text());
    }
    return full.toString();
  }

  private static String name(Node node) {
    if (!(node instanceof Node.Substitution)) {
      return "this substitution";
    }
    StringBuilder name = new StringBuilder("${");
    List<String> path = ((Node.Substitution) node).path();
    for (int i = 0; i < path.size(); i++) {
      name.append(i == 0 ? "" : ".").append(path.get(i));
    }
    return name.append('}').toString();
  }

  /**
   * Warns of settings that one file sets twice. Blocks merge, lists grow with {@code +=}, and a
   * value that is followed by one with a substitution is a default with its override: these are
   * HOCON's idioms and no mistakes.
   */
  private void doubles(
      ParsedSource source, Node node, String path, Map<String, Node.Field> before) {
    if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        doubles(source, element, "", new HashMap<String, Node.Field>());
      }
    }
    if (!(node instanceof Node.Block)) {
      return;
    }
    for (Node.Member member : ((Node.Block) node).members()) {
      if (!(member instanceof Node.Field)) {
        continue;
      }
      Node.Field field = (Node.Field) member;
      String key = longer(path, field);
      Node.Field earlier = before.put(key, field);
      boolean merges =
          field.append()
              || field.value() instanceof Node.Block
              || field.value() instanceof Node.Substitution
              || field.value() instanceof Node.Concatenation;
      if (earlier != null && !merges) {
        Node.Name last = field.path().get(field.path().size() - 1);
        int line = source.position(earlier.start(), earlier.start() + 1).line();
        findings.warning(
            Kind.DUPLICATE,
            source.position(field.start(), last.end()),
            told(key),
            "this is also set on line " + line,
            "only this one counts; remove the other");
      }
      doubles(source, field.value(), key, before);
    }
  }
}
