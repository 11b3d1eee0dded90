package dev.mob.declarations;

import dev.mob.config.AndroidDeclarations;
import dev.mob.config.Descriptor;
import dev.mob.config.HostClause;
import dev.mob.config.IosDeclarations;
import dev.mob.kernel.BootPlan;
import dev.mob.kernel.PlannedExtension;
import dev.mob.kernel.packaging.PackagedExtension;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the active extensions of one mob.conf need declared, with the settings that they have there,
 * and what they or others could need but do not. Immutable.
 */
public final class ActiveDeclarations {
  private final List<ActiveExtension> extensions;
  private final AndroidDeclarations knownAndroid;
  private final IosDeclarations knownIos;

  private ActiveDeclarations(
      List<ActiveExtension> extensions,
      AndroidDeclarations knownAndroid,
      IosDeclarations knownIos) {
    this.extensions = List.copyOf(extensions);
    this.knownAndroid = knownAndroid;
    this.knownIos = knownIos;
  }

  /** Those of a plan. */
  public static ActiveDeclarations of(BootPlan plan) {
    AndroidDeclarations android = AndroidDeclarations.none();
    IosDeclarations ios = IosDeclarations.none();
    for (PackagedExtension available : plan.available()) {
      for (HostClause<AndroidDeclarations> clause : available.descriptor().androidClauses()) {
        android = android.and(clause.declarations());
      }
      for (HostClause<IosDeclarations> clause : available.descriptor().iosClauses()) {
        ios = ios.and(clause.declarations());
      }
    }
    return new ActiveDeclarations(
        plan.order().stream().map(ActiveDeclarations::active).toList(), android, ios);
  }

  private static ActiveExtension active(PlannedExtension planned) {
    Descriptor descriptor = planned.descriptor();
    return new ActiveExtension(
        descriptor.id(),
        descriptor.mainClass(),
        descriptor.android(planned.settings()),
        descriptor.ios(planned.settings()));
  }

  /** The active extensions in the order of their activation. */
  public List<ActiveExtension> extensions() {
    return extensions;
  }

  /** What all of them together need on Android. */
  public AndroidDeclarations android() {
    AndroidDeclarations all = AndroidDeclarations.none();
    for (ActiveExtension extension : extensions) {
      all = all.and(extension.android());
    }
    return all;
  }

  /** What all of them together need on iOS. */
  public IosDeclarations ios() {
    IosDeclarations all = IosDeclarations.none();
    for (ActiveExtension extension : extensions) {
      all = all.and(extension.ios());
    }
    return all;
  }

  /**
   * Everything that any extension, active or not, asks of Android under any settings. What an app
   * declares of this and {@link #android} does not need is left over; what is in neither is the
   * app's own affair.
   */
  public AndroidDeclarations knownAndroid() {
    return knownAndroid;
  }

  /** As {@link #knownAndroid}, of iOS. */
  public IosDeclarations knownIos() {
    return knownIos;
  }

  /**
   * The ids of the extensions for which something holds, as a text for people: {@code notify,
   * background}.
   */
  public String neededBy(Predicate<ActiveExtension> need) {
    return extensions.stream()
        .filter(need)
        .map(ActiveExtension::id)
        .collect(Collectors.joining(", "));
  }
}
