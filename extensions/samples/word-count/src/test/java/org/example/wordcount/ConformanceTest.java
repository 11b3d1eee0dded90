package org.example.wordcount;

import dev.mob.testkit.MobNode;
import dev.mob.testkit.conformance.ExtensionConformance;

final class ConformanceTest implements ExtensionConformance {
  @Override
  public String others() {
    return "counters {}";
  }

  @Override
  public void use(MobNode node) {
    node.call(WordCount.NAME, "{\"text\": \"once more\"}");
  }
}
