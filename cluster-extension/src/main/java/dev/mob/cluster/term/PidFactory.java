package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Pid;

/** Turns the parts of a pid from the wire into the pid: this node's own ones into local pids. */
public interface PidFactory {
  /** Takes every pid for one of another node. */
  PidFactory REMOTE = RemotePid::new;

  Pid pid(Atom node, int id, int serial, int creation);
}
