package dev.mob.host.android;

import android.security.keystore.KeyGenParameterSpec;
import android.security.keystore.KeyProperties;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Android Keystore, which Robolectric leaves out: another process on a phone, a provider of
 * keys here. As developer.android.com, "Android Keystore system" and {@code KeyGenParameterSpec}
 * have it: a key has no encoding outside, does what its specification allows and nothing else, and
 * chooses the nonce of an encryption itself. What is encrypted really is, by the JDK.
 */
final class PhoneKeystore extends Provider {
  private static final long serialVersionUID = 1;
  static final String NAME = "AndroidKeyStore";
  private static final String GCM = "AES/GCM/NoPadding";

  private final transient Map<String, HeldKey> keys = new ConcurrentHashMap<>();

  PhoneKeystore() {
    super(NAME, "1.0", "The Android Keystore of a test");
    service("KeyStore", NAME, () -> new Store(keys));
    service("KeyGenerator", KeyProperties.KEY_ALGORITHM_AES, () -> new Generator(keys));
    service("Cipher", GCM, GcmCipher::new);
  }

  private void service(String type, String algorithm, Supplier<Object> made) {
    putService(
        new Service(this, type, algorithm, made.getClass().getName(), List.of(), Map.of()) {
          @Override
          public Object newInstance(Object parameter) {
            return made.get();
          }

          @Override
          public boolean supportsParameter(Object parameter) {
            return parameter instanceof HeldKey;
          }
        });
  }

  /** What the key of this alias was made for; null when there is none. */
  KeyGenParameterSpec specification(String alias) {
    HeldKey key = keys.get(alias);
    return key == null ? null : key.specification;
  }

  /** An uninstalled app's keys are gone. */
  void forgetKeys() {
    keys.clear();
  }

  /** A key that stays inside: a name for it, as Android's own objects are. */
  private static final class HeldKey implements SecretKey {
    private static final long serialVersionUID = 1;
    private final transient SecretKey inside;
    private final transient KeyGenParameterSpec specification;

    HeldKey(SecretKey inside, KeyGenParameterSpec specification) {
      this.inside = inside;
      this.specification = specification;
    }

    @Override
    public String getAlgorithm() {
      return KeyProperties.KEY_ALGORITHM_AES;
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  private static final class Generator extends KeyGeneratorSpi {
    private final Map<String, HeldKey> keys;
    private KeyGenParameterSpec specification;

    Generator(Map<String, HeldKey> keys) {
      this.keys = keys;
    }

    @Override
    protected void engineInit(AlgorithmParameterSpec wanted, SecureRandom random)
        throws InvalidAlgorithmParameterException {
      if (!(wanted instanceof KeyGenParameterSpec)) {
        throw new InvalidAlgorithmParameterException("no KeyGenParameterSpec");
      }
      specification = (KeyGenParameterSpec) wanted;
    }

    @Override
    protected void engineInit(SecureRandom random) {
      throw new UnsupportedOperationException("Cannot initialize without a KeyGenParameterSpec");
    }

    @Override
    protected void engineInit(int size, SecureRandom random) {
      engineInit(random);
    }

    @Override
    protected SecretKey engineGenerateKey() {
      byte[] bytes = new byte[specification.getKeySize() / 8];
      new SecureRandom().nextBytes(bytes);
      HeldKey key = new HeldKey(new SecretKeySpec(bytes, "AES"), specification);
      keys.put(specification.getKeystoreAlias(), key);
      return key;
    }
  }

  private static final class GcmCipher extends CipherSpi {
    private Cipher inside;

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameterSpec parameters, SecureRandom random)
        throws InvalidKeyException, InvalidAlgorithmParameterException {
      boolean encrypts = mode == Cipher.ENCRYPT_MODE;
      KeyGenParameterSpec allowed = ((HeldKey) key).specification;
      int purpose = encrypts ? KeyProperties.PURPOSE_ENCRYPT : KeyProperties.PURPOSE_DECRYPT;
      if ((allowed.getPurposes() & purpose) == 0
          || !Arrays.asList(allowed.getBlockModes()).contains(KeyProperties.BLOCK_MODE_GCM)) {
        throw new InvalidKeyException("the key is not for this");
      }
      if (encrypts && parameters != null && allowed.isRandomizedEncryptionRequired()) {
        throw new InvalidAlgorithmParameterException("Caller-provided IV not permitted");
      }
      try {
        inside = Cipher.getInstance(GCM, "SunJCE");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      inside.init(mode, ((HeldKey) key).inside, parameters);
    }

    @Override
    protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
      try {
        engineInit(mode, key, (AlgorithmParameterSpec) null, random);
      } catch (InvalidAlgorithmParameterException e) {
        throw new InvalidKeyException(e);
      }
    }

    @Override
    protected void engineInit(
        int mode, Key key, AlgorithmParameters parameters, SecureRandom random)
        throws InvalidAlgorithmParameterException {
      throw new InvalidAlgorithmParameterException("parameters by their specification alone");
    }

    @Override
    protected byte[] engineGetIV() {
      return inside.getIV();
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
      return inside.getParameters();
    }

    @Override
    protected byte[] engineUpdate(byte[] input, int offset, int length) {
      return inside.update(input, offset, length);
    }

    @Override
    protected int engineUpdate(byte[] in, int offset, int length, byte[] out, int outOffset)
        throws ShortBufferException {
      return inside.update(in, offset, length, out, outOffset);
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length)
        throws IllegalBlockSizeException, BadPaddingException {
      return inside.doFinal(input, offset, length);
    }

    @Override
    protected int engineDoFinal(byte[] in, int offset, int length, byte[] out, int outOffset)
        throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
      return inside.doFinal(in, offset, length, out, outOffset);
    }

    @Override
    protected int engineGetBlockSize() {
      return 16;
    }

    @Override
    protected int engineGetOutputSize(int length) {
      return inside.getOutputSize(length);
    }

    @Override
    protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
      throw new NoSuchAlgorithmException(mode);
    }

    @Override
    protected void engineSetPadding(String padding) {
      throw new UnsupportedOperationException(padding);
    }
  }

  /** Keys by their aliases; the rest of a key store is for certificates, and nobody asks for it. */
  private static final class Store extends KeyStoreSpi {
    private final Map<String, HeldKey> keys;

    Store(Map<String, HeldKey> keys) {
      this.keys = keys;
    }

    @Override
    public Key engineGetKey(String alias, char[] password) {
      return keys.get(alias);
    }

    @Override
    public void engineLoad(InputStream stream, char[] password) {
      if (stream != null) {
        throw new IllegalArgumentException("InputStream not supported");
      }
    }

    @Override
    public boolean engineContainsAlias(String alias) {
      return keys.containsKey(alias);
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
      return keys.containsKey(alias);
    }

    @Override
    public void engineDeleteEntry(String alias) {
      keys.remove(alias);
    }

    @Override
    public Enumeration<String> engineAliases() {
      return Collections.enumeration(keys.keySet());
    }

    @Override
    public int engineSize() {
      return keys.size();
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
      return null;
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
      return null;
    }

    @Override
    public Date engineGetCreationDate(String alias) {
      return null;
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
      return false;
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
      return null;
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
        throws KeyStoreException {
      throw new KeyStoreException("not for keys from outside");
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain)
        throws KeyStoreException {
      throw new KeyStoreException("not for keys from outside");
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate)
        throws KeyStoreException {
      throw new KeyStoreException("not for certificates");
    }

    @Override
    public void engineStore(OutputStream stream, char[] password) {
      throw new UnsupportedOperationException("Can not serialize AndroidKeyStore to OutputStream");
    }
  }
}
