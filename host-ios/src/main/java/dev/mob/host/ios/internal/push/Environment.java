package dev.mob.host.ios.internal.push;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * APNs' environments. A token of one is unknown in the other, and the app learns which is its own
 * from its provisioning profile alone.
 */
public enum Environment {
  PRODUCTION,
  SANDBOX;

  /** In the property list of a profile, which is signed, not encrypted (Apple TN3125). */
  private static final Pattern ENTITLEMENT =
      Pattern.compile("<key>aps-environment</key>\\s*<string>(\\w+)</string>");

  /** As the sender calls it. */
  public String word() {
    return this == PRODUCTION ? "production" : "sandbox";
  }

  /**
   * The one that an app is signed for. An app from the App Store has no profile in its bundle, and
   * is a production one.
   *
   * @param bundle the app's folder
   */
  public static Environment of(Path bundle) {
    Path profile = bundle.resolve("embedded.mobileprovision");
    if (!Files.exists(profile)) {
      return PRODUCTION;
    }
    try {
      String text = new String(Files.readAllBytes(profile), StandardCharsets.ISO_8859_1);
      Matcher found = ENTITLEMENT.matcher(text);
      return found.find() && found.group(1).equals("development") ? SANDBOX : PRODUCTION;
    } catch (IOException e) {
      return PRODUCTION;
    }
  }
}
