package dev.mob.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
}
