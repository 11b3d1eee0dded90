package dev.mob.declarations.android;

import dev.mob.config.AndroidDeclarations;
import dev.mob.config.AndroidDeclarations.Receiver;
import dev.mob.config.AndroidDeclarations.Service;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.ActiveExtension;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes what the active extensions need as an {@code AndroidManifest.xml} (developer.android.com,
 * "App manifest overview"), each element with who needs it.
 */
final class ManifestWriter {
  private final ActiveDeclarations active;
  private final AndroidDeclarations needed;
  private final StringBuilder out = new StringBuilder();

  ManifestWriter(ActiveDeclarations active) {
    this.active = active;
    this.needed = active.android();
  }

  String write() {
    out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.append(
        "<!-- Made of mob.conf by 'mob host android'; make it anew when mob.conf changes. -->\n");
    out.append("<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n");
    outside("  ");
    out.append("\n  <application>\n");
    components("    ");
    out.append("  </application>\n</manifest>\n");
    return out.toString();
  }

  /**
   * The app's own manifest with what is needed added to it: for builds without Gradle's merger. The
   * app's own must not declare any of it.
   *
   * @throws IllegalArgumentException when it has no {@code <application>} with an end tag
   */
  String into(String appManifest) {
    int application = appManifest.indexOf("<application");
    int end = appManifest.lastIndexOf("</application>");
    if (application < 0 || end < application) {
      throw new IllegalArgumentException(
          "the app's manifest has no <application>...</application> to add services to");
    }
    outside("  ");
    String before = out.toString();
    out.setLength(0);
    components("    ");
    int lineOfApplication = appManifest.lastIndexOf('\n', application) + 1;
    int lineOfEnd = appManifest.lastIndexOf('\n', end) + 1;
    return appManifest.substring(0, lineOfApplication)
        + before
        + "\n"
        + appManifest.substring(lineOfApplication, lineOfEnd)
        + out
        + appManifest.substring(lineOfEnd);
  }

  /** What stands beside {@code application}. */
  private void outside(String indent) {
    for (String permission : needed.permissions()) {
      permission(permission, indent);
    }
    for (String feature : needed.features()) {
      feature(feature, indent);
    }
    if (!needed.queries().isEmpty()) {
      out.append('\n');
      queries(needed.queries(), indent);
    }
  }

  private void components(String indent) {
    for (Service service : needed.services()) {
      service(service, indent);
    }
    for (Receiver receiver : needed.receivers()) {
      receiver(receiver, indent);
    }
  }

  private void permission(String name, String indent) {
    neededBy(extension -> extension.android().permissions().contains(name), indent);
    out.append(indent).append("<uses-permission android:name=\"").append(name).append("\" />\n");
  }

  private void feature(String name, String indent) {
    neededBy(extension -> extension.android().features().contains(name), indent);
    out.append(indent)
        .append("<uses-feature android:name=\"")
        .append(name)
        .append("\" android:required=\"false\" />\n");
  }

  private void queries(List<String> actions, String indent) {
    neededBy(
        extension -> extension.android().queries().stream().anyMatch(actions::contains), indent);
    out.append(indent).append("<queries>\n");
    for (String action : actions) {
      out.append(indent).append("  <intent>\n");
      action(action, indent + "    ");
      out.append(indent).append("  </intent>\n");
    }
    out.append(indent).append("</queries>\n");
  }

  private void service(Service service, String indent) {
    neededBy(
        extension ->
            extension.android().services().stream()
                .anyMatch(each -> each.name().equals(service.name())),
        indent);
    out.append(indent).append("<service\n");
    attribute("name", service.name(), indent);
    if (!service.types().isEmpty()) {
      attribute("foregroundServiceType", String.join("|", service.types()), indent);
    }
    if (!service.permission().isEmpty()) {
      attribute("permission", service.permission(), indent);
    }
    attribute("exported", String.valueOf(service.exported()), indent);
    closeTag(" />\n");
  }

  private void receiver(Receiver receiver, String indent) {
    neededBy(
        extension ->
            extension.android().receivers().stream()
                .anyMatch(each -> each.name().equals(receiver.name())),
        indent);
    out.append(indent).append("<receiver\n");
    attribute("name", receiver.name(), indent);
    attribute("exported", String.valueOf(receiver.exported()), indent);
    if (receiver.actions().isEmpty()) {
      closeTag(" />\n");
      return;
    }
    closeTag(">\n");
    out.append(indent).append("  <intent-filter>\n");
    for (String action : receiver.actions()) {
      action(action, indent + "    ");
    }
    out.append(indent).append("  </intent-filter>\n");
    out.append(indent).append("</receiver>\n");
  }

  private void action(String name, String indent) {
    out.append(indent).append("<action android:name=\"").append(name).append("\" />\n");
  }

  private void attribute(String name, String value, String indent) {
    out.append(indent)
        .append("    android:")
        .append(name)
        .append("=\"")
        .append(escaped(value))
        .append("\"\n");
  }

  private void closeTag(String end) {
    out.setLength(out.length() - 1);
    out.append(end);
  }

  private void neededBy(Predicate<ActiveExtension> need, String indent) {
    out.append(indent).append("<!-- ").append(active.neededBy(need)).append(" -->\n");
  }

  private static String escaped(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
