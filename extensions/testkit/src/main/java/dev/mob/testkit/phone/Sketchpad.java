package dev.mob.testkit.phone;

import dev.mob.background.Background;
import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveRefused;
import dev.mob.background.KeepAliveType;
import dev.mob.background.Lease;
import dev.mob.background.NamedWorker;
import dev.mob.background.Work;
import dev.mob.background.WorkRequest;
import dev.mob.background.WorkResult;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.process.ChildSpec;
import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.Persistence;
import dev.mob.state.PersistentServer;
import dev.mob.state.StateStore;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * A small app to live stories with: a sketchpad that counts its strokes. It stays awake while
 * somebody draws, keeps its strokes through a kill, takes news by silent push and tidies up once a
 * day. Its process is called {@code sketchpad} and understands {@code draw N}, {@code start
 * drawing} and {@code stop drawing}.
 */
public final class Sketchpad implements Extension {
  /** The process's name, for {@link Phone#tell}. */
  public static final String NAME = "sketchpad";

  private static final Key<Long> STROKES = Key.of("strokes", Codec.LONG);
  private static final Key<String> NEWS = Key.of("news", Codec.STRING);

  private Namespace news;

  @Override
  public void activate(ExtensionContext context) {
    StateStore store = StateStore.of(context);
    news = store.namespace("news");
    Background background = context.require(Background.class);
    Persistence persistence = Persistence.of(context, store);
    context.supervise(
        ChildSpec.worker(
                NAME, persistence.server(new Pad(background, context.logger()), STROKES), null)
            .name(NAME));
    context.provide(NamedWorker.class, NamedWorker.of("take-news", this::takeNews));
    context.provide(NamedWorker.class, NamedWorker.of("tidy", work -> WorkResult.NO_DATA));
    background.schedule(WorkRequest.onPush("news", "take-news"));
    background.schedule(WorkRequest.every(Duration.ofHours(24), "tidy", "tidy"));
  }

  private WorkResult takeNews(Work work) {
    news.put(NEWS, work.input().getOrDefault("title", ""));
    return WorkResult.NEW_DATA;
  }

  /** How many strokes the app on a phone has; it must be running. */
  public static long strokesOn(Phone phone) {
    return (Long) phone.runtime().call(ProcessName.of(NAME), "strokes");
  }

  /** The news that came last, if any came. */
  public Optional<String> lastNews() {
    return news.get(NEWS);
  }

  private record Pad(Background background, Logger log) implements PersistentServer<Long> {
    private static final String HAND = "sketchpad_hand";

    @Override
    public Init<Long> init(Object argument, Optional<Long> saved, Self self) {
      return Init.ok(saved.orElse(0L));
    }

    @Override
    public Next<Long> handleCall(Object request, From from, Long strokes, Self self) {
      return Next.reply(strokes, strokes);
    }

    @Override
    public Next<Long> handleInfo(Object message, Long strokes, Self self) {
      String words = String.valueOf(message);
      if (words.startsWith("draw ")) {
        return Next.noreply(strokes + Long.parseLong(words.substring("draw ".length())));
      }
      if (words.equals("start drawing")) {
        self.spawn(new Hand(background, log), null, SpawnOptions.NONE.name(HAND));
      } else if (words.equals("stop drawing")) {
        self.send(ProcessName.of(HAND), "stop");
      } else {
        self.logUnexpected(message);
      }
      return Next.keep();
    }
  }

  /** The process that draws; its lease ends with it. */
  private record Hand(Background background, Logger log) implements GenServer<Lease> {
    @Override
    public Init<Lease> init(Object argument, Self self) {
      try {
        return Init.ok(
            background.keepAlive(
                KeepAlive.because("Drawing").type(KeepAliveType.AUDIO).ownedBy(self.pid())));
      } catch (KeepAliveRefused refused) {
        log.info("drawing goes on only while the app is in front: {}", refused.getMessage());
        return Init.ignore();
      }
    }

    @Override
    public Next<Lease> handleInfo(Object message, Lease lease, Self self) {
      return message.equals("stop") ? Next.stop(ExitReason.NORMAL, lease) : Next.keep();
    }
  }
}
