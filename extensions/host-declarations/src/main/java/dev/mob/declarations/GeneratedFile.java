package dev.mob.declarations;

/**
 * A file that an app's project takes in.
 *
 * @param name its name, without a folder
 * @param purpose what it is for and where it goes, in one sentence
 * @param content its text, ending with a line break
 */
public record GeneratedFile(String name, String purpose, String content) {}
