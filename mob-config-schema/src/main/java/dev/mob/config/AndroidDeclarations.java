package dev.mob.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an extension needs its Android app to declare in {@code AndroidManifest.xml}
 * (developer.android.com, "App manifest overview").
 *
 * @param permissions for {@code uses-permission}, such as {@code
 *     android.permission.POST_NOTIFICATIONS}
 * @param services for {@code service}
 * @param receivers for {@code receiver}
 * @param features for {@code uses-feature}, none of them required
 * @param minApi the lowest API level that it works on
 */
public record AndroidDeclarations(
    List<String> permissions,
    List<Service> services,
    List<Receiver> receivers,
    List<String> features,
    int minApi) {

  /** The lowest API level that Mob works on. */
  public static final int LOWEST_API = 26;

  public AndroidDeclarations {
    permissions = Collections.unmodifiableList(new ArrayList<>(permissions));
    services = Collections.unmodifiableList(new ArrayList<>(services));
    receivers = Collections.unmodifiableList(new ArrayList<>(receivers));
    features = Collections.unmodifiableList(new ArrayList<>(features));
  }

  /** Nothing to declare. */
  public static AndroidDeclarations none() {
    return new AndroidDeclarations(
        Collections.<String>emptyList(),
        Collections.<Service>emptyList(),
        Collections.<Receiver>emptyList(),
        Collections.<String>emptyList(),
        LOWEST_API);
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
  }
}
