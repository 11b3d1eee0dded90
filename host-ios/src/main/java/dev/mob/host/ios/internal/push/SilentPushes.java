package dev.mob.host.ios.internal.push;

import dev.mob.host.ios.internal.life.Wakefulness;
import dev.mob.host.ios.internal.shim.Application;
import dev.mob.notify.PushResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silent pushes, each given to whoever receives them and answered to the system once, with the most
 * interesting of the answers: when all receivers have answered, or in time before the system's
 * window ends when one of them hangs.
 *
 * <p>A push may have started the app: until {@link #ready} it waits for receivers that have not
 * come yet. Safe for use from any thread.
 */
public final class SilentPushes {
  /** {@code application:didReceiveRemoteNotification:fetchCompletionHandler:}: 30 seconds. */
  public static final Duration WINDOW = Duration.ofSeconds(30);

  /** When the system is answered for those that have not. */
  static final Duration WATCHDOG = Duration.ofSeconds(25);

  /** {@code UIBackgroundFetchResult}. */
  private static final Map<PushResult, Integer> FETCH_RESULTS =
      new EnumMap<>(Map.of(PushResult.NEW_DATA, 0, PushResult.NO_DATA, 1, PushResult.FAILED, 2));

  /** The more interesting, the earlier. */
  private static final List<PushResult> INTERESTING =
      List.of(PushResult.NEW_DATA, PushResult.FAILED, PushResult.NO_DATA);

  private static final Logger LOG = LoggerFactory.getLogger(SilentPushes.class);

  private final Application application;
  private final Wakefulness wakefulness;
  private final ScheduledExecutorService timer;
  private final Duration watchdog;
  private final List<Receiver> receivers = new ArrayList<>();
  private final List<Arrived> open = new ArrayList<>();
  private boolean ready;

  public SilentPushes(
      Application application, Wakefulness wakefulness, ScheduledExecutorService timer) {
    this(application, wakefulness, timer, WATCHDOG);
  }

  /**
   * @param timer belongs to the caller
   * @param watchdog when the system is answered for those that have not
   */
  public SilentPushes(
      Application application,
      Wakefulness wakefulness,
      ScheduledExecutorService timer,
      Duration watchdog) {
    this.application = application;
    this.wakefulness = wakefulness;
    this.timer = timer;
    this.watchdog = watchdog;
  }

  /** Somebody who works on pushes, and answers each. */
  public interface Receiver {
    /** Called on the life thread, when processes run; returns at once. */
    void push(Arrived push);
  }

  /**
   * What came.
   *
   * @param id the sender's {@code mob_id}, or one of our making
   * @param shown whether the system shows it by itself
   */
  public record Message(
      String id,
      boolean fromSender,
      String title,
      String body,
      boolean shown,
      Map<String, String> data) {}

  /** Gives pushes to this one, too: those that are open at once. */
  public synchronized void attach(Receiver receiver) {
    if (receivers.contains(receiver)) {
      return;
    }
    receivers.add(receiver);
    for (Arrived push : open) {
      push.waitFor(receiver);
      wakefulness.stayFor(
          stay -> {
            receiver.push(push);
            stay.end();
          });
    }
  }

  /** All who will receive have come. */
  public synchronized void ready() {
    ready = true;
    for (Arrived push : new ArrayList<>(open)) {
      push.settle();
    }
  }

  /** A silent push has come. */
  public synchronized void came(long number, String userInfo) {
    Payload payload = Payload.of(userInfo);
    String given = payload.data().get("mob_id");
    Message message =
        new Message(
            given == null ? UUID.randomUUID().toString() : given,
            given != null,
            payload.title(),
            payload.body(),
            payload.shown(),
            payload.data());
    Arrived push = new Arrived(number, message);
    open.add(push);
    for (Receiver receiver : receivers) {
      push.waitFor(receiver);
    }
    List<Receiver> now = new ArrayList<>(receivers);
    timer.schedule(push::tooLate, watchdog.toMillis(), TimeUnit.MILLISECONDS);
    wakefulness.stayFor(
        stay -> {
          push.stays(stay);
          for (Receiver receiver : now) {
            receiver.push(push);
          }
        });
    push.settle();
  }

  /** A push that the system waits for. */
  public final class Arrived {
    private final long number;
    private final Message message;
    private final Set<Receiver> waiting = new HashSet<>();
    private PushResult best = PushResult.NO_DATA;
    private Wakefulness.Stay stay;
    private boolean answered;

    Arrived(long number, Message message) {
      this.number = number;
      this.message = message;
    }

    public Message message() {
      return message;
    }

    private void waitFor(Receiver receiver) {
      waiting.add(receiver);
    }

    private void stays(Wakefulness.Stay one) {
      synchronized (SilentPushes.this) {
        stay = one;
        if (answered) {
          one.end();
        }
      }
    }

    /** One receiver's answer; later ones of the same receiver change nothing. */
    public void answer(Receiver receiver, PushResult result) {
      synchronized (SilentPushes.this) {
        if (waiting.remove(receiver)) {
          best = INTERESTING.indexOf(result) < INTERESTING.indexOf(best) ? result : best;
          settle();
        }
      }
    }

    private void settle() {
      if (ready && waiting.isEmpty()) {
        tellSystem();
      }
    }

    private void tooLate() {
      synchronized (SilentPushes.this) {
        if (!answered) {
          best = waiting.isEmpty() || best == PushResult.NEW_DATA ? best : PushResult.FAILED;
          LOG.warn(
              "push {} was not answered in {}; the system is told {}, so that it goes on waking"
                  + " this app",
              message.id(),
              watchdog,
              best);
          tellSystem();
        }
      }
    }

    private void tellSystem() {
      if (answered) {
        return;
      }
      answered = true;
      open.remove(this);
      Runnable tell = () -> application.completePush(number, FETCH_RESULTS.get(best));
      if (stay == null) {
        tell.run();
      } else {
        stay.end(tell);
      }
    }
  }
}
