package dev.mob.kernel.internal.framework;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What the system bundle exports: the kernel's API, SLF4J, OSGi's own packages and Java's. */
public final class SystemPackages {
  /** The version of the kernel's API packages; a test compares it with their package-info. */
  public static final String API_VERSION = "1.0.0";

  private static final List<String> API =
      Collections.unmodifiableList(
          Arrays.asList(
              "dev.mob.api",
              "dev.mob.config",
              "dev.mob.extension",
              "dev.mob.host",
              "dev.mob.process",
              "dev.mob.state"));

  /**
   * SLF4J is exported as 1.7 too: libraries built against it import {@code [1.7,2)}, and 2.0 serves
   * them.
   */
  private static final List<String> SLF4J =
      Collections.unmodifiableList(
          Arrays.asList("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi"));

  private static final String SLF4J_1 = "1.7.36";
  private static final String SLF4J_2 = "2.0.17";

  private static final String OSGI =
      "org.osgi.framework;version=1.10,org.osgi.framework.connect;version=1.0,"
          + "org.osgi.framework.dto;version=1.8,org.osgi.framework.hooks.bundle;version=1.1,"
          + "org.osgi.framework.hooks.resolver;version=1.0,"
          + "org.osgi.framework.hooks.service;version=1.1,"
          + "org.osgi.framework.hooks.weaving;version=1.1,org.osgi.framework.launch;version=1.2,"
          + "org.osgi.framework.namespace;version=1.2,org.osgi.framework.startlevel;version=1.0,"
          + "org.osgi.framework.startlevel.dto;version=1.0,org.osgi.framework.wiring;version=1.2,"
          + "org.osgi.framework.wiring.dto;version=1.3,org.osgi.resource;version=1.0.1,"
          + "org.osgi.resource.dto;version=1.0.1,org.osgi.util.tracker;version=1.5.3,"
          + "org.osgi.dto;version=1.1.1";

  private SystemPackages() {}

  /** The packages that no bundle may export. */
  public static List<String> reserved() {
    List<String> names = given();
    names.add("dev.mob.kernel");
    names.add("dev.mob.kernel.packaging");
    return names;
  }

  /** The packages, beside Java's, that every bundle may import. */
  static List<String> given() {
    List<String> names = new ArrayList<>(API);
    names.addAll(SLF4J);
    for (String clause : OSGI.split(",")) {
      names.add(clause.substring(0, clause.indexOf(';')));
    }
    return names;
  }

  /** The system bundle's {@code Export-Package} header. */
  static String header() {
    StringBuilder header = new StringBuilder(8192);
    for (String name : API) {
      header.append(name).append(";version=").append(API_VERSION).append(',');
    }
    for (String name : SLF4J) {
      header.append(name).append(";version=").append(SLF4J_1).append(',');
      header.append(name).append(";version=").append(SLF4J_2).append(',');
    }
    return header.append(OSGI).append(',').append(JavaPackages.LIST).toString();
  }
}
