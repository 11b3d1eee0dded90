package org.example.counters;

import dev.mob.testkit.MobNode;
import dev.mob.testkit.conformance.ExtensionConformance;

final class ConformanceTest implements ExtensionConformance {
  @Override
  public void use(MobNode node) {
    node.service(Counters.class).add("apples", 1);
  }

  @Override
  public Object kept(MobNode node) {
    return node.call("counters", "all");
  }
}
