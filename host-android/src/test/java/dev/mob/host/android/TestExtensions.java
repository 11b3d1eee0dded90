package dev.mob.host.android;

import dev.mob.kernel.LinkedExtensions;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** The extensions on the class path and two of the tests', each with a descriptor of its own. */
final class TestExtensions {
  /** A mob.conf that activates them. */
  static final String CONF =
      """
      mob {
        node.name = "phone"
        extensions {
          notify {}
          background { keep-alive { type = audio, reason = "The board is open" } }
          cluster {
            cookie = ${COOKIE}
            epmd.enabled = false
          }
          greeter {}
          counter {}
        }
      }
      """;

  private TestExtensions() {}

  static LinkedExtensions linked() {
    return LinkedExtensions.onClassPath(classPath());
  }

  /** What linked extensions are found by. */
  static ClassLoader classPath() {
    Path descriptors = Path.of("src/test/android").toAbsolutePath();
    try {
      URL[] folders = {
        descriptors.resolve("greeter/").toUri().toURL(),
        descriptors.resolve("counter/").toUri().toURL()
      };
      return new URLClassLoader(folders, TestExtensions.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
