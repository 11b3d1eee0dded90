package dev.mob.testkit;

import dev.mob.process.Address;
import dev.mob.process.Down;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Self;
import dev.mob.process.SpawnOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A process that a test holds in its hand: it keeps what it is sent, in the order in which it came,
 * until the test takes it. Under a name it stands in for a process that the extension talks to.
 *
 * <p>Belongs to its {@link MobNode}, whose threading rules hold.
 */
public final class Probe {
  private final MobNode node;
  private final Pid pid;
  private final Queue<Object> received;
  private final Answers answers;

  /**
   * A call that reached a probe without {@linkplain Probe#answers an answer}.
   *
   * @param request what was asked
   * @param from whom to {@link From#reply reply} to
   */
  public record Question(Object request, From from) {}

  /** How calls are answered; set by the test, read by the process. */
  private static final class Answers {
    private volatile Function<Object, Object> function;
  }

  private record Keep(Queue<Object> received, Answers answers) implements GenServer<String> {
    @Override
    public Init<String> init(Object argument, Self self) {
      return Init.ok("");
    }

    @Override
    public Next<String> handleInfo(Object message, String state, Self self) {
      received.add(message);
      return Next.keep();
    }

    @Override
    public Next<String> handleCast(Object message, String state, Self self) {
      received.add(message);
      return Next.keep();
    }

    @Override
    public Next<String> handleCall(Object request, From from, String state, Self self) {
      Function<Object, Object> answer = answers.function;
      if (answer != null) {
        received.add(request);
        return Next.reply(answer.apply(request), state);
      }
      received.add(new Question(request, from));
      return Next.keep();
    }
  }

  private Probe(MobNode node, Pid pid, Queue<Object> received, Answers answers) {
    this.node = node;
    this.pid = pid;
    this.received = received;
    this.answers = answers;
  }

  static Probe start(MobNode node, ProcessRuntime runtime, SpawnOptions options) {
    Queue<Object> received = new ConcurrentLinkedQueue<>();
    Answers answers = new Answers();
    return new Probe(
        node, runtime.start(new Keep(received, answers), null, options), received, answers);
  }

  /** The probe's own process. */
  public Pid pid() {
    return pid;
  }

  /**
   * Has every call answered at once; the requests are kept as messages are. Without this a call is
   * kept as a {@link Question}, and its caller waits.
   */
  public Probe answers(Function<Object, Object> answer) {
    answers.function = answer;
    return this;
  }

  /** Watches a process: a {@link Down} comes when it has ended, at once when it is not there. */
  public Probe watch(Address process) {
    node.runtime().monitor(process, received::add);
    return this;
  }

  /**
   * Takes the next message, and waits for it as {@link MobNode#await} does.
   *
   * @throws AssertionError when none comes
   */
  public Object next() {
    node.await(() -> this + " to be sent something", () -> !received.isEmpty());
    return received.remove();
  }

  /**
   * Takes the next message, which is of this type.
   *
   * @throws AssertionError when none comes, or another
   */
  public <T> T next(Class<T> type) {
    Object message = next();
    if (!type.isInstance(message)) {
      throw new AssertionError(
          this + " was sent " + message + ", where a " + type.getSimpleName() + " was expected");
    }
    return type.cast(message);
  }

  /** Takes all that has come by now; runs what can run first. */
  public List<Object> drain() {
    node.settle();
    List<Object> all = new ArrayList<>();
    for (Object message = received.poll(); message != null; message = received.poll()) {
      all.add(message);
    }
    return all;
  }

  @Override
  public String toString() {
    return "probe " + pid;
  }
}
