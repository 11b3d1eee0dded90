package dev.mob.config.internal.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a document means, as Typesafe Config says. Where Typesafe stops at the first value that has
 * no meaning (a substitution that leads nowhere, a block and a text side by side), this notes it,
 * puts a {@linkplain #isUnknown mark} in its place and asks again.
 */
public final class Evaluation {
  // The character cannot stand in a file's quoted text without being an escape, which nobody
  // writes.
  private static final String UNKNOWN = "\u0001unknown\u0001";
  private static final String UNKNOWN_IN_HOCON = "\"\\u0001unknown\\u0001\"";
  private static final int MOST_MISTAKES = 50;

  /** Why a value has no meaning. */
  public enum Cause {
    /** A substitution that leads nowhere. */
    UNRESOLVED,
    /** A substitution that leads back to itself. */
    CIRCULAR,
    /** Values side by side that do not go together, or another thing that Typesafe refuses. */
    SENSELESS
  }

  /**
   * A value without meaning.
   *
   * @param source the file
   * @param node the value; null if only the line is known
   * @param line the line, from 1
   * @param cause why
   */
  public record Mistake(ParsedSource source, Node node, int line, Cause cause) {}

  private final Document document;
  private final Map<Node, String> replacements = new IdentityHashMap<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private ConfigObject root;

  private Evaluation(Document document) {
    this.document = document;
  }

  /** Evaluates a document; never fails. */
  public static Evaluation of(Document document) {
    Evaluation evaluation = new Evaluation(document);
    evaluation.run();
    return evaluation;
  }

  /** The values, substitutions made; null if there is no making sense of the document. */
  public ConfigObject root() {
    return root;
  }

  /** The values without meaning. */
  public List<Mistake> mistakes() {
    return Collections.unmodifiableList(mistakes);
  }

  /** Whether a value could not be evaluated, or is made of one that could not; it was reported. */
  public static boolean isUnknown(ConfigValue value) {
    return value.valueType() == ConfigValueType.STRING
        && ((String) value.unwrapped()).contains(UNKNOWN);
  }

  private void run() {
    if (!(document.main().root() instanceof Node.Block) || !document.isStructureKnown()) {
      return; // the first is reported by whoever expects a block, the second was by the parser
    }
    for (ParsedSource source : document.sources()) {
      refuseMixtures(source, source.root());
    }
    root = PlainValues.of(document);
    boolean again = root == null;
    while (again && mistakes.size() <= MOST_MISTAKES) {
      try {
        Config parsed = parse(document.main());
        ConfigObject environment = environment();
        Config whole = environment.isEmpty() ? parsed : parsed.withFallback(environment);
        root = whole.resolve(ConfigResolveOptions.noSystem()).root();
        again = false;
      } catch (ConfigException refused) {
        again = note(refused);
      } catch (RuntimeException | StackOverflowError broken) {
        // Typesafe's own mistakes on odd input must not become ours.
        again = note(new ConfigException.BugOrBroken("Typesafe Config", broken));
      }
    }
  }

  /**
   * A block or a list with text beside it is no value (HOCON, "Value concatenation"). Typesafe
   * Config says so if the text comes first, and drops it silently if it comes last.
   */
  private void refuseMixtures(ParsedSource source, Node node) {
    if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          refuseMixtures(source, ((Node.Field) member).value());
        }
      }
    } else if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        refuseMixtures(source, element);
      }
    } else if (node instanceof Node.Concatenation) {
      boolean text = false;
      boolean bracketed = false;
      for (Node part : ((Node.Concatenation) node).parts()) {
        text |= part instanceof Node.Scalar;
        bracketed |= part instanceof Node.Block || part instanceof Node.Array;
        refuseMixtures(source, part);
      }
      if (text && bracketed) {
        mistakes.add(
            new Mistake(source, node, source.source().line(node.start()), Cause.SENSELESS));
        replacements.put(node, UNKNOWN_IN_HOCON);
      }
    }
  }

  Config parse(ParsedSource source) {
    String text =
        source.problems().isEmpty() && replacements.isEmpty()
            ? source.essence()
            : Rewriter.write(source, replacements);
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setOriginDescription("#" + document.sources().indexOf(source))
            .setIncluder(new TreeIncluder(this, document, source));
    return ConfigFactory.parseString(text, options);
  }

  /** The environment variables that substitutions name, as values below all files'. */
  private ConfigObject environment() {
    Map<String, Object> variables = new HashMap<>();
    for (ParsedSource source : document.sources()) {
      collectVariables(source.root(), variables);
    }
    return ConfigValueFactory.fromMap(variables, "environment");
  }

  private void collectVariables(Node node, Map<String, Object> variables) {
    if (node instanceof Node.Substitution) {
      List<String> path = ((Node.Substitution) node).path();
      String value = document.variable(path);
      if (value != null) {
        nest(variables, path, value);
      }
    } else if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          collectVariables(((Node.Field) member).value(), variables);
        }
      }
    } else if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        collectVariables(element, variables);
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        collectVariables(part, variables);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static void nest(Map<String, Object> variables, List<String> path, String value) {
    Map<String, Object> here = variables;
    for (int i = 0; i < path.size() - 1; i++) {
      Object below = here.get(path.get(i));
      if (!(below instanceof Map)) {
        below = new HashMap<String, Object>();
        here.put(path.get(i), below);
      }
      here = (Map<String, Object>) below;
    }
    if (!(here.get(path.get(path.size() - 1)) instanceof Map)) {
      here.put(path.get(path.size() - 1), value);
    }
  }

  /** Notes what was refused; tells whether asking again without it makes sense. */
  private boolean note(ConfigException refused) {
    boolean unresolved = refused instanceof ConfigException.UnresolvedSubstitution;
    String message = String.valueOf(refused.getMessage());
    ParsedSource source = sourceOf(refused);
    int line = refused.origin() == null ? -1 : refused.origin().lineNumber();
    Culprit culprit = new Culprit(source, line, unresolved ? message : null, replacements);
    Node node = culprit.find();
    if (node == null && unresolved) {
      for (ParsedSource other : document.sources()) {
        culprit = new Culprit(other, -1, message, replacements);
        node = culprit.find();
        if (node != null) {
          source = other;
          break;
        }
      }
    }
    Cause cause =
        !unresolved
            ? Cause.SENSELESS
            : message.contains("cycle") ? Cause.CIRCULAR : Cause.UNRESOLVED;
    int known = node != null ? source.source().line(node.start()) : Math.max(1, line);
    mistakes.add(new Mistake(source, node, known, cause));
    if (node == null) {
      return false;
    }
    replacements.put(node, culprit.replacement(UNKNOWN_IN_HOCON));
    return true;
  }

  /** Origins are named {@code #index}, followed by the line. */
  private ParsedSource sourceOf(ConfigException refused) {
    if (refused.origin() != null) {
      String description = refused.origin().description();
      int end = 1;
      while (end < description.length() && Character.isDigit(description.charAt(end))) {
        end++;
      }
      if (description.startsWith("#") && end > 1) {
        int index = Integer.parseInt(description.substring(1, end));
        if (index < document.sources().size()) {
          return document.sources().get(index);
        }
      }
    }
    return document.main();
  }
}
