package dev.mob.host.jvm.notify;

import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushResult;
import dev.mob.notify.PushToken;
import dev.mob.notify.Receipt;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.LocalPushPlatform;
import dev.mob.notify.platform.Planned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications of a program on a JVM: pushes come from the local gateway, if it is to have one,
 * and what is shown is a line in the log. A program on a JVM counts as in front as long as it runs,
 * so what is due goes to the app; what was due while it did not run is due when it starts.
 *
 * <p>Safe for use from any thread. Its threads are daemons and end with {@link #close}.
 */
public final class JvmNotifications implements LocalPushPlatform, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("mob.notifications");
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final String PLATFORM = "local";

  /** Timers are set for no longer than this: the clock may jump meanwhile. */
  private static final long LOOK_MILLIS = 60_000;

  private final Clock clock;
  private final Path plannedFile;
  private final GatewayLink gateway;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<String, Alert> shown = new LinkedHashMap<>();
  private final Map<String, Armed> planned = new LinkedHashMap<>();
  private final List<Consumer<Listener>> waiting = new ArrayList<>();

  /** What an earlier run of the program was to show and had not. */
  private final Set<String> left;

  private Listener listener;

  private record Armed(Planned planned, long at, Future<?> look) {}

  private JvmNotifications(Path folder, Path socket, String name, Clock clock) {
    this.clock = clock;
    this.plannedFile = folder.resolve("planned");
    this.left = new LinkedHashSet<>(readPlanned());
    this.gateway =
        socket == null
            ? null
            : new GatewayLink(socket, name, folder.resolve("token"), new FromGateway());
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "mob-notifications");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Without pushes: a JVM has no push service of its own.
   *
   * @param folder for what outlives the program; made when something is first written
   */
  public static JvmNotifications withoutGateway(Path folder, Clock clock) {
    return new JvmNotifications(folder, null, "", clock);
  }

  /**
   * With pushes from the local gateway, which need not run yet.
   *
   * @param socket where it listens, see {@link GatewayProtocol#socket}
   * @param name how it knows this device, beside its token
   */
  public static JvmNotifications withGateway(Path folder, Path socket, String name, Clock clock) {
    return new JvmNotifications(folder, socket, name, clock);
  }

  @Override
  public void listen(Listener told) {
    List<Consumer<Listener>> before;
    synchronized (this) {
      listener = told;
      before = new ArrayList<>(waiting);
      waiting.clear();
    }
    before.forEach(telling -> telling.accept(told));
  }

  private void tell(Consumer<Listener> telling) {
    Listener told;
    synchronized (this) {
      told = listener;
      if (told == null) {
        waiting.add(telling);
        return;
      }
    }
    telling.accept(told);
  }

  @Override
  public PushPermission alertPermission() {
    return PushPermission.GRANTED;
  }

  @Override
  public void requestPermission() {
    tell(told -> told.permissionAnswered(PushPermission.GRANTED));
  }

  // ---- pushes

  @Override
  public void register() {
    if (gateway == null) {
      tell(
          told ->
              told.registrationFailed(
                  new RegistrationFailure(
                      RegistrationFailure.Reason.UNSUPPORTED,
                      "a JVM has no push service of its own; set notify.gateway = local in mob.conf"
                          + " to get pushes from 'mob push'")));
    } else {
      gateway.register();
    }
  }

  @Override
  public void unregister() {
    if (gateway != null) {
      gateway.unregister();
    }
  }

  @Override
  public void carry(PushToken token, List<Receipt> receipts)
      throws IOException, InterruptedException {
    if (gateway == null) {
      throw new IOException("this JVM has no push gateway");
    }
    gateway.report(receipts);
  }

  private final class FromGateway implements GatewayLink.Events {
    @Override
    public void registered(String token) {
      tell(told -> told.registered(PushToken.of(PLATFORM, token)));
    }

    @Override
    public void unreachable(String why) {
      tell(
          told ->
              told.registrationFailed(
                  new RegistrationFailure(RegistrationFailure.Reason.NO_NETWORK, why)));
    }

    @Override
    public void message(String id, Map<String, String> data, Runnable acknowledge) {
      tell(
          told ->
              told.arrived(
                  Arrival.push(id, "", "", data), false, true, new Acknowledging(acknowledge)));
    }
  }

  /** Tells the gateway when the message needs it no longer. */
  private record Acknowledging(Runnable acknowledge) implements Window {
    @Override
    public Duration length() {
      return WINDOW;
    }

    @Override
    public void finished(PushResult result) {
      acknowledge.run();
    }
  }

  /** A local notification keeps nobody waiting. */
  private record Untimed() implements Window {
    @Override
    public Duration length() {
      return WINDOW;
    }

    @Override
    public void finished(PushResult result) {
      // Nobody asked.
    }
  }

  // ---- what is planned

  @Override
  public synchronized void plan(List<Planned> soonestFirst) {
    planned.values().forEach(armed -> armed.look.cancel(false));
    planned.clear();
    left.clear();
    for (Planned next : soonestFirst) {
      arm(next, next.next(clock.millis(), ZoneId.systemDefault()));
    }
    writePlanned();
  }

  private void arm(Planned next, long at) {
    long wait = Math.max(0, Math.min(at - clock.millis(), LOOK_MILLIS));
    String id = next.alert().id();
    planned.put(
        id,
        new Armed(next, at, timer.schedule(() -> look(id, next, at), wait, TimeUnit.MILLISECONDS)));
  }

  private void look(String id, Planned next, long at) {
    synchronized (this) {
      Armed armed = planned.get(id);
      if (armed == null || armed.planned != next) {
        return; // planned anew meanwhile
      }
      if (clock.millis() < at) {
        arm(next, at);
        return;
      }
      planned.remove(id);
      if (next.repeats()) {
        arm(next, next.next(clock.millis(), ZoneId.systemDefault()));
      }
      writePlanned();
    }
    LOG.info("due: {}", line(next.alert()));
    tell(told -> told.arrived(Arrival.local(next.alert(), at), false, true, new Untimed()));
  }

  @Override
  public synchronized List<String> planned() {
    Set<String> ids = new LinkedHashSet<>(left);
    ids.addAll(planned.keySet());
    return new ArrayList<>(ids);
  }

  private List<String> readPlanned() {
    try {
      return Files.exists(plannedFile) ? Files.readAllLines(plannedFile) : List.of();
    } catch (IOException e) {
      LOG.warn("what was planned before is not known; it is not shown late", e);
      return List.of();
    }
  }

  private void writePlanned() {
    try {
      Files.createDirectories(plannedFile.getParent());
      Path part = plannedFile.resolveSibling("planned.part");
      Files.write(part, planned.keySet());
      Files.move(part, plannedFile, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the planned notifications cannot be noted", e);
    }
  }

  // ---- what is shown

  @Override
  public synchronized void show(Alert alert) {
    shown.remove(alert.id());
    shown.put(alert.id(), alert);
    LOG.info("shown: {}", line(alert));
  }

  private static String line(Alert alert) {
    return alert.title().text()
        + (alert.body().isEmpty() ? "" : ": " + alert.body().text())
        + " ["
        + alert.id()
        + "]";
  }

  /** What is shown now, the oldest first. */
  public synchronized List<Alert> shown() {
    return new ArrayList<>(shown.values());
  }

  @Override
  public synchronized void dismiss(Collection<String> ids) {
    shown.keySet().removeAll(ids);
  }

  @Override
  public void badge(int number) {
    // A program on a JVM has no icon.
  }

  @Override
  public void declare(List<Channel> channels, List<Category> categories) {
    // A log has one channel and no buttons.
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    if (gateway != null) {
      gateway.close();
    }
  }
}
