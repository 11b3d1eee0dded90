package dev.mob.process.conformance;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps the reports of crashes that a test makes on purpose out of its output. */
final class QuietLogs implements BeforeAllCallback, AfterAllCallback {
  /** Held, or the logger and its level could be collected. */
  private final Logger logger = Logger.getLogger("dev.mob.process");

  private Level before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = logger.getLevel();
    logger.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    logger.setLevel(before);
  }
}
