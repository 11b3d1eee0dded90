package dev.mob.cluster.epmd;

import java.io.IOException;

/** EPMD could not be reached, refused, or answered what it should not. */
public final class EpmdException extends IOException {
  EpmdException(String message) {
    super(message);
  }

  EpmdException(String message, Throwable cause) {
    super(message, cause);
  }
}
