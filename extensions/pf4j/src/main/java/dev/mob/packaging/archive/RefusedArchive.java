package dev.mob.packaging.archive;

import java.io.IOException;

/** An archive that is not taken; the message names the file, what is wrong with it and the mend. */
public final class RefusedArchive extends IOException {

  public RefusedArchive(String message) {
    super(message);
  }

  public RefusedArchive(String message, Throwable cause) {
    super(message, cause);
  }
}
