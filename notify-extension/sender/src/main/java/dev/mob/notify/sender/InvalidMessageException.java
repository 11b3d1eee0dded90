package dev.mob.notify.sender;

import java.util.List;
import java.util.stream.Collectors;

/** A message or recipient that cannot be sent; nothing of it was queued. Lists every problem. */
public final class InvalidMessageException extends RuntimeException {
  private final List<Problem> problems;

  public InvalidMessageException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining("; ", "the message was not queued: ", "")));
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
