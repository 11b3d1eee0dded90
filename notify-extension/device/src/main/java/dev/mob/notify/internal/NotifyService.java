package dev.mob.notify.internal;

import dev.mob.extension.Registration;
import dev.mob.notify.Category;
import dev.mob.notify.Channel;
import dev.mob.notify.Filter;
import dev.mob.notify.LocalNotification;
import dev.mob.notify.NotificationHandler;
import dev.mob.notify.Notify;
import dev.mob.notify.NotifyStatus;
import dev.mob.notify.PushPermission;
import dev.mob.notify.PushToken;
import dev.mob.notify.ReceiptCarrier;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.Address;
import dev.mob.process.CallFailed;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;

/** The service that others find; asks the extension's processes. */
final class NotifyService implements Notify {
  private final ProcessRuntime runtime;
  private final PushPlatform platform;
  private final Audience audience;
  private final Carriers carriers;
  private final Address inbox;
  private final Address registrar;
  private final Address schedule;
  private final Address receipts;
  private final Address subscriptions;
  private final Logger log;

  /** The extension's processes. */
  record Processes(
      Address inbox,
      Address registrar,
      Address schedule,
      Address receipts,
      Address subscriptions) {}

  NotifyService(
      ProcessRuntime runtime,
      PushPlatform platform,
      Audience audience,
      Carriers carriers,
      Processes processes,
      Logger log) {
    this.runtime = runtime;
    this.platform = platform;
    this.audience = audience;
    this.carriers = carriers;
    this.inbox = processes.inbox();
    this.registrar = processes.registrar();
    this.schedule = processes.schedule();
    this.receipts = processes.receipts();
    this.subscriptions = processes.subscriptions();
    this.log = log;
  }

  @Override
  public PushPermission permission() {
    return platform.alertPermission();
  }

  @Override
  public void requestPermission(Pid process) {
    runtime.call(registrar, new Registrar.AskUser(process));
  }

  @Override
  public Registration register(Pid process) {
    runtime.call(registrar, new Registrar.Register(process));
    return () -> audience.remove(process);
  }

  @Override
  public void unregister() {
    runtime.call(registrar, new Registrar.Unregister());
  }

  @Override
  public Optional<PushToken> token() {
    return registration().token();
  }

  private Registrar.Report registration() {
    return (Registrar.Report) runtime.call(registrar, new Registrar.Ask());
  }

  @Override
  public Registration subscribe(String name, Pid process, Filter filter) {
    Objects.requireNonNull(filter, "filter");
    runtime.call(inbox, new Inbox.Subscribe(named(name), process, filter));
    return () -> quietly(() -> runtime.call(inbox, new Inbox.Unsubscribe(name, process)));
  }

  @Override
  public Registration subscribe(String name, Filter filter, NotificationHandler handler) {
    Pid process =
        DynamicSupervisor.startChild(
            runtime,
            subscriptions,
            ChildSpec.worker(
                named(name),
                new HandlerServer(
                    name,
                    Objects.requireNonNull(filter, "filter"),
                    Objects.requireNonNull(handler, "handler"),
                    inbox,
                    log),
                null));
    return () -> quietly(() -> DynamicSupervisor.terminateChild(runtime, subscriptions, process));
  }

  private static String named(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "a subscription has a name that is the same after each restart");
    }
    return name;
  }

  /** Ending what has ended by itself is no mistake. */
  private static void quietly(Runnable end) {
    try {
      end.run();
    } catch (CallFailed e) {
      if (!e.reason().equals(ExitReason.NOPROC)) {
        throw e;
      }
    }
  }

  @Override
  public Registration carryReceipts(ReceiptCarrier carrier) {
    carriers.name(carrier);
    runtime.cast(receipts, new Receipts.Carry());
    return () -> carriers.end(carrier);
  }

  @Override
  public void schedule(LocalNotification notification) {
    runtime.call(schedule, new Schedule.Put(Objects.requireNonNull(notification, "notification")));
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<LocalNotification> list() {
    return (List<LocalNotification>) runtime.call(schedule, new Schedule.Ask());
  }

  @Override
  public boolean cancel(String id) {
    return (Boolean) runtime.call(schedule, new Schedule.Cancel(Objects.requireNonNull(id, "id")));
  }

  @Override
  public void cancelAll() {
    runtime.call(schedule, new Schedule.Cancel(null));
  }

  @Override
  public void dismiss(String id) {
    platform.dismiss(Collections.singleton(id));
  }

  @Override
  public void badge(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("a badge is 0 or more, not " + number);
    }
    platform.badge(number);
  }

  @Override
  public void declare(Collection<Channel> channels, Collection<Category> categories) {
    platform.declare(new ArrayList<>(channels), new ArrayList<>(categories));
  }

  @Override
  public NotifyStatus status() {
    Inbox.Report report = (Inbox.Report) runtime.call(inbox, new Inbox.Ask());
    Registrar.Report registration = registration();
    return new NotifyStatus(
        permission(),
        registration.token(),
        registration.failure(),
        report.subscribers(),
        report.waiting(),
        list().size(),
        (Integer) runtime.call(receipts, new Receipts.Ask()),
        report.counts());
  }
}
