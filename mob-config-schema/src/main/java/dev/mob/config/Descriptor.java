package dev.mob.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an extension says of itself in {@code META-INF/mob/extension.conf}: data, read without
 * running any of its code.
 */
public final class Descriptor {
  private final String id;
  private final Version version;
  private final String doc;
  private final VersionRange kernel;
  private final List<Requirement> requires;
  private final Schema settings;
  private final String mainClass;
  private final Set<Permission> permissions;
  private final List<String> provides;
  private final List<String> exclusive;
  private final List<HostClause<AndroidDeclarations>> android;
  private final List<HostClause<IosDeclarations>> ios;
  private final Position position;

  private Descriptor(Builder builder) {
    this.id = builder.id;
    this.version = builder.version;
    this.doc = builder.doc;
    this.kernel = builder.kernel;
    this.requires = Collections.unmodifiableList(new ArrayList<>(builder.requires));
    this.settings = builder.settings;
    this.mainClass = builder.mainClass;
    EnumSet<Permission> granted = EnumSet.noneOf(Permission.class);
    granted.addAll(builder.permissions);
    this.permissions = Collections.unmodifiableSet(granted);
    this.provides = Collections.unmodifiableList(new ArrayList<>(builder.provides));
    this.exclusive = Collections.unmodifiableList(new ArrayList<>(builder.exclusive));
    this.android = Collections.unmodifiableList(new ArrayList<>(builder.android));
    this.ios = Collections.unmodifiableList(new ArrayList<>(builder.ios));
    this.position = builder.position;
  }

  /** Begins a descriptor; {@link DescriptorReader} is the usual way to come by one. */
  public static Builder of(String id, Version version) {
    return new Builder(id, version);
  }

  /** The name under which mob.conf activates it: lower-case letters, digits and hyphens. */
  public String id() {
    return id;
  }

  /** Its own version. */
  public Version version() {
    return version;
  }

  /** One sentence on what it does; may be empty. */
  public String doc() {
    return doc;
  }

  /** The versions of the kernel's API that it works with. */
  public VersionRange kernel() {
    return kernel;
  }

  /** The other extensions that it needs, in the order of the descriptor. */
  public List<Requirement> requires() {
    return requires;
  }

  /** What its block in mob.conf may hold. */
  public Schema settings() {
    return settings;
  }

  /** The class that implements the extension; empty for one that has data only. */
  public Optional<String> mainClass() {
    return Optional.ofNullable(mainClass);
  }

  /** What it declares that it will use. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** The service types, by their Java names, that it alone provides. */
  public List<String> provides() {
    return provides;
  }

  /** The platform's rights, such as {@code audio-session}, that only one extension may hold. */
  public List<String> exclusive() {
    return exclusive;
  }

  /** What its host app on Android has to declare, whatever its settings are. */
  public AndroidDeclarations android() {
    return android.get(0).declarations();
  }

  /** What its host app on Android has to declare with these settings. */
  public AndroidDeclarations android(Settings settings) {
    AndroidDeclarations all = AndroidDeclarations.none();
    for (HostClause<AndroidDeclarations> clause : android) {
      all = clause.holds(settings) ? all.and(clause.declarations()) : all;
    }
    return all;
  }

  /** What it says of Android: first what always holds, then what depends on its settings. */
  public List<HostClause<AndroidDeclarations>> androidClauses() {
    return android;
  }

  /** What its host app on iOS has to declare, whatever its settings are. */
  public IosDeclarations ios() {
    return ios.get(0).declarations();
  }

  /** What its host app on iOS has to declare with these settings. */
  public IosDeclarations ios(Settings settings) {
    IosDeclarations all = IosDeclarations.none();
    for (HostClause<IosDeclarations> clause : ios) {
      all = clause.holds(settings) ? all.and(clause.declarations()) : all;
    }
    return all;
  }

  /** What it says of iOS: first what always holds, then what depends on its settings. */
  public List<HostClause<IosDeclarations>> iosClauses() {
    return ios;
  }

  /** Where it says its id. */
  public Position position() {
    return position;
  }

  /** {@code id version}. */
  @Override
  public String toString() {
    return id + " " + version;
  }

  /** Collects what a descriptor says. Not for use by several threads. */
  public static final class Builder {
    private final String id;
    private final Version version;
    private String doc = "";
    private VersionRange kernel = VersionRange.ANY;
    private Collection<Requirement> requires = Collections.emptyList();
    private Schema settings = Schema.empty();
    private String mainClass;
    private Collection<Permission> permissions = Collections.emptyList();
    private Collection<String> provides = Collections.emptyList();
    private Collection<String> exclusive = Collections.emptyList();
    private List<HostClause<AndroidDeclarations>> android =
        Collections.singletonList(HostClause.always(AndroidDeclarations.none(), ""));
    private List<HostClause<IosDeclarations>> ios =
        Collections.singletonList(HostClause.always(IosDeclarations.none(), ""));
    private Position position;

    private Builder(String id, Version version) {
      this.id = Objects.requireNonNull(id, "id");
      this.version = Objects.requireNonNull(version, "version");
      this.position = Position.startOf(id + "/" + DescriptorReader.LOCATION);
    }

    /** See {@link Descriptor#doc()}. */
    public Builder doc(String text) {
      this.doc = text;
      return this;
    }

    /** See {@link Descriptor#kernel()}. */
    public Builder kernel(VersionRange range) {
      this.kernel = range;
      return this;
    }

    /** See {@link Descriptor#requires()}. */
    public Builder requires(Collection<Requirement> others) {
      this.requires = others;
      return this;
    }

    /** See {@link Descriptor#settings()}. */
    public Builder settings(Schema schema) {
      this.settings = schema;
      return this;
    }

    /** See {@link Descriptor#mainClass()}. */
    public Builder mainClass(String name) {
      this.mainClass = name;
      return this;
    }

    /** See {@link Descriptor#permissions()}. */
    public Builder permissions(Collection<Permission> declared) {
      this.permissions = declared;
      return this;
    }

    /** See {@link Descriptor#provides()}. */
    public Builder provides(Collection<String> serviceTypes) {
      this.provides = serviceTypes;
      return this;
    }

    /** See {@link Descriptor#exclusive()}. */
    public Builder exclusive(Collection<String> rights) {
      this.exclusive = rights;
      return this;
    }

    /**
     * See {@link Descriptor#androidClauses()}.
     *
     * @param clauses at least one; the first always holds
     */
    public Builder android(List<HostClause<AndroidDeclarations>> clauses) {
      this.android = firstAlways(clauses);
      return this;
    }

    /**
     * See {@link Descriptor#iosClauses()}.
     *
     * @param clauses at least one; the first always holds
     */
    public Builder ios(List<HostClause<IosDeclarations>> clauses) {
      this.ios = firstAlways(clauses);
      return this;
    }

    private static <D> List<HostClause<D>> firstAlways(List<HostClause<D>> clauses) {
      if (clauses.isEmpty() || !clauses.get(0).setting().isEmpty()) {
        throw new IllegalArgumentException("the first clause is what always holds: " + clauses);
      }
      return clauses;
    }

    /** See {@link Descriptor#position()}. */
    public Builder position(Position where) {
      this.position = where;
      return this;
    }

    /** The descriptor. */
    public Descriptor build() {
      return new Descriptor(this);
    }
  }
}
