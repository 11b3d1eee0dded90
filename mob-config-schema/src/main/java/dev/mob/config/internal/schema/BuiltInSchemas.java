package dev.mob.config.internal.schema;

import dev.mob.config.Schema;

/** Mob's own schemas. */
public final class BuiltInSchemas {
  private static final Schema MOB_BLOCK = MobBlockSchema.build();
  private static final Schema DESCRIPTOR = DescriptorSchema.build();

  private BuiltInSchemas() {}

  /** The {@code mob { }} block of mob.conf, without its extensions. */
  public static Schema mobBlock() {
    return MOB_BLOCK;
  }

  /** A descriptor, without its settings, requirements and entitlements. */
  static Schema descriptor() {
    return DESCRIPTOR;
  }
}
