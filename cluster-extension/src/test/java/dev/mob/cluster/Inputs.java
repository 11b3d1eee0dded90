package dev.mob.cluster;

/** How many inputs a search tries: a fiftieth on the phone's VM, which interprets. */
public final class Inputs {
  private Inputs() {}

  public static int count(int onHotSpot) {
    return "zero".equals(System.getProperty("mob.vm")) ? onHotSpot / 50 : onHotSpot;
  }
}
