package dev.mob.process.internal;

/**
 * A behaviour of the runtime's own whose start goes on after {@code init}: a supervisor, which
 * starts its children without holding a worker. It ends its start by {@link
 * ProcessCell#startEnded}.
 */
interface StartsLater {}
