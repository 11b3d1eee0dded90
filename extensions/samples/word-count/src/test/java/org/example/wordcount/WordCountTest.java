package org.example.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.testkit.MobNode;
import dev.mob.testkit.MobTest;
import java.util.Map;
import org.example.counters.Counters;
import org.junit.jupiter.api.Test;

@MobTest("counters {}, word-count { min-length = 3 }")
final class WordCountTest {

  @Test
  void wordsAreCountedInTheOtherExtension(MobNode node) {
    assertThat(node.call(WordCount.NAME, "{\"text\": \"The sea, the sea!\"}")).isEqualTo(4L);
    assertThat(node.service(Counters.class).all()).isEqualTo(Map.of("the", 2L, "sea", 2L));
  }

  @Test
  void whatIsNoMessageIsAnsweredAndNotCounted(MobNode node) {
    assertThat(node.call(WordCount.NAME, "{\"text\": ")).asString().contains("no JSON object");
    assertThat(node.call(WordCount.NAME, "{}")).isEqualTo("there is no field text");
    assertThat(node.service(Counters.class).all()).isEmpty();
  }

  @Test
  void itDoesNotStartWithoutWhatItRequires() {
    assertThatThrownBy(() -> MobNode.with("word-count {}").start())
        .hasMessageContaining("counters");
  }
}
