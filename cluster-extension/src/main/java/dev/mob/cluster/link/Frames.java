package dev.mob.cluster.link;

import io.netty.buffer.ByteBuf;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Cuts a stream into frames, each with a length of four bytes before it. One a link; event loop
 * only.
 *
 * <p>A frame is handed on where it lies in the buffer that was read. Only one that is not complete
 * at the end of a buffer is copied, into a buffer of its own, which grows with what comes and not
 * with what the length promises.
 */
final class Frames {
  private static final int LENGTH_BYTES = 4;
  private static final int FIRST_CAPACITY = 128 * 1024;

  private final int limit;
  private final Consumer<ByteBuf> reader;
  private final BooleanSupplier goesOn;

  /** The beginning of a frame, from its length on; {@code null} between frames. */
  private ByteBuf partial;

  /**
   * @param limit bytes that a frame may have
   * @param reader is given exactly one frame, not empty, and reads all of it
   * @param goesOn asked before each frame
   */
  Frames(int limit, Consumer<ByteBuf> reader, BooleanSupplier goesOn) {
    this.limit = limit;
    this.reader = reader;
    this.goesOn = goesOn;
  }

  /**
   * Takes what has come. The caller keeps the buffer, and releases it.
   *
   * @throws MalformedSignal when a frame is larger than the limit
   */
  void read(ByteBuf in) {
    if (partial != null && !complete(in)) {
      return;
    }
    while (in.readableBytes() >= LENGTH_BYTES && goesOn.getAsBoolean()) {
      int length = length(in);
      if (in.readableBytes() < LENGTH_BYTES + length) {
        break;
      }
      in.skipBytes(LENGTH_BYTES);
      if (length > 0) {
        handOn(in, length);
      }
    }
    if (in.isReadable() && goesOn.getAsBoolean()) {
      partial =
          in.alloc().buffer(Math.min(whole(in), Math.max(FIRST_CAPACITY, in.readableBytes())));
      partial.writeBytes(in);
    }
  }

  /** The length of the frame that begins here. */
  private int length(ByteBuf in) {
    int length = in.getInt(in.readerIndex());
    if (length < 0 || length > limit) {
      throw new MalformedSignal(
          "a frame of " + Integer.toUnsignedString(length) + " bytes; the limit is " + limit);
    }
    return length;
  }

  /** The bytes of the frame that begins here and of its length, as far as that is known. */
  private int whole(ByteBuf in) {
    return in.readableBytes() < LENGTH_BYTES
        ? LENGTH_BYTES
        : (int) Math.min((long) LENGTH_BYTES + length(in), Integer.MAX_VALUE);
  }

  /** Adds to the frame that has begun; false while it is not complete. */
  private boolean complete(ByteBuf in) {
    if (!fill(in, LENGTH_BYTES) || !fill(in, whole(partial))) {
      return false;
    }
    ByteBuf frame = partial.skipBytes(LENGTH_BYTES);
    partial = null;
    try {
      if (frame.isReadable() && goesOn.getAsBoolean()) {
        reader.accept(frame);
      }
    } finally {
      frame.release();
    }
    return true;
  }

  /** Fills the partial frame up to a size; false when what has come is not enough. */
  private boolean fill(ByteBuf in, int size) {
    int count = Math.min(size - partial.readableBytes(), in.readableBytes());
    if (count > partial.writableBytes()) {
      int doubled = 2 * Math.max(partial.capacity(), FIRST_CAPACITY / 2);
      partial.capacity(Math.min(size, Math.max(doubled, partial.readableBytes() + count)));
    }
    if (count > 0) {
      partial.writeBytes(in, count);
    }
    return partial.readableBytes() >= size;
  }

  private void handOn(ByteBuf in, int length) {
    int end = in.readerIndex() + length;
    int last = in.writerIndex();
    in.writerIndex(end); // So that no read goes beyond the frame.
    try {
      reader.accept(in);
    } finally {
      in.writerIndex(last);
      in.readerIndex(end);
    }
  }

  /** Gives up the frame that has begun. */
  void close() {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }
}
