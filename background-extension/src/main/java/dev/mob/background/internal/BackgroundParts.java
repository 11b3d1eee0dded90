package dev.mob.background.internal;

import dev.mob.background.Background;
import dev.mob.background.Lifecycle;
import dev.mob.background.NamedWorker;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.config.Settings;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.extension.SuspendListener;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Strategy;
import dev.mob.process.SupervisorSpec;
import dev.mob.state.StateStore;
import java.time.Duration;

/**
 * Puts the extension together:
 *
 * <pre>
 * background
 * ├─ background_leases     counts leases, switches the platform's mechanism
 * └─ work                  rest_for_one: no run outlives the scheduler that knows of it
 *    ├─ background_works   the scheduler
 *    └─ background_runs    one child for each run
 * </pre>
 */
public final class BackgroundParts {
  private static final ProcessName KEEPER = ProcessName.of("background_leases");
  private static final ProcessName SCHEDULER = ProcessName.of("background_works");
  private static final ProcessName RUNS = ProcessName.of("background_runs");
  private static final int RESTARTS = 5;
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private BackgroundParts() {}

  /** Starts the extension's processes and provides its services. */
  public static void assemble(ExtensionContext context) {
    Settings settings = context.settings();
    ProcessRuntime runtime = context.runtime();
    KeepAlivePlatform keepAlive = context.platform(KeepAlivePlatform.class);
    WorkPlatform workPlatform = context.platform(WorkPlatform.class);

    LeaseBook book = new LeaseBook();
    keepAlive.listen(new LeaseSignals(runtime, KEEPER));
    context.supervise(
        ChildSpec.worker("leases", new LeaseKeeper(book, keepAlive), null)
            .name(KEEPER.name().toString()));

    BackgroundService service =
        new BackgroundService(
            runtime, book, KEEPER, SCHEDULER, new KeepAliveSettings(settings, context.logger()));
    int maxRunning = settings.intValue("work.max-running");
    WorkScheduler scheduler =
        new WorkScheduler(
            new OpenedOnce(() -> StateStore.of(context).namespace("work")),
            context::sendWhenReady,
            workPlatform,
            service.workers(),
            RUNS,
            maxRunning,
            context.logger());
    context.supervise(
        ChildSpec.supervisor(
            "work",
            SupervisorSpec.of(
                    Strategy.REST_FOR_ONE,
                    ChildSpec.worker("scheduler", scheduler, null)
                        .name(SCHEDULER.name().toString()),
                    ChildSpec.dynamicSupervisor("runs", DynamicSupervisor.Spec.STANDARD)
                        .name(RUNS.name().toString()))
                .intensity(RESTARTS, WITHIN)));
    context.provide(Background.class, service);
    context.track(NamedWorker.class, new ProvidedWorkers(service));
    context.provide(OperatorCommand.class, new BackgroundCommand(service));

    context
        .findPlatform(LifecyclePlatform.class)
        .ifPresent(
            platform -> {
              LifecycleKeeper lifecycle =
                  new LifecycleKeeper(
                      runtime,
                      platform.launchReason(),
                      () -> context.findAll(SuspendListener.class),
                      context.logger());
              context.provide(Lifecycle.class, lifecycle);
              platform.listen(lifecycle);
            });
  }
}
