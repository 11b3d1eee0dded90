package dev.mob.benchmarks.state;

import dev.mob.host.jvm.storage.SqliteStorage;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Self;
import dev.mob.state.Codec;
import dev.mob.state.Key;
import dev.mob.state.Namespace;
import dev.mob.state.Persistence;
import dev.mob.state.PersistentServer;
import dev.mob.state.StateOptions;
import dev.mob.state.StateStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The state store beside plain sqlite-jdbc on the same table with the same settings, and what it
 * costs to keep ten thousand processes. The two take turns in one run, round by round; the median
 * round counts. Prints a line {@code RESULT name value} for each figure.
 *
 * <p>Usage: {@code StateBenchmark ROUNDS FOLDER}; the folder decides which disk is measured.
 */
public final class StateBenchmark {
  private static final int KEYS = 1_000;
  private static final int PUTS = 2_000;
  private static final int GETS = 20_000;
  private static final int TRANSACTIONS = 400;
  private static final int IN_A_TRANSACTION = 20;
  private static final byte[] VALUE = new byte[200];

  private StateBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory(Path.of(arguments[1]), "state-benchmark");
    try {
      sideBySide(rounds, folder);
      persistentProcesses(folder);
    } finally {
      delete(folder);
    }
  }

  private static void sideBySide(int rounds, Path folder) throws SQLException {
    double[][] raw = new double[3][rounds];
    double[][] mob = new double[3][rounds];
    try (Raw plain = new Raw(folder.resolve("raw.db"));
        Stored stored = new Stored(folder.resolve("mob.db"))) {
      plain.fill();
      stored.fill();
      plain.gets();
      stored.gets();
      for (int round = 0; round < rounds; round++) {
        raw[0][round] = rate(PUTS, plain::puts);
        mob[0][round] = rate(PUTS, stored::puts);
        raw[1][round] = rate(GETS, plain::gets);
        mob[1][round] = rate(GETS, stored::gets);
        raw[2][round] = rate(TRANSACTIONS, plain::transactions);
        mob[2][round] = rate(TRANSACTIONS, stored::transactions);
      }
    }
    String[] names = {"put", "get", "transaction_of_" + IN_A_TRANSACTION};
    for (int i = 0; i < names.length; i++) {
      double plain = median(raw[i]);
      double ours = median(mob[i]);
      result("state_" + names[i] + "_raw_per_s", "%.0f", plain);
      result("state_" + names[i] + "_mob_per_s", "%.0f", ours);
      result("state_" + names[i] + "_time_ratio", "%.2f", plain / ours);
    }
  }

  /** Ten thousand servers of which a hundred change each second, over all. */
  private static void persistentProcesses(Path folder) throws InterruptedException {
    int processes = 10_000;
    int changesPerSecond = 100;
    int seconds = 20;
    try (ProcessRuntime runtime = ProcessRuntime.builder().build();
        StateStore store =
            StateStore.open(
                new SqliteStorage(), folder.resolve("processes.db"), StateOptions.STANDARD)) {
      Persistence persistence =
          new Persistence(
              store, store.namespace("servers"), runtime, Persistence.STANDARD_INTERVAL);
      runtime.start(persistence.saver().behaviour(), null);
      Pid[] pids = new Pid[processes];
      long before = System.nanoTime();
      for (int i = 0; i < processes; i++) {
        GenServer<Long> server =
            persistence.server(new Counter(), Key.of("server-" + i, Codec.LONG));
        pids[i] = runtime.start(server, null);
      }
      persistence.flush();
      result("state_start_10000_persistent_ms", "%.0f", (System.nanoTime() - before) / 1e6);
      change(runtime, pids, changesPerSecond, 3);
      long used = processTime();
      long began = System.nanoTime();
      change(runtime, pids, changesPerSecond, seconds);
      double share = (double) (processTime() - used) / (System.nanoTime() - began);
      result("state_10000_persistent_100_changes_per_s_core_percent", "%.2f", share * 100);
    }
  }

  private static void change(ProcessRuntime runtime, Pid[] pids, int perSecond, int seconds) {
    long pause = Duration.ofSeconds(1).toNanos() / perSecond;
    long next = System.nanoTime();
    for (int i = 0; i < perSecond * seconds; i++) {
      runtime.cast(pids[(int) ((long) i * 7919 % pids.length)], "change");
      next += pause;
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }

  private static long processTime() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private record Counter() implements PersistentServer<Long> {
    @Override
    public Init<Long> init(Object argument, Optional<Long> saved, Self self) {
      return Init.ok(saved.orElse(0L));
    }

    @Override
    public Next<Long> handleCast(Object message, Long count, Self self) {
      return Next.noreply(count + 1);
    }
  }

  /** The store, with a codec that copies nothing. */
  private static final class Stored implements AutoCloseable {
    private final StateStore store;
    private final Namespace namespace;
    private final Key<byte[]>[] keys;
    private int turn;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Stored(Path file) {
      store = StateStore.open(new SqliteStorage(), file, StateOptions.STANDARD);
      namespace = store.namespace("n");
      keys = new Key[KEYS];
      for (int i = 0; i < KEYS; i++) {
        keys[i] = Key.of("key-" + i, Codec.BYTES);
      }
    }

    void fill() {
      namespace.update(
          transaction -> {
            for (Key<byte[]> key : keys) {
              transaction.put(key, VALUE);
            }
          });
    }

    void puts() {
      for (int i = 0; i < PUTS; i++) {
        namespace.put(keys[turn++ % KEYS], VALUE);
      }
    }

    void gets() {
      for (int i = 0; i < GETS; i++) {
        if (namespace.get(keys[turn++ % KEYS]).get().length != VALUE.length) {
          throw new AssertionError("a value of another length");
        }
      }
    }

    void transactions() {
      for (int i = 0; i < TRANSACTIONS; i++) {
        namespace.update(
            transaction -> {
              for (int j = 0; j < IN_A_TRANSACTION; j++) {
                transaction.put(keys[turn++ % KEYS], VALUE);
              }
            });
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** The same with statements of one's own, prepared once. */
  private static final class Raw implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement get;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private int turn;

    Raw(Path file) throws SQLException {
      connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute(
            "CREATE TABLE entry (namespace TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,"
                + " PRIMARY KEY (namespace, key)) WITHOUT ROWID");
      }
      put = connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)");
      get = connection.prepareStatement("SELECT value FROM entry WHERE namespace = ? AND key = ?");
      begin = connection.prepareStatement("BEGIN IMMEDIATE");
      commit = connection.prepareStatement("COMMIT");
    }

    private void put(int key) throws SQLException {
      put.setString(1, "n");
      put.setString(2, "key-" + key);
      put.setBytes(3, VALUE);
      put.executeUpdate();
    }

    void fill() throws SQLException {
      begin.execute();
      for (int i = 0; i < KEYS; i++) {
        put(i);
      }
      commit.execute();
    }

    void puts() throws SQLException {
      for (int i = 0; i < PUTS; i++) {
        put(turn++ % KEYS);
      }
    }

    void gets() throws SQLException {
      for (int i = 0; i < GETS; i++) {
        get.setString(1, "n");
        get.setString(2, "key-" + turn++ % KEYS);
        try (ResultSet rows = get.executeQuery()) {
          rows.next();
          if (rows.getBytes(1).length != VALUE.length) {
            throw new AssertionError("a value of another length");
          }
        }
      }
    }

    void transactions() throws SQLException {
      for (int i = 0; i < TRANSACTIONS; i++) {
        begin.execute();
        for (int j = 0; j < IN_A_TRANSACTION; j++) {
          put(turn++ % KEYS);
        }
        commit.execute();
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private interface Round {
    void run() throws SQLException;
  }

  private static double rate(int operations, Round round) throws SQLException {
    long before = System.nanoTime();
    round.run();
    return operations * 1e9 / (System.nanoTime() - before);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void result(String name, String format, double value) {
    System.out.println("RESULT " + name + " " + String.format(Locale.ROOT, format, value));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
