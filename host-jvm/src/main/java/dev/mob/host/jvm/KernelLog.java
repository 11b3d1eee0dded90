package dev.mob.host.jvm;

import dev.mob.config.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * The logging of a program that is there to run one kernel: everything to the {@linkplain LogFile
 * log} in the home folder, warnings to the console too, levels as mob.conf says.
 *
 * <p>It takes over the JDK's logging, to which SLF4J is bound here; a program with a logging of its
 * own does without this. Owned by the kernel that {@link JvmHost#log} gives it to.
 */
public final class KernelLog {
  private final LogFile file = new LogFile();
  private final ConsoleLog console;

  /** Loggers with a level of their own: the JDK forgets those that nobody holds. */
  private final List<Logger> levelled = new ArrayList<>();

  private KernelLog(PrintStream console) {
    this.console = new ConsoleLog(console);
  }

  /** Takes over the JDK's logging. Until {@link #open} the log waits in memory. */
  public static KernelLog install(PrintStream console) {
    KernelLog log = new KernelLog(console);
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.addHandler(log.file);
    root.addHandler(log.console);
    return log;
  }

  /** The log in the home folder. */
  public LogFile file() {
    return file;
  }

  /**
   * Opens the file and sets the levels.
   *
   * @param home the kernel's home folder, held by it
   * @param settings the mob block of its mob.conf
   */
  public synchronized void open(Path home, Settings settings) throws IOException {
    level("", settings.word("log.level"));
    for (Map.Entry<String, String> each : settings.map("log.levels", String.class).entrySet()) {
      level(each.getKey(), each.getValue());
    }
    file.open(settings.optionalPath("log.file").orElseGet(() -> LogFile.pathIn(home)));
  }

  /** Closes the file. */
  public void close() {
    file.close();
  }

  private void level(String name, String word) {
    Logger logger = Logger.getLogger(name);
    Level level = LogLevels.level(word);
    logger.setLevel(level);
    levelled.add(logger);
  }
}
