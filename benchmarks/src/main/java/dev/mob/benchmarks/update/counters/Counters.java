package dev.mob.benchmarks.update.counters;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;

/** The extension that is updated: many counters below one dynamic supervisor. */
public final class Counters implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    int processes = Math.toIntExact(context.settings().integer("processes"));
    int senders = Math.toIntExact(context.settings().integer("senders"));
    context.supervise(
        ChildSpec.dynamicSupervisor("counters", DynamicSupervisor.Spec.STANDARD).name("counters"));
    context.supervise(ChildSpec.worker("starter", new Starter(processes, senders), null));
  }

  /** Starts the counters once; in an update they are there. */
  record Starter(int processes, int senders) implements GenServer<Integer> {
    @Override
    public Init<Integer> init(Object argument, Self self) {
      for (int i = 0; i < processes; i++) {
        DynamicSupervisor.startChild(
            self.runtime(),
            ProcessName.of("counters"),
            ChildSpec.worker(i, new Counter(senders), null));
      }
      return Init.ok(processes);
    }

    @Override
    public Next<Integer> handleCall(Object request, From from, Integer started, Self self) {
      return Next.reply(started, started);
    }
  }
}
