package dev.mob.notify.sender.internal.store;

import java.sql.SQLException;

/** The apps and whether they are paused. */
public final class AppTable {
  private final Session session;

  AppTable(Session session) {
    this.session = session;
  }

  /** The app's number, given out on first use and the same ever after. */
  public long idOf(String name) throws SQLException {
    session.sql("INSERT OR IGNORE INTO app (name) VALUES (?)").bind(name).run();
    return session.sql("SELECT id FROM app WHERE name = ?").bind(name).number(-1);
  }

  public boolean isPaused(long app) throws SQLException {
    return session.sql("SELECT paused FROM app WHERE id = ?").bind(app).number(0) != 0;
  }

  public void setPaused(long app, boolean paused) throws SQLException {
    session.sql("UPDATE app SET paused = ? WHERE id = ?").bind(paused ? 1 : 0).bind(app).run();
  }
}
