package dev.mob.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.config.Permission;
import dev.mob.config.Version;
import dev.mob.install.InstallRefused.Reason;
import dev.mob.install.Installer.Accept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerTest {
  @TempDir Path folder;

  private Author acme;
  private Author stranger;
  private Site site;

  @BeforeEach
  void begin() {
    acme = new Author(folder.resolve("acme"), SigningKey.generate());
    stranger = new Author(folder.resolve("stranger"), SigningKey.generate());
    site = new Site(folder.resolve("site")).trusts(acme.key("acme"));
  }

  @Test
  void anExtensionSignedByATrustedKeyIsInstalledWithAReceipt() throws Exception {
    Path release = acme.release("hello", "1.2.0", "permissions = [network]");

    Installed installed = install(release);

    assertThat(installed.file()).isEqualTo(site.extensions().resolve("hello.jar"));
    assertThat(installed.file()).hasSameBinaryContentAs(release);
    Receipt receipt = installed.receipt().orElseThrow();
    assertThat(receipt.version()).isEqualTo(Version.of(1, 2, 0));
    assertThat(receipt.signer()).contains(acme.signingKey().publicKey());
    assertThat(receipt.permissions()).containsExactly(Permission.NETWORK);
    assertThat(receipt.origin()).isEqualTo(release.toString());
    assertThat(site.installer().installed()).hasSize(1);
  }

  @Test
  void anUnsignedOneIsRefusedUnlessMobConfLetsThatOnePass() throws Exception {
    Path draft = acme.unsigned("draft", "1.0.0", "");
    Path other = acme.unsigned("other", "1.0.0", "");

    refused(Reason.UNSIGNED, () -> install(draft), "draft-1.0.0.jar has no signature");
    site.unsigned("draft");
    assertThat(install(draft).receipt().orElseThrow().signer()).isEmpty();
    refused(Reason.UNSIGNED, () -> install(other), "trust.unsigned = [other]");
  }

  @Test
  void aKeyThatMobConfDoesNotTrustIsRefusedAndShownSoThatItCanBeAdded() throws Exception {
    Path release = stranger.release("hello", "1.0.0", "");

    refused(
        Reason.UNTRUSTED,
        () -> install(release),
        "trust.keys { NAME = \"" + stranger.signingKey().publicKey().base64() + "\" }");
    assertThat(site.extensions().resolve("hello.jar")).doesNotExist();
  }

  @Test
  void aSignatureOfAnotherFileIsRefused() throws Exception {
    Path good = acme.release("good", "1.0.0", "");
    Path evil = stranger.unsigned("good", "1.0.1", "");
    Files.copy(DetachedSignature.fileFor(good), DetachedSignature.fileFor(evil));

    refused(Reason.BAD_SIGNATURE, () -> install(evil), "has the signature of another file");
  }

  @Test
  void aSignatureWhoseSumWasExchangedIsRefused() throws Exception {
    Path good = acme.release("good", "1.0.0", "");
    Path evil = stranger.unsigned("good", "1.0.1", "");
    Files.writeString(
        DetachedSignature.fileFor(evil),
        Files.readString(DetachedSignature.fileFor(good))
            .replaceFirst("sha512: [0-9a-f]+", "sha512: " + Checksum.of(evil)));

    refused(Reason.BAD_SIGNATURE, () -> install(evil), "the key in it did not make");
  }

  @Test
  void aFileThatWasChangedAfterItWasSignedIsRefused() throws Exception {
    Path release = acme.release("hello", "1.0.0", "");
    Files.write(release, new byte[] {0}, StandardOpenOption.APPEND);

    refused(Reason.BAD_SIGNATURE, () -> install(release), "another file");
  }

  @Test
  void damagedSignaturesAreRefused() throws Exception {
    Path release = acme.release("hello", "1.0.0", "");
    for (String text :
        new String[] {"", "hello", "mob-signature: 2\n", "mob-signature: 1\nkey: x\nsha512: y\n"}) {
      Files.writeString(DetachedSignature.fileFor(release), text);
      refused(Reason.BAD_SIGNATURE, () -> install(release), "signature");
    }
  }

  @Test
  void oneForAnotherKernelIsRefused() throws Exception {
    Path release = acme.release("late", "1.0.0", "kernel = \"[9.0,10)\"");

    refused(Reason.KERNEL, () -> install(release), "works with kernel [9.0.0,10.0.0)");
  }

  @Test
  void anUpdateReplacesAndARollbackBringsBackWhatWasReplaced() throws Exception {
    Path one = acme.release("hello", "1.0.0", "");
    Path two = acme.release("hello", "2.0.0", "");
    install(one);

    assertThat(install(two).archive().descriptor().version()).isEqualTo(Version.of(2, 0, 0));
    assertThat(site.installer().rollback("hello")).isPresent();
    assertThat(site.extensions().resolve("hello.jar")).hasSameBinaryContentAs(one);
    assertThat(site.installer().rollback("hello")).isEmpty();
    assertThat(site.extensions().resolve("hello.jar")).doesNotExist();
  }

  @Test
  void aTrialThatDoesNotGoWellLeavesEverythingAsItWasAndAnotherInstalls() throws Exception {
    Path one = acme.release("hello", "1.0.0", "");
    Path two = acme.release("hello", "2.0.0", "");
    Path three = acme.release("hello", "3.0.0", "");
    install(one);
    install(two);

    try (Prepared prepared = site.installer().prepare(three)) {
      assertThat(prepared.commitAfter(file -> false)).isEmpty();
    }
    assertThat(site.extensions().resolve("hello.jar")).hasSameBinaryContentAs(two);
    try (Prepared prepared = site.installer().prepare(three)) {
      assertThat(
              prepared.commitAfter(
                  file -> {
                    assertThat(file).hasSameBinaryContentAs(three);
                    assertThat(site.extensions().resolve("hello.jar")).hasSameBinaryContentAs(two);
                    return true;
                  }))
          .isPresent();
    }
    assertThat(site.installer().rollback("hello").orElseThrow().file()).hasSameBinaryContentAs(two);
  }

  @Test
  void whoeverTriesItMayPutItInPlaceAndBeKilledAndItsReceiptIsThere() throws Exception {
    install(acme.release("hello", "1.0.0", ""));
    Path place = site.extensions().resolve("hello.jar");
    try (Prepared prepared = site.installer().prepare(acme.release("hello", "2.0.0", ""))) {
      assertThatThrownBy(
              () ->
                  prepared.commitAfter(
                      file -> {
                        try {
                          Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
                        } catch (IOException e) {
                          throw new java.io.UncheckedIOException(e);
                        }
                        throw new IllegalStateException("killed here");
                      }))
          .hasMessage("killed here");
    }

    Installed found = site.installer().find("hello").orElseThrow();
    assertThat(found.changed()).isFalse();
    assertThat(found.receipt().orElseThrow().version()).isEqualTo(Version.of(2, 0, 0));
    assertThat(site.installer().rollback("hello")).isPresent();
  }

  @Test
  void anOlderVersionAndTheSameBytesAreRefused() throws Exception {
    Path one = acme.release("hello", "1.0.0", "");
    Path two = acme.release("hello", "2.0.0", "");
    install(two);

    refused(Reason.CONFLICT, () -> install(two), "is installed already, with just these bytes");
    refused(Reason.CONFLICT, () -> install(one), "2.0.0 is installed, which is newer than 1.0.0");
    assertThat(install(one, Accept.DOWNGRADE).receipt().orElseThrow().version())
        .isEqualTo(Version.of(1, 0, 0));
  }

  @Test
  void aChangeOfTheKeyIsRefusedThoughBothAreTrusted() throws Exception {
    site.trusts(stranger.key("stranger"));
    install(acme.release("hello", "1.0.0", ""));
    Path update = stranger.release("hello", "1.1.0", "");

    refused(Reason.KEY_CHANGED, () -> install(update), "hello 1.0.0 is signed by acme (");
    assertThat(install(update, Accept.KEY_CHANGE).receipt().orElseThrow().signer())
        .contains(stranger.signingKey().publicKey());
  }

  @Test
  void anUpdateThatIsNoLongerSignedIsAChangeOfTheKeyToo() throws Exception {
    site.unsigned("hello");
    install(acme.release("hello", "1.0.0", ""));

    refused(
        Reason.KEY_CHANGED, () -> install(acme.unsigned("hello", "1.1.0", "")), "1.1.0 by nobody");
  }

  @Test
  void thePermissionsThatAnUpdateAddsAreShownAndThoseThatMobConfLacks() throws Exception {
    site.grants("hello = [storage]");
    install(acme.release("hello", "1.0.0", "permissions = [storage]"));

    try (Prepared update =
        site.installer()
            .prepare(acme.release("hello", "1.1.0", "permissions = [storage, push, expose]"))) {
      assertThat(update.grown()).containsExactlyInAnyOrder(Permission.PUSH, Permission.EXPOSE);
      assertThat(update.notGranted()).containsExactlyInAnyOrder(Permission.PUSH, Permission.EXPOSE);
      assertThat(update.signer()).contains("acme");
    }
    assertThat(site.installer().find("hello").orElseThrow().receipt().orElseThrow().version())
        .isEqualTo(Version.of(1, 0, 0));
  }

  @Test
  void whatWasPutThereByHandIsKeptForARollbackWhenItIsReplaced() throws Exception {
    Path byHand = acme.unsigned("hello", "1.0.0", "doc = \"by hand\"");
    Files.createDirectories(site.extensions());
    Files.copy(byHand, site.extensions().resolve("hello.jar"));
    Path release = acme.release("hello", "1.1.0", "");

    install(release);
    Installed back = site.installer().rollback("hello").orElseThrow();

    assertThat(back.file()).hasSameBinaryContentAs(byHand);
    assertThat(back.receipt()).isEmpty();
    assertThat(back.changed()).isFalse();
  }

  @Test
  void oneThatWasPutThereByHandUnderAnotherNameIsInTheWay() throws Exception {
    Files.createDirectories(site.extensions());
    Files.copy(acme.unsigned("hello", "1.0.0", ""), site.extensions().resolve("hello-by-hand.jar"));

    refused(
        Reason.CONFLICT, () -> install(acme.release("hello", "1.1.0", "")), "hello-by-hand.jar");
    refused(Reason.CONFLICT, () -> site.installer().remove("hello"), "delete it by hand");
  }

  @Test
  void aFileThatWasChangedAfterItWasInstalledIsNoticed() throws Exception {
    install(acme.release("hello", "1.0.0", ""));
    Files.copy(
        acme.unsigned("hello", "6.6.6", ""),
        site.extensions().resolve("hello.jar"),
        StandardCopyOption.REPLACE_EXISTING);

    Installed found = site.installer().find("hello").orElseThrow();
    assertThat(found.changed()).isTrue();
    assertThat(found.receipt()).isEmpty();
  }

  @Test
  void removingLeavesNothingBehind() throws Exception {
    install(acme.release("hello", "1.0.0", ""));
    install(acme.release("hello", "1.1.0", ""));

    site.installer().remove("hello");

    assertThat(site.installer().installed()).isEmpty();
    try (var left = Files.walk(site.extensions())) {
      assertThat(left.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .containsExactly("lock");
    }
    refused(Reason.NOT_FOUND, () -> site.installer().remove("hello"), "no extension hello");
  }

  @Test
  void onlyTheLastTwoVersionsAreKept() throws Exception {
    for (int i = 0; i < 5; i++) {
      install(acme.release("hello", "1." + i + ".0", ""));
    }
    try (var kept = Files.list(site.extensions().resolve(".mob/store/hello"))) {
      assertThat(kept).hasSize(2);
    }
  }

  @Test
  void twoChangesOfOneFolderDoNotMeet() throws Exception {
    try (Prepared first = site.installer().prepare(acme.release("one", "1.0.0", ""))) {
      refused(
          Reason.BUSY,
          () -> install(acme.release("two", "1.0.0", "")),
          "another install into " + site.extensions());
      first.commit();
    }
    assertThat(install(acme.release("two", "1.0.0", "")).id()).isEqualTo("two");
  }

  @Test
  void aDiskThatRefusesLeavesWhatWasThere() throws Exception {
    Path one = acme.release("hello", "1.0.0", "");
    Path two = acme.release("hello", "2.0.0", "");
    install(one);
    for (String obstacle :
        new String[] {".mob/next.jar/x", ".mob/store/hello/" + sum(two) + "/x"}) {
      Files.createDirectories(site.extensions().resolve(obstacle));
    }

    assertThatThrownBy(() -> install(two)).isInstanceOf(IOException.class);

    Installed still = site.installer().find("hello").orElseThrow();
    assertThat(still.file()).hasSameBinaryContentAs(one);
    assertThat(still.receipt()).isPresent();
    Files.delete(site.extensions().resolve(".mob/next.jar/x"));
    Files.delete(site.extensions().resolve(".mob/next.jar"));
    assertThat(install(two).receipt().orElseThrow().previous()).contains(Checksum.of(one));
  }

  private static String sum(Path file) throws IOException {
    return Checksum.of(file).abbreviated();
  }

  @Test
  void whatItRequiresAndIsNotThereIsAWarning() throws Exception {
    install(acme.release("old", "1.0.0", ""));
    try (Prepared prepared =
        site.installer()
            .prepare(acme.release("hello", "1.0.0", "requires = [\"old [2,3)\", absent]"))) {
      assertThat(prepared.warnings())
          .containsExactlyInAnyOrder(
              "it requires old [2.0.0,3.0.0), and installed is old 1.0.0",
              "it requires absent, which is not installed");
    }
  }

  @Test
  void mobConfHasToSayWhereToInstallTo() throws Exception {
    Path conf = Files.writeString(folder.resolve("bare.conf"), "mob {}");
    refused(
        Reason.NOT_FOUND,
        () -> Installer.of(new dev.mob.config.MobConfReader(java.util.Map.of()).read(conf), conf),
        "add: extension-path");
  }

  private Installed install(Path archive, Accept... accept) throws InstallRefused, IOException {
    try (Prepared prepared = site.installer().prepare(archive, accept)) {
      return prepared.commit();
    }
  }

  private static void refused(Reason reason, ThrowingCallable what, String message) {
    assertThatThrownBy(what)
        .isInstanceOfSatisfying(
            InstallRefused.class, refused -> assertThat(refused.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }
}
