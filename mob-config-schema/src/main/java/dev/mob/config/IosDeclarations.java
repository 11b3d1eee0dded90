package dev.mob.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an extension needs its iOS app to declare in {@code Info.plist} and in its entitlements
 * (developer.apple.com, "Information Property List" and "Entitlements").
 *
 * @param backgroundModes for {@code UIBackgroundModes}
 * @param usage texts that tell the user what a right is for, by their key, such as {@code
 *     NSLocalNetworkUsageDescription}
 * @param entitlements values by their key: a {@code String}, a {@code Boolean} or a {@code List} of
 *     strings
 * @param taskIdentifiers for {@code BGTaskSchedulerPermittedIdentifiers}
 * @param bonjourServices for {@code NSBonjourServices}, such as {@code _mob._tcp}
 */
public record IosDeclarations(
    List<String> backgroundModes,
    Map<String, String> usage,
    Map<String, Object> entitlements,
    List<String> taskIdentifiers,
    List<String> bonjourServices) {

  public IosDeclarations {
    backgroundModes = Collections.unmodifiableList(new ArrayList<>(backgroundModes));
    usage = Collections.unmodifiableMap(new LinkedHashMap<>(usage));
    entitlements = Collections.unmodifiableMap(new LinkedHashMap<>(entitlements));
    taskIdentifiers = Collections.unmodifiableList(new ArrayList<>(taskIdentifiers));
    bonjourServices = Collections.unmodifiableList(new ArrayList<>(bonjourServices));
  }

  /** Nothing to declare. */
  public static IosDeclarations none() {
    return new IosDeclarations(
        Collections.<String>emptyList(),
        Collections.<String, String>emptyMap(),
        Collections.<String, Object>emptyMap(),
        Collections.<String>emptyList(),
        Collections.<String>emptyList());
  }

  /**
   * These and others: each mode, identifier and service once. Of two values of one key these'
   * stays; that two extensions differ in one is an error before it comes to this.
   */
  public IosDeclarations and(IosDeclarations others) {
    Map<String, String> texts = new LinkedHashMap<>(others.usage);
    texts.putAll(usage);
    Map<String, Object> rights = new LinkedHashMap<>(others.entitlements);
    rights.putAll(entitlements);
    return new IosDeclarations(
        both(backgroundModes, others.backgroundModes),
        texts,
        rights,
        both(taskIdentifiers, others.taskIdentifiers),
        both(bonjourServices, others.bonjourServices));
  }

  private static List<String> both(List<String> some, List<String> others) {
    Set<String> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return new ArrayList<>(all);
  }
}
