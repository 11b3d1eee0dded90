package dev.mob.notify.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.mob.notify.sender.ApnsEnvironment;
import dev.mob.notify.sender.PushApp;
import dev.mob.notify.sender.apns.ApnsCredentials;
import dev.mob.notify.sender.apns.ApnsProvider;
import dev.mob.notify.sender.fcm.FcmProvider;
import dev.mob.notify.sender.webpush.VapidKeys;
import dev.mob.notify.sender.webpush.WebPushProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What {@code push.conf} says: the apps that are sent for and their accounts.
 *
 * <pre>
 * apps {
 *   game {
 *     local {}                                       # a gateway on this machine, no account
 *     apns { topic = com.example.game, key = AuthKey.p8, team = TEAMID1234, key-id = KEYID12345 }
 *     fcm  { project = my-project, account = account.json }
 *     web-push { subject = "mailto:ops@example.com", public-key = BN…, private-key = q1… }
 *   }
 * }
 * </pre>
 *
 * Paths are relative to the file. Without a file there is one app, {@code local}, with the gateway.
 * {@code endpoint} and {@code trust} of a provider name another server than Apple's or Google's,
 * and its certificate: a proxy, a test. Immutable.
 */
final class StationConf {
  /** The app when there is no file. */
  static final String ONLY_APP = "local";

  private static final Set<String> PROVIDERS = Set.of("local", "apns", "fcm", "web-push");
  private static final Set<String> APNS =
      Set.of(
          "topic",
          "key",
          "team",
          "key-id",
          "certificate",
          "password",
          "environment",
          "endpoint",
          "trust");
  private static final Set<String> FCM = Set.of("project", "account", "endpoint", "trust");
  private static final Set<String> WEB_PUSH = Set.of("subject", "public-key", "private-key");

  private final Path folder;
  private final Map<String, Config> apps;

  private StationConf(Path folder, Map<String, Config> apps) {
    this.folder = folder;
    this.apps = apps;
  }

  /** Reads {@code push.conf} in that folder, if it is there. */
  static StationConf in(Path folder) {
    Path file = folder.resolve("push.conf");
    Map<String, Config> apps = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      apps.put(ONLY_APP, ConfigFactory.parseString("local {}"));
      return new StationConf(folder, apps);
    }
    try {
      Config all = ConfigFactory.parseFile(file.toFile()).resolve().getConfig("apps");
      for (String name : all.root().keySet()) {
        apps.put(name, all.getConfig("\"" + name + "\""));
      }
    } catch (ConfigException e) {
      // The parser names the file itself where it can.
      String place = e.getMessage().startsWith(file.toString()) ? "" : file + ": ";
      throw new PushFailure(2, place + e.getMessage(), e);
    }
    if (apps.isEmpty()) {
      throw new PushFailure(2, file + " names no app; write: apps { local { local {} } }");
    }
    return new StationConf(folder, apps);
  }

  /** The name of the gateway's app; {@code null} when no app has one. */
  String appWithGateway() {
    for (Map.Entry<String, Config> app : apps.entrySet()) {
      if (app.getValue().hasPath("local")) {
        return app.getKey();
      }
    }
    return null;
  }

  /**
   * The apps with their providers; the caller owns them until a service takes them over.
   *
   * @param gateway for the app that has one; {@code null} for none
   */
  List<PushApp> apps(LocalGateway gateway) {
    List<PushApp> made = new ArrayList<>();
    String withGateway = appWithGateway();
    for (Map.Entry<String, Config> named : apps.entrySet()) {
      Config conf = named.getValue();
      try {
        known(conf, "", PROVIDERS);
        PushApp.Builder app = PushApp.named(named.getKey());
        if (named.getKey().equals(withGateway)) {
          app.provider(gateway);
        }
        if (conf.hasPath("apns")) {
          app.provider(apns(conf.getConfig("apns")));
        }
        if (conf.hasPath("fcm")) {
          app.provider(fcm(conf.getConfig("fcm")));
        }
        if (conf.hasPath("web-push")) {
          app.provider(webPush(conf.getConfig("web-push")));
        }
        made.add(app.build());
      } catch (ConfigException
          | IllegalArgumentException
          | IOException
          | GeneralSecurityException e) {
        throw new PushFailure(
            2, folder.resolve("push.conf") + ": apps." + named.getKey() + ": " + e.getMessage(), e);
      }
    }
    return made;
  }

  private static void known(Config conf, String path, Set<String> known) {
    for (String key : conf.root().keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            path + key + ": unknown setting; known are " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  private ApnsProvider apns(Config conf) throws IOException, GeneralSecurityException {
    known(conf, "apns.", APNS);
    ApnsProvider.Builder provider =
        ApnsProvider.builder(conf.getString("topic")).credentials(credentials(conf));
    if (conf.hasPath("environment")) {
      List<ApnsEnvironment> named =
          (conf.getAnyRef("environment") instanceof List<?> several
                  ? several
                  : List.of(conf.getString("environment")))
              .stream().map(String::valueOf).map(ApnsEnvironment::ofId).toList();
      if (named.isEmpty()) {
        throw new IllegalArgumentException(
            "apns.environment is empty; production, sandbox or both");
      }
      provider.environments(named.get(0), named.toArray(ApnsEnvironment[]::new));
    }
    if (conf.hasPath("endpoint")) {
      URI endpoint = URI.create(conf.getString("endpoint"));
      provider.endpoint(ApnsEnvironment.PRODUCTION, endpoint.getHost(), endpoint.getPort());
    }
    if (conf.hasPath("trust")) {
      provider.trust(certificate(path(conf, "trust")));
    }
    return provider.build();
  }

  private ApnsCredentials credentials(Config conf) {
    if (conf.hasPath("certificate")) {
      return ApnsCredentials.certificate(
          path(conf, "certificate"), conf.getString("password").toCharArray());
    }
    return ApnsCredentials.signingKey(
        path(conf, "key"), conf.getString("team"), conf.getString("key-id"));
  }

  private static WebPushProvider webPush(Config conf) {
    known(conf, "web-push.", WEB_PUSH);
    return WebPushProvider.builder(
            new VapidKeys(conf.getString("public-key"), conf.getString("private-key")),
            conf.getString("subject"))
        .build();
  }

  private FcmProvider fcm(Config conf) throws IOException, GeneralSecurityException {
    known(conf, "fcm.", FCM);
    FcmProvider.Builder provider =
        FcmProvider.builder(conf.getString("project")).serviceAccount(path(conf, "account"));
    if (conf.hasPath("endpoint")) {
      provider.endpoint(URI.create(conf.getString("endpoint")));
    }
    if (conf.hasPath("trust")) {
      provider.tls(trusting(certificate(path(conf, "trust"))));
    }
    return provider.build();
  }

  private Path path(Config conf, String name) {
    return folder.resolve(conf.getString(name));
  }

  private static X509Certificate certificate(Path pem)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(pem)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static SSLContext trusting(X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("trusted", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
