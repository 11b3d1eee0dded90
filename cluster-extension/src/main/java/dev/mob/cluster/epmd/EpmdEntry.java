package dev.mob.cluster.epmd;

/**
 * One node as EPMD knows it.
 *
 * @param name the part before the {@code @}
 * @param port where the node listens
 * @param hidden true for a hidden node
 */
public record EpmdEntry(String name, int port, boolean hidden) {}
