package dev.mob.testkit.platform;

import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.host.PlatformService;
import dev.mob.state.KeyService;
import dev.mob.state.Storage;
import dev.mob.testkit.storage.MemoryStorage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link dev.mob.testkit.MobNode} offers to extensions in place of a phone: services that
 * work, keep account of what they were asked, and do what the test tells them. For the rules of a
 * real phone, and what happens over days, there is the {@linkplain dev.mob.testkit.phone.Phone
 * simulator}.
 *
 * <p>Safe for use from any thread.
 */
public final class TestPlatform {
  private final MemoryStorage storage;
  private final FakeKeys keys = new FakeKeys();
  private final FakeKeepAlive keepAlive = new FakeKeepAlive();
  private final FakeWork work = new FakeWork();
  private final FakeLifecycle lifecycle = new FakeLifecycle();

  /** A phone that was never used. */
  public TestPlatform() {
    this(new MemoryStorage());
  }

  /** A phone with this disk, such as one that an earlier run has written. */
  public TestPlatform(MemoryStorage storage) {
    this.storage = storage;
  }

  /** The disk. */
  public MemoryStorage storage() {
    return storage;
  }

  public FakeKeys keys() {
    return keys;
  }

  public FakeKeepAlive keepAlive() {
    return keepAlive;
  }

  public FakeWork work() {
    return work;
  }

  public FakeLifecycle lifecycle() {
    return lifecycle;
  }

  /** Lets time pass for the work that is planned. */
  public void passes(Duration time) {
    work.passes(time);
  }

  /** The services, by what an extension asks for. */
  public Map<Class<? extends PlatformService>, PlatformService> services() {
    Map<Class<? extends PlatformService>, PlatformService> services = new LinkedHashMap<>();
    services.put(Storage.class, storage);
    services.put(KeyService.class, keys);
    services.put(KeepAlivePlatform.class, keepAlive);
    services.put(WorkPlatform.class, work);
    services.put(LifecyclePlatform.class, lifecycle);
    return services;
  }
}
