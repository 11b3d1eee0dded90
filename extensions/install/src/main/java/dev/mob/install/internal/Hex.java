package dev.mob.install.internal;

import java.util.HexFormat;

/** Bytes as lower-case hexadecimal. */
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  public static String of(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }
}
