package dev.mob.notify.sender.internal.store;

import dev.mob.notify.sender.OutboxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all work that has gathered while the last transaction was
 * being synced and runs it in one transaction, so a sync is paid once for many requests (group
 * commit). A future completes after the commit: what it says is on disk.
 *
 * <p>Work must have no effect but on the database, for it runs again when another's work in the
 * same transaction fails: then the transaction is rolled back and each runs in its own. When the
 * environment fails (disk full, file locked, input/output error), all work at hand fails.
 *
 * <p>Futures complete on the writer's thread; what depends on them must be short.
 */
public final class Writer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Writer.class);
  private static final int MAX_GROUP = 512;
  private static final Job<Void> END = new Job<>(tables -> null, false);

  /** What is done within a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Tables tables) throws SQLException;
  }

  private static final class Job<T> {
    private final Work<T> work;
    private final boolean lasting;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private T result;

    private Job(Work<T> work, boolean lasting) {
      this.work = work;
      this.lasting = lasting;
    }

    private void run(Tables tables) throws SQLException {
      result = work.run(tables);
    }

    private void complete() {
      done.complete(result);
    }
  }

  private final Path file;
  private final Session session;
  private final Tables tables;
  private final List<Runnable> afterGroups = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Job<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  public Writer(Database database, String name) {
    this.file = database.file();
    this.session = database.writing();
    this.tables = new Tables(session);
    this.thread = new Thread(this::loop, name);
    thread.start();
  }

  /** Queues work; never blocks. Callers bound what they have outstanding. */
  public <T> CompletableFuture<T> submit(Work<T> work) {
    return submit(new Job<>(work, true));
  }

  /**
   * Queues work that the loss of power may undo, as it undoes what was not committed: nobody waits
   * for the disk's sync then. The end of the process undoes nothing.
   */
  public <T> CompletableFuture<T> submitUnsynced(Work<T> work) {
    return submit(new Job<>(work, false));
  }

  private <T> CompletableFuture<T> submit(Job<T> job) {
    if (closed) {
      job.done.completeExceptionally(new OutboxException("the push service is closed"));
      return job.done;
    }
    queue.add(job);
    return job.done;
  }

  /**
   * Has this run after each transaction, on the writer's thread, when the futures of all its work
   * are complete: what need not be done for each of them, such as to wake another thread.
   */
  public void afterEachGroup(Runnable action) {
    afterGroups.add(action);
  }

  /** How much work waits. */
  public int backlog() {
    return queue.size();
  }

  private void loop() {
    List<Job<?>> group = new ArrayList<>(MAX_GROUP);
    boolean running = true;
    while (running) {
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        // Nobody but this class knows the thread, and it never interrupts it.
        throw new IllegalStateException(e);
      }
      queue.drainTo(group, MAX_GROUP - 1);
      running = !group.remove(END);
      commit(group);
      group.clear();
      afterGroups.forEach(Runnable::run);
    }
    Job<?> late;
    while ((late = queue.poll()) != null) {
      late.done.completeExceptionally(new OutboxException("the push service is closed"));
    }
    afterGroups.forEach(Runnable::run);
  }

  private void commit(List<Job<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    try {
      session.syncCommits(group.stream().anyMatch(job -> job.lasting));
      session.begin();
      for (Job<?> job : group) {
        job.run(tables);
      }
      session.commit();
    } catch (SQLException | RuntimeException e) {
      session.rollback();
      if (group.size() == 1 || Trouble.isEnvironment(e)) {
        Throwable failure = e instanceof SQLException sql ? Trouble.of("written", file, sql) : e;
        for (Job<?> job : group) {
          job.done.completeExceptionally(failure);
        }
      } else {
        for (Job<?> job : group) {
          commit(List.of(job));
        }
      }
      return;
    }
    for (Job<?> job : group) {
      try {
        job.complete();
      } catch (RuntimeException e) {
        log.error("an action after a commit failed", e);
      }
    }
  }

  /** Finishes the work that was queued before, then ends the thread. */
  @Override
  public void close() {
    closed = true;
    queue.add(END);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
