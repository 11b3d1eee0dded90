package dev.mob.testkit.phone;

/**
 * What an operating system decides, and the rule that it decides by.
 *
 * @param value the decision
 */
record Ruling<T>(T value, Rule rule) {}
