package org.example.wordcount;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.util.Locale;
import org.example.counters.Counters;

/**
 * A process that is called with JSON texts, and whose state is how many words it has counted. The
 * reply is how many there were, or a text that says what is wrong.
 */
record WordCount(String field, int minLength, Counters counters) implements GenServer<Long> {
  static final String NAME = "word_count";

  @Override
  public Init<Long> init(Object argument, Self self) {
    return Init.ok(0L);
  }

  @Override
  public Next<Long> handleCall(Object json, From from, Long counted, Self self) {
    JsonElement text;
    try {
      JsonObject message = JsonParser.parseString((String) json).getAsJsonObject();
      text = message.get(field);
    } catch (JsonParseException | IllegalStateException e) {
      return Next.reply("that is no JSON object: " + e.getMessage(), counted);
    }
    if (text == null) {
      return Next.reply("there is no field " + field, counted);
    }
    long words = 0;
    for (String word : text.getAsString().toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
      if (word.length() >= minLength) {
        counters.add(word, 1);
        words++;
      }
    }
    return Next.reply(words, counted + words);
  }
}
