package dev.mob.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message that was handled is held by nobody, however long its receiver lives. */
@Timeout(120)
class RetentionTest {
  private final ProcessRuntime runtime = ProcessRuntime.builder().workers(2).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  /** Is busy with its first message until told, so that what is sent meanwhile comes at once. */
  private static final class Busy implements Receive<Object> {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    @Override
    public Object receive(Object message, Object state, Self self) throws Exception {
      if (message.equals("wait")) {
        begun.countDown();
        go.await(60, TimeUnit.SECONDS);
      } else if (message instanceof Tuple) {
        ((From) ((Tuple) message).get(1)).reply("here");
      }
      return state;
    }
  }

  /** Does something as a process. */
  private interface Deed {
    void as(Self self);
  }

  private static final Receive<Object> DOER =
      (message, state, self) -> {
        Tuple call = (Tuple) message;
        ((Deed) call.get(2)).as(self);
        ((From) call.get(1)).reply("done");
        return state;
      };

  private void keepsNothing(Deed deed, Busy busy, Pid receiver) throws Exception {
    runtime.send(receiver, "wait");
    assertThat(busy.begun.await(60, TimeUnit.SECONDS)).isTrue();
    runtime.call(runtime.spawn(DOER, null), deed);
    WeakReference<Object> sent = send(receiver);
    busy.go.countDown();
    assertThat(runtime.call(receiver, "ping")).isEqualTo("here");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              System.gc();
              return sent.get() == null;
            });
  }

  /** On a frame of its own, which is gone when the message is looked for. */
  private WeakReference<Object> send(Pid receiver) {
    Object message = new byte[1000];
    runtime.send(receiver, message);
    return new WeakReference<>(message);
  }

  @Test
  void aMonitorDoesNotHoldWhatArrivedTogetherWithIt() throws Exception {
    Busy busy = new Busy();
    Pid receiver = runtime.spawn(busy, null);
    keepsNothing(self -> self.monitor(receiver), busy, receiver);
  }

  @Test
  void aLinkDoesNotHoldWhatArrivedTogetherWithIt() throws Exception {
    Busy busy = new Busy();
    Pid receiver = runtime.spawn(busy, null);
    keepsNothing(self -> self.link(receiver), busy, receiver);
  }
}
