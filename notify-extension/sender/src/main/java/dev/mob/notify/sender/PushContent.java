package dev.mob.notify.sender;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a message says and how it behaves, in terms that every platform has. Each field may be
 * absent; a platform's override is such a content too, laid {@linkplain #over over} the common one.
 * Immutable.
 */
public final class PushContent {
  private static final PushContent EMPTY = new Builder().build();

  private final String title;
  private final LocalizedText localizedTitle;
  private final String subtitle;
  private final String body;
  private final LocalizedText localizedBody;
  private final URI image;
  private final String sound;
  private final Integer badge;
  private final String category;
  private final String thread;
  private final InterruptionLevel interruptionLevel;
  private final Duration ttl;
  private final Priority priority;
  private final String collapseId;
  private final Boolean silent;
  private final Boolean mutableContent;
  private final Map<String, String> data;

  private PushContent(Builder builder) {
    title = builder.title;
    localizedTitle = builder.localizedTitle;
    subtitle = builder.subtitle;
    body = builder.body;
    localizedBody = builder.localizedBody;
    image = builder.image;
    sound = builder.sound;
    badge = builder.badge;
    category = builder.category;
    thread = builder.thread;
    interruptionLevel = builder.interruptionLevel;
    ttl = builder.ttl;
    priority = builder.priority;
    collapseId = builder.collapseId;
    silent = builder.silent;
    mutableContent = builder.mutableContent;
    data = Collections.unmodifiableMap(new LinkedHashMap<>(builder.data));
  }

  public static PushContent empty() {
    return EMPTY;
  }

  public static Builder builder() {
    return new Builder();
  }

  public Optional<String> title() {
    return Optional.ofNullable(title);
  }

  public Optional<LocalizedText> localizedTitle() {
    return Optional.ofNullable(localizedTitle);
  }

  public Optional<String> subtitle() {
    return Optional.ofNullable(subtitle);
  }

  public Optional<String> body() {
    return Optional.ofNullable(body);
  }

  public Optional<LocalizedText> localizedBody() {
    return Optional.ofNullable(localizedBody);
  }

  /** A picture that the device fetches; on iOS a notification service extension has to do that. */
  public Optional<URI> image() {
    return Optional.ofNullable(image);
  }

  /** The name of a sound in the app, or {@code default}. */
  public Optional<String> sound() {
    return Optional.ofNullable(sound);
  }

  /** The number on the app's icon; 0 removes it. */
  public OptionalInt badge() {
    return badge == null ? OptionalInt.empty() : OptionalInt.of(badge);
  }

  /** The category that names the notification's actions. */
  public Optional<String> category() {
    return Optional.ofNullable(category);
  }

  /** What groups notifications on the device. */
  public Optional<String> thread() {
    return Optional.ofNullable(thread);
  }

  public Optional<InterruptionLevel> interruptionLevel() {
    return Optional.ofNullable(interruptionLevel);
  }

  /**
   * How long the message is worth delivering, counted from acceptance (or from the scheduled time).
   * Zero means: try once, now or never.
   */
  public Optional<Duration> ttl() {
    return Optional.ofNullable(ttl);
  }

  public Optional<Priority> priority() {
    return Optional.ofNullable(priority);
  }

  /** A later message with the same id replaces an earlier one that was not yet shown. */
  public Optional<String> collapseId() {
    return Optional.ofNullable(collapseId);
  }

  /** Whether the message wakes the app without showing anything. */
  public boolean silent() {
    return silent != null && silent;
  }

  /** Whether an iOS notification service extension may change the message before it is shown. */
  public boolean mutableContent() {
    return mutableContent != null && mutableContent;
  }

  /** The app's own keys and values, in the order in which they were put. */
  public Map<String, String> data() {
    return data;
  }

  /** Whether there is something to show: a title, a body, or a key for either. */
  public boolean hasText() {
    return title != null || body != null || localizedTitle != null || localizedBody != null;
  }

  /**
   * This content where it says something, {@code below} where it does not. Data is merged key by
   * key; a plain text here hides a localised one below, and the reverse.
   */
  public PushContent over(PushContent below) {
    if (this == EMPTY) {
      return below;
    }
    Builder merged = new Builder();
    boolean ownTitle = title != null || localizedTitle != null;
    merged.title = ownTitle ? title : below.title;
    merged.localizedTitle = ownTitle ? localizedTitle : below.localizedTitle;
    boolean ownBody = body != null || localizedBody != null;
    merged.body = ownBody ? body : below.body;
    merged.localizedBody = ownBody ? localizedBody : below.localizedBody;
    merged.subtitle = first(subtitle, below.subtitle);
    merged.image = first(image, below.image);
    merged.sound = first(sound, below.sound);
    merged.badge = first(badge, below.badge);
    merged.category = first(category, below.category);
    merged.thread = first(thread, below.thread);
    merged.interruptionLevel = first(interruptionLevel, below.interruptionLevel);
    merged.ttl = first(ttl, below.ttl);
    merged.priority = first(priority, below.priority);
    merged.collapseId = first(collapseId, below.collapseId);
    merged.silent = first(silent, below.silent);
    merged.mutableContent = first(mutableContent, below.mutableContent);
    merged.data.putAll(below.data);
    merged.data.putAll(data);
    return merged.build();
  }

  private static <T> T first(T mine, T below) {
    return mine != null ? mine : below;
  }

  private Object[] fields() {
    return new Object[] {
      title,
      localizedTitle,
      subtitle,
      body,
      localizedBody,
      image,
      sound,
      badge,
      category,
      thread,
      interruptionLevel,
      ttl,
      priority,
      collapseId,
      silent,
      mutableContent,
      data
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PushContent that && java.util.Arrays.equals(fields(), that.fields());
  }

  @Override
  public int hashCode() {
    return Objects.hash(fields());
  }

  /** Names the title alone: bodies and data are often private. */
  @Override
  public String toString() {
    return "PushContent[title=" + title + ", data keys=" + data.keySet() + "]";
  }

  /** Not safe for use by several threads at once. */
  public static final class Builder {
    private String title;
    private LocalizedText localizedTitle;
    private String subtitle;
    private String body;
    private LocalizedText localizedBody;
    private URI image;
    private String sound;
    private Integer badge;
    private String category;
    private String thread;
    private InterruptionLevel interruptionLevel;
    private Duration ttl;
    private Priority priority;
    private String collapseId;
    private Boolean silent;
    private Boolean mutableContent;
    private final Map<String, String> data = new LinkedHashMap<>();

    private Builder() {}

    public Builder title(String title) {
      this.title = title;
      return this;
    }

    public Builder title(LocalizedText title) {
      this.localizedTitle = title;
      return this;
    }

    public Builder subtitle(String subtitle) {
      this.subtitle = subtitle;
      return this;
    }

    public Builder body(String body) {
      this.body = body;
      return this;
    }

    public Builder body(LocalizedText body) {
      this.localizedBody = body;
      return this;
    }

    public Builder image(URI image) {
      this.image = image;
      return this;
    }

    public Builder sound(String sound) {
      this.sound = sound;
      return this;
    }

    public Builder badge(int badge) {
      this.badge = badge;
      return this;
    }

    public Builder category(String category) {
      this.category = category;
      return this;
    }

    public Builder thread(String thread) {
      this.thread = thread;
      return this;
    }

    public Builder interruptionLevel(InterruptionLevel level) {
      this.interruptionLevel = level;
      return this;
    }

    public Builder ttl(Duration ttl) {
      this.ttl = ttl;
      return this;
    }

    public Builder priority(Priority priority) {
      this.priority = priority;
      return this;
    }

    public Builder collapseId(String collapseId) {
      this.collapseId = collapseId;
      return this;
    }

    public Builder silent(boolean silent) {
      this.silent = silent;
      return this;
    }

    public Builder mutableContent(boolean mutableContent) {
      this.mutableContent = mutableContent;
      return this;
    }

    public Builder data(String key, String value) {
      data.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, key));
      return this;
    }

    public Builder data(Map<String, String> entries) {
      entries.forEach(this::data);
      return this;
    }

    public PushContent build() {
      return new PushContent(this);
    }
  }

  /** The explicit choice, if one was made; codecs keep apart "no" and "not said". */
  public Optional<Boolean> explicitSilent() {
    return Optional.ofNullable(silent);
  }

  /** The explicit choice, if one was made. */
  public Optional<Boolean> explicitMutableContent() {
    return Optional.ofNullable(mutableContent);
  }
}
