package dev.mob.notify.sender;

import dev.mob.notify.sender.provider.PushProvider;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An app (a tenant): its name, its providers with their limits. Apps share nothing but the file:
 * each has its own devices, users, topics, messages, credentials and limits.
 */
public final class PushApp {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

  private final String name;
  private final Map<Platform, PushProvider> providers;
  private final Map<Platform, Limits> limits;

  private PushApp(Builder builder) {
    name = builder.name;
    providers = Collections.unmodifiableMap(new EnumMap<>(builder.providers));
    limits = Collections.unmodifiableMap(new EnumMap<>(builder.limits));
  }

  /**
   * @param name 1 to 64 letters, digits and any of {@code . _ -}; it names the app in the database,
   *     in URLs and in metrics
   */
  public static Builder named(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  public Map<Platform, PushProvider> providers() {
    return providers;
  }

  /** The limits of a platform that the app has a provider for. */
  public Limits limits(Platform platform) {
    return limits.get(platform);
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final String name;
    private final Map<Platform, PushProvider> providers = new EnumMap<>(Platform.class);
    private final Map<Platform, Limits> limits = new EnumMap<>(Platform.class);

    private Builder(String name) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "the app's name '"
                + name
                + "' must be 1 to 64 letters, digits and any of . _ -, a letter or digit first");
      }
      this.name = name;
    }

    /** Adds a provider; the service that the app is given to closes it. */
    public Builder provider(PushProvider provider) {
      return provider(provider, Limits.standard());
    }

    /** Adds a provider with limits of its own. */
    public Builder provider(PushProvider provider, Limits limits) {
      Platform platform = provider.platform();
      if (providers.put(platform, provider) != null) {
        throw new IllegalArgumentException(
            "the app '" + name + "' has two providers for " + platform.id());
      }
      this.limits.put(platform, Objects.requireNonNull(limits, "limits"));
      return this;
    }

    public PushApp build() {
      if (providers.isEmpty()) {
        throw new IllegalArgumentException("the app '" + name + "' has no provider");
      }
      return new PushApp(this);
    }
  }
}
