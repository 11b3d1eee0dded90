package dev.mob.cluster.handshake;

/**
 * What nodes tell each other that they can do, named as OTP's {@code dist.hrl} names it without its
 * DFLAG prefix.
 */
public final class Flags {
  /** The node is visible: it is told to others. Without it the node is hidden. */
  public static final long PUBLISHED = 1;

  public static final long EXTENDED_REFERENCES = 0x4;
  public static final long DIST_MONITOR = 0x8;
  public static final long FUN_TAGS = 0x10;
  public static final long DIST_MONITOR_NAME = 0x20;
  public static final long NEW_FUN_TAGS = 0x80;
  public static final long EXTENDED_PIDS_PORTS = 0x100;
  public static final long EXPORT_PTR_TAG = 0x200;
  public static final long BIT_BINARIES = 0x400;
  public static final long NEW_FLOATS = 0x800;
  public static final long UNICODE_IO = 0x1000;

  /** Messages have a distribution header with references to cached atoms. */
  public static final long DIST_HDR_ATOM_CACHE = 0x2000;

  public static final long SMALL_ATOM_TAGS = 0x4000;
  public static final long UTF8_ATOMS = 0x10000;
  public static final long MAP_TAG = 0x20000;
  public static final long BIG_CREATION = 0x40000;
  public static final long SEND_SENDER = 0x80000;

  /** Exit reasons come as the payload, not in the control message. */
  public static final long EXIT_PAYLOAD = 0x400000;

  /** Large messages may come in fragments. */
  public static final long FRAGMENTS = 0x800000;

  public static final long HANDSHAKE_23 = 0x1000000;
  public static final long UNLINK_ID = 0x2000000;

  /** Stands for all flags that are mandatory since OTP 25. */
  public static final long MANDATORY_25_DIGEST = 0x4000000;

  public static final long SPAWN = 1L << 32;

  /** The node asks its peer for a name. */
  public static final long NAME_ME = 1L << 33;

  public static final long V4_NC = 1L << 34;
  public static final long ALIAS = 1L << 35;

  /** Sends to aliases, and with priority, come as operation 37. */
  public static final long ALTACT_SIG = 1L << 37;

  /** What every peer must be able to do: what OTP 25 demands. */
  public static final long MANDATORY =
      EXTENDED_REFERENCES
          | FUN_TAGS
          | NEW_FUN_TAGS
          | EXTENDED_PIDS_PORTS
          | EXPORT_PTR_TAG
          | BIT_BINARIES
          | NEW_FLOATS
          | UTF8_ATOMS
          | MAP_TAG
          | BIG_CREATION
          | HANDSHAKE_23;

  /** What this implementation can do. */
  public static final long SUPPORTED =
      MANDATORY
          | DIST_MONITOR
          | DIST_MONITOR_NAME
          | UNICODE_IO
          | DIST_HDR_ATOM_CACHE
          | SMALL_ATOM_TAGS
          | SEND_SENDER
          | EXIT_PAYLOAD
          | FRAGMENTS
          | UNLINK_ID
          | MANDATORY_25_DIGEST
          | SPAWN
          | V4_NC
          | ALIAS
          | ALTACT_SIG;

  private Flags() {}

  /** These flags, with those that {@link #MANDATORY_25_DIGEST} stands for. */
  static long expand(long flags) {
    return (flags & MANDATORY_25_DIGEST) == 0 ? flags : flags | MANDATORY;
  }
}
