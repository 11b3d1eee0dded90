package dev.mob.host.jvm;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * The log of a kernel: {@code logs/mob.log} in its home folder, one record a line, in UTC.
 *
 * <pre>2026-03-01T10:02:11.120Z INFO  mob.extension.notify  token registered</pre>
 *
 * <p>Until the home folder is known and held, records wait in memory. From then on each record is
 * handed to the operating system before {@code publish} returns, so a kill loses none. A file that
 * has reached its limit becomes {@code mob.log.1}, that one {@code mob.log.2}, and so on; the
 * oldest goes. The JDK's own file handler is not used because the lock files that it leaves behind
 * when it is killed make the next run log elsewhere. Safe for use from any thread.
 */
public final class LogFile extends Handler {
  /** A file of this size is rotated, in bytes. */
  public static final long LIMIT = 4L << 20;

  /** How many rotated files are kept beside the current one. */
  public static final int KEPT = 4;

  private static final int MOST_WAITING = 1000;

  private final long limit;
  private final Set<Consumer<String>> followers = new CopyOnWriteArraySet<>();
  private final List<byte[]> waiting = new ArrayList<>();
  private Path file;
  private OutputStream out;
  private long size;

  /** A log whose files have up to {@link #LIMIT} bytes. */
  public LogFile() {
    this(LIMIT);
  }

  /**
   * @param limit the size at which a file is rotated, in bytes
   */
  public LogFile(long limit) {
    this.limit = limit;
  }

  /** Where the log of a home folder is. */
  public static Path pathIn(Path home) {
    return home.resolve("logs").resolve("mob.log");
  }

  /**
   * Opens the log and writes what has waited.
   *
   * @param path the file; made, with its folder, when it is not there
   */
  public synchronized void open(Path path) throws IOException {
    file = path.toAbsolutePath();
    Files.createDirectories(file.getParent());
    openFile();
    for (byte[] record : waiting) {
      append(record);
    }
    waiting.clear();
  }

  /**
   * The current file.
   *
   * @throws IllegalStateException before the log was opened
   */
  public synchronized Path path() {
    if (file == null) {
      throw new IllegalStateException("the log has not been opened: no home folder is known yet");
    }
    return file;
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String text = format(record);
    synchronized (this) {
      try {
        append(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        reportError("cannot write " + file, e, ErrorManager.WRITE_FAILURE);
      }
      for (Consumer<String> follower : followers) {
        follower.accept(text.substring(0, text.length() - 1));
      }
    }
  }

  /**
   * Hands a follower the last lines and then each further record, as they stand in the file and
   * with none missing or doubled between, until {@link Following#end}. Called on the logging
   * thread; must not block or log.
   */
  public synchronized Following follow(int last, Consumer<String> follower) {
    tail(path(), last).forEach(follower);
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  /** Ends what {@link #follow} began. */
  @FunctionalInterface
  public interface Following {
    void end();
  }

  @Override
  public void flush() {}

  @Override
  public synchronized void close() {
    try {
      if (out != null) {
        out.close();
        out = null;
      }
    } catch (IOException e) {
      reportError("cannot close " + file, e, ErrorManager.CLOSE_FAILURE);
    }
  }

  /**
   * The last lines of a log, the rotated part included when the current file has too few.
   *
   * @param file as {@link #pathIn} says; need not be there
   */
  public static List<String> tail(Path file, int lines) {
    ArrayDeque<String> last = new ArrayDeque<>();
    for (Path part : List.of(rotated(file, 1), file)) {
      try (var read = Files.newBufferedReader(part, StandardCharsets.UTF_8)) {
        for (String line = read.readLine(); line != null; line = read.readLine()) {
          if (last.size() == lines) {
            last.pollFirst();
          }
          if (lines > 0) {
            last.addLast(line);
          }
        }
      } catch (NoSuchFileException absent) {
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + part, e);
      }
    }
    return new ArrayList<>(last);
  }

  private void append(byte[] bytes) throws IOException {
    if (out == null) {
      if (waiting.size() < MOST_WAITING) {
        waiting.add(bytes);
      }
      return;
    }
    if (size + bytes.length > limit && size > 0) {
      rotate();
    }
    out.write(bytes);
    size += bytes.length;
  }

  private void rotate() throws IOException {
    out.close();
    for (int i = KEPT - 1; i >= 1; i--) {
      if (Files.exists(rotated(file, i))) {
        Files.move(rotated(file, i), rotated(file, i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, rotated(file, 1), StandardCopyOption.REPLACE_EXISTING);
    openFile();
  }

  private void openFile() throws IOException {
    out = new FileOutputStream(file.toFile(), true);
    size = Files.size(file);
  }

  private static Path rotated(Path file, int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private static String format(LogRecord record) {
    StringBuilder line = new StringBuilder(160);
    time(record.getInstant(), line);
    line.append(' ').append(LogLevels.word(record.getLevel())).append(' ');
    line.append(record.getLoggerName()).append("  ");
    // A message of several lines stays one record: its further lines are indented.
    line.append(LogLevels.message(record).replace("\n", "\n    "));
    if (record.getThrown() != null) {
      StringWriter trace = new StringWriter();
      record.getThrown().printStackTrace(new PrintWriter(trace));
      line.append("\n    ").append(trace.toString().trim().replace("\n", "\n    "));
    }
    return line.append('\n').toString();
  }

  /** By hand: the JDK's formatters cost a start dozens of milliseconds. */
  private static void time(Instant at, StringBuilder out) {
    var utc = at.atOffset(ZoneOffset.UTC);
    digits(utc.getYear(), 4, out).append('-');
    digits(utc.getMonthValue(), 2, out).append('-');
    digits(utc.getDayOfMonth(), 2, out).append('T');
    digits(utc.getHour(), 2, out).append(':');
    digits(utc.getMinute(), 2, out).append(':');
    digits(utc.getSecond(), 2, out).append('.');
    digits(utc.getNano() / 1_000_000, 3, out).append('Z');
  }

  private static StringBuilder digits(int number, int width, StringBuilder out) {
    String digits = Integer.toString(number);
    return out.append("0".repeat(width - digits.length())).append(digits);
  }
}
