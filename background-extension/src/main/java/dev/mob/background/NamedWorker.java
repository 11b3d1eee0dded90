package dev.mob.background;

import dev.mob.background.internal.FunctionWorkers;
import dev.mob.process.Behaviour;
import java.util.Objects;

/**
 * How work of a kind is done, as a service that an extension provides in {@code activate}:
 *
 * <pre>{@code
 * context.provide(NamedWorker.class, NamedWorker.of("sync", work -> sync(work)));
 * }</pre>
 *
 * <p>It goes with the extension, and a hot update puts the new version's in its place; work that is
 * due while there is none waits. Of two with one name the one that came last counts.
 *
 * @param name what {@link WorkRequest#worker} refers to
 * @param behaviour as in {@link Background#worker(String, Behaviour)}
 */
public record NamedWorker(String name, Behaviour<?> behaviour) {

  /** Neither may be null. */
  public NamedWorker {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(behaviour, "behaviour");
  }

  /** A worker that is one function, which must not block for long. */
  public static NamedWorker of(String name, WorkFunction function) {
    return new NamedWorker(name, FunctionWorkers.of(function));
  }
}
