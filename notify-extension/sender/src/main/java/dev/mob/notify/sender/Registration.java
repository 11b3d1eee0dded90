package dev.mob.notify.sender;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a device, or the app's server for it, registers. Immutable.
 *
 * @param token the device's address
 * @param user whose it is; empty for a device without a user
 * @param tags replaces the device's tags; absent leaves them
 * @param topics replaces the device's topics; absent leaves them
 * @param apnsTopic the bundle id where the app has several; APNs only
 * @param apnsEnvironment where the token is valid; absent lets the first delivery find out; APNs
 *     only
 * @param webPushKeys the subscription's keys; needed for Web Push
 */
public record Registration(
    DeviceToken token,
    Optional<String> user,
    Optional<Set<String>> tags,
    Optional<Set<String>> topics,
    Optional<String> apnsTopic,
    Optional<ApnsEnvironment> apnsEnvironment,
    Optional<WebPushKeys> webPushKeys) {

  public Registration {
    Objects.requireNonNull(token, "token");
    tags = tags.map(Set::copyOf);
    topics = topics.map(Set::copyOf);
  }

  public static Builder of(DeviceToken token) {
    return new Builder(token);
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final DeviceToken token;
    private Optional<String> user = Optional.empty();
    private Optional<Set<String>> tags = Optional.empty();
    private Optional<Set<String>> topics = Optional.empty();
    private Optional<String> apnsTopic = Optional.empty();
    private Optional<ApnsEnvironment> apnsEnvironment = Optional.empty();
    private Optional<WebPushKeys> webPushKeys = Optional.empty();

    private Builder(DeviceToken token) {
      this.token = Objects.requireNonNull(token, "token");
    }

    public Builder user(String user) {
      this.user = Optional.of(user);
      return this;
    }

    public Builder tags(Set<String> tags) {
      this.tags = Optional.of(tags);
      return this;
    }

    public Builder tags(String... tags) {
      return tags(Set.of(tags));
    }

    public Builder topics(Set<String> topics) {
      this.topics = Optional.of(topics);
      return this;
    }

    public Builder topics(String... topics) {
      return topics(Set.of(topics));
    }

    public Builder apnsTopic(String bundleId) {
      this.apnsTopic = Optional.of(bundleId);
      return this;
    }

    public Builder apnsEnvironment(ApnsEnvironment environment) {
      this.apnsEnvironment = Optional.of(environment);
      return this;
    }

    public Builder webPushKeys(WebPushKeys keys) {
      this.webPushKeys = Optional.of(keys);
      return this;
    }

    public Registration build() {
      return new Registration(token, user, tags, topics, apnsTopic, apnsEnvironment, webPushKeys);
    }
  }
}
