package dev.mob.notify.sender;

/**
 * The value of the {@code apns-push-type} header and what it appends to the app's bundle id in
 * {@code apns-topic} (Apple, "Sending notification requests to APNs").
 */
public enum ApnsPushType {
  ALERT("alert", ""),
  BACKGROUND("background", ""),
  LOCATION("location", ".location-query"),
  VOIP("voip", ".voip"),
  COMPLICATION("complication", ".complication"),
  FILE_PROVIDER("fileprovider", ".pushkit.fileprovider"),
  MDM("mdm", ""),
  LIVE_ACTIVITY("liveactivity", ".push-type.liveactivity"),
  PUSH_TO_TALK("pushtotalk", ".voip-ptt");

  private final String id;
  private final String topicSuffix;

  ApnsPushType(String id, String topicSuffix) {
    this.id = id;
    this.topicSuffix = topicSuffix;
  }

  /** The header's value. */
  public String id() {
    return id;
  }

  /** What follows the bundle id in the topic, empty for most. */
  public String topicSuffix() {
    return topicSuffix;
  }

  /** The largest payload in bytes that APNs takes for this type: 5 KiB for VoIP, else 4 KiB. */
  public int payloadLimit() {
    return this == VOIP ? 5120 : 4096;
  }
}
