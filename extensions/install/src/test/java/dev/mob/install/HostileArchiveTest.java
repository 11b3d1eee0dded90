package dev.mob.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.install.InstallRefused.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives made to do harm, signed by a key that is trusted: the last line of defence. Each has a
 * class that would leave a file behind if it were ever loaded.
 */
class HostileArchiveTest {
  @TempDir Path folder;

  private Author author;
  private Site site;
  private Path trace;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @BeforeEach
  void begin() throws IOException {
    author = new Author(folder.resolve("author"), SigningKey.generate());
    site = new Site(folder.resolve("site")).trusts(author.key("author"));
    trace = folder.resolve("it-has-run");
    entries.put("META-INF/mob/extension.conf", bytes(descriptor("")));
    entries.putAll(
        Author.compile(
            "evil.Main",
            "package evil; public class Main implements dev.mob.extension.Extension {"
                + " static { try { java.nio.file.Files.createFile(java.nio.file.Path.of(\""
                + trace
                + "\")); } catch (java.io.IOException e) { } }"
                + " public void activate(dev.mob.extension.ExtensionContext c) {} }"));
  }

  @Test
  void theHarmlessOneIsInstalled() throws Exception {
    Path archive = author.sign(Author.archiveOf(folder.resolve("fine.jar"), entries));
    try (Prepared prepared = site.installer().prepare(archive)) {
      assertThat(prepared.commit().id()).isEqualTo("evil");
    }
    assertThat(trace).doesNotExist();
  }

  @Test
  void zipSlip() throws Exception {
    entries.put("../../../it-has-run", bytes("x"));
    refused("would leave the folder");
  }

  @Test
  void zipSlipInALibrary() throws Exception {
    Path library = Author.archive(folder.resolve("library.jar"), Map.of("../../it-has-run", "x"));
    entries.put("lib/library.jar", Files.readAllBytes(library));
    refused("lib/library.jar: the entry '../../it-has-run'");
  }

  @Test
  void aBomb() throws Exception {
    entries.put("zeros", new byte[64 << 20]);
    refused("more than 200 times its packed size");
  }

  @Test
  void aDescriptorOf100Megabytes() throws Exception {
    byte[] spaces = " ".repeat(100 << 20).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes(descriptor("")), 0, spaces, 0, descriptor("").length());
    entries.put("META-INF/mob/extension.conf", spaces);
    refused("1048576");
  }

  @Test
  void duplicateEntries() throws Exception {
    entries.put("evil/Nain.class", bytes("another class for readers that take the other one"));
    Path archive = Author.archiveOf(folder.resolve("evil.jar"), entries);
    // No writer of zip files takes a name twice: what was written once is renamed.
    String text = Files.readString(archive, StandardCharsets.ISO_8859_1);
    Files.writeString(
        archive, text.replace("evil/Nain.class", "evil/Main.class"), StandardCharsets.ISO_8859_1);
    refused(archive, "there are two entries 'evil/Main.class'");
  }

  @Test
  void entriesThatAreOneFileWhereCaseDoesNotCount() throws Exception {
    entries.put("evil/Main.clasS", bytes("another class for readers that take the other one"));
    refused("where case does not count");
  }

  @Test
  void twoDescriptors() throws Exception {
    entries.put("classes/META-INF/mob/extension.conf", bytes("id = good, version = 1.0.0"));
    refused("two descriptors");
  }

  @Test
  void aBundleThatExportsTheKernelsPackages() throws Exception {
    entries.put(
        "META-INF/MANIFEST.MF",
        bytes(
            "Manifest-Version: 1.0\nBundle-SymbolicName: evil\n"
                + "Export-Package: evil,dev.mob.extension;version=\"1.0\"\n"));
    refused("exports the kernel's package dev.mob.extension");
  }

  @Test
  void aPluginWithClassesInTheKernelsPackages() throws Exception {
    entries.put("dev/mob/process/Pid.class", entries.get("evil/Main.class"));
    refused("has classes in the kernel's package dev.mob.process");
  }

  @Test
  void aDescriptorThatReadsTheEnvironment() throws Exception {
    entries.put("META-INF/mob/extension.conf", bytes(descriptor("doc = ${HOME}")));
    refused("its descriptor cannot be used");
  }

  @Test
  void aDescriptorThatNestsWithoutEndInOneLongLine() throws Exception {
    entries.put("META-INF/mob/extension.conf", bytes("a = " + "[".repeat(900_000)));
    refused("nested too deeply");
    assertThatThrownBy(() -> site.installer().prepare(folder.resolve("evil.jar")))
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(2_000));
  }

  @Test
  void anArchiveWithoutADescriptor() throws Exception {
    entries.remove("META-INF/mob/extension.conf");
    refused("no extension");
  }

  @Test
  void somethingThatIsNoArchive() throws Exception {
    Path file = Files.write(folder.resolve("evil.jar"), bytes("#!/bin/sh\ntouch " + trace));
    refused(file, "is no jar or zip file");
  }

  @Test
  void aSignatureOverOtherFiles() throws Exception {
    Path fine = author.release("fine", "1.0.0", "");
    Path archive = Author.archiveOf(folder.resolve("evil.jar"), entries);
    Files.copy(DetachedSignature.fileFor(fine), DetachedSignature.fileFor(archive));

    assertThatThrownBy(() -> site.installer().prepare(archive))
        .isInstanceOfSatisfying(
            InstallRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_SIGNATURE));
    assertThat(trace).doesNotExist();
  }

  @Test
  void aStrangersArchiveIsNotEvenOpened() throws Exception {
    Author stranger = new Author(folder.resolve("stranger"), SigningKey.generate());
    Path file = Files.write(folder.resolve("evil.jar"), bytes("no archive at all"));

    assertThatThrownBy(() -> site.installer().prepare(stranger.sign(file)))
        .isInstanceOfSatisfying(
            InstallRefused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.UNTRUSTED));
  }

  private static String descriptor(String more) {
    return "id = evil, version = 1.0.0, class = evil.Main\n" + more + "\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void refused(String message) throws Exception {
    refused(Author.archiveOf(folder.resolve("evil.jar"), entries), message);
  }

  private void refused(Path archive, String message) throws Exception {
    author.sign(archive);

    assertThatThrownBy(() -> site.installer().prepare(archive))
        .isInstanceOfSatisfying(
            InstallRefused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.ARCHIVE))
        .hasMessageContaining(message);
    assertThat(trace).doesNotExist();
    try (Stream<Path> left = Files.walk(site.extensions())) {
      assertThat(left.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .containsExactly("lock");
    }
  }
}
