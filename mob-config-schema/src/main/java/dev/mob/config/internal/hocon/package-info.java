/**
 * Where everything in a HOCON file stands.
 *
 * <p>Typesafe Config says what a file means; its origins know files and lines, but neither columns
 * nor the elements of lists, and it stops at the first mistake. So each file is also read here into
 * a syntax tree with exact spans ({@link dev.mob.config.internal.hocon.Lexer}, {@link
 * dev.mob.config.internal.hocon.Parser}), following Typesafe's own grammar. A {@link
 * dev.mob.config.internal.hocon.Document} ties the trees of a file and its includes together and
 * answers where a path was written; {@link dev.mob.config.internal.hocon.Evaluation} asks Typesafe
 * for the values.
 */
package dev.mob.config.internal.hocon;
