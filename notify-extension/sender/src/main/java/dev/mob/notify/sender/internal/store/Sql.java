package dev.mob.notify.sender.internal.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A prepared statement whose parameters are bound in the order of its question marks. */
public final class Sql {

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final PreparedStatement statement;
  private int bound;

  Sql(PreparedStatement statement) {
    this.statement = statement;
  }

  Sql reset() throws SQLException {
    bound = 0;
    statement.clearParameters();
    return this;
  }

  public Sql bind(long value) throws SQLException {
    statement.setLong(++bound, value);
    return this;
  }

  /** Null is bound as SQL's. */
  public Sql bind(Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++bound, Types.INTEGER);
      return this;
    }
    return bind(value.longValue());
  }

  /** Null is bound as SQL's. */
  public Sql bind(String value) throws SQLException {
    statement.setString(++bound, value);
    return this;
  }

  /** As 16 bytes, most significant first. */
  public Sql bind(UUID value) throws SQLException {
    statement.setBytes(++bound, UuidBytes.of(value));
    return this;
  }

  /** Executes what returns no rows. */
  public int run() throws SQLException {
    return statement.executeUpdate();
  }

  /** Puts the bound parameters aside for {@link #runBatch}. */
  public void addBatch() throws SQLException {
    statement.addBatch();
    bound = 0;
  }

  /** Executes the statement once for each {@link #addBatch}. */
  public void runBatch() throws SQLException {
    statement.executeBatch();
  }

  public <T> Optional<T> first(Row<T> row) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.ofNullable(row.read(rows)) : Optional.empty();
    }
  }

  public <T> List<T> list(Row<T> row) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(row.read(rows));
      }
      return result;
    }
  }

  /** The first column of the first row, or this value where there is none or it is NULL. */
  public long number(long otherwise) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return otherwise;
      }
      long value = rows.getLong(1);
      return rows.wasNull() ? otherwise : value;
    }
  }

  void close() throws SQLException {
    statement.close();
  }
}
