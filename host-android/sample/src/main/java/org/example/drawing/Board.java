package org.example.drawing;

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

/** The app: a process that counts strokes, on disk. */
public final class Board implements Extension {
  private static final Key<Long> STROKES = Key.of("strokes", Codec.LONG);

  @Override
  public void activate(ExtensionContext context) {
    Namespace drawn = StateStore.of(context).namespace("drawn");
    context.supervise(ChildSpec.worker("board", new Strokes(), drawn).name("board"));
  }

  private record Strokes() implements GenServer<Namespace> {
    @Override
    public Init<Namespace> init(Object argument, Self self) {
      return Init.ok((Namespace) argument);
    }

    @Override
    public Next<Namespace> handleCall(Object request, From from, Namespace drawn, Self self) {
      long strokes = drawn.get(STROKES).orElse(0L) + 1;
      drawn.put(STROKES, strokes);
      return Next.reply(strokes, drawn);
    }
  }
}
