package dev.mob.declarations.android;

import dev.mob.config.AndroidDeclarations;
import dev.mob.config.AndroidDeclarations.Receiver;
import dev.mob.config.AndroidDeclarations.Service;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Diagnostics;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.xml.XmlElement;
import dev.mob.declarations.xml.XmlFile;
import dev.mob.declarations.xml.XmlFindings;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares an app's manifest, written or merged, with what the active extensions need. For one use.
 */
final class ManifestCheck {
  private static final String ANDROID = "http://schemas.android.com/apk/res/android";
  private static final String TOOLS = "http://schemas.android.com/tools";

  private final ActiveDeclarations active;
  private final AndroidDeclarations needed;
  private final XmlElement manifest;
  private final XmlFindings found = new XmlFindings();

  ManifestCheck(ActiveDeclarations active, XmlFile existing) {
    this.active = active;
    this.needed = active.android();
    this.manifest = existing.root();
  }

  Diagnostics run() {
    if (!manifest.name().equals("manifest")) {
      found.error(
          Kind.TYPE,
          manifest,
          "an AndroidManifest.xml is a <manifest>, and this is a <" + manifest.name() + ">",
          "");
      return found.all();
    }
    permissions();
    features();
    queries();
    lowestApi();
    XmlElement application = manifest.child("application").orElse(manifest);
    services(application);
    receivers(application);
    return found.all();
  }

  private void permissions() {
    Map<String, XmlElement> declared =
        byName(manifest, "uses-permission", "uses-permission-sdk-23");
    for (String permission : needed.permissions()) {
      XmlElement element = declared.get(permission);
      String who = active.neededBy(each -> each.android().permissions().contains(permission));
      if (element == null) {
        lacks(
            manifest,
            "the permission " + permission + ", which " + who + " needs",
            "add <uses-permission android:name=\"" + permission + "\" />");
      } else if (element.attribute(TOOLS, "node").filter("remove"::equals).isPresent()) {
        contradicts(element, permission + " is removed, and " + who + " needs it", "");
      } else if (element.attribute(ANDROID, "maxSdkVersion").isPresent()) {
        contradicts(
            element,
            permission
                + " ends with API "
                + element.attribute(ANDROID, "maxSdkVersion").get()
                + ", and "
                + who
                + " needs it on every one",
            "remove android:maxSdkVersion");
      }
    }
    leftOver(declared, active.knownAndroid().permissions(), needed.permissions(), "the permission");
  }

  private void features() {
    Map<String, XmlElement> declared = byName(manifest, "uses-feature");
    for (String feature : needed.features()) {
      XmlElement element = declared.get(feature);
      String who = active.neededBy(each -> each.android().features().contains(feature));
      if (element == null) {
        lacks(
            manifest,
            "the feature " + feature + ", which " + who + " uses where it is there",
            "add <uses-feature android:name=\"" + feature + "\" android:required=\"false\" />");
      } else if (!element.attribute(ANDROID, "required").orElse("true").equals("false")) {
        contradicts(
            element,
            feature + " is required, which keeps the app off devices on which " + who + " works",
            "write android:required=\"false\"");
      }
    }
    leftOver(declared, active.knownAndroid().features(), needed.features(), "the feature");
  }

  private void queries() {
    Map<String, XmlElement> declared = new LinkedHashMap<>();
    for (XmlElement queries : manifest.children("queries")) {
      for (XmlElement intent : queries.children("intent")) {
        declared.putAll(byName(intent, "action"));
      }
    }
    for (String action : needed.queries()) {
      if (!declared.containsKey(action)) {
        lacks(
            manifest.child("queries").orElse(manifest),
            "the query for "
                + action
                + ", without which "
                + active.neededBy(each -> each.android().queries().contains(action))
                + " does not see the other app",
            "add <queries><intent><action android:name=\"" + action + "\" /></intent></queries>");
      }
    }
    leftOver(declared, active.knownAndroid().queries(), needed.queries(), "the query for");
  }

  private void lowestApi() {
    Optional<XmlElement> sdk = manifest.child("uses-sdk");
    Optional<String> lowest = sdk.flatMap(element -> element.attribute(ANDROID, "minSdkVersion"));
    if (lowest.isEmpty() || !lowest.get().matches("\\d{1,4}")) {
      return; // a build writes it
    }
    int api = Integer.parseInt(lowest.get());
    if (api < needed.minApi()) {
      contradicts(
          sdk.get(),
          "the app begins with API "
              + api
              + ", and "
              + active.neededBy(each -> each.android().minApi() > api)
              + " with API "
              + needed.minApi(),
          "write android:minSdkVersion=\"" + needed.minApi() + "\"");
    }
  }

  private void services(XmlElement application) {
    Map<String, XmlElement> declared = byName(application, "service");
    Map<String, Service> known = new LinkedHashMap<>();
    active.knownAndroid().services().forEach(each -> known.put(each.name(), each));
    for (Service service : needed.services()) {
      XmlElement element = declared.get(service.name());
      String who =
          active.neededBy(
              each ->
                  each.android().services().stream()
                      .anyMatch(one -> one.name().equals(service.name())));
      if (element == null) {
        lacks(
            application,
            "the service " + service.name() + ", which " + who + " needs",
            "take it from 'mob host android'");
        continue;
      }
      component(element, service.name(), service.exported());
      String permission = element.attribute(ANDROID, "permission").orElse("");
      if (!permission.equals(service.permission())) {
        contradicts(
            element,
            service.name()
                + (permission.isEmpty()
                    ? " can be called without a permission"
                    : " can be called with " + permission),
            service.permission().isEmpty()
                ? "remove android:permission"
                : "write android:permission=\"" + service.permission() + "\"");
      }
      types(element, service, known.getOrDefault(service.name(), service));
    }
    leftOver(declared, known.keySet(), names(needed.services(), Service::name), "the service");
  }

  /** Foreground-service types: what lacks is an exception at run time, from API 29 on. */
  private void types(XmlElement element, Service service, Service known) {
    Set<String> declared = new LinkedHashSet<>();
    for (String type :
        element.attribute(ANDROID, "foregroundServiceType").orElse("").split("\\|")) {
      declared.add(type.strip());
    }
    for (String type : service.types()) {
      if (!declared.contains(type)) {
        lacks(
            element,
            "the type " + type + " of " + service.name(),
            "write android:foregroundServiceType=\"" + String.join("|", service.types()) + "\"");
      }
    }
    for (String type : declared) {
      if (known.types().contains(type) && !service.types().contains(type)) {
        found.superfluous(element, "the type " + type + " of " + service.name());
      }
    }
  }

  private void receivers(XmlElement application) {
    Map<String, XmlElement> declared = byName(application, "receiver");
    for (Receiver receiver : needed.receivers()) {
      XmlElement element = declared.get(receiver.name());
      if (element == null) {
        lacks(
            application,
            "the receiver "
                + receiver.name()
                + ", which "
                + active.neededBy(
                    each ->
                        each.android().receivers().stream()
                            .anyMatch(one -> one.name().equals(receiver.name())))
                + " needs",
            "take it from 'mob host android'");
        continue;
      }
      component(element, receiver.name(), receiver.exported());
      Set<String> heard = new LinkedHashSet<>();
      for (XmlElement filter : element.children("intent-filter")) {
        heard.addAll(byName(filter, "action").keySet());
      }
      for (String action : receiver.actions()) {
        if (!heard.contains(action)) {
          lacks(
              element,
              "the action " + action + " of " + receiver.name(),
              "add <action android:name=\"" + action + "\" /> to its intent-filter");
        }
      }
    }
    leftOver(
        declared,
        names(active.knownAndroid().receivers(), Receiver::name),
        names(needed.receivers(), Receiver::name),
        "the receiver");
  }

  private void component(XmlElement element, String name, boolean exported) {
    String declared = element.attribute(ANDROID, "exported").orElse("");
    if (declared.isEmpty()) {
      lacks(
          element,
          "android:exported of " + name + ", without which no app installs from API 31 on",
          "write android:exported=\"" + exported + "\"");
    } else if (!declared.equals(String.valueOf(exported))) {
      contradicts(
          element,
          name + (exported ? " is closed to other apps" : " is open to other apps"),
          "write android:exported=\"" + exported + "\"");
    }
    if (element.attribute(ANDROID, "enabled").orElse("true").equals("false")) {
      contradicts(element, name + " is disabled", "remove android:enabled");
    }
  }

  private void leftOver(
      Map<String, XmlElement> declared,
      Collection<String> known,
      Collection<String> wanted,
      String what) {
    declared.forEach(
        (name, element) -> {
          if (known.contains(name) && !wanted.contains(name)) {
            found.superfluous(element, what + " " + name);
          }
        });
  }

  private Map<String, XmlElement> byName(XmlElement parent, String... elements) {
    Map<String, XmlElement> byName = new LinkedHashMap<>();
    for (XmlElement child : parent.children()) {
      if (Arrays.asList(elements).contains(child.name())) {
        child.attribute(ANDROID, "name").ifPresent(name -> byName.put(full(name), child));
      }
    }
    return byName;
  }

  /** A component's class may be written from the app's package on. */
  private String full(String name) {
    return name.startsWith(".") ? manifest.attribute("", "package").orElse("") + name : name;
  }

  private static <T> Set<String> names(List<T> components, Function<T, String> name) {
    return components.stream().map(name).collect(Collectors.toSet());
  }

  private void lacks(XmlElement at, String what, String mend) {
    found.error(Kind.MISSING, at, "lacks " + what, mend);
  }

  private void contradicts(XmlElement at, String what, String mend) {
    found.error(Kind.CONFLICT, at, what, mend);
  }
}
