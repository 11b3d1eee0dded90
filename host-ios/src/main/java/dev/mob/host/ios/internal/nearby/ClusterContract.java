package dev.mob.host.ios.internal.nearby;

/**
 * Whether the app links the cluster extension, whose contract {@link BonjourNetwork} implements. An
 * app without it does not carry that extension's jar, and Netty, for the sake of one interface.
 */
public final class ClusterContract {
  private ClusterContract() {}

  /** Answers by the contract alone: nothing else of that jar is loaded. */
  public static boolean isLinked() {
    try {
      Class.forName("dev.mob.cluster.LocalNetwork");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
