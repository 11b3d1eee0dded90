package dev.mob.cluster.codec;

/**
 * One part of a value.
 *
 * @param accessor the method that gives it
 * @param form how it is read and written
 */
record Component(String accessor, Form form) {}
