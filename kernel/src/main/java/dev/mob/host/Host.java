package dev.mob.host;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What embeds the kernel, as the kernel sees it. Immutable; the platform services in it belong to
 * whoever built it and may outlive the kernel.
 */
public final class Host {
  private final String name;
  private final Path home;
  private final Map<String, String> environment;
  private final OptionalLong processId;
  private final Map<Class<? extends PlatformService>, PlatformService> services;

  private Host(Builder builder) {
    this.name = builder.name;
    this.home = builder.home;
    this.environment = builder.environment;
    this.processId = builder.processId;
    this.services = Collections.unmodifiableMap(new LinkedHashMap<>(builder.services));
  }

  /**
   * Begins a host.
   *
   * @param name the platform's name as descriptors use it: {@code jvm}, {@code android}, {@code
   *     ios}
   * @param home where a kernel keeps its files unless it is told otherwise; need not exist
   */
  public static Builder builder(String name, Path home) {
    return new Builder(name, home);
  }

  /** The platform's name as descriptors use it. */
  public String name() {
    return name;
  }

  /** Where a kernel keeps its files unless it is told otherwise. */
  public Path home() {
    return home;
  }

  /** The variables that mob.conf's substitutions see. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The number of the operating system's process, where the host knows it. */
  public OptionalLong processId() {
    return processId;
  }

  /** The platform service with this contract; empty when this host does not offer it. */
  public <T extends PlatformService> Optional<T> find(Class<T> contract) {
    return Optional.ofNullable(contract.cast(services.get(contract)));
  }

  /** The contracts of all platform services that this host offers. */
  public Set<Class<? extends PlatformService>> offers() {
    return services.keySet();
  }

  @Override
  public String toString() {
    return "host " + name;
  }

  /** Puts a host together. Not for use by several threads at once. */
  public static final class Builder {
    private final String name;
    private final Path home;
    private final Map<Class<? extends PlatformService>, PlatformService> services =
        new LinkedHashMap<>();
    private Map<String, String> environment = System.getenv();
    private OptionalLong processId = OptionalLong.empty();

    private Builder(String name, Path home) {
      this.name = Objects.requireNonNull(name, "name");
      this.home = Objects.requireNonNull(home, "home");
    }

    /** The variables that mob.conf's substitutions see; the process's own by default. */
    public Builder environment(Map<String, String> variables) {
      this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
      return this;
    }

    /** The number of this process, which another kernel names when the home folder is taken. */
    public Builder processId(long processId) {
      this.processId = OptionalLong.of(processId);
      return this;
    }

    /**
     * Offers a platform service.
     *
     * @throws IllegalStateException when one with this contract is offered already
     */
    public <T extends PlatformService> Builder offer(Class<T> contract, T service) {
      Objects.requireNonNull(service, "service");
      if (services.putIfAbsent(contract, service) != null) {
        throw new IllegalStateException(
            "host " + name + " offers " + contract.getName() + " already");
      }
      return this;
    }

    public Host build() {
      return new Host(this);
    }
  }
}
