package ${package};

import dev.mob.testkit.MobNode;
import dev.mob.testkit.conformance.ExtensionConformance;

/** What every extension has to do, tried on this one as its jar will be. */
final class ConformanceTest implements ExtensionConformance {
  @Override
  public void use(MobNode node) {
    node.call(Greeter.NAME, "Ada");
  }
}
