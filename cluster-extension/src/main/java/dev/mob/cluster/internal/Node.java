package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterNode;
import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.ExposedFunction;
import dev.mob.cluster.Exposure;
import dev.mob.cluster.GlobalNames;
import dev.mob.cluster.Handover;
import dev.mob.cluster.NodeEvent;
import dev.mob.cluster.NotConnected;
import dev.mob.cluster.ProcessGroups;
import dev.mob.cluster.Visit;
import dev.mob.cluster.handshake.Flags;
import dev.mob.cluster.handshake.LocalNode;
import dev.mob.cluster.internal.handover.Arrivals;
import dev.mob.cluster.internal.handover.Departures;
import dev.mob.cluster.internal.otp.IoServer;
import dev.mob.cluster.internal.otp.NetKernel;
import dev.mob.cluster.internal.otp.Pg;
import dev.mob.cluster.internal.otp.PgView;
import dev.mob.cluster.internal.otp.Rex;
import dev.mob.cluster.internal.otp.global.Global;
import dev.mob.cluster.internal.otp.global.GlobalView;
import dev.mob.cluster.internal.otp.global.Neighbours;
import dev.mob.cluster.term.TermCodec;
import dev.mob.cluster.term.TermCodecs;
import dev.mob.process.Atom;
import dev.mob.process.ChildSpec;
import dev.mob.process.DistributionPort;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import dev.mob.process.Strategy;
import dev.mob.process.SupervisorSpec;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A node: puts its parts together, and is what others see of them. */
public final class Node implements ClusterNode {
  private static final String IO = "mob_cluster_io";
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  private final ProcessRuntime runtime;
  private final ClusterOptions options;
  private final Identity identity;
  private final DistributionPort port;
  private final Functions functions;
  private final Peers peers;
  private final NodeEvents events;
  private final Presence presence;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(2, Node::timerThread);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final PgView groups;
  private volatile TermCodecs codecs;
  private final GlobalView names;
  private final Arrivals arrivals;
  private final Departures departures;
  private final Visits visits = new Visits(this);
  private Pid services;

  private Node(ProcessRuntime runtime, ClusterOptions options) {
    SecureRandom random = new SecureRandom();
    // As OTP's own where EPMD gives none: so a node has it before EPMD has answered, and keeps it
    // when it leaves for a while. 0 to 3 are creations of old nodes.
    int creation = random.nextInt(Integer.MAX_VALUE - 4) + 4;
    long flags = Flags.SUPPORTED | (options.hidden() ? 0 : Flags.PUBLISHED);
    this.runtime = runtime;
    this.options = options;
    // What waits for the end of a call that has ended is not kept until then.
    this.timer.setRemoveOnCancelPolicy(true);
    LocalNode self =
        options.isNameless()
            ? new LocalNode(Atom.of(options.host()), flags, 0)
            : new LocalNode(Atom.of(options.name()), flags, creation);
    this.codecs = options.codecs();
    this.port = runtime.distribution();
    this.identity = new Identity(self, port);
    this.functions = new Functions(runtime);
    this.peers = new Peers(identity, options, port, functions, () -> codecs, timer);
    this.presence =
        new Presence(self.name(), () -> Transport.open(options, peers, timer, random::nextInt));
    peers.dialWith(presence::dial);
    this.events = new NodeEvents(runtime);
    this.groups = new PgView("pg", runtime);
    this.names = new GlobalView(runtime);
    this.arrivals = new Arrivals(runtime, groups, this::monitorNodes);
    this.departures = new Departures(runtime, groups, names, arrivals);
  }

  private static Thread timerThread(Runnable work) {
    Thread thread = new Thread(work, "mob-cluster-timer");
    thread.setDaemon(true);
    return thread;
  }

  /** See {@link ClusterNode#begin}. */
  public static ClusterNode begin(
      ProcessRuntime runtime, ClusterOptions options, Function<SupervisorSpec, Pid> supervise) {
    Node node = new Node(runtime, options);
    try {
      node.start(supervise);
    } catch (RuntimeException e) {
      node.timer.shutdownNow();
      throw e;
    }
    node.presence.open();
    return node;
  }

  /** See {@link ClusterNode#join}. */
  public static ClusterNode join(
      ProcessRuntime runtime, ClusterOptions options, Function<SupervisorSpec, Pid> supervise)
      throws IOException {
    ClusterNode node = begin(runtime, options, supervise);
    try {
      node.open().get();
      return node;
    } catch (ExecutionException e) {
      node.close();
      throw e.getCause() instanceof IOException
          ? (IOException) e.getCause()
          : new IOException(e.getCause());
    } catch (InterruptedException e) {
      node.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the node was about to listen", e);
    }
  }

  private void start(Function<SupervisorSpec, Pid> supervise) {
    identity.begin(new Outgoing(peers, port, from -> from.equals(runtime.whereis(groups.scope()))));
    try {
      peers.watch(events);
      peers.watch(connection -> departures.up(connection.peer().name()));
      peers.watch(new Giver());
      Neighbours others = new OtherNodes(this, peers, identity);
      List<ChildSpec> children = new ArrayList<>();
      children.add(service(NetKernel.NAME, new NetKernel()));
      children.add(service(Rex.NAME, new Rex(functions::call)));
      children.add(service(IO, new IoServer()));
      children.add(service(Arrivals.NAME, arrivals));
      children.add(service(groups.scope(), new Pg(groups, others, this::watchNodesAsGroups)));
      if (options.global()) {
        Global server = new Global(names, others, options.preventsOverlappingPartitions());
        children.add(service(Global.NAME, server));
      }
      services =
          supervise.apply(
              SupervisorSpec.of(Strategy.ONE_FOR_ONE, children)
                  .intensity(10, Duration.ofSeconds(10)));
    } catch (RuntimeException e) {
      identity.end();
      throw e;
    }
  }

  /** Takes this node's name back when the node that gave it is gone. */
  private final class Giver implements Peers.NodeWatcher {
    @Override
    public void up(Connection connection) {}

    @Override
    public void down(Connection connection, String reason) {
      if (identity.losesNameWith(connection.peer().name())) {
        peers.endAll("the node that gave this one its name is gone");
      }
    }
  }

  private static ChildSpec service(String name, dev.mob.process.Behaviour<?> behaviour) {
    return ChildSpec.worker(name, behaviour, null).name(name);
  }

  private void watchNodesAsGroups() {
    monitorNodes(runtime.whereis(groups.scope()));
  }

  @Override
  public Atom name() {
    return identity.isNameless() ? runtime.node() : identity.now().name();
  }

  @Override
  public boolean isHidden() {
    return options.hidden();
  }

  @Override
  public int port() {
    return presence.port();
  }

  @Override
  public CompletableFuture<Void> open() {
    if (closed.get()) {
      throw new IllegalStateException(name() + " has left for good; join again");
    }
    peers.welcome();
    return presence.open();
  }

  @Override
  public CompletableFuture<Void> opened() {
    return presence.opened();
  }

  @Override
  public void leave(Duration time) {
    presence.leave(() -> sayGoodbye(time));
  }

  private void sayGoodbye(Duration time) {
    peers.dismiss();
    peers.awaitEmpty(time);
  }

  @Override
  public CompletableFuture<Void> connect(Atom node) {
    return node.equals(name())
        ? CompletableFuture.completedFuture(null)
        : peers.peer(node).connect();
  }

  @Override
  public CompletableFuture<Visit> visit(Atom node) {
    return visits.begin(node);
  }

  @Override
  public boolean disconnect(Atom node) {
    Peer peer = peers.known(node);
    Connection connection = peer == null ? null : peer.connection();
    if (connection == null) {
      return false;
    }
    connection.link().finish("this node has ended it");
    return true;
  }

  @Override
  public Set<Atom> nodes(boolean hiddenToo) {
    Set<Atom> nodes = new LinkedHashSet<>();
    for (Peer peer : peers.all()) {
      Connection connection = peer.connection();
      if (connection != null && (hiddenToo || !connection.isHidden())) {
        nodes.add(peer.name());
      }
    }
    return nodes;
  }

  @Override
  public void monitorNodes(Pid process) {
    events.add(process);
    // What is up already is told too, so that nobody falls between a look and the watch.
    for (Peer peer : peers.all()) {
      Connection connection = peer.connection();
      if (connection != null) {
        runtime.send(process, new NodeEvent.Up(peer.name(), connection.isHidden()));
      }
    }
  }

  @Override
  public void demonitorNodes(Pid process) {
    events.remove(process);
  }

  @Override
  public long waitingBytes(Atom node) {
    Peer peer = peers.known(node);
    Connection connection = peer == null ? null : peer.connection();
    return connection == null ? 0 : connection.link().waitingBytes();
  }

  @Override
  public Exposure expose(
      String module, String function, int arity, Set<Atom> nodes, ExposedFunction code) {
    Functions.Name name = new Functions.Name(Atom.of(module), Atom.of(function), arity);
    return functions.expose(name, nodes, code);
  }

  @Override
  public synchronized void addCodec(TermCodec<?> codec) {
    codecs = codecs.with(List.of(codec));
  }

  @Override
  public synchronized void removeCodec(TermCodec<?> codec) {
    codecs = codecs.without(codec);
  }

  @Override
  public CompletableFuture<Object> rpc(
      Atom node, String module, String function, List<?> arguments, Duration timeout) {
    if (identity.isNameless()) {
      CompletableFuture<Object> failed = new CompletableFuture<>();
      failed.completeExceptionally(
          new NotConnected(node, "this node has no name before it is connected", null));
      return failed;
    }
    Ref id = runtime.makeRef();
    CompletableFuture<Object> outcome = functions.called(id);
    Pid leader = runtime.whereis(IO);
    peers
        .peer(node)
        .send(
            functions.request(
                id,
                port.systemProcess(),
                leader == null ? port.systemProcess() : leader,
                Atom.of(module),
                Atom.of(function),
                arguments));
    Future<?> deadline =
        timer.schedule(
            () -> functions.failed(id, ExitReason.TIMEOUT.term()),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    outcome.whenComplete((value, failure) -> deadline.cancel(false));
    return outcome;
  }

  @Override
  public GlobalNames global() {
    return names;
  }

  @Override
  public Handover handover() {
    return departures;
  }

  @Override
  public ProcessGroups groups() {
    return groups;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    presence.leave(
        () -> {
          runtime.exit(services, ExitReason.SHUTDOWN);
          sayGoodbye(GOODBYE);
          identity.end();
        });
    timer.shutdownNow();
  }
}
