package dev.mob.archetype;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in the part of Velocity's language that the templates use, which Maven's archetype plugin
 * reads too: {@code ${name}}, and {@code #if ($name == "value")}, {@code #else}, {@code #end} on
 * lines of their own, not nested. What is not known stays as it is.
 */
final class Template {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");
  private static final Pattern IF = Pattern.compile("#if \\(\\$(\\w+) == \"(\\w*)\"\\)");

  private Template() {}

  static String fill(String template, Map<String, String> values) {
    StringBuilder filled = new StringBuilder();
    boolean wanted = true;
    for (String line : template.split("(?<=\n)")) {
      Matcher condition = IF.matcher(line.strip());
      if (condition.matches()) {
        wanted = condition.group(2).equals(values.get(condition.group(1)));
      } else if (line.strip().equals("#else")) {
        wanted = !wanted;
      } else if (line.strip().equals("#end")) {
        wanted = true;
      } else if (wanted) {
        filled.append(references(line, values));
      }
    }
    return filled.toString();
  }

  static String references(String text, Map<String, String> values) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
