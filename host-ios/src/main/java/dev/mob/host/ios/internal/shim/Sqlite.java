package dev.mob.host.ios.internal.shim;

/**
 * The C interface of sqlite3, which every iOS has (sqlite.org, "C-language Interface"). Databases
 * and statements are pointers: whoever made one closes it, once. All throw {@link ShimFailure} with
 * the domain {@code sqlite3} and the extended result code.
 */
public final class Sqlite {
  public static final int CORRUPT = 11;
  public static final int FULL = 13;
  public static final int NOTADB = 26;

  /** {@code sqlite3_open_v2}, to read, write and create. */
  public native long open(String path);

  /** {@code sqlite3_close_v2}. */
  public native void close(long database);

  /** {@code sqlite3_exec}, without rows. */
  public native void execute(long database, String sql);

  /** {@code sqlite3_prepare_v2}. */
  public native long prepare(long database, String sql);

  /** {@code sqlite3_bind_text}; the first parameter is 1. */
  public native void bindText(long statement, int parameter, String text);

  /** {@code sqlite3_bind_blob}; the first parameter is 1. */
  public native void bindBlob(long statement, int parameter, byte[] bytes);

  /** {@code sqlite3_step}: whether there is a row. */
  public native boolean step(long statement);

  /** {@code sqlite3_column_text}; the first column is 0. */
  public native String columnText(long statement, int column);

  /** {@code sqlite3_column_blob}; the first column is 0. */
  public native byte[] columnBlob(long statement, int column);

  /** {@code sqlite3_reset} and {@code sqlite3_clear_bindings}. */
  public native void reset(long statement);

  /** {@code sqlite3_finalize}. */
  public native void finish(long statement);
}
