package dev.mob.host.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFileTest {
  @TempDir private Path home;

  @Test
  void aRecordIsALineInUtc() throws IOException {
    LogFile log = opened(LogFile.LIMIT);
    LogRecord record = record(Level.WARNING, "token changed");
    record.setInstant(Instant.parse("2026-03-01T10:02:11.120Z"));

    log.publish(record);

    assertThat(Files.readAllLines(log.path()))
        .containsExactly("2026-03-01T10:02:11.120Z WARN  mob.test  token changed");
  }

  @Test
  void furtherLinesAndTheStackTraceAreIndented() throws IOException {
    LogFile log = opened(LogFile.LIMIT);
    LogRecord record = record(Level.SEVERE, "it crashed\nlast message: draw");
    record.setThrown(new IllegalStateException("no pen"));

    log.publish(record);

    List<String> lines = Files.readAllLines(log.path());
    assertThat(lines.get(0)).endsWith("ERROR mob.test  it crashed");
    assertThat(lines.get(1)).isEqualTo("    last message: draw");
    assertThat(lines.get(2)).isEqualTo("    java.lang.IllegalStateException: no pen");
    assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
  }

  @Test
  void recordsWaitUntilTheHomeFolderIsKnown() throws IOException {
    LogFile log = new LogFile();
    log.publish(record(Level.INFO, "before"));

    log.open(LogFile.pathIn(home));
    log.publish(record(Level.INFO, "after"));

    assertThat(messages(LogFile.tail(log.path(), 10))).containsExactly("before", "after");
  }

  @Test
  void aFullFileIsRotatedAndTheOldestGoes() throws IOException {
    LogFile log = opened(100);

    for (int i = 0; i < 20; i++) {
      log.publish(record(Level.INFO, "record " + i)); // two of them fill a file
    }

    assertThat(messages(Files.readAllLines(log.path()))).endsWith("record 19");
    assertThat(log.path().resolveSibling("mob.log." + LogFile.KEPT)).exists();
    assertThat(log.path().resolveSibling("mob.log." + (LogFile.KEPT + 1))).doesNotExist();
  }

  @Test
  void theTailGoesBackIntoTheRotatedFile() throws IOException {
    LogFile log = opened(100);
    for (int i = 0; i < 5; i++) {
      log.publish(record(Level.INFO, "record " + i));
    }

    assertThat(messages(LogFile.tail(log.path(), 3)))
        .containsExactly("record 2", "record 3", "record 4");
    assertThat(LogFile.tail(log.path(), 0)).isEmpty();
    assertThat(LogFile.tail(home.resolve("none"), 3)).isEmpty();
  }

  @Test
  void anotherRunGoesOnInTheSameFile() throws IOException {
    LogFile first = opened(LogFile.LIMIT);
    first.publish(record(Level.INFO, "first run"));
    first.close();

    LogFile second = opened(LogFile.LIMIT);
    second.publish(record(Level.INFO, "second run"));

    assertThat(messages(LogFile.tail(second.path(), 10)))
        .containsExactly("first run", "second run");
  }

  @Test
  void aFollowerGetsTheLastLinesAndThenEachRecordOnce() throws IOException {
    LogFile log = opened(LogFile.LIMIT);
    log.publish(record(Level.INFO, "1"));
    log.publish(record(Level.INFO, "2"));
    List<String> heard = new ArrayList<>();

    LogFile.Following following = log.follow(1, heard::add);
    log.publish(record(Level.INFO, "3"));
    following.end();
    log.publish(record(Level.INFO, "4"));

    assertThat(messages(heard)).containsExactly("2", "3");
  }

  private LogFile opened(long limit) throws IOException {
    LogFile log = new LogFile(limit);
    log.open(LogFile.pathIn(home));
    return log;
  }

  private static LogRecord record(Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName("mob.test");
    return record;
  }

  private static List<String> messages(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst(".* mob.test  ", "")).toList();
  }
}
