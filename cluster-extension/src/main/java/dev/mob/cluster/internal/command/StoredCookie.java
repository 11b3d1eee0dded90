package dev.mob.cluster.internal.command;

import dev.mob.cluster.handshake.Cookie;
import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The cookie of this installation, for a node that is given none: made once, kept in a file that
 * only its owner may read.
 */
public final class StoredCookie {
  private static final int LENGTH = 32;
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final File file;

  public StoredCookie(File file) {
    this.file = file;
  }

  /** Reads the cookie; makes it first if it is not there. */
  public Cookie get() throws IOException {
    if (!file.exists()) {
      make();
    }
    byte[] text = new byte[(int) file.length()];
    try (DataInputStream in = new DataInputStream(new FileInputStream(file))) {
      in.readFully(text);
    }
    return Cookie.of(new String(text, StandardCharsets.US_ASCII).trim());
  }

  private void make() throws IOException {
    SecureRandom random = new SecureRandom();
    StringBuilder cookie = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      cookie.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    File whole = new File(file.getPath() + ".new");
    whole.delete(); // Left over from a start that was cut short.
    if (!whole.createNewFile() || !restrict(whole)) {
      throw new IOException(whole + " cannot be made readable for its owner alone");
    }
    try (FileOutputStream out = new FileOutputStream(whole)) {
      out.write(cookie.toString().getBytes(StandardCharsets.US_ASCII));
      out.getFD().sync();
    }
    if (!whole.renameTo(file)) {
      throw new IOException(whole + " cannot be renamed to " + file.getName());
    }
  }

  private static boolean restrict(File file) {
    return file.setReadable(false, false)
        && file.setReadable(true, true)
        && file.setWritable(false, false)
        && file.setWritable(true, true);
  }
}
