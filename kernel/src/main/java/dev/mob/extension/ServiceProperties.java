package dev.mob.extension;

/** Properties of services that have a meaning to the kernel. */
public final class ServiceProperties {

  /**
   * The {@link dev.mob.config.Permission} that an extension's descriptor has to declare to be
   * handed this service; the value is the enum constant or its word. This is disclosure, not a
   * sandbox.
   */
  public static final String PERMISSION = "mob.permission";

  /**
   * OSGi's {@code service.ranking}: an {@link Integer}; of several services with one contract the
   * one with the highest is preferred, then the oldest.
   */
  public static final String RANKING = "service.ranking";

  private ServiceProperties() {}
}
