package dev.mob.background.internal;

import dev.mob.background.KeepAlive;
import dev.mob.background.KeepAliveType;
import dev.mob.background.Lease;
import dev.mob.process.Address;
import dev.mob.process.ProcessRuntime;

/** A lease as its holder sees it. */
final class HeldLease implements Lease {
  private final long id;
  private final KeepAlive request;
  private final LeaseBook book;
  private final ProcessRuntime runtime;
  private final Address keeper;

  HeldLease(long id, KeepAlive request, LeaseBook book, ProcessRuntime runtime, Address keeper) {
    this.id = id;
    this.request = request;
    this.book = book;
    this.runtime = runtime;
    this.keeper = keeper;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String reason() {
    return request.reason();
  }

  @Override
  public KeepAliveType type() {
    return request.type();
  }

  @Override
  public boolean isHeld() {
    return book.holds(id);
  }

  @Override
  public void close() {
    runtime.cast(keeper, new LeaseKeeper.Drop(id));
  }

  @Override
  public String toString() {
    return "lease " + id + " (" + request.type().word() + ": " + request.reason() + ")";
  }
}
