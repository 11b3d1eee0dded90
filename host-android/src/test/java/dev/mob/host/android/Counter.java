package dev.mob.host.android;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.StateStore;

/** An extension whose process keeps a number on disk. */
public final class Counter implements Extension {
  private static final Key<Long> COUNT = Key.of("count", Codec.LONG);

  @Override
  public void activate(ExtensionContext context) {
    Namespace counts = StateStore.of(context).namespace("counts");
    context.supervise(ChildSpec.worker("counter", new Server(), counts).name("counter"));
  }

  private record Server() implements GenServer<Namespace> {
    @Override
    public Init<Namespace> init(Object argument, Self self) {
      return Init.ok((Namespace) argument);
    }

    @Override
    public Next<Namespace> handleCall(Object request, From from, Namespace counts, Self self) {
      long next = counts.get(COUNT).orElse(0L) + 1;
      counts.put(COUNT, next);
      return Next.reply(next, counts);
    }
  }
}
