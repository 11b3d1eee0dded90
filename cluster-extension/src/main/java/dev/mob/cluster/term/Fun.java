package dev.mob.cluster.term;

import dev.mob.process.Atom;
import dev.mob.process.Pid;
import java.util.Arrays;
import java.util.List;

/**
 * A function object of an Erlang node (NEW_FUN_EXT). Opaque here: it can be kept and sent back to a
 * node that has its module. Immutable.
 */
public final class Fun {
  private final int arity;
  private final byte[] uniq;
  private final int index;
  private final Atom module;
  private final long oldIndex;
  private final long oldUniq;
  private final Pid creator;
  private final List<Object> free;

  Fun(
      int arity,
      byte[] uniq,
      int index,
      Atom module,
      long oldIndex,
      long oldUniq,
      Pid creator,
      List<Object> free) {
    this.arity = arity;
    this.uniq = uniq;
    this.index = index;
    this.module = module;
    this.oldIndex = oldIndex;
    this.oldUniq = oldUniq;
    this.creator = creator;
    this.free = free;
  }

  /** How many arguments it takes. */
  public int arity() {
    return arity;
  }

  /** The module that it is compiled into. */
  public Atom module() {
    return module;
  }

  /** Its number among the funs of the module. */
  public int index() {
    return index;
  }

  /** The process that made it. */
  public Pid creator() {
    return creator;
  }

  /** The values of its free variables. */
  public List<Object> free() {
    return free;
  }

  byte[] uniq() {
    return uniq;
  }

  long oldIndex() {
    return oldIndex;
  }

  long oldUniq() {
    return oldUniq;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Fun)) {
      return false;
    }
    Fun that = (Fun) other;
    return arity == that.arity
        && index == that.index
        && oldIndex == that.oldIndex
        && oldUniq == that.oldUniq
        && Arrays.equals(uniq, that.uniq)
        && module.equals(that.module)
        && free.equals(that.free);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(uniq) * 31 + index;
  }

  /** As Erlang prints it: {@code #Fun<Module.Index.Uniq>}. */
  @Override
  public String toString() {
    return "#Fun<" + module.name() + "." + index + "." + oldUniq + ">";
  }
}
