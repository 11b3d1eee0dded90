package dev.mob.notify.sender.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may use the HTTP API: bearer keys, each for some apps. Only digests are kept. Immutable. */
public final class ApiKeys {
  private static final int SHORTEST = 20;

  private final List<Entry> entries;

  private record Entry(byte[] digest, ApiKey key) {}

  /**
   * A key's holder.
   *
   * @param name what the logs call it
   * @param apps the apps that it may act for
   */
  public record ApiKey(String name, Set<String> apps) {
    public ApiKey {
      apps = Set.copyOf(apps);
    }
  }

  private ApiKeys(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** No keys: nobody may do anything. */
  public static ApiKeys none() {
    return new ApiKeys(List.of());
  }

  /**
   * These keys and one more.
   *
   * @param secret what callers send; at least 20 characters, best 32 random ones
   */
  public ApiKeys with(String name, String secret, Set<String> apps) {
    if (secret.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "the API key '" + name + "' has fewer than " + SHORTEST + " characters");
    }
    return with(name, sha256(secret), apps);
  }

  /**
   * These keys and one more, known by its digest alone.
   *
   * @param sha256 the secret's SHA-256 in hexadecimal
   */
  public ApiKeys withDigest(String name, String sha256, Set<String> apps) {
    return with(name, HexFormat.of().parseHex(sha256), apps);
  }

  private ApiKeys with(String name, byte[] digest, Set<String> apps) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(digest, new ApiKey(name, apps)));
    return new ApiKeys(more);
  }

  /** The holder of this secret. Takes the same time for every wrong one. */
  Optional<ApiKey> find(String secret) {
    byte[] digest = sha256(secret);
    Optional<ApiKey> found = Optional.empty();
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.digest(), digest)) {
        found = Optional.of(entry.key());
      }
    }
    return found;
  }

  private static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
