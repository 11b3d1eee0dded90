package dev.mob.notify.sender.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writing connection's word to SQLite on when a commit is on the disk. */
final class SessionTest {
  private static final long NORMAL = 1;
  private static final long FULL = 2;

  @TempDir Path folder;

  private int asked;

  @Test
  void commitsAreSyncedUnlessTheyNeedNotLast() throws SQLException {
    try (Database database =
        Database.open(folder.resolve("outbox.db"), Duration.ofSeconds(5), Optional.empty())) {
      Session session = database.writing();
      assertThat(synchronous(session)).isEqualTo(FULL);
      for (int turn = 0; turn < 3; turn++) {
        session.syncCommits(false);
        assertThat(synchronous(session)).isEqualTo(NORMAL);
        session.syncCommits(true);
        assertThat(synchronous(session)).isEqualTo(FULL);
      }
    }
  }

  /**
   * Each time another text, for a statement that is kept answers what was true when it was made.
   */
  private long synchronous(Session session) throws SQLException {
    return session.sql("PRAGMA synchronous -- " + asked++).number(-1);
  }
}
