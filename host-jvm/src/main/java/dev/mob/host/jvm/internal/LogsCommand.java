package dev.mob.host.jvm.internal;

import dev.mob.extension.OperatorCommand;
import dev.mob.host.jvm.LogFile;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code logs}: an item for each record. {@code lines} is how many of the last lines; with {@code
 * follow} what is logged from now on comes too, until the client goes.
 */
final class LogsCommand implements OperatorCommand {
  private static final long MOST_LINES = 100_000;
  private static final int MOST_WAITING = 10_000;

  private final LogFile log;

  LogsCommand(LogFile log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String summary() {
    return "what the kernel has logged";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply)
      throws IOException, InterruptedException {
    int lines = lines(arguments.get("lines"));
    if (Boolean.TRUE.equals(arguments.get("follow"))) {
      follow(lines, reply);
    } else {
      for (String line : LogFile.tail(log.path(), lines)) {
        reply.item(line);
      }
    }
  }

  private void follow(int lines, Reply reply) throws IOException, InterruptedException {
    // Bounded: a client that reads too slowly misses records, it does not fill the kernel's heap.
    BlockingQueue<String> records = new ArrayBlockingQueue<>(lines + MOST_WAITING);
    AtomicLong missed = new AtomicLong();
    LogFile.Following following =
        log.follow(
            lines,
            record -> {
              if (!records.offer(record)) {
                missed.incrementAndGet();
              }
            });
    try {
      while (reply.isOpen()) {
        String record = records.poll(500, TimeUnit.MILLISECONDS);
        if (record != null) {
          reply.item(record);
        }
        long gap = missed.getAndSet(0);
        if (gap > 0) {
          reply.item("(" + gap + " records are not shown: they came faster than they were read)");
        }
      }
    } finally {
      following.end();
    }
  }

  private static int lines(Object value) {
    if (!(value instanceof Long) || (Long) value < 0 || (Long) value > MOST_LINES) {
      throw new IllegalArgumentException(
          "'lines' is a number from 0 to " + MOST_LINES + ", not " + value);
    }
    return ((Long) value).intValue();
  }
}
