package dev.mob.cluster.internal;

import dev.mob.cluster.ClusterNode;
import dev.mob.cluster.ClusterOptions;
import dev.mob.cluster.Discovery;
import dev.mob.cluster.ExposedFunction;
import dev.mob.cluster.Exposure;
import dev.mob.cluster.GlobalNames;
import dev.mob.cluster.NodeEvent;
import dev.mob.cluster.ProcessGroups;
import dev.mob.cluster.handshake.Flags;
import dev.mob.cluster.handshake.LocalNode;
import dev.mob.cluster.internal.otp.Global;
import dev.mob.cluster.internal.otp.GlobalView;
import dev.mob.cluster.internal.otp.IoServer;
import dev.mob.cluster.internal.otp.NetKernel;
import dev.mob.cluster.internal.otp.Pg;
import dev.mob.cluster.internal.otp.PgView;
import dev.mob.cluster.internal.otp.Rex;
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
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A node: puts its parts together, and is what others see of them. */
public final class Node implements ClusterNode {
  private static final String IO = "mob_cluster_io";
  private static final int CLOSE_SECONDS = 5;

  private final ProcessRuntime runtime;
  private final ClusterOptions options;
  private final LocalNode self;
  private final DistributionPort port;
  private final Functions functions;
  private final Peers peers;
  private final NodeEvents events;
  private final Resources resources;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final PgView groups;
  private volatile TermCodecs codecs;
  private final GlobalView names;
  private Pid services;

  /** What is open, and closed again at the end. */
  private static final class Resources {
    final EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            Math.min(2, Runtime.getRuntime().availableProcessors()),
            new DefaultThreadFactory("mob-cluster", true),
            NioIoHandler.newFactory());
    final ScheduledExecutorService timer =
        Executors.newScheduledThreadPool(2, new DefaultThreadFactory("mob-cluster-timer", true));
    Door door;
    Registrar registrar;

    void close() {
      if (door != null) {
        door.close();
      }
      if (registrar != null) {
        registrar.close();
      }
      timer.shutdownNow();
      loops
          .shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
          .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private Node(
      ProcessRuntime runtime, ClusterOptions options, LocalNode self, Resources resources) {
    this.runtime = runtime;
    this.options = options;
    this.self = self;
    this.resources = resources;
    this.codecs = options.codecs();
    this.port = runtime.distribution();
    this.functions = new Functions(runtime);
    this.peers = new Peers(self, options, port, functions, () -> codecs, resources.timer);
    this.events = new NodeEvents(runtime);
    this.groups = new PgView("pg", runtime);
    this.names = new GlobalView(runtime);
  }

  /** See {@link ClusterNode#join}. */
  public static ClusterNode join(
      ProcessRuntime runtime, ClusterOptions options, Function<SupervisorSpec, Pid> supervise)
      throws IOException {
    Resources resources = new Resources();
    SecureRandom random = new SecureRandom();
    // Connections that come before the node is ready wait for it on their event loops.
    CompletableFuture<Node> ready = new CompletableFuture<>();
    try {
      if (options.listening()) {
        resources.door =
            Door.bind(
                options.listen(),
                resources.loops,
                channel -> {
                  Node node = ready.getNow(null);
                  if (node == null) {
                    channel.close();
                  } else {
                    Door.welcome(channel, node.peers, options, random::nextInt);
                  }
                });
      }
      int creation = random.nextInt(Integer.MAX_VALUE - 4) + 4;
      List<Discovery> discoveries = new ArrayList<>(options.discoveries());
      if (options.usesEpmd()) {
        resources.registrar = new Registrar(options, resources.loops, resources.timer);
        discoveries.add(resources.registrar);
        if (options.listening()) {
          creation = resources.registrar.register(resources.door.port());
        }
      }
      long flags = Flags.SUPPORTED | (options.hidden() ? 0 : Flags.PUBLISHED);
      LocalNode self = new LocalNode(Atom.of(options.name()), flags, creation);
      Node node = new Node(runtime, options, self, resources);
      Dialer dialer =
          new Dialer(
              node.peers, options, discoveries, resources.loops, resources.timer, random::nextInt);
      node.peers.dialWith(dialer::dial);
      node.start(supervise);
      ready.complete(node);
      return node;
    } catch (IOException | RuntimeException e) {
      resources.close();
      throw e;
    }
  }

  private void start(Function<SupervisorSpec, Pid> supervise) {
    port.attach(self.name(), self.creation(), new Outgoing(peers, port));
    try {
      peers.watch(events);
      List<ChildSpec> children = new ArrayList<>();
      children.add(service(NetKernel.NAME, new NetKernel()));
      children.add(service(Rex.NAME, new Rex(functions::call)));
      children.add(service(IO, new IoServer()));
      children.add(service(groups.scope(), new Pg(groups, this::watchNodesAsGroups)));
      if (options.global()) {
        Global server = new Global(names, new Neighbours(), true);
        children.add(service(Global.NAME, server));
      }
      services =
          supervise.apply(
              SupervisorSpec.of(Strategy.ONE_FOR_ONE, children)
                  .intensity(10, Duration.ofSeconds(10)));
    } catch (RuntimeException e) {
      port.detach();
      throw e;
    }
  }

  private static ChildSpec service(String name, dev.mob.process.Behaviour<?> behaviour) {
    return ChildSpec.worker(name, behaviour, null).name(name);
  }

  private void watchNodesAsGroups() {
    monitorNodes(runtime.whereis(groups.scope()));
  }

  /** What the global name server does with other nodes. */
  private final class Neighbours implements Global.Neighbours {
    @Override
    public void watch(Pid process) {
      monitorNodes(process);
    }

    @Override
    public void connect(Atom node) {
      Node.this.connect(node);
    }

    @Override
    public void disconnect(Atom node) {
      Node.this.disconnect(node);
    }

    @Override
    public int creation() {
      return self.creation();
    }
  }

  @Override
  public Atom name() {
    return self.name();
  }

  @Override
  public boolean isHidden() {
    return options.hidden();
  }

  @Override
  public int port() {
    return resources.door == null ? 0 : resources.door.port();
  }

  @Override
  public CompletableFuture<Void> connect(Atom node) {
    return node.equals(self.name())
        ? CompletableFuture.completedFuture(null)
        : peers.peer(node).connect();
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
    resources.timer.schedule(
        () -> functions.failed(id, ExitReason.TIMEOUT.term()),
        timeout.toMillis(),
        TimeUnit.MILLISECONDS);
    return outcome;
  }

  @Override
  public GlobalNames global() {
    return names;
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
    if (resources.door != null) {
      resources.door.close();
    }
    runtime.exit(services, ExitReason.SHUTDOWN);
    peers.close();
    peers.awaitEmpty(Duration.ofSeconds(CLOSE_SECONDS));
    port.detach();
    resources.close();
  }
}
