package dev.mob.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.mob.config.Version;
import dev.mob.install.InstallRefused.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pf4j.update.DefaultUpdateRepository;
import org.pf4j.update.PluginInfo;

class RepositoryTest {
  private static final Version KERNEL = Version.of(1, 0, 0);

  @TempDir Path folder;

  private Author author;
  private Site site;
  private Path published;
  private HttpServer server;

  @BeforeEach
  void begin() throws Exception {
    author = new Author(folder.resolve("author"), SigningKey.generate());
    published = folder.resolve("published");
    Publisher publisher = new Publisher(published);
    publisher.publish(author.release("hello", "1.0.0", "doc = \"Says hello\""), "Acme");
    publisher.publish(author.release("hello", "1.10.0", "doc = \"Says hello\""), "Acme");
    publisher.publish(author.release("hello", "1.9.0", "doc = \"Says hello\""), "Acme");
    publisher.publish(author.release("board", "2.0.0", "doc = \"A \\\"board\\\"\""), "Acme");
    site = new Site(folder.resolve("site")).trusts(author.key("acme"));
  }

  @AfterEach
  void end() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void theHighestVersionIsInstalledFromAFolder() throws Exception {
    installs(Repository.of("folder", "../published", folder.resolve("site")));
  }

  @Test
  void fromAFileUrl() throws Exception {
    installs(Repository.of("file", published.toUri().toString(), folder));
  }

  @Test
  void fromAServerOfThisMachine() throws Exception {
    installs(Repository.of("http", serve(HttpServer.create(address(), 0), "http"), folder));
  }

  @Test
  void fromAnHttpsServer() throws Exception {
    SSLContext tls = tls();
    HttpsServer https = HttpsServer.create(address(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    String place = serve(https, "https");

    installs(
        Repository.of("https", place, folder, HttpClient.newBuilder().sslContext(tls).build()));
    refused(
        Reason.UNREACHABLE,
        () -> Repository.of("https", place, folder).offers(),
        "repository https: " + place);
  }

  @Test
  void pf4jUpdateReadsWhatWePublish() throws Exception {
    DefaultUpdateRepository theirs = new DefaultUpdateRepository("acme", published.toUri().toURL());

    PluginInfo hello = theirs.getPlugins().get("hello");
    assertThat(theirs.getPlugins()).containsOnlyKeys("hello", "board");
    assertThat(hello.description).isEqualTo("Says hello");
    assertThat(hello.releases)
        .extracting(release -> release.version)
        .containsExactlyInAnyOrder("1.0.0", "1.10.0", "1.9.0");
    assertThat(hello.releases).allSatisfy(each -> assertThat(each.sha512sum).hasSize(128));
    assertThat(theirs.getPlugins().get("board").description).isEqualTo("A \"board\"");
  }

  @Test
  void weReadWhatPf4jUpdateDocuments() throws Exception {
    Files.copy(
        author.release("welcome-plugin", "0.9.0", ""), published.resolve("welcome-0.9.0.zip"));
    Path archive = published.resolve("welcome-0.9.0.zip");
    author.sign(archive);
    Files.writeString(
        published.resolve("welcome-0.9.0.zip.sha512"),
        Checksum.of(archive) + "  welcome-0.9.0.zip\n");
    listing(
        """
        [ { "id": "welcome-plugin", "description": "Welcome plugin", "projectUrl": "x",
            "releases": [
              { "version": "0.8.0", "date": "Jun 5, 2014 9:00:35 PM", "url": "gone.zip" },
              { "version": "0.9.0", "requires": ">=0.5.0 & <2.0.0", "date": "2014-06-25",
                "url": "welcome-0.9.0.zip", "sha512sum": ".sha512" },
              { "version": "3.0.0", "requires": ">=2.0.0", "url": "later.zip" } ] },
          { "id": "without-releases" }, { "no": "id" }, 7 ]
        """);
    Repository repository = Repository.of("r", published.toString(), folder);

    Offer offer = repository.offers().get(0);
    assertThat(repository.offers()).hasSize(1);
    Release latest = offer.latestFor(KERNEL).orElseThrow();
    assertThat(latest.version()).isEqualTo(Version.of(0, 9, 0));
    try (Prepared prepared = site.installer().prepare(offer, latest)) {
      assertThat(prepared.commit().id()).isEqualTo("welcome-plugin");
    }
    refused(
        Reason.CHECKSUM,
        () -> site.installer().prepare(offer, offer.release(Version.of(0, 8, 0)).orElseThrow()),
        "without a sha512sum");
  }

  @Test
  void anArchiveThatIsNotTheListedOneIsRefused() throws Exception {
    Path archive = published.resolve("hello/1.10.0/hello-1.10.0.jar");
    Files.write(archive, Files.readAllBytes(published.resolve("board/2.0.0/board-2.0.0.jar")));

    refused(Reason.CHECKSUM, this::installHello, "hello 1.10.0 is not what the repository lists");
  }

  @Test
  void anArchiveThatIsListedUnderAnotherNameIsRefused() throws Exception {
    Path board = published.resolve("board/2.0.0/board-2.0.0.jar");
    listing(
        "[{\"id\":\"hello\",\"releases\":[{\"version\":\"9.0.0\",\"url\":\""
            + "board/2.0.0/board-2.0.0.jar\",\"sha512sum\":\""
            + Checksum.of(board)
            + "\"}]}]");

    refused(
        Reason.ARCHIVE, this::installHello, "lists hello 9.0.0, and the archive there is board 2");
    // The lock is free again.
    refused(Reason.ARCHIVE, this::installHello, "lists hello 9.0.0");
  }

  @Test
  void withoutItsSignatureItIsUnsigned() throws Exception {
    Files.delete(published.resolve("hello/1.10.0/hello-1.10.0.jar.sig"));

    refused(Reason.UNSIGNED, this::installHello, "has no signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://repository.example.org/",
        "ftp://repository.example.org/",
        "http://127.0.0.1.example.org/",
        "jar:file:/x.jar!/"
      })
  void placesThatCannotBeTrustedToDeliverAreRefused(String place) {
    refused(Reason.NOT_FOUND, () -> Repository.of("bad", place, folder), "repository bad: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[", "[{\"id\": }]", "not json", "[] , \"x\": [", "\u0000"})
  void aListingThatIsNoneIsRefused(String text) throws Exception {
    listing(text);
    refused(
        Reason.UNREACHABLE,
        () -> Repository.of("r", published.toString(), folder).offers(),
        "has no usable plugins.json");
  }

  @Test
  void aListingThatNestsWithoutEndIsRefused() throws Exception {
    listing("[".repeat(100_000));
    refused(
        Reason.UNREACHABLE,
        () -> Repository.of("r", published.toString(), folder).offers(),
        "nests deeper than 32");
  }

  @Test
  void aServerDoesNotGetAtFilesOfThisMachine() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "x");
    listing(
        "[{\"id\":\"hello\",\"releases\":[{\"version\":\"9.0.0\",\"url\":\""
            + secret.toUri()
            + "\",\"sha512sum\":\""
            + Checksum.of(secret)
            + "\"}]}]");
    Repository repository =
        Repository.of("http", serve(HttpServer.create(address(), 0), "http"), folder);
    Offer offer = repository.offers().get(0);

    refused(
        Reason.UNREACHABLE,
        () -> site.installer().prepare(offer, offer.releases().get(0)),
        "a file of this machine, named by another one");
  }

  private void installHello() throws InstallRefused, IOException {
    Repository repository = Repository.of("r", published.toString(), folder);
    Offer offer =
        repository.offers().stream()
            .filter(each -> each.id().equals("hello"))
            .findFirst()
            .orElseThrow();
    try (Prepared prepared =
        site.installer().prepare(offer, offer.latestFor(KERNEL).orElseThrow())) {
      prepared.commit();
    }
  }

  private void installs(Repository repository) throws InstallRefused, IOException {
    Offer hello =
        repository.offers().stream()
            .filter(each -> each.id().equals("hello"))
            .findFirst()
            .orElseThrow();
    assertThat(hello.provider()).isEqualTo("Acme");
    try (Prepared prepared =
        site.installer().prepare(hello, hello.latestFor(KERNEL).orElseThrow())) {
      Installed installed = prepared.commit();
      assertThat(installed.archive().descriptor().version()).isEqualTo(Version.of(1, 10, 0));
      assertThat(installed.receipt().orElseThrow().origin())
          .startsWith(repository.root().toString().replace("file:///", "file:/"));
    }
  }

  private void listing(String text) throws IOException {
    Files.writeString(published.resolve("plugins.json"), text);
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private String serve(HttpServer http, String scheme) {
    server = http;
    http.createContext(
        "/repo/",
        exchange -> {
          Path file =
              published.resolve(exchange.getRequestURI().getPath().substring("/repo/".length()));
          if (Files.isRegularFile(file)) {
            byte[] bytes = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    http.start();
    return scheme + "://localhost:" + http.getAddress().getPort() + "/repo";
  }

  /** A certificate for localhost, made by the JDK's keytool. */
  private SSLContext tls() throws Exception {
    Path store = folder.resolve("tls.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "localhost",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, "changeit".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("localhost", keys.getCertificate("localhost"));
    TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  private static void refused(Reason reason, ThrowingCallable what, String message) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            InstallRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }
}
