package dev.mob.config;

import dev.mob.config.Diagnostic.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What two extensions cannot both have. */
public final class Conflicts {
  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, Descriptor> ids = new HashMap<>();
  private final Map<String, Descriptor> services = new HashMap<>();
  private final Map<String, Descriptor> rights = new HashMap<>();
  private final Map<String, Claim> plist = new HashMap<>();
  private final Map<String, Claim> entitlements = new HashMap<>();

  /** A value that an extension wants a key to have. */
  private record Claim(Descriptor by, Object value) {}

  private Conflicts() {}

  /**
   * Finds claims to the same thing: a service type that two provide, an exclusive right of the
   * platform that two want, a key of {@code Info.plist} or of the entitlements to which two give
   * different values, and one id used twice. Each is an error at the later descriptor.
   *
   * @param descriptors those that are to be active together
   */
  public static Diagnostics between(Collection<Descriptor> descriptors) {
    Conflicts conflicts = new Conflicts();
    for (Descriptor descriptor : descriptors) {
      conflicts.add(descriptor);
    }
    return Diagnostics.of(conflicts.found);
  }

  private void add(Descriptor descriptor) {
    Descriptor namesake = ids.put(descriptor.id(), descriptor);
    if (namesake != null) {
      report(
          descriptor,
          "id",
          "another extension has this id: " + namesake.position().file(),
          "keep one of the two jars");
      return; // all else of it would clash too, and say nothing new
    }
    claim(descriptor, services, descriptor.provides(), "provides", "the service");
    claim(descriptor, rights, descriptor.exclusive(), "exclusive", "the exclusive right");
    for (Map.Entry<String, String> text : descriptor.ios().usage().entrySet()) {
      claim(descriptor, plist, text.getKey(), text.getValue(), "host.ios.usage");
    }
    for (Map.Entry<String, Object> value : descriptor.ios().entitlements().entrySet()) {
      claim(descriptor, entitlements, value.getKey(), value.getValue(), "host.ios.entitlements");
    }
  }

  private void claim(
      Descriptor descriptor,
      Map<String, Descriptor> claimed,
      Collection<String> names,
      String path,
      String what) {
    for (String name : names) {
      Descriptor other = claimed.get(name);
      if (other == null) {
        claimed.put(name, descriptor);
      } else if (other != descriptor) {
        report(
            descriptor,
            path,
            descriptor.id() + " and " + other.id() + " both claim " + what + " " + name,
            "activate one of the two");
      }
    }
  }

  private void claim(
      Descriptor descriptor, Map<String, Claim> claimed, String key, Object value, String path) {
    Claim other = claimed.get(key);
    if (other == null) {
      claimed.put(key, new Claim(descriptor, value));
    } else if (!other.value().equals(value)) {
      report(
          descriptor,
          path,
          descriptor.id() + " and " + other.by().id() + " give " + key + " different values",
          "activate one of the two, or make them agree");
    }
  }

  private void report(Descriptor descriptor, String path, String message, String mend) {
    found.add(Diagnostic.error(Kind.CONFLICT, descriptor.position(), path, message, mend));
  }
}
