package dev.mob.notify.sender.webpush;

import dev.mob.notify.sender.internal.message.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code Authorization} header of VAPID (RFC 8292): a token signed with ES256 for each push
 * service's origin, used for hours. Safe for use by several threads.
 */
final class VapidTokens {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** At most 24 hours are allowed; clocks differ. */
  private static final Duration LIFE = Duration.ofHours(12);

  /** UnifiedPush endpoints are of as many origins as people host servers. */
  private static final int KEPT = 1_000;

  private final VapidKeys keys;
  private final ECPrivateKey privateKey;
  private final String subject;
  private final InstantSource clock;
  private final Map<String, Token> tokens =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Token> eldest) {
          return size() > KEPT;
        }
      };

  private record Token(String header, Instant renew) {}

  VapidTokens(VapidKeys keys, String subject, InstantSource clock) {
    this.keys = keys;
    this.subject = subject;
    this.clock = clock;
    try {
      P256.publicKey(Base64.getUrlDecoder().decode(keys.publicKey()));
      this.privateKey = P256.privateKey(Base64.getUrlDecoder().decode(keys.privateKey()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the VAPID keys are unusable; in base64url the public one is a P-256 point of 65 bytes, the"
              + " private one its scalar of 32: "
              + e.getMessage(),
          e);
    }
  }

  synchronized String header(URI endpoint) throws GeneralSecurityException {
    String origin = origin(endpoint);
    Instant now = clock.instant();
    Token known = tokens.get(origin);
    if (known == null || now.isAfter(known.renew())) {
      known = new Token(sign(origin, now.plus(LIFE)), now.plus(LIFE.dividedBy(2)));
      tokens.put(origin, known);
    }
    return known.header();
  }

  private String sign(String origin, Instant expires) throws GeneralSecurityException {
    String header = encode("{\"typ\":\"JWT\",\"alg\":\"ES256\"}");
    String claims =
        encode(
            Json.object(
                json -> {
                  json.name("aud").value(origin);
                  json.name("exp").value(expires.getEpochSecond());
                  json.name("sub").value(subject);
                }));
    String signed = header + "." + claims;
    // P1363: the two numbers side by side, as JWS wants them (RFC 7518, section 3.4).
    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initSign(privateKey);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    String token = signed + "." + BASE64.encodeToString(signature.sign());
    return "vapid t=" + token + ", k=" + keys.publicKey();
  }

  private static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  static String origin(URI endpoint) {
    return endpoint.getScheme()
        + "://"
        + endpoint.getHost()
        + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }
}
