package dev.mob.extension;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that an extension has registered. The kernel withdraws it when the extension stops;
 * withdraw it by hand only to end it earlier.
 */
@ProviderType
public interface Registration {

  /** Withdraws it; does nothing when that has been done. May be called from any thread. */
  void withdraw();
}
