package dev.mob.host.ios.internal;

import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.host.ios.internal.audio.SilentLoop;
import dev.mob.host.ios.internal.life.AppLife;
import dev.mob.host.ios.internal.life.Wakefulness;
import dev.mob.host.ios.internal.push.ApplePush;
import dev.mob.host.ios.internal.push.Environment;
import dev.mob.host.ios.internal.push.SilentPushes;
import dev.mob.host.ios.internal.shim.Application;
import dev.mob.host.ios.internal.shim.ApplicationEvents;
import dev.mob.host.ios.internal.shim.AudioSession;
import dev.mob.host.ios.internal.shim.Keychain;
import dev.mob.host.ios.internal.shim.NotificationCenter;
import dev.mob.host.ios.internal.shim.Sqlite;
import dev.mob.host.ios.internal.shim.TaskScheduler;
import dev.mob.host.ios.internal.storage.KeychainKeys;
import dev.mob.host.ios.internal.storage.SqliteStorage;
import dev.mob.host.ios.internal.work.PhoneSurroundings;
import dev.mob.host.ios.internal.work.SystemTasks;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.state.KeyService;
import dev.mob.state.Storage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What this phone offers to a kernel, put together, and the way of the application's events to it.
 * There is one in a process, as there is one application. Whoever makes it closes it.
 */
public final class Phone implements ApplicationEvents, AutoCloseable {
  private static final String KEYCHAIN_SERVICE = "dev.mob";

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mob-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final Application application = new Application();
  private final Wakefulness wakefulness;
  private final SilentLoop keepAlive;
  private final AppLife life;
  private final SilentPushes pushes;
  private final SystemTasks work;
  private final ApplePush push;
  private final Storage storage = new SqliteStorage(new Sqlite());
  private final KeyService keys = new KeychainKeys(new Keychain(), KEYCHAIN_SERVICE);

  /** Begins to hear what happens to the app. */
  public Phone() {
    Clock clock = Clock.systemUTC();
    wakefulness = new Wakefulness(application);
    keepAlive = new SilentLoop(new AudioSession(), application, wakefulness);
    // On another thread: the audio session may take its time, and the app's life goes on.
    life = new AppLife(application, wakefulness, () -> timer.execute(keepAlive::check));
    pushes = new SilentPushes(application, wakefulness, timer);
    work =
        new SystemTasks(
            new TaskScheduler(), wakefulness, new PhoneSurroundings(application), pushes, clock);
    push =
        new ApplePush(
            new NotificationCenter(),
            application,
            life,
            wakefulness,
            pushes,
            Environment.of(Path.of(application.bundlePath())),
            clock);
    application.listen(this);
  }

  public KeepAlivePlatform keepAlive() {
    return keepAlive;
  }

  public LifecyclePlatform lifecycle() {
    return life;
  }

  public WorkPlatform work() {
    return work;
  }

  public PushPlatform push() {
    return push;
  }

  public Storage storage() {
    return storage;
  }

  public KeyService keys() {
    return keys;
  }

  /** Every extension was started: whoever has not listened by now will not. */
  public void ready() {
    pushes.ready();
    work.refuseUnlessListening();
  }

  @Override
  public void state(int state) {
    life.application(state);
  }

  @Override
  public void scene(String scene, int state) {
    life.scene(scene, state);
  }

  @Override
  public void memoryWarning() {
    life.memoryWarning();
  }

  @Override
  public void lowPower(boolean on) {
    life.lowPower(on);
  }

  @Override
  public void terminating(double seconds) {
    life.terminating(seconds);
  }

  @Override
  public void backgroundTaskExpiring(long task, double seconds) {
    life.backgroundTaskExpiring(task, seconds);
  }

  @Override
  public void deviceToken(byte[] token) {
    push.deviceToken(token);
  }

  @Override
  public void registrationFailed(String domain, long code, String message) {
    push.registrationFailed(domain, code, message);
  }

  @Override
  public void push(long number, String userInfo) {
    pushes.came(number, userInfo);
  }

  /** The kernel has stopped: the app may sleep, and is kept awake by nothing of ours. */
  @Override
  public void close() {
    // What comes from now on waits in the shim, or is answered for nobody.
    application.listen(null);
    push.close();
    work.close();
    keepAlive.close();
    wakefulness.close();
    timer.shutdown();
  }
}
