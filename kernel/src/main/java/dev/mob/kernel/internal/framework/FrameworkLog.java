package dev.mob.kernel.internal.framework;

import org.apache.felix.framework.Logger;
import org.slf4j.LoggerFactory;

/** Felix's messages through SLF4J instead of on standard output. */
final class FrameworkLog extends Logger {
  private static final String NAME = "mob.framework";

  @Override
  protected void doLog(int level, String message, Throwable cause) {
    org.slf4j.Logger log = LoggerFactory.getLogger(NAME);
    switch (level) {
      case LOG_ERROR:
        log.error(message, cause);
        break;
      case LOG_WARNING:
        log.warn(message, cause);
        break;
      case LOG_INFO:
        log.info(message, cause);
        break;
      default:
        log.debug(message, cause);
        break;
    }
  }
}
