package dev.mob.cluster.internal;

import dev.mob.cluster.NodeEvent;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Ref;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells processes of nodes that come and go, for as long as they live. */
final class NodeEvents implements Peers.NodeWatcher {
  private final ProcessRuntime runtime;
  private final Map<Pid, Ref> listeners = new ConcurrentHashMap<>();

  NodeEvents(ProcessRuntime runtime) {
    this.runtime = runtime;
  }

  void add(Pid process) {
    if (listeners.containsKey(process)) {
      return;
    }
    listeners.put(process, runtime.monitor(process, down -> listeners.remove(process)));
    if (!runtime.isAlive(process)) {
      listeners.remove(process); // It ended before it was put in.
    }
  }

  void remove(Pid process) {
    Ref monitor = listeners.remove(process);
    if (monitor != null) {
      runtime.demonitor(monitor);
    }
  }

  @Override
  public void up(Connection connection) {
    tell(new NodeEvent.Up(connection.peer().name(), connection.isHidden()));
  }

  @Override
  public void down(Connection connection, String reason) {
    tell(new NodeEvent.Down(connection.peer().name(), connection.isHidden(), reason));
  }

  private void tell(NodeEvent event) {
    for (Pid process : listeners.keySet()) {
      runtime.send(process, event);
    }
  }
}
