package dev.mob.kernel.internal.find;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives up on a stream that is longer than it has a right to be, such as a zip bomb's entry. */
final class LimitedStream extends FilterInputStream {
  private final int limit;
  private int left;

  LimitedStream(InputStream in, int limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count(1);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("an entry is longer than " + limit + " bytes");
    }
  }
}
