package dev.mob.cluster;

/** A function that other nodes may call, until this is closed; closing twice does nothing. */
@FunctionalInterface
public interface Exposure extends AutoCloseable {
  @Override
  void close();
}
