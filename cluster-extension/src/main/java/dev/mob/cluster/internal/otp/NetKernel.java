package dev.mob.cluster.internal.otp;

import dev.mob.process.Atom;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import dev.mob.process.Tuple;

/** Answers what other nodes ask {@code net_kernel}: whether a ping is heard. */
public final class NetKernel implements GenServer<Object> {
  public static final String NAME = "net_kernel";
  private static final Atom IS_AUTH = Atom.of("is_auth");
  private static final Atom YES = Atom.of("yes");

  /** What a call that is not taken is answered. */
  public static final Tuple NOT_SUPPORTED = Tuple.of(Atom.ERROR, Atom.of("notsup"));

  @Override
  public Init<Object> init(Object argument, Self self) {
    return Init.ok(Atom.OK);
  }

  @Override
  public Next<Object> handleCall(Object request, From from, Object state, Self self) {
    boolean ping = request instanceof Tuple && ((Tuple) request).isTagged(IS_AUTH, 2);
    return Next.reply(ping ? YES : NOT_SUPPORTED, state);
  }

  @Override
  public Next<Object> handleCast(Object message, Object state, Self self) {
    return Next.keep();
  }

  @Override
  public Next<Object> handleInfo(Object message, Object state, Self self) {
    return Next.keep();
  }
}
