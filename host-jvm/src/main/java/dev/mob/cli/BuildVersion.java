package dev.mob.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the manifest of its jar. */
final class BuildVersion implements IVersionProvider {
  /** Such as {@code 1.0.0-SNAPSHOT}; {@code development} when it runs from loose classes. */
  static String text() {
    return Objects.requireNonNullElse(
        BuildVersion.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "mob " + text(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
    };
  }
}
