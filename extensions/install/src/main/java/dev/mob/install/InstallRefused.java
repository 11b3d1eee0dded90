package dev.mob.install;

/**
 * An extension that is not installed, updated, removed or rolled back. Nothing was changed. The
 * message names the extension, what is wrong and the mend.
 */
public final class InstallRefused extends Exception {

  /** Why. */
  public enum Reason {
    /** There is no such extension, version, file or repository. */
    NOT_FOUND,
    /** It cannot be read or fetched. */
    UNREACHABLE,
    /** The bytes are not those that the repository has listed. */
    CHECKSUM,
    /** It has no signature and mob.conf does not let that pass. */
    UNSIGNED,
    /** Its signature is by a key that mob.conf does not trust. */
    UNTRUSTED,
    /** Its signature is not of this file, or is no signature at all. */
    BAD_SIGNATURE,
    /** It is signed by another key than the one that is installed. */
    KEY_CHANGED,
    /** The archive is broken, hostile, or not what was asked for. */
    ARCHIVE,
    /** It does not work with this kernel. */
    KERNEL,
    /** Something in the folder is in its way. */
    CONFLICT,
    /** Another install is under way. */
    BUSY
  }

  private final Reason reason;

  public InstallRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public InstallRefused(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
