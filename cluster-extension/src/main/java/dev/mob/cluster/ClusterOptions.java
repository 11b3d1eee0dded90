package dev.mob.cluster;

import dev.mob.cluster.handshake.Cookie;
import dev.mob.cluster.link.LinkLimits;
import dev.mob.cluster.term.TermCodecs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a node takes part in a cluster. Immutable; each {@code with} method returns a changed copy.
 */
public final class ClusterOptions {
  private final String name;
  private final Cookie cookie;
  private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private int epmdPort = 4369;
  private boolean useEpmd = true;
  private boolean embedEpmd = true;
  private boolean hidden;
  private boolean listening = true;
  private boolean global = true;
  private boolean preventOverlap = true;
  private Duration handshakeTimeout = Duration.ofSeconds(7);
  private int openHandshakes = 64;
  private LinkLimits limits = LinkLimits.STANDARD;
  private TermCodecs codecs = TermCodecs.NONE;
  private List<Discovery> discoveries = List.of();
  private ClusterTls tls;

  private ClusterOptions(String name, Cookie cookie) {
    this.name = name;
    this.cookie = cookie;
  }

  private ClusterOptions(ClusterOptions that) {
    this(that.name, that.cookie);
    listen = that.listen;
    epmdPort = that.epmdPort;
    useEpmd = that.useEpmd;
    embedEpmd = that.embedEpmd;
    hidden = that.hidden;
    listening = that.listening;
    global = that.global;
    preventOverlap = that.preventOverlap;
    handshakeTimeout = that.handshakeTimeout;
    openHandshakes = that.openHandshakes;
    limits = that.limits;
    codecs = that.codecs;
    discoveries = that.discoveries;
    tls = that.tls;
  }

  /**
   * @param name {@code name@host}, as the others reach it; {@code undefined@host} for a node that
   *     is named by the first node that it connects to, which makes it hidden and not listening
   * @throws IllegalArgumentException when it is no node name
   */
  public static ClusterOptions of(String name, Cookie cookie) {
    int at = name.indexOf('@');
    if (at < 1 || at == name.length() - 1 || name.indexOf('@', at + 1) >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' is no node name; write name@host, such as alice@10.0.0.7");
    }
    return new ClusterOptions(name, Objects.requireNonNull(cookie, "cookie"));
  }

  /** Where to listen; port 0, as it is at first, takes a free one. Loopback at first. */
  public ClusterOptions withListen(InetSocketAddress address) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.listen = address;
    return copy;
  }

  /** The port where EPMD listens, here and on other hosts; 4369 at first. */
  public ClusterOptions withEpmdPort(int port) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.epmdPort = port;
    return copy;
  }

  /** No EPMD: neither to be found nor to find others. Give a {@link Discovery} then. */
  public ClusterOptions withoutEpmd() {
    ClusterOptions copy = new ClusterOptions(this);
    copy.useEpmd = false;
    return copy;
  }

  /** With false no EPMD is started here when none answers. */
  public ClusterOptions withEmbeddedEpmd(boolean embed) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.embedEpmd = embed;
    return copy;
  }

  /** A hidden node is not told to others and stays out of {@code global}: for phones. */
  public ClusterOptions withHidden(boolean value) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.hidden = value;
    return copy;
  }

  /** With false this node connects to others, and nobody can connect to it. */
  public ClusterOptions withListening(boolean value) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.listening = value;
    return copy;
  }

  /** With false a visible node stays out of {@code global} too; {@code global:sync} then blocks. */
  public ClusterOptions withGlobal(boolean value) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.global = value;
    return copy;
  }

  /**
   * With false this node does not let go of nodes that others have lost: OTP's {@code
   * prevent_overlapping_partitions}, which has to be the same on all nodes. True at first.
   */
  public ClusterOptions withPreventOverlappingPartitions(boolean value) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.preventOverlap = value;
    return copy;
  }

  /** How long a handshake may take: seven seconds at first, OTP's {@code net_setuptime}. */
  public ClusterOptions withHandshakeTimeout(Duration time) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.handshakeTimeout = time;
    return copy;
  }

  /** How many who connect may be in their handshake at once; 64 at first. */
  public ClusterOptions withOpenHandshakes(int count) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.openHandshakes = count;
    return copy;
  }

  public ClusterOptions withLimits(LinkLimits value) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.limits = value;
    return copy;
  }

  /** How the app's own types travel. */
  public ClusterOptions withCodecs(TermCodecs value) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.codecs = value;
    return copy;
  }

  /** Asks this too where a node listens, before EPMD. */
  public ClusterOptions withDiscovery(Discovery discovery) {
    ClusterOptions copy = new ClusterOptions(this);
    List<Discovery> all = new ArrayList<>(discoveries);
    all.add(discovery);
    copy.discoveries = all;
    return copy;
  }

  /** All connections are under TLS. */
  public ClusterOptions withTls(ClusterTls value) {
    ClusterOptions copy = new ClusterOptions(this);
    copy.tls = value;
    return copy;
  }

  public String name() {
    return name;
  }

  /** The part of the name before the {@code @}. */
  public String alive() {
    return name.substring(0, name.indexOf('@'));
  }

  /** The part of the name after the {@code @}. */
  public String host() {
    return name.substring(name.indexOf('@') + 1);
  }

  public Cookie cookie() {
    return cookie;
  }

  public InetSocketAddress listen() {
    return listen;
  }

  public int epmdPort() {
    return epmdPort;
  }

  public boolean usesEpmd() {
    return useEpmd;
  }

  public boolean embedsEpmd() {
    return embedEpmd;
  }

  /** True when the node takes its name from the first node that it connects to. */
  public boolean isNameless() {
    return alive().equals("undefined");
  }

  public boolean hidden() {
    return hidden || isNameless();
  }

  public boolean listening() {
    return listening && !isNameless();
  }

  public boolean global() {
    return global && !hidden();
  }

  public boolean preventsOverlappingPartitions() {
    return preventOverlap;
  }

  public Duration handshakeTimeout() {
    return handshakeTimeout;
  }

  public int openHandshakes() {
    return openHandshakes;
  }

  public LinkLimits limits() {
    return limits;
  }

  public TermCodecs codecs() {
    return codecs;
  }

  /** {@code null} for connections without TLS. */
  public ClusterTls tls() {
    return tls;
  }

  public List<Discovery> discoveries() {
    return discoveries;
  }
}
