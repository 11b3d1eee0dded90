package dev.mob.declarations;

import dev.mob.config.Diagnostics;
import dev.mob.declarations.xml.XmlFile;
import java.util.List;

/** What one platform wants declared, and how. Stateless. */
public interface PlatformFiles {

  /** The files to take into the app's project; the same bytes for the same declarations. */
  List<GeneratedFile> generate(ActiveDeclarations active);

  /**
   * Compares a file of the app's with what is needed. What it lacks and what contradicts is an
   * error; what extensions could need and no active one does is a warning; what is the app's own is
   * not spoken of. Each stands at its line, or at the element that it belongs into.
   */
  Diagnostics check(ActiveDeclarations active, XmlFile existing);
}
