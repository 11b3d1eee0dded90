package hello;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.time.Duration;
import org.slf4j.Logger;

/** The app: puts one process under its supervisor. */
public final class Hello implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    Greeter greeter =
        new Greeter(
            context.settings().string("greeting"),
            context.settings().duration("every"),
            context.logger());
    context.supervise(ChildSpec.worker("greeter", greeter, null).name("greeter"));
  }

  /**
   * A process. It has no thread of its own, and its state (how often it has greeted) is passed in
   * and returned, never kept in a field: so the code can be changed while the state stays.
   */
  record Greeter(String greeting, Duration every, Logger log) implements GenServer<Integer> {
    @Override
    public Init<Integer> init(Object argument, Self self) {
      self.sendAfter(every, self.pid(), "greet");
      return Init.ok(0);
    }

    @Override
    public Next<Integer> handleInfo(Object message, Integer greeted, Self self) {
      if (greeted == 5) {
        throw new IllegalStateException("five greetings are enough");
      }
      log.info("{}, for the {}. time, from {}", greeting, greeted + 1, self.pid());
      self.sendAfter(every, self.pid(), "greet");
      return Next.noreply(greeted + 1);
    }

    /** Another process asks: {@code runtime.call(ProcessName.of("greeter"), "count")}. */
    @Override
    public Next<Integer> handleCall(Object request, dev.mob.process.From from, Integer greeted, Self self) {
      return Next.reply(greeted, greeted);
    }
  }
}
