package dev.mob.cluster.term;

import dev.mob.process.Atom;
import java.util.Objects;

/**
 * A function by its name: {@code fun Module:Function/Arity}.
 *
 * @param arity 0 to 255
 */
public record Export(Atom module, Atom function, int arity) {
  public Export {
    Objects.requireNonNull(module, "module");
    Objects.requireNonNull(function, "function");
    if (arity < 0 || arity > 255) {
      throw new IllegalArgumentException("an arity is 0 to 255, not " + arity);
    }
  }

  @Override
  public String toString() {
    return TermPrinter.print(this);
  }
}
