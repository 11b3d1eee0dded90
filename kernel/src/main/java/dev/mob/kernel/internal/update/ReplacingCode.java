package dev.mob.kernel.internal.update;

import dev.mob.config.Version;
import dev.mob.process.Behaviour;
import dev.mob.process.ChildSpec;
import dev.mob.process.CodeUpdate;
import java.util.Map;
import java.util.Set;

/** One version of an extension as the code that takes the place of another version's. */
public final class ReplacingCode implements CodeUpdate.NewCode {
  private final Version fromVersion;
  private final Map<Object, ChildSpec> children;
  private final Set<Object> ending;
  private final Carrier carrier;

  /**
   * @param from the class loader of the code that is replaced
   * @param to the class loader of this code
   * @param children what this version declares below the extension's supervisor
   * @param ending what only the other version declared there
   * @param stands objects of the other version by what stands for them in this one
   */
  public ReplacingCode(
      Version fromVersion,
      ClassLoader from,
      ClassLoader to,
      Map<Object, ChildSpec> children,
      Set<Object> ending,
      Map<?, ?> stands) {
    this.fromVersion = fromVersion;
    this.children = children;
    this.ending = ending;
    this.carrier = new Carrier(from, to, stands);
  }

  @Override
  public String fromVersion() {
    return fromVersion.toString();
  }

  @Override
  public Map<Object, ChildSpec> children() {
    return children;
  }

  @Override
  public Set<Object> ending() {
    return ending;
  }

  @Override
  public Behaviour<?> behaviour(Behaviour<?> old) throws Exception {
    return carrier.behaviour(old);
  }

  @Override
  public Object carry(Object value, String what) throws Exception {
    return carrier.carry(value, what);
  }
}
