package dev.mob.state;

/**
 * A key of a watched namespace has changed, and that is committed.
 *
 * @param key its name
 * @param removed true when there is no value any more
 */
public record Change(String key, boolean removed) {}
