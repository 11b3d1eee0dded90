package dev.mob.cli;

public final class Rehearsal {
  public static void main(String[] a) {}
}
