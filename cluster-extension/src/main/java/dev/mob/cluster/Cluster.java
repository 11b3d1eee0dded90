package dev.mob.cluster;

import dev.mob.cluster.term.TermCodec;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * This node among others, Erlang and Elixir nodes among them.
 *
 * <p>Messages, calls, links and monitors need nothing of this: {@link
 * dev.mob.process.ProcessRuntime} and {@link dev.mob.process.Self} take pids and {@code {name,
 * node}} of other nodes as they take local ones, and connect when needed. Safe for any thread.
 */
public interface Cluster {

  /**
   * This node's name: {@code name@host}; {@code nonode@nohost} while a node of a dynamic name is
   * not connected to one that gives it a name.
   */
  Atom name();

  /**
   * Tells when this node can be reached by others: completed while it can, under way while it is
   * about to listen, failed when it could not, or has left for a while. What this node sends before
   * that waits.
   */
  CompletableFuture<Void> opened();

  /** True when this node is not told to others. */
  boolean isHidden();

  /**
   * Connects, unless there is a connection: {@code net_kernel:connect_node/1}.
   *
   * @return fails with {@link NotConnected}
   */
  CompletableFuture<Void> connect(Atom node);

  /** {@link #connect(Atom)} for a plain string. */
  default CompletableFuture<Void> connect(String node) {
    return connect(Atom.of(node));
  }

  /** Ends the connection; what was sent before is sent. False when there is none. */
  boolean disconnect(Atom node);

  /**
   * Connects for a piece of work, for a node that is otherwise on its own: connect, do the work,
   * disconnect. Where there is a connection already, it stays when the visit ends.
   *
   * @return fails with {@link NotConnected}
   */
  CompletableFuture<Visit> visit(Atom node);

  /** The nodes that are connected and visible: {@code nodes()}. */
  default Set<Atom> nodes() {
    return nodes(false);
  }

  /** The nodes that are connected; with true also the hidden ones. */
  Set<Atom> nodes(boolean hiddenToo);

  /** Sends {@link NodeEvent}s to a local process, until it ends. */
  void monitorNodes(Pid process);

  /** Ends {@link #monitorNodes}. */
  void demonitorNodes(Pid process);

  /**
   * How many bytes wait to be sent to a node; 0 when it is not connected. Sending never blocks:
   * those who send much look here, and wait while it is above a megabyte or so.
   */
  long waitingBytes(Atom node);

  /**
   * Lets values of a type of the app's travel to other nodes, and come from them. An extension need
   * not call this: it provides its codecs as services under {@link TermCodec}.
   *
   * @throws IllegalArgumentException when there is one for this class, or this tag and size
   */
  void addCodec(TermCodec<?> codec);

  /** Ends {@link #addCodec}. */
  void removeCodec(TermCodec<?> codec);

  /**
   * Lets other nodes call a function, by {@code rpc} and {@code erpc}. Nothing else can be called.
   *
   * @param nodes who may call; empty for all nodes of the cluster
   * @return ends it
   * @throws IllegalStateException when there is such a function already
   */
  Exposure expose(String module, String function, int arity, Set<Atom> nodes, ExposedFunction code);

  /** {@link #expose(String, String, int, Set, ExposedFunction)} for all nodes of the cluster. */
  default Exposure expose(String module, String function, int arity, ExposedFunction code) {
    return expose(module, function, arity, Set.of(), code);
  }

  /**
   * Calls a function of another node: {@code erpc:call/5}.
   *
   * @return fails with {@link RemoteCallFailed}
   */
  CompletableFuture<Object> rpc(
      Atom node, String module, String function, List<?> arguments, Duration timeout);

  /**
   * Calls a function on several nodes at once: {@code erpc:multicall/5}. Does not fail: a node that
   * cannot be reached or has no such function is an answer with its failure.
   *
   * @param nodes each is asked once, this one not among them
   * @param timeout for each of the calls
   * @return one answer a node, in the order of {@code nodes}; completes with the last of them
   */
  default CompletableFuture<Map<Atom, NodeAnswer>> multicall(
      Collection<Atom> nodes, String module, String function, List<?> arguments, Duration timeout) {
    Map<Atom, CompletableFuture<NodeAnswer>> calls = new LinkedHashMap<>();
    for (Atom node : nodes) {
      calls.computeIfAbsent(
          node, each -> rpc(each, module, function, arguments, timeout).handle(NodeAnswer::of));
    }
    return CompletableFuture.allOf(calls.values().toArray(new CompletableFuture<?>[0]))
        .thenApply(
            all -> {
              Map<Atom, NodeAnswer> answers = new LinkedHashMap<>();
              calls.forEach((node, call) -> answers.put(node, call.join()));
              return Collections.unmodifiableMap(answers);
            });
  }

  /** Moves processes to other Java nodes, and takes them from there. */
  Handover handover();

  /** Process groups that are shared with the other nodes: OTP's {@code pg}. */
  ProcessGroups groups();

  /** Names that are unique in the cluster: OTP's {@code global}. */
  GlobalNames global();
}
