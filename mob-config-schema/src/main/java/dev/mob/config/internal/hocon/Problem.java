package dev.mob.config.internal.hocon;

/**
 * A place where a file is not HOCON.
 *
 * @param start offset of the first character
 * @param end offset after the last
 * @param message what is wrong; holds nothing of the file's text but punctuation
 * @param mend what to do; may be empty
 * @param structural whether brackets do not match, so that it is unsure what belongs to what
 */
public record Problem(int start, int end, String message, String mend, boolean structural) {}
