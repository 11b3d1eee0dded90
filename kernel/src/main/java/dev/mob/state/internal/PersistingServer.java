package dev.mob.state.internal;

import dev.mob.process.ExitReason;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.state.Key;
import dev.mob.state.Persistence;
import dev.mob.state.PersistentServer;

/**
 * A server around another: does what that one does and hands each state that differs from the one
 * before to {@link Persistence}. The state itself stays the inner server's, so tools that look into
 * the process see nothing of this.
 */
public final class PersistingServer<S> implements GenServer<S> {
  private final PersistentServer<S> server;
  private final Persistence persistence;
  private final Key<S> key;

  /**
   * The state that was handed over last. A state that came in another way, by a hot update or the
   * return from one, differs from it and is handed over by the next callback.
   */
  private volatile S handed;

  public PersistingServer(PersistentServer<S> server, Persistence persistence, Key<S> key) {
    this.server = server;
    this.persistence = persistence;
    this.key = key;
  }

  @Override
  public Init<S> init(Object argument, Self self) throws Exception {
    Init<S> init = server.init(argument, persistence.latest(key), self);
    if (init.state() != null) {
      handOver(init.state());
    }
    return init;
  }

  @Override
  public Next<S> handleCall(Object request, From from, S state, Self self) throws Exception {
    return keep(server.handleCall(request, from, state, self), state);
  }

  @Override
  public Next<S> handleCast(Object message, S state, Self self) throws Exception {
    return keep(server.handleCast(message, state, self), state);
  }

  @Override
  public Next<S> handleInfo(Object message, S state, Self self) throws Exception {
    return keep(server.handleInfo(message, state, self), state);
  }

  @Override
  public Next<S> handleContinue(Object term, S state, Self self) throws Exception {
    return keep(server.handleContinue(term, state, self), state);
  }

  private Next<S> keep(Next<S> next, S state) {
    S after = next.stateAfter(state);
    if (after != handed) {
      handOver(after);
    }
    return next;
  }

  private void handOver(S state) {
    handed = state;
    persistence.changed(key, state);
  }

  @Override
  public void terminate(ExitReason reason, S state, Self self) throws Exception {
    server.terminate(reason, state, self);
    persistence.flush();
  }

  /** What is exported is on disk before: nothing of this version is written after the other's. */
  @Override
  public Object exportState(S state) throws Exception {
    if (state != handed) {
      handOver(state);
    }
    persistence.flush();
    return server.exportState(state);
  }

  @Override
  public S codeChange(String fromVersion, Object state) throws Exception {
    // Not handed over yet: the update may still fail, and then the other version's state counts.
    return server.codeChange(fromVersion, state);
  }

  @Override
  public Class<?> codeClass() {
    return server.codeClass();
  }

  @Override
  public Object formatState(S state) {
    return server.formatState(state);
  }

  @Override
  public String toString() {
    return "persistent " + server;
  }
}
