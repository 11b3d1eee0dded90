package dev.mob.cluster.epmd;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The numbers and the common parts of EPMD's messages. */
final class Epmd {
  static final int ALIVE2_REQ = 120;
  static final int ALIVE2_RESP = 121;
  static final int ALIVE2_X_RESP = 118;
  static final int PORT_PLEASE2_REQ = 122;
  static final int PORT2_RESP = 119;
  static final int NAMES_REQ = 110;

  static final int TYPE_HIDDEN = 72;
  static final int TYPE_NORMAL = 77;
  static final int PROTOCOL_TCP = 0;

  /** Version 6 of the distribution protocol, the only one spoken here. */
  static final int VERSION = 6;

  /** OTP's limit for the part of a node's name before the {@code @}. */
  static final int MAX_NAME_BYTES = 255 * 4;

  private Epmd() {}

  static void writeName(ByteBuf out, String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    out.writeShort(utf8.length).writeBytes(utf8);
  }

  static String readName(ByteBuf in) {
    return in.readCharSequence(in.readUnsignedShort(), StandardCharsets.UTF_8).toString();
  }
}
