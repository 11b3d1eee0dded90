package dev.mob.cluster.internal.otp.global;

import dev.mob.cluster.internal.otp.Post;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Tuple;
import java.util.concurrent.CompletableFuture;

/** What the name server needs of the node: the other nodes, and their name servers. */
public interface Neighbours extends Post {
  /** Run by the process when it begins: tells it of nodes that come and go. */
  void watch(Pid process);

  /** Connects to a node that another one told of; fails when that is not to be. */
  CompletableFuture<Void> connect(Atom node);

  /** Lets go of a node. */
  void disconnect(Atom node);

  /** Whether this node is about to let go of all others, which is no loss to tell of. */
  boolean isLeaving();

  int creation();

  /** A plain message to the name server of a node. */
  default void tell(Pid from, Atom node, Tuple message) {
    send(from, new ProcessName(Global.NAME_ATOM, node), message);
  }

  /** A cast to the name server of a node. */
  default void castTo(Pid from, Atom node, Tuple message) {
    cast(from, new ProcessName(Global.NAME_ATOM, node), message);
  }
}
