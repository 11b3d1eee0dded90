package dev.mob.testkit.notify;

import dev.mob.background.BackgroundExtension;
import dev.mob.config.Settings;
import dev.mob.extension.ExtensionContext;
import dev.mob.notify.Filter;
import dev.mob.notify.Notification;
import dev.mob.notify.Notify;
import dev.mob.notify.NotifyExtension;
import dev.mob.notify.PushResult;
import dev.mob.notify.ReceiptCarrier;
import dev.mob.process.ChildSpec;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.testkit.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An app whose process "inbox" gets notifications and answers as the test says. What it got
 * outlives its kills.
 */
final class NotifiedApp {
  /** What the process got, over all starts, one entry for each attempt. */
  final List<Notification> got = new ArrayList<>();

  /** What came to it as plain messages. */
  final List<Object> heard = new ArrayList<>();

  /** What it answers; {@code null} to hang. */
  Function<Notification, Object> answer = notification -> PushResult.NEW_DATA;

  Filter filter = Filter.all();

  /** Whether its process subscribes when it starts. */
  boolean subscribes = true;

  /** Whether its process registers for pushes when it starts. */
  boolean registers;

  /** Who brings receipts to the server, from each start on; {@code null} for nobody. */
  ReceiptCarrier carrier;

  private Settings settings = Part.described(new NotifyExtension()).settings();

  List<Part> parts() {
    return List.of(
        Part.described(new BackgroundExtension()),
        new Part("notify", new NotifyExtension(), settings),
        Part.of("app", this::activate));
  }

  private void activate(ExtensionContext context) {
    context.supervise(
        ChildSpec.worker("inbox", new Inbox(context.require(Notify.class)), null).name("inbox"));
  }

  List<String> ids() {
    return got.stream().map(Notification::id).toList();
  }

  private final class Inbox implements GenServer<Object> {
    private final Notify notify;

    Inbox(Notify notify) {
      this.notify = notify;
    }

    @Override
    public Init<Object> init(Object argument, Self self) {
      return Init.<Object>ok("").continueWith("subscribe");
    }

    @Override
    public Next<Object> handleContinue(Object term, Object state, Self self) {
      if (registers) {
        notify.register(self.pid());
      }
      if (carrier != null) {
        notify.carryReceipts(carrier);
      }
      if (subscribes) {
        notify.subscribe("inbox", self.pid(), filter);
      }
      return Next.keep();
    }

    @Override
    public Next<Object> handleCall(Object request, From from, Object state, Self self) {
      got.add((Notification) request);
      Object answered = answer.apply((Notification) request);
      return answered == null ? Next.keep() : Next.reply(answered, state);
    }

    @Override
    public Next<Object> handleInfo(Object message, Object state, Self self) {
      heard.add(message);
      return Next.keep();
    }
  }
}
