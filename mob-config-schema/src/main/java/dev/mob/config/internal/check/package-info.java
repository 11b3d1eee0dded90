/**
 * Holds values against schemas: {@link dev.mob.config.internal.check.BlockChecker} for structure,
 * {@link dev.mob.config.internal.check.ScalarChecker} for single values. What is wrong goes to
 * {@link dev.mob.config.internal.check.Findings}; nothing here throws for what is in a file.
 */
package dev.mob.config.internal.check;
