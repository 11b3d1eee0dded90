package org.example.wordcount;

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.ChildSpec;
import org.example.counters.Counters;

/** Counts words in a process of its own, and keeps the counts in another extension's service. */
public final class WordCountExtension implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    WordCount count =
        new WordCount(
            context.settings().string("field"),
            context.settings().intValue("min-length"),
            context.require(Counters.class));
    context.supervise(ChildSpec.worker("words", count, null).name(WordCount.NAME));
    context.provide(OperatorCommand.class, new CountWordsCommand(context.runtime()));
  }
}
