package dev.mob.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an extension needs its Android app to declare in {@code AndroidManifest.xml}
 * (developer.android.com, "App manifest overview").
 *
 * @param permissions for {@code uses-permission}, such as {@code
 *     android.permission.POST_NOTIFICATIONS}
 * @param services for {@code service}
 * @param receivers for {@code receiver}
 * @param features for {@code uses-feature}, none of them required
 * @param queries broadcasts of other apps that the app looks for, for {@code queries}
 *     (developer.android.com, "Package visibility filtering"); needed from API 30 on
 * @param minApi the lowest API level that it works on
 */
public record AndroidDeclarations(
    List<String> permissions,
    List<Service> services,
    List<Receiver> receivers,
    List<String> features,
    List<String> queries,
    int minApi) {

  /** The lowest API level that Mob works on. */
  public static final int LOWEST_API = 26;

  public AndroidDeclarations {
    permissions = Collections.unmodifiableList(new ArrayList<>(permissions));
    services = Collections.unmodifiableList(new ArrayList<>(services));
    receivers = Collections.unmodifiableList(new ArrayList<>(receivers));
    features = Collections.unmodifiableList(new ArrayList<>(features));
    queries = Collections.unmodifiableList(new ArrayList<>(queries));
  }

  /** Nothing to declare. */
  public static AndroidDeclarations none() {
    return new AndroidDeclarations(
        Collections.<String>emptyList(),
        Collections.<Service>emptyList(),
        Collections.<Receiver>emptyList(),
        Collections.<String>emptyList(),
        Collections.<String>emptyList(),
        LOWEST_API);
  }

  /**
   * These and others: each permission, feature and query once, a component of one name with the
   * types and actions of both, the higher API level.
   */
  public AndroidDeclarations and(AndroidDeclarations others) {
    Map<String, Service> allServices = new LinkedHashMap<>();
    for (Service service : both(services, others.services)) {
      Service known = allServices.get(service.name());
      allServices.put(service.name(), known == null ? service : known.and(service));
    }
    Map<String, Receiver> allReceivers = new LinkedHashMap<>();
    for (Receiver receiver : both(receivers, others.receivers)) {
      Receiver known = allReceivers.get(receiver.name());
      allReceivers.put(receiver.name(), known == null ? receiver : known.and(receiver));
    }
    return new AndroidDeclarations(
        both(permissions, others.permissions),
        new ArrayList<>(allServices.values()),
        new ArrayList<>(allReceivers.values()),
        both(features, others.features),
        both(queries, others.queries),
        Math.max(minApi, others.minApi));
  }

  private static <T> List<T> both(List<T> some, List<T> others) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return new ArrayList<>(all);
  }

  /**
   * A service.
   *
   * @param name its class
   * @param types its foreground-service types, such as {@code dataSync}
   * @param permission what a caller needs; empty for none
   * @param exported whether other apps may use it
   */
  public record Service(String name, List<String> types, String permission, boolean exported) {
    public Service {
      types = Collections.unmodifiableList(new ArrayList<>(types));
    }

    private Service and(Service other) {
      return new Service(
          name,
          both(types, other.types),
          permission.isEmpty() ? other.permission : permission,
          exported || other.exported);
    }
  }

  /**
   * A broadcast receiver.
   *
   * @param name its class
   * @param actions the broadcasts that it hears
   * @param exported whether other apps may send to it
   */
  public record Receiver(String name, List<String> actions, boolean exported) {
    public Receiver {
      actions = Collections.unmodifiableList(new ArrayList<>(actions));
    }

    private Receiver and(Receiver other) {
      return new Receiver(name, both(actions, other.actions), exported || other.exported);
    }
  }
}
