package dev.mob.acceptance;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public face of packages, as bnd's baseline sees it: each type and member with what it would
 * mean to add or to remove it. Written as text, a line for each and indented, so that a change of
 * it can be read in a review.
 */
final class ExportedApi {
  private static final String EXPERIMENTAL = "dev.mob.api.Experimental";
  private static final Pattern LINE = Pattern.compile("( *)(\\w+) (.*) \\+(\\w+) -(\\w+)");

  private ExportedApi() {}

  /** Reads the packages of a folder of classes. */
  static Tree of(File classes, List<String> packages) throws Exception {
    try (Analyzer analyzer = new Analyzer()) {
      analyzer.setJar(new Jar(classes));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        File file = new File(entry);
        if (file.exists() && !file.equals(classes)) {
          analyzer.addClasspath(file);
        }
      }
      analyzer.setProperty("Bundle-SymbolicName", "api");
      analyzer.setProperty("Export-Package", String.join(",", packages));
      analyzer.analyze();
      return new DiffPluginImpl().tree(analyzer).get("<api>");
    }
  }

  /** Writes a tree, without what is experimental and without the versions of packages. */
  static String text(Tree api) {
    StringBuilder text = new StringBuilder();
    for (Tree each : sorted(api)) {
      if (each.getType() == Type.PACKAGE) {
        write(each, 0, text);
      }
    }
    return text.toString();
  }

  private static void write(Tree tree, int depth, StringBuilder text) {
    // Annotations say nothing to those who were compiled against it, and the JDK's own differ.
    if (tree.getType() == Type.VERSION
        || tree.getType() == Type.ANNOTATED
        || isExperimental(tree)) {
      return;
    }
    text.append("  ".repeat(depth))
        .append(tree.getType())
        .append(' ')
        .append(tree.getName())
        .append(" +")
        .append(tree.ifAdded())
        .append(" -")
        .append(tree.ifRemoved())
        .append('\n');
    sorted(tree).forEach(each -> write(each, depth + 1, text));
  }

  private static boolean isExperimental(Tree tree) {
    for (Tree each : tree.getChildren()) {
      if (each.getType() == Type.ANNOTATED && each.getName().equals(EXPERIMENTAL)) {
        return true;
      }
    }
    return false;
  }

  private static List<Tree> sorted(Tree tree) {
    List<Tree> children = new ArrayList<>(List.of(tree.getChildren()));
    children.sort(Comparator.comparing((Tree each) -> each.getType() + " " + each.getName()));
    return children;
  }

  /** Reads what {@link #text} has written. */
  static Tree parse(String text) throws Exception {
    Tree.Data root = data(Type.API, "<api>", Delta.CHANGED, Delta.CHANGED);
    List<Tree.Data> path = new ArrayList<>(List.of(root));
    List<List<Tree.Data>> children = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : text.split("\n")) {
      Matcher read = LINE.matcher(line);
      if (!read.matches()) {
        throw new IllegalArgumentException("no line of an API: " + line);
      }
      int depth = read.group(1).length() / 2;
      close(path, children, depth + 1);
      Tree.Data each =
          data(
              Type.valueOf(read.group(2)),
              read.group(3),
              Delta.valueOf(read.group(4)),
              Delta.valueOf(read.group(5)));
      children.get(depth).add(each);
      path.add(each);
      children.add(new ArrayList<>());
    }
    close(path, children, 0);
    return new DiffPluginImpl().deserialize(root);
  }

  private static void close(List<Tree.Data> path, List<List<Tree.Data>> children, int size) {
    while (path.size() > size) {
      path.remove(path.size() - 1).children =
          children.remove(children.size() - 1).toArray(new Tree.Data[0]);
    }
  }

  private static Tree.Data data(Type type, String name, Delta added, Delta removed) {
    Tree.Data data = new Tree.Data();
    data.type = type;
    data.name = name;
    data.add = added;
    data.rem = removed;
    data.children = new Tree.Data[0];
    return data;
  }
}
