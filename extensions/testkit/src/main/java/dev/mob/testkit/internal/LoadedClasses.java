package dev.mob.testkit.internal;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How often the JVM has loaded a class: once for each class loader that holds it. HotSpot's
 * diagnostic command {@code VM.class_hierarchy} says it without keeping hold of anything.
 */
public final class LoadedClasses {
  private static final String SERVER = "com.sun.management:type=DiagnosticCommand";

  private LoadedClasses() {}

  /** False on a JVM that cannot tell. */
  public static boolean canBeCounted() {
    try {
      return ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName(SERVER));
    } catch (JMException e) {
      return false;
    }
  }

  /** The copies that there are, after a garbage collection. */
  public static long copiesOf(String className) {
    System.gc();
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      Object answer =
          server.invoke(
              new ObjectName(SERVER),
              "vmClassHierarchy",
              new Object[] {new String[] {className}},
              new String[] {String[].class.getName()});
      return answer
          .toString()
          .lines()
          .filter(line -> line.contains("--" + className + "/"))
          .count();
    } catch (JMException e) {
      throw new IllegalStateException("the JVM does not say which classes are loaded", e);
    }
  }
}
