package dev.mob.testkit.ticker;

import dev.mob.background.KeepAliveType;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.Atom;
import dev.mob.process.ChildSpec;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Counts the ticks of a timer and tells each to whoever is called {@code clock}. */
public final class TickerExtension implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    if (context.settings().bool("fails")) {
      throw new IllegalStateException("told to fail");
    }
    leak(context.settings().word("leaks"), context.runtime());
    Duration every = context.settings().duration("every");
    KeepAlivePlatform platform = context.platform(KeepAlivePlatform.class);
    context.supervise(ChildSpec.worker("ticker", new Ticker(every, platform), null).name("ticker"));
  }

  /** What an extension must not do, for tests of the suite that finds it. */
  private static void leak(String what, ProcessRuntime runtime) {
    Receive<Object> idle = (message, state, self) -> state;
    switch (what) {
      case "process" -> runtime.spawn(idle, null);
      case "name" -> runtime.start(idle, null, SpawnOptions.NONE.name("left" + System.nanoTime()));
      case "thread" -> {
        Thread thread = new Thread(LockSupport::park, "left behind");
        thread.setDaemon(true);
        thread.start();
      }
      // The application's own property table holds on to a class of the extension's.
      case "class" -> System.getProperties().put("left behind", TickerExtension.class);
      default -> {}
    }
  }

  private record Ticker(Duration every, KeepAlivePlatform platform) implements GenServer<Integer> {
    @Override
    public Init<Integer> init(Object argument, Self self) {
      self.sendAfter(every, self.pid(), "tick");
      return Init.ok(0);
    }

    @Override
    public Next<Integer> handleInfo(Object message, Integer ticks, Self self) {
      if (message.equals("stay")) {
        platform.hold(new KeepAlivePlatform.Demand(Set.of(KeepAliveType.AUDIO), "ticking"));
        return Next.keep();
      }
      if (!message.equals("tick")) {
        throw new IllegalArgumentException("unknown: " + message);
      }
      self.send(ProcessName.of("clock"), ticks + 1);
      self.sendAfter(every, self.pid(), "tick");
      return Next.noreply(ticks + 1);
    }

    @Override
    public Next<Integer> handleCall(Object request, From from, Integer ticks, Self self) {
      if (request.equals("ask the clock")) {
        return Next.reply(self.call(ProcessName.of("clock"), Atom.of("time")), ticks);
      }
      return Next.reply(ticks, ticks);
    }
  }
}
