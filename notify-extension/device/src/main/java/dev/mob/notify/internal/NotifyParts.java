package dev.mob.notify.internal;

import dev.mob.config.Settings;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.extension.ServiceUnavailable;
import dev.mob.notify.Notify;
import dev.mob.notify.platform.LocalPushPlatform;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.process.Behaviour;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.state.Namespace;
import dev.mob.state.StateStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts the extension together:
 *
 * <pre>
 * notify
 * ├─ notify_watchman        answers the platform when a silent push's time is over
 * ├─ notify_registrar       the app's address at the push service
 * ├─ notify_schedule        local notifications
 * ├─ notify_receipts        what the server is to hear of its messages
 * ├─ notify_inbox           takes up what comes and delivers it
 * └─ notify_subscriptions   one child for each subscription that is a function
 * </pre>
 *
 * The platform tells the inbox nothing before the others are there.
 */
public final class NotifyParts {
  private static final ProcessName WATCHMAN = ProcessName.of("notify_watchman");
  private static final ProcessName REGISTRAR = ProcessName.of("notify_registrar");
  private static final ProcessName SCHEDULE = ProcessName.of("notify_schedule");
  private static final ProcessName RECEIPTS = ProcessName.of("notify_receipts");
  private static final ProcessName INBOX = ProcessName.of("notify_inbox");
  private static final ProcessName SUBSCRIPTIONS = ProcessName.of("notify_subscriptions");

  private final ExtensionContext context;
  private final ProcessRuntime runtime;
  private StateStore store;

  private NotifyParts(ExtensionContext context) {
    this.context = context;
    this.runtime = context.runtime();
  }

  /**
   * Starts the extension's processes and provides its services.
   *
   * @throws ServiceUnavailable when this host has no notifications, or no local gateway where the
   *     settings want one
   */
  public static void assemble(ExtensionContext context) {
    new NotifyParts(context).assemble();
  }

  private void assemble() {
    Settings settings = context.settings();
    boolean local = settings.word("gateway").equals("local");
    PushPlatform platform =
        local ? context.platform(LocalPushPlatform.class) : context.platform(PushPlatform.class);
    Audience audience = new Audience();
    Arrivals arrivals = new Arrivals();
    Carriers carriers = new Carriers(local ? (LocalPushPlatform) platform : null);

    start("watchman", WATCHMAN, new Watchman(INBOX, context.logger()));
    start(
        "registrar",
        REGISTRAR,
        new Registrar(
            opened("registration", namespace -> namespace),
            context::sendWhenReady,
            platform,
            audience,
            local,
            context.logger()));
    start(
        "schedule",
        SCHEDULE,
        new Schedule(
            opened("schedule", namespace -> namespace),
            context::sendWhenReady,
            platform,
            context.logger()));
    start(
        "receipts",
        RECEIPTS,
        new Receipts(
            opened("receipts", namespace -> namespace),
            context::sendWhenReady,
            carriers::current,
            REGISTRAR,
            context.logger()));
    context.supervise(
        ChildSpec.dynamicSupervisor("subscriptions", DynamicSupervisor.Spec.STANDARD)
            .name(SUBSCRIPTIONS.name().toString()));
    InboxRules rules =
        new InboxRules(
            settings.intValue("queue-limit"),
            settings.duration("handler-timeout"),
            settings.intValue("max-attempts"));
    Reporting reporting = new Reporting(RECEIPTS, platform);
    Delivery delivery = new Delivery(rules, reporting, context.logger());
    start(
        "inbox",
        INBOX,
        new Inbox(
            opened(
                "inbox",
                namespace ->
                    new InboxTable(
                        namespace,
                        settings.duration("dedup-ttl").toMillis(),
                        settings.intValue("dedup-limit"),
                        context.logger())),
            context::sendWhenReady,
            arrivals,
            new ConcurrentHashMap<>(),
            platform,
            new PlatformEvents(runtime, arrivals, INBOX, REGISTRAR, WATCHMAN, context.logger()),
            new Intake(delivery, reporting, platform, rules, context.logger()),
            delivery));

    NotifyService service =
        new NotifyService(
            runtime,
            platform,
            audience,
            carriers,
            new NotifyService.Processes(INBOX, REGISTRAR, SCHEDULE, RECEIPTS, SUBSCRIPTIONS),
            context.logger());
    context.provide(Notify.class, service);
    context.provide(OperatorCommand.class, new NotifyCommand(service));
  }

  private void start(String id, ProcessName name, Behaviour<?> behaviour) {
    context.supervise(ChildSpec.worker(id, behaviour, null).name(name.name().toString()));
  }

  /** What a process opens when it starts: the store once, what it makes of it each time. */
  private <T> Supplier<T> opened(String namespace, Function<Namespace, T> reading) {
    return () -> reading.apply(store().namespace(namespace));
  }

  private synchronized StateStore store() {
    if (store == null) {
      store = StateStore.of(context);
    }
    return store;
  }
}
