package dev.mob.declarations.ios;

import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Diagnostics;
import dev.mob.config.IosDeclarations;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.xml.XmlElement;
import dev.mob.declarations.xml.XmlFile;
import dev.mob.declarations.xml.XmlFindings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares an app's Info.plist, or its entitlements, with what the active extensions need. */
final class PropertyListCheck {
  private final ActiveDeclarations active;
  private final IosDeclarations needed;
  private final IosDeclarations known;
  private final XmlFile existing;
  private final XmlFindings found = new XmlFindings();

  PropertyListCheck(ActiveDeclarations active, XmlFile existing) {
    this.active = active;
    this.needed = active.ios();
    this.known = active.knownIos();
    this.existing = existing;
  }

  Diagnostics run() {
    Optional<PropertyList> list = PropertyList.of(existing);
    if (list.isEmpty()) {
      found.error(
          Kind.TYPE,
          existing.root(),
          "a property list is a <plist> with a <dict>, and this is a <"
              + existing.root().name()
              + ">",
          "convert a binary one by: plutil -convert xml1 FILE");
    } else if (existing.name().endsWith(IosFiles.ENTITLEMENTS)) {
      entitlements(list.get());
    } else {
      info(list.get());
    }
    return found.all();
  }

  private void info(PropertyList list) {
    for (InfoKey array : InfoKey.values()) {
      array(list, array);
    }
    needed.usage().forEach((key, why) -> text(list, key, why));
    leftOver(list, known.usage(), needed.usage());
  }

  private void array(PropertyList list, InfoKey array) {
    List<String> wanted = array.of(needed);
    Optional<PropertyList.Entry> entry = list.get(array.key());
    if (entry.isEmpty()) {
      for (String value : wanted) {
        lacks(list.place(), array, value);
      }
      return;
    }
    if (!entry.get().isArray()) {
      found.error(
          Kind.TYPE,
          entry.get().value(),
          array.key() + " is an array, and here it is a <" + entry.get().value().name() + ">",
          "write <array><string>…</string></array>");
      return;
    }
    Set<String> there = new HashSet<>();
    for (XmlElement one : entry.get().strings()) {
      there.add(one.text());
      if (array.of(known).contains(one.text()) && !wanted.contains(one.text())) {
        found.superfluous(one, one.text() + " in " + array.key());
      }
    }
    for (String value : wanted) {
      if (!there.contains(value)) {
        lacks(entry.get().key(), array, value);
      }
    }
  }

  private void lacks(XmlElement at, InfoKey array, String value) {
    String who = active.neededBy(extension -> array.of(extension.ios()).contains(value));
    found.error(
        Kind.MISSING,
        at,
        "lacks " + value + " in " + array.key() + ", which " + who + " needs",
        "add <string>" + value + "</string> to the array " + array.key());
  }

  /** The wording is the app's; that there is one, Apple's. */
  private void text(PropertyList list, String key, String why) {
    Optional<PropertyList.Entry> entry = list.get(key);
    String who = active.neededBy(extension -> extension.ios().usage().containsKey(key));
    if (entry.isEmpty()) {
      found.error(
          Kind.MISSING,
          list.place(),
          "lacks " + key + ", which " + who + " needs",
          "add <key>" + key + "</key> and <string>" + why + "</string>");
    } else if (entry.get().value().text().isEmpty()) {
      found.error(
          Kind.CONFLICT,
          entry.get().key(),
          key + " is empty, and iOS shows it to the user when " + who + " asks",
          "say what it is for, such as: " + why);
    }
  }

  private void entitlements(PropertyList list) {
    needed
        .entitlements()
        .forEach(
            (key, value) -> {
              Optional<PropertyList.Entry> entry = list.get(key);
              String who =
                  active.neededBy(extension -> extension.ios().entitlements().containsKey(key));
              if (entry.isEmpty()) {
                found.error(
                    Kind.MISSING,
                    list.place(),
                    "lacks " + key + ", which " + who + " needs",
                    "add the capability in Xcode, or the key with " + value);
              } else if (!says(key, value, entry.get())) {
                found.error(
                    Kind.CONFLICT,
                    entry.get().value(),
                    key + " is not " + value + ", and " + who + " needs it so",
                    "write " + value);
              }
            });
    leftOver(list, known.entitlements(), needed.entitlements());
  }

  private static boolean says(String key, Object value, PropertyList.Entry entry) {
    if (value instanceof Boolean flag) {
      return entry.value().name().equals(flag.toString());
    }
    if (value instanceof List<?> list) {
      return entry.strings().stream().map(XmlElement::text).toList().containsAll(list);
    }
    // Distribution signs with the other environment, and Xcode writes it then.
    return entry.value().text().equals(value)
        || (key.equals("aps-environment") && entry.value().text().equals("production"));
  }

  private void leftOver(PropertyList list, Map<String, ?> anybody, Map<String, ?> wanted) {
    for (String key : anybody.keySet()) {
      if (!wanted.containsKey(key)) {
        list.get(key).ifPresent(entry -> found.superfluous(entry.key(), key));
      }
    }
  }
}
