package dev.mob.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Turns values of one type into bytes and back. Stateless, hence safe for use from any thread.
 *
 * <p>What was written by an older version of an app is read by a newer one: begin a codec of your
 * own with a version byte, or migrate with {@link Migrations}.
 *
 * @param <T> the values; immutable, since a value may be encoded some time after it was handed over
 */
public interface Codec<T> {
  /** Text, as UTF-8. */
  Codec<String> STRING =
      of(
          (value, out) -> out.write(value.getBytes(StandardCharsets.UTF_8)),
          in -> new String(in.rest(), StandardCharsets.UTF_8));

  /** A whole number, in eight bytes, the highest first. */
  Codec<Long> LONG = of((value, out) -> out.writeLong(value), In::readLong);

  /** True or false, in one byte. */
  Codec<Boolean> BOOLEAN = of((value, out) -> out.writeBoolean(value), In::readBoolean);

  /** Bytes as they are; the array must not be changed once it was handed over. */
  Codec<byte[]> BYTES =
      new Codec<byte[]>() {
        @Override
        public byte[] encode(byte[] value) {
          return value;
        }

        @Override
        public byte[] decode(byte[] bytes) {
          return bytes;
        }
      };

  /** The bytes of a value. */
  byte[] encode(T value) throws IOException;

  /**
   * The value of those bytes.
   *
   * @throws IOException when they are not a value's
   */
  T decode(byte[] bytes) throws IOException;

  /** A codec from a function that writes fields and one that reads them back in the same order. */
  static <T> Codec<T> of(Writer<T> writer, Reader<T> reader) {
    return new Codec<T>() {
      @Override
      public byte[] encode(T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
      }

      @Override
      public T decode(byte[] bytes) throws IOException {
        In in = new In(bytes);
        T value = reader.read(in);
        if (in.available() > 0) {
          throw new IOException(in.available() + " bytes are left over after the value");
        }
        return value;
      }
    };
  }

  /** A list of such values. */
  default Codec<List<T>> list() {
    Codec<T> element = this;
    return of(
        (values, out) -> {
          out.writeInt(values.size());
          for (T value : values) {
            byte[] bytes = element.encode(value);
            out.writeInt(bytes.length);
            out.write(bytes);
          }
        },
        in -> {
          int size = in.readInt();
          List<T> values = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            values.add(element.decode(in.bytes(in.readInt())));
          }
          return Collections.unmodifiableList(values);
        });
  }

  /** Writes a value's fields. */
  @FunctionalInterface
  interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads the fields that a {@link Writer} wrote. */
  @FunctionalInterface
  interface Reader<T> {
    T read(In in) throws IOException;
  }

  /** The bytes of one value, read from the front. For use by one thread. */
  final class In extends DataInputStream implements DataInput {
    private In(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    /** The next bytes. */
    public byte[] bytes(int length) throws IOException {
      if (length < 0 || length > available()) {
        throw new IOException(
            "a length of " + length + " bytes is announced where " + available() + " are left");
      }
      byte[] bytes = new byte[length];
      readFully(bytes);
      return bytes;
    }

    /** All that is left. */
    public byte[] rest() throws IOException {
      return bytes(available());
    }
  }
}
