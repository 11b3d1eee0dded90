package dev.mob.config.internal.hocon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file and all that it includes. Knows for each path the places where it is written. Filled by
 * one thread; afterwards changed only by what may be shown of it.
 */
public final class Document {
  private static final int DEEPEST_INCLUDE = 16;
  private static final int DEEPEST_LOOKUP = 24;
  // Substitutions of substitutions double with each step; past this many, positions are less exact.
  private static final int MOST_LOOKUPS = 100_000;

  /**
   * An include that leads nowhere.
   *
   * @param source the file it is in
   * @param include where
   * @param message why, for people
   */
  public record BadInclude(ParsedSource source, Node.Include include, String message) {}

  private final ParsedSource main;
  private final Map<String, String> environment;
  private final List<ParsedSource> sources = new ArrayList<>();
  private final Map<Node.Include, ParsedSource> included = new IdentityHashMap<>();
  private final List<BadInclude> badIncludes = new ArrayList<>();
  private int lookups;

  private Document(ParsedSource main, Map<String, String> environment) {
    this.main = main;
    this.environment = environment;
  }

  /**
   * Reads a file and, through the resolver, what it includes. Never fails.
   *
   * @param environment what substitutions may take from
   */
  public static Document of(
      Source source, IncludeResolver resolver, Map<String, String> environment) {
    Document document = new Document(ParsedSource.of(source), environment);
    List<String> chain = new ArrayList<>();
    chain.add(source.name());
    document.add(document.main, resolver, chain);
    return document;
  }

  private void add(ParsedSource source, IncludeResolver resolver, List<String> chain) {
    sources.add(source);
    addIncludes(source, source.root(), resolver, chain);
  }

  private void addIncludes(
      ParsedSource source, Node node, IncludeResolver resolver, List<String> chain) {
    if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Include) {
          include(source, (Node.Include) member, resolver, chain);
        } else {
          addIncludes(source, ((Node.Field) member).value(), resolver, chain);
        }
      }
    } else if (node instanceof Node.Array) {
      for (Node element : ((Node.Array) node).elements()) {
        addIncludes(source, element, resolver, chain);
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        addIncludes(source, part, resolver, chain);
      }
    }
  }

  private void include(
      ParsedSource source, Node.Include include, IncludeResolver resolver, List<String> chain) {
    try {
      Source found = resolver.resolve(source.source(), include);
      if (found == null) {
        // HOCON: a file that is not there is as good as an empty one, unless it is required.
        if (include.required()) {
          badIncludes.add(new BadInclude(source, include, "there is no such file"));
        }
        return;
      }
      if (chain.contains(found.name()) || chain.size() > DEEPEST_INCLUDE) {
        badIncludes.add(
            new BadInclude(source, include, "the files include each other in a circle"));
        return;
      }
      ParsedSource parsed = ParsedSource.of(found);
      included.put(include, parsed);
      List<String> longer = new ArrayList<>(chain);
      longer.add(found.name());
      add(parsed, resolver, longer);
    } catch (IOException unreadable) {
      String reason = unreadable.getMessage();
      badIncludes.add(
          new BadInclude(source, include, reason == null ? "it cannot be read" : reason));
    }
  }

  /** The file itself. */
  public ParsedSource main() {
    return main;
  }

  /** The file and all included ones; the file comes first. */
  public List<ParsedSource> sources() {
    return Collections.unmodifiableList(sources);
  }

  /** Whether all brackets match, so that it is sure what belongs to what. */
  public boolean isStructureKnown() {
    for (ParsedSource source : sources) {
      for (Problem problem : source.problems()) {
        if (problem.structural()) {
          return false;
        }
      }
    }
    return true;
  }

  /** What an include brings; null if nothing. */
  public ParsedSource included(Node.Include include) {
    return included.get(include);
  }

  /** The includes that lead nowhere. */
  public List<BadInclude> badIncludes() {
    return Collections.unmodifiableList(badIncludes);
  }

  /** The value of an environment variable; null for none. */
  String variable(List<String> path) {
    return environment.isEmpty() ? null : environment.get(joined(path));
  }

  /** The environment variable that a value comes from, substitution by substitution; or null. */
  String variableBehind(Occurrence occurrence, Node value) {
    Occurrence at = occurrence;
    Node node = value;
    for (int step = 0; step < DEEPEST_LOOKUP; step++) {
      if (!(node instanceof Node.Substitution)) {
        return null;
      }
      Node.Substitution substitution = (Node.Substitution) node;
      List<Occurrence> targets = target(at, substitution, 0);
      if (targets.isEmpty()) {
        return variable(substitution.path()) == null ? null : joined(substitution.path());
      }
      at = new Place(this, targets, null).effective();
      node = at.value();
    }
    return null;
  }

  /** Whether an environment variable has a part in a value. */
  boolean hasVariable(Occurrence occurrence, Node value) {
    return hasVariable(occurrence, value, 0);
  }

  private boolean hasVariable(Occurrence occurrence, Node value, int depth) {
    if (value instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) value).parts()) {
        if (hasVariable(occurrence, part, depth)) {
          return true;
        }
      }
      return false;
    }
    if (!(value instanceof Node.Substitution) || depth > DEEPEST_LOOKUP) {
      return false;
    }
    if (variableBehind(occurrence, value) != null) {
      return true;
    }
    List<Occurrence> targets = target(occurrence, (Node.Substitution) value, 0);
    if (targets.isEmpty()) {
      return false;
    }
    Occurrence target = new Place(this, targets, null).effective();
    return target.value() instanceof Node.Concatenation
        && hasVariable(target, target.value(), depth + 1);
  }

  /** Whether a substitution leads anywhere. */
  boolean leadsSomewhere(Occurrence occurrence, Node.Substitution substitution) {
    return variable(substitution.path()) != null || !target(occurrence, substitution, 0).isEmpty();
  }

  /** The root's place. */
  public Place root() {
    List<Occurrence> occurrences = new ArrayList<>(1);
    occurrences.add(new Occurrence(main, null, 0, main.root(), Collections.<String>emptyList(), 0));
    return new Place(this, occurrences, null);
  }

  /** Where a name below some place is written, in the order in which later ones win. */
  List<Occurrence> children(List<Occurrence> parents, String name, int depth) {
    List<Occurrence> found = new ArrayList<>(2);
    for (int i = 0; i < parents.size(); i++) {
      Occurrence parent = parents.get(i);
      if (parent.isPartOfDottedKey()) {
        int next = parent.segment() + 1;
        if (parent.field().path().get(next).text().equals(name)) {
          found.add(
              new Occurrence(
                  parent.source(),
                  parent.field(),
                  next,
                  parent.value(),
                  longer(parent.path(), name),
                  parent.prefix()));
        }
      } else {
        collect(parent, parent.value(), name, depth, found);
      }
    }
    return found;
  }

  /** The names below some place, in the order of the files. */
  List<String> names(List<Occurrence> parents) {
    Set<String> names = new LinkedHashSet<>();
    for (Occurrence parent : parents) {
      if (parent.isPartOfDottedKey()) {
        names.add(parent.field().path().get(parent.segment() + 1).text());
      } else {
        collectNames(parent, parent.value(), 0, names);
      }
    }
    return new ArrayList<>(names);
  }

  private void collectNames(Occurrence parent, Node node, int depth, Set<String> names) {
    if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Field) {
          names.add(((Node.Field) member).path().get(0).text());
        } else if (included.get(member) != null && depth < DEEPEST_LOOKUP) {
          ParsedSource other = included.get(member);
          collectNames(
              new Occurrence(other, null, 0, other.root(), parent.path(), parent.path().size()),
              other.root(),
              depth + 1,
              names);
        }
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        collectNames(parent, part, depth, names);
      }
    } else if (node instanceof Node.Substitution && depth < DEEPEST_LOOKUP) {
      for (Occurrence target : target(parent, (Node.Substitution) node, depth + 1)) {
        if (target.isPartOfDottedKey()) {
          names.add(target.field().path().get(target.segment() + 1).text());
        } else {
          collectNames(target, target.value(), depth + 1, names);
        }
      }
    }
  }

  private void collect(
      Occurrence parent, Node node, String name, int depth, List<Occurrence> found) {
    if (node instanceof Node.Block) {
      for (Node.Member member : ((Node.Block) node).members()) {
        if (member instanceof Node.Include) {
          ParsedSource other = included.get(member);
          if (other != null && depth < DEEPEST_LOOKUP) {
            Occurrence root =
                new Occurrence(other, null, 0, other.root(), parent.path(), parent.path().size());
            collect(root, other.root(), name, depth + 1, found);
          }
          continue;
        }
        Node.Field field = (Node.Field) member;
        if (field.path().get(0).text().equals(name)) {
          found.add(
              new Occurrence(
                  parent.source(),
                  field,
                  0,
                  field.value(),
                  longer(parent.path(), name),
                  parent.prefix()));
        }
      }
    } else if (node instanceof Node.Concatenation) {
      for (Node part : ((Node.Concatenation) node).parts()) {
        collect(parent, part, name, depth, found);
      }
    } else if (node instanceof Node.Substitution) {
      if (depth < DEEPEST_LOOKUP) {
        found.addAll(
            children(target(parent, (Node.Substitution) node, depth + 1), name, depth + 1));
      }
    } else {
      found.clear(); // a text or a list in place of the block: what was set before is gone
    }
  }

  /**
   * Where a substitution leads: in an included file first below the include, then from the root.
   */
  List<Occurrence> target(Occurrence from, Node.Substitution substitution, int depth) {
    if (depth >= DEEPEST_LOOKUP || ++lookups > MOST_LOOKUPS) {
      return Collections.emptyList();
    }
    List<Occurrence> found = Collections.emptyList();
    if (from.prefix() > 0) {
      List<String> path = new ArrayList<>(from.path().subList(0, from.prefix()));
      path.addAll(substitution.path());
      found = find(path, depth + 1);
    }
    return found.isEmpty() ? find(substitution.path(), depth + 1) : found;
  }

  private List<Occurrence> find(List<String> path, int depth) {
    List<Occurrence> here = root().occurrences();
    for (int i = 0; i < path.size() && !here.isEmpty(); i++) {
      here = children(here, path.get(i), depth);
    }
    return here;
  }

  private static List<String> longer(List<String> path, String name) {
    List<String> more = new ArrayList<>(path.size() + 1);
    more.addAll(path);
    more.add(name);
    return more;
  }

  static String joined(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < path.size(); i++) {
      text.append(i == 0 ? "" : ".").append(path.get(i));
    }
    return text.toString();
  }
}
