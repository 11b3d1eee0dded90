package dev.mob.config.internal.hocon;

import java.io.IOException;

/** Finds what a file includes. */
public interface IncludeResolver {

  /** Refuses every include; for descriptors and for texts that are no files. */
  IncludeResolver NONE =
      new IncludeResolver() {
        @Override
        public Source resolve(Source from, Node.Include include) throws IOException {
          throw new IOException("nothing can be included here");
        }
      };

  /**
   * Finds an included file.
   *
   * @param from the file that includes
   * @return null if there is no such file
   * @throws IOException if it cannot be read; the message is for people and follows the file's name
   */
  Source resolve(Source from, Node.Include include) throws IOException;
}
