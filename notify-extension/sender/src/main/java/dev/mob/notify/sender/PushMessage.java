package dev.mob.notify.sender;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One message for any platform: a common {@link PushContent}, what a platform shall show
 * differently, and what only one platform has. Immutable.
 *
 * <pre>{@code
 * PushMessage message = PushMessage.builder()
 *     .content(c -> c.title("Your turn").body("Ada has moved").data("game", "42").ttl(Duration.ofHours(1)))
 *     .override(Platform.APNS, c -> c.sound("turn.caf"))
 *     .fcm(FcmOptions.builder().channel("turns").build())
 *     .build();
 * }</pre>
 *
 * What is wrong with a message is told when it is sent, by {@link InvalidMessageException} with
 * every problem at once, because some rules depend on the platforms that the app has.
 */
public final class PushMessage {
  private final PushContent content;
  private final Map<Platform, PushContent> overrides;
  private final ApnsOptions apns;
  private final FcmOptions fcm;
  private final WebPushOptions webPush;

  private PushMessage(Builder builder) {
    content = builder.content.build();
    overrides = Collections.unmodifiableMap(new EnumMap<>(builder.overrides));
    apns = builder.apns;
    fcm = builder.fcm;
    webPush = builder.webPush;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A message with a title and a body. */
  public static PushMessage of(String title, String body) {
    return builder().content(c -> c.title(title).body(body)).build();
  }

  /** What holds for every platform without an override. */
  public PushContent content() {
    return content;
  }

  /** What this platform gets: its override over the common content. */
  public PushContent contentFor(Platform platform) {
    PushContent override = overrides.get(platform);
    return override == null ? content : override.over(content);
  }

  /** The overrides as they were given. */
  public Map<Platform, PushContent> overrides() {
    return overrides;
  }

  public ApnsOptions apns() {
    return apns;
  }

  public FcmOptions fcm() {
    return fcm;
  }

  public WebPushOptions webPush() {
    return webPush;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PushMessage that
        && content.equals(that.content)
        && overrides.equals(that.overrides)
        && apns.equals(that.apns)
        && fcm.equals(that.fcm)
        && webPush.equals(that.webPush);
  }

  @Override
  public int hashCode() {
    return Objects.hash(content, overrides, apns, fcm, webPush);
  }

  @Override
  public String toString() {
    return "PushMessage[" + content + ", overrides for " + overrides.keySet() + "]";
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private final PushContent.Builder content = PushContent.builder();
    private final Map<Platform, PushContent> overrides = new EnumMap<>(Platform.class);
    private ApnsOptions apns = ApnsOptions.none();
    private FcmOptions fcm = FcmOptions.none();
    private WebPushOptions webPush = WebPushOptions.none();

    private Builder() {}

    /** Sets fields of the common content; may be called several times. */
    public Builder content(Consumer<PushContent.Builder> edit) {
      edit.accept(content);
      return this;
    }

    /** Says what this platform gets instead; a second call for a platform replaces the first. */
    public Builder override(Platform platform, Consumer<PushContent.Builder> edit) {
      PushContent.Builder builder = PushContent.builder();
      edit.accept(builder);
      overrides.put(Objects.requireNonNull(platform, "platform"), builder.build());
      return this;
    }

    public Builder apns(ApnsOptions apns) {
      this.apns = Objects.requireNonNull(apns, "apns");
      return this;
    }

    public Builder fcm(FcmOptions fcm) {
      this.fcm = Objects.requireNonNull(fcm, "fcm");
      return this;
    }

    public Builder webPush(WebPushOptions webPush) {
      this.webPush = Objects.requireNonNull(webPush, "webPush");
      return this;
    }

    public PushMessage build() {
      return new PushMessage(this);
    }
  }
}
