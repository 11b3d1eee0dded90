package dev.mob.cluster;

import dev.mob.cluster.handshake.Cookie;
import dev.mob.cluster.internal.command.CallCommand;
import dev.mob.cluster.internal.command.ConnectCommand;
import dev.mob.cluster.internal.command.NodesCommand;
import dev.mob.cluster.internal.command.RpcCommand;
import dev.mob.cluster.internal.command.StoredCookie;
import dev.mob.cluster.link.LinkLimits;
import dev.mob.cluster.term.TermCodec;
import dev.mob.cluster.term.TermLimits;
import dev.mob.config.Settings;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.extension.RemoteFunction;
import dev.mob.extension.ServiceListener;
import dev.mob.extension.StatusNote;
import dev.mob.extension.SuspendListener;
import dev.mob.process.Atom;
import dev.mob.process.ChildSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * This node among others: joins the cluster as mob.conf says, gives {@link Cluster} to other
 * extensions, and the operator {@code mob nodes}, {@code connect}, {@code call} and {@code rpc}.
 */
public final class ClusterExtension implements Extension {

  @Override
  public void activate(ExtensionContext context) throws Exception {
    ClusterOptions options = options(context);
    Optional<NearbyNodes> nearby = nearby(context, Atom.of(options.name()));
    if (nearby.isPresent()) {
      options = options.withDiscovery(nearby.get());
    }
    ClusterNode node =
        ClusterNode.begin(
            context.runtime(),
            options,
            services -> context.supervise(ChildSpec.supervisor("services", services)));
    context.own(node);
    nearby.ifPresent(
        network -> {
          context.own(network);
          if (context.settings().bool("local-network.connect")) {
            network.tell(node::connect);
          }
        });
    // Listening takes long against all else; the node is there, and says when it can be reached.
    Listening listening =
        new Listening(
            node,
            port -> nearby.filter(network -> port > 0).ifPresent(network -> network.appear(port)),
            context.logger());
    context.supervise(ChildSpec.worker("listening", listening, null).name(Listening.NAME));
    context.provide(StatusNote.class, new ReachNote(context.id(), node, options.isNameless()));
    context.provide(
        SuspendListener.class,
        new Sleep(node, context.runtime(), () -> nearby.ifPresent(NearbyNodes::disappear)));
    context.track(TermCodec.class, new CodecsOf(node));
    context.track(RemoteFunction.class, new Exposures(node, context.logger()));
    for (String known : context.settings().strings("connect")) {
      context.supervise(
          ChildSpec.worker("connect " + known, new KeptConnection(node), Atom.of(known)));
    }
    context.provide(Cluster.class, node);
    context.provide(OperatorCommand.class, new NodesCommand(node));
    context.provide(OperatorCommand.class, new ConnectCommand(node));
    context.provide(OperatorCommand.class, new CallCommand(context.runtime()));
    context.provide(OperatorCommand.class, new RpcCommand(node));
  }

  /** Codecs that extensions provide are in use for as long as they are provided. */
  @SuppressWarnings("rawtypes")
  private record CodecsOf(Cluster cluster) implements ServiceListener<TermCodec> {
    @Override
    public void appeared(TermCodec codec, Map<String, Object> properties) {
      cluster.addCodec(codec);
    }

    @Override
    public void disappeared(TermCodec codec) {
      cluster.removeCodec(codec);
    }
  }

  /** Where this node listens, in {@code mob status}. */
  private record ReachNote(String extension, ClusterNode node, boolean dynamic)
      implements StatusNote {
    @Override
    public String text() {
      CompletableFuture<Void> opened = node.opened();
      String name = node.name().name();
      if (dynamic) {
        return name + " takes its name from the node that it connects to";
      }
      if (!opened.isDone()) {
        return name + " is about to listen";
      }
      return opened.isCompletedExceptionally()
          ? name + " does not listen: " + Listening.why(opened)
          : name + " listens on port " + node.port();
    }
  }

  /** The local network, if mob.conf wants nodes to be found there. */
  private static Optional<NearbyNodes> nearby(ExtensionContext context, Atom self) {
    return context.settings().bool("local-network.enabled")
        ? Optional.of(new NearbyNodes(context.platform(LocalNetwork.class), self, context.logger()))
        : Optional.empty();
  }

  private static ClusterOptions options(ExtensionContext context) throws IOException {
    Settings settings = context.settings();
    Cookie cookie =
        settings.has("cookie")
            ? Cookie.of(settings.secret("cookie").reveal())
            : new StoredCookie(context.data().resolve("cookie").toFile()).get();
    InetAddress address = InetAddress.getByName(settings.string("listen.host"));
    ClusterOptions options =
        ClusterOptions.of(name(context, address), cookie)
            .withListen(new InetSocketAddress(address, settings.port("listen.port")))
            .withEpmdPort(settings.port("epmd.port"))
            .withEmbeddedEpmd(settings.bool("epmd.embedded"))
            .withHidden(settings.bool("hidden"))
            .withPreventOverlappingPartitions(settings.bool("prevent-overlapping-partitions"))
            .withHandshakeTimeout(settings.duration("handshake-timeout"))
            .withOpenHandshakes(settings.intValue("open-handshakes"))
            .withLimits(limits(settings));
    Optional<Settings> tls = settings.optionalObject("tls");
    if (tls.isPresent()) {
      options =
          options.withTls(
              ClusterTls.of(
                  tls.get().path("certificate").toFile(),
                  tls.get().path("key").toFile(),
                  tls.get().path("trusted").toFile()));
    }
    return settings.bool("epmd.enabled") ? options : options.withoutEpmd();
  }

  private static LinkLimits limits(Settings settings) {
    return LinkLimits.STANDARD
        .withTickTime(settings.duration("tick-time"))
        .withFrameBytes(Math.toIntExact(settings.bytes("limits.frame")))
        .withOutboundBytes(settings.bytes("limits.outbound"))
        .withTerms(TermLimits.STANDARD.withDepth(settings.intValue("limits.term-depth")));
  }

  /** {@code name} if it is set; else {@code node.name} at the address that it listens on. */
  private static String name(ExtensionContext context, InetAddress address)
      throws UnknownHostException {
    String name = context.settings().optionalString("name").orElse(context.nodeName());
    if (name.indexOf('@') >= 0) {
      return name;
    }
    InetAddress reached = address.isAnyLocalAddress() ? InetAddress.getLocalHost() : address;
    return name + "@" + reached.getHostAddress();
  }
}
