package dev.mob.host.android;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;

/** An extension with one process. */
public final class Greeter implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    context.supervise(ChildSpec.worker("greeter", new Server(), null).name("greeter"));
  }

  private record Server() implements GenServer<String> {
    @Override
    public Init<String> init(Object argument, Self self) {
      return Init.ok("Hello, ");
    }

    @Override
    public Next<String> handleCall(Object request, From from, String greeting, Self self) {
      return Next.reply(greeting + request, greeting);
    }
  }
}
