package dev.mob.cluster.term;

import dev.mob.process.Atom;

/**
 * Where the encoder puts the atoms of one message that are to be written as references into the
 * distribution header (ERTS User's Guide, "Distribution Header").
 */
public interface AtomReferences {
  /** The reference to write for this atom, 0 to 254; -1 to write the atom in full. */
  int reference(Atom atom);
}
