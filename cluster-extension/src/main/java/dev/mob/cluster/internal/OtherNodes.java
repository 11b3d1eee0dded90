package dev.mob.cluster.internal;

import dev.mob.cluster.Cluster;
import dev.mob.cluster.internal.otp.global.Neighbours;
import dev.mob.cluster.link.Signal;
import dev.mob.process.Address;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import java.util.concurrent.CompletableFuture;

/** What the servers of OTP's protocols do with other nodes. */
final class OtherNodes implements Neighbours {
  private final Cluster cluster;
  private final Peers peers;
  private final Identity identity;

  OtherNodes(Cluster cluster, Peers peers, Identity identity) {
    this.cluster = cluster;
    this.peers = peers;
    this.identity = identity;
  }

  @Override
  public void watch(Pid process) {
    cluster.monitorNodes(process);
  }

  @Override
  public CompletableFuture<Void> connect(Atom node) {
    return cluster.connect(node);
  }

  @Override
  public void disconnect(Atom node) {
    cluster.disconnect(node);
  }

  @Override
  public boolean isLeaving() {
    return peers.isClosed();
  }

  @Override
  public int creation() {
    return identity.now().creation();
  }

  @Override
  public boolean reaches(Atom node) {
    Peer peer = peers.known(node);
    return peer != null && peer.connection() != null;
  }

  @Override
  public void send(Pid from, Address to, Object message) {
    Peer peer = peers.known(to instanceof Pid ? ((Pid) to).node() : ((ProcessName) to).node());
    if (peer != null) {
      peer.sendIfUnderWay(new Signal.Send(from, to, message));
    }
  }
}
