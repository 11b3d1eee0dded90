package dev.mob.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code trust} block of mob.conf: whose extensions may be installed, and what each extension
 * may be handed. Immutable.
 *
 * @param keys trusted Ed25519 public keys, base64 as written, by the names that mob.conf gives them
 * @param unsigned the ids of extensions that may be installed without a signature
 * @param permissions what mob.conf grants, by the id of the extension
 */
public record Trust(
    Map<String, String> keys, Set<String> unsigned, Map<String, Set<Permission>> permissions) {

  public Trust {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    unsigned = Collections.unmodifiableSet(new HashSet<>(unsigned));
    permissions = Collections.unmodifiableMap(new LinkedHashMap<>(permissions));
  }

  /** Nobody is trusted and nothing is granted. */
  public static Trust none() {
    return new Trust(Collections.emptyMap(), Collections.emptySet(), Collections.emptyMap());
  }

  /**
   * Reads it.
   *
   * @param mob the {@code mob} block, as {@link MobConf#settings} or {@link MobConfFile#settings}
   *     have it
   */
  public static Trust of(Settings mob) {
    Optional<Settings> trust = mob.optionalObject("trust");
    if (!trust.isPresent()) {
      return none();
    }
    Map<String, Set<Permission>> granted = new LinkedHashMap<>();
    for (Map.Entry<String, ?> each : trust.get().map("permissions", Object.class).entrySet()) {
      Set<Permission> permissions = EnumSet.noneOf(Permission.class);
      for (Object word : (List<?>) each.getValue()) {
        permissions.add(Permission.of((String) word));
      }
      granted.put(each.getKey(), Collections.unmodifiableSet(permissions));
    }
    return new Trust(
        trust.get().map("keys", String.class),
        new HashSet<>(trust.get().strings("unsigned")),
        granted);
  }

  /**
   * What mob.conf grants to an extension.
   *
   * @return empty when it says nothing of that extension, which is not the same as granting nothing
   */
  public Optional<Set<Permission>> grantedTo(String extensionId) {
    return Optional.ofNullable(permissions.get(extensionId));
  }
}
