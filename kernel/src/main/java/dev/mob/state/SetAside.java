package dev.mob.state;

import java.nio.file.Path;

/**
 * The report that a state file could not be used: it was moved, and a new, empty one took its
 * place.
 *
 * @param file where the state is kept
 * @param movedTo where the unusable file is now
 * @param cause what was the matter with it
 */
public record SetAside(Path file, Path movedTo, StateFailure cause) {}
