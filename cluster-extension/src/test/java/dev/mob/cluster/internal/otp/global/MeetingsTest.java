package dev.mob.cluster.internal.otp.global;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.cluster.NodeEvent;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.term.RemotePid;
import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Tuple;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The name server's part of the protocol, word for word, with the other nodes played by the test:
 * here the order of what comes is the test's, which between real nodes is that of the network.
 */
final class MeetingsTest {
  private static final Atom ONE = Atom.of("one@127.0.0.1");
  private static final Atom TWO = Atom.of("two@127.0.0.1");
  private static final Atom GEN_CAST = Atom.of("$gen_cast");

  private final ProcessRuntime runtime = ProcessRuntime.builder().workers(1).name("mob").build();
  private final GlobalView view = new GlobalView(runtime);
  private final Network network = new Network();
  private Pid server;
  private Inbox asking;

  /** The other nodes: keeps what is sent to each of them. */
  private static final class Network implements Neighbours {
    final Map<Atom, BlockingQueue<Tuple>> sent = new ConcurrentHashMap<>();
    final Set<Atom> up = ConcurrentHashMap.newKeySet();
    final Set<Atom> letGo = ConcurrentHashMap.newKeySet();

    @Override
    public void watch(Pid process) {}

    @Override
    public CompletableFuture<Void> connect(Atom node) {
      return up.contains(node)
          ? CompletableFuture.completedFuture(null)
          : CompletableFuture.failedFuture(new IllegalStateException("no way to " + node));
    }

    @Override
    public void disconnect(Atom node) {
      letGo.add(node);
    }

    @Override
    public boolean isLeaving() {
      return false;
    }

    @Override
    public int creation() {
      return 7;
    }

    @Override
    public boolean reaches(Atom node) {
      return up.contains(node);
    }

    @Override
    public void send(Pid from, Address to, Object message) {
      Tuple tuple = (Tuple) message;
      Tuple inner = tuple.get(0).equals(GEN_CAST) ? (Tuple) tuple.get(1) : tuple;
      to(((ProcessName) to).node()).add(inner);
    }

    BlockingQueue<Tuple> to(Atom node) {
      return sent.computeIfAbsent(node, none -> new LinkedBlockingQueue<>());
    }
  }

  @BeforeEach
  void startServer() {
    asking = Inbox.open(runtime);
    SpawnOptions named = SpawnOptions.NONE.name(Global.NAME);
    server = runtime.start(new Global(view, network, true), null, named);
  }

  @AfterEach
  void stopServer() {
    runtime.close();
  }

  @Test
  void whoSaysThatItIsInSyncBeforeWeHaveHeardOfItIsToldThatWeAreToo() throws Exception {
    Erlang one = new Erlang(ONE);
    Erlang two = new Erlang(TWO);
    one.comes();
    two.comes();
    one.meetsUpToResolved();
    // Two has heard of us from one, sooner than we hear of two from it; it waits for our in_sync.
    two.casts("in_sync", TWO, true);
    assertThat(call("get_synced")).isEqualTo(List.of(TWO));
    assertThat(known()).isEmpty();
    one.resolves(List.of(Tuple.of(TWO, 8L)));
    assertThat(two.hears("in_sync")).isEqualTo(Tuple.of(Atom.of("in_sync"), own(), true));
    assertThat(known()).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void aNodeThatIsKnownByAnothersWordIsNotMet() throws Exception {
    Erlang one = new Erlang(ONE);
    one.comes();
    one.meetsUpToResolved();
    network.up.add(TWO);
    one.resolves(List.of(Tuple.of(TWO, 8L)));
    Erlang two = new Erlang(TWO);
    assertThat(two.hears("in_sync")).isNotNull();
    two.comes();
    two.casts("init_connect", Tuple.of(8L, 1L), TWO, two.locker());
    assertThat(known()).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(network.to(TWO)).isEmpty();
  }

  @Test
  void aNodeThatOthersKnowAndWeCannotReachIsNotKnownAndItsLossIsTold() throws Exception {
    Erlang one = new Erlang(ONE);
    one.comes();
    one.meetsUpToResolved();
    one.resolves(List.of(Tuple.of(TWO, 8L)));
    Tuple loss = one.hears("lost_connection");
    assertThat(loss.get(1)).isEqualTo(own());
    assertThat(loss.get(4)).isEqualTo(TWO);
    assertThat(known()).containsExactly(ONE);
  }

  @Test
  void theLockIsAskedForAgainWhenTheOtherNodeOfOursCouldNotSetIt() throws Exception {
    Erlang zoe = new Erlang(Atom.of("zoe@127.0.0.1"));
    zoe.isOneOfOurs = true;
    zoe.comes();
    zoe.agrees();
    assertThat(zoe.hears("lock_set").get(2)).isEqualTo(true);
    zoe.casts("lock_set", zoe.pid, false, List.of(), zoe.ourTag);
    // Meanwhile the lock is free for others.
    assertThat(call(Tuple.of(Atom.of("set_lock"), Tuple.of(GlobalView.GLOBAL, "another"))))
        .isEqualTo(true);
    assertThat(call(Tuple.of(Atom.of("del_lock"), Tuple.of(GlobalView.GLOBAL, "another"))))
        .isEqualTo(true);
    assertThat(zoe.hears("lock_set").get(2)).isEqualTo(true);
  }

  @Test
  void aLossIsPassedOnOnceAndTheOtherIsAskedToLetGo() throws Exception {
    Erlang one = new Erlang(ONE);
    one.comes();
    one.meetsUpToResolved();
    network.up.add(TWO);
    one.resolves(List.of(Tuple.of(TWO, 8L)));
    Erlang two = new Erlang(TWO);
    assertThat(two.hears("in_sync")).isNotNull();

    Tuple loss = Tuple.of(Atom.of("lost_connection"), ONE, 99L, 5L, TWO);
    runtime.send(server, loss);
    assertThat(two.hears("lost_connection")).isEqualTo(loss);
    assertThat(two.hears("remove_connection").get(1)).isEqualTo(own());
    runtime.send(server, loss);
    runtime.send(server, Tuple.of(Atom.of("lost_connection"), ONE, 99L, 4L, TWO));
    assertThat(known()).containsExactly(ONE);
    assertThat(network.to(TWO)).isEmpty();

    // That two goes now is no loss to tell of; that one goes is.
    network.up.remove(TWO);
    runtime.send(server, new NodeEvent.Down(TWO, false, "let go of"));
    assertThat(known()).containsExactly(ONE);
    assertThat(network.to(ONE)).isEmpty();
  }

  @Test
  void whoAsksUsToLetGoIsLetGoOfIfItTakesPart() throws Exception {
    Erlang one = new Erlang(ONE);
    one.comes();
    one.meetsUpToResolved();
    one.resolves(List.of());
    runtime.send(server, Tuple.of(Atom.of("remove_connection"), TWO));
    runtime.send(server, Tuple.of(Atom.of("remove_connection"), ONE));
    assertThat(known()).isEmpty();
    assertThat(network.letGo).containsExactly(ONE);
  }

  @Test
  void whatMakesNoSenseHarmsNothing() throws Exception {
    for (String kind :
        List.of("init_connect", "lock_set", "exchange", "resolved", "new_nodes", "in_sync")) {
      runtime.send(server, Tuple.of(GEN_CAST, Tuple.of(Atom.of(kind), ONE, ONE, 1L, "x")));
      runtime.send(server, Tuple.of(GEN_CAST, Tuple.of(Atom.of(kind), 1L)));
    }
    for (String kind : List.of("init_connect_ack", "cancel_connect", "lost_connection")) {
      runtime.send(server, Tuple.of(Atom.of(kind), ONE, "x", "y", "z"));
      runtime.send(server, Tuple.of(Atom.of(kind), ONE));
    }
    assertThat(call("get_protocol_version")).isEqualTo(8L);
    assertThat(runtime.whereis(Global.NAME)).isEqualTo(server);
  }

  private Atom own() {
    return runtime.node();
  }

  /** Who takes part, once the server has handled what was sent before. */
  private List<Object> known() throws Exception {
    return List.copyOf((List<?>) call("get_known"));
  }

  /** Asks the server, which has handled then what was sent before. */
  private Object call(Object request) throws Exception {
    Object asked = request instanceof String ? Atom.of((String) request) : request;
    return asking.run(self -> self.call(server, asked));
  }

  /** Another node's name server, in the words of OTP's. */
  private final class Erlang {
    final Atom node;
    final Pid pid;
    boolean isOneOfOurs;
    Object ourTag;

    Erlang(Atom node) {
      this.node = node;
      this.pid = new RemotePid(node, 56, 0, 3);
    }

    Tuple locker() {
      Object known = isOneOfOurs ? Map.of(Atom.of("mob"), 8L) : Map.of();
      return Tuple.of(Atom.of("locker"), Atom.of("no_longer_a_pid"), known, pid);
    }

    void comes() {
      network.up.add(node);
      runtime.send(server, new NodeEvent.Up(node, false));
    }

    void casts(String kind, Object... rest) {
      Object[] all = new Object[rest.length + 1];
      all[0] = Atom.of(kind);
      System.arraycopy(rest, 0, all, 1, rest.length);
      runtime.send(server, Tuple.of(GEN_CAST, Tuple.of(all)));
    }

    Tuple hears(String kind) throws InterruptedException {
      Deque<Object> others = new ArrayDeque<>();
      while (true) {
        Tuple message = network.to(node).poll(60, TimeUnit.SECONDS);
        assertThat(message).as("%s to %s, after %s", kind, node, others).isNotNull();
        if (message.get(0).equals(Atom.of(kind))) {
          return message;
        }
        others.add(message);
      }
    }

    /** Up to the agreement on tags. */
    void agrees() throws InterruptedException {
      ourTag = ((Tuple) hears("init_connect").get(1)).get(1);
      casts("init_connect", Tuple.of(8L, 42L), node, locker());
      assertThat(hears("init_connect_ack"))
          .isEqualTo(Tuple.of(Atom.of("init_connect_ack"), own(), 42L, ourTag));
      runtime.send(server, Tuple.of(Atom.of("init_connect_ack"), node, ourTag, 42L));
    }

    /** All of a meeting but its last word. */
    void meetsUpToResolved() throws InterruptedException {
      agrees();
      casts("lock_set", pid, true, List.of(), ourTag);
      assertThat(hears("lock_set").get(2)).isEqualTo(true);
      casts("exchange", node, List.of(), List.of(), ourTag);
      assertThat(hears("resolved").get(2)).isEqualTo(List.of());
    }

    void resolves(List<Tuple> known) {
      casts("resolved", node, List.of(), known, Atom.of("unused"), List.of(), ourTag);
    }
  }
}
