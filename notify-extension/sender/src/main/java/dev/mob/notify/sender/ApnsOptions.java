package dev.mob.notify.sender;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What only APNs has. Immutable.
 *
 * @param pushType the push type; absent means background for a silent message, live activity where
 *     there is one, else alert
 * @param topic the topic instead of the device's bundle id, complete with its suffix
 * @param relevanceScore orders an app's notifications in the summary, 0 to 1 (for a Live Activity
 *     any value)
 * @param targetContentId the window or scene to bring forward on a tap
 * @param filterCriteria the focus filter's criteria
 * @param criticalVolume the volume of a critical alert's sound, 0 to 1
 * @param contentAvailable wakes the app in the background beside showing the alert
 * @param liveActivity the change to a Live Activity
 */
public record ApnsOptions(
    Optional<ApnsPushType> pushType,
    Optional<String> topic,
    OptionalDouble relevanceScore,
    Optional<String> targetContentId,
    Optional<String> filterCriteria,
    OptionalDouble criticalVolume,
    boolean contentAvailable,
    Optional<LiveActivity> liveActivity) {
  private static final ApnsOptions NONE = builder().build();

  /** No option set. */
  public static ApnsOptions none() {
    return NONE;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private Optional<ApnsPushType> pushType = Optional.empty();
    private Optional<String> topic = Optional.empty();
    private OptionalDouble relevanceScore = OptionalDouble.empty();
    private Optional<String> targetContentId = Optional.empty();
    private Optional<String> filterCriteria = Optional.empty();
    private OptionalDouble criticalVolume = OptionalDouble.empty();
    private boolean contentAvailable;
    private Optional<LiveActivity> liveActivity = Optional.empty();

    private Builder() {}

    public Builder pushType(ApnsPushType pushType) {
      this.pushType = Optional.of(pushType);
      return this;
    }

    public Builder topic(String topic) {
      this.topic = Optional.of(topic);
      return this;
    }

    public Builder relevanceScore(double relevanceScore) {
      this.relevanceScore = OptionalDouble.of(relevanceScore);
      return this;
    }

    public Builder targetContentId(String targetContentId) {
      this.targetContentId = Optional.of(targetContentId);
      return this;
    }

    public Builder filterCriteria(String filterCriteria) {
      this.filterCriteria = Optional.of(filterCriteria);
      return this;
    }

    public Builder criticalVolume(double criticalVolume) {
      this.criticalVolume = OptionalDouble.of(criticalVolume);
      return this;
    }

    public Builder contentAvailable(boolean contentAvailable) {
      this.contentAvailable = contentAvailable;
      return this;
    }

    public Builder liveActivity(LiveActivity liveActivity) {
      this.liveActivity = Optional.of(liveActivity);
      return this;
    }

    public ApnsOptions build() {
      return new ApnsOptions(
          pushType,
          topic,
          relevanceScore,
          targetContentId,
          filterCriteria,
          criticalVolume,
          contentAvailable,
          liveActivity);
    }
  }
}
