package dev.mob.host.ios.internal.shim;

/** Security's keychain: generic passwords of one service. */
public final class Keychain {
  /** {@code errSecItemNotFound}. */
  public static final int NOT_FOUND = -25300;

  /** {@code errSecDuplicateItem}. */
  public static final int DUPLICATE = -25299;

  /**
   * {@code SecItemCopyMatching}.
   *
   * @return the item's data; {@code null} when there is none
   * @throws ShimFailure with the {@code OSStatus}
   */
  public native byte[] find(String service, String account);

  /**
   * {@code SecItemAdd}, readable after the first unlock, on this device alone ({@code
   * kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly}).
   *
   * @throws ShimFailure with the {@code OSStatus}; {@link #DUPLICATE} when there is one
   */
  public native void add(String service, String account, byte[] data);

  /** {@code SecItemDelete}. */
  public native void remove(String service, String account);
}
