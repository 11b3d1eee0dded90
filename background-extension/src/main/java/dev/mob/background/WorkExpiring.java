package dev.mob.background;

import java.time.Duration;

/**
 * The message to a work's process that the platform's time runs out: save progress and end. A
 * process that is still there afterwards is killed and tried again later.
 *
 * @param left how long until then
 */
public record WorkExpiring(Duration left) {}
