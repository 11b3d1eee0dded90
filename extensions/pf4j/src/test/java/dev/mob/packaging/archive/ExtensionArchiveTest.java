package dev.mob.packaging.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that somebody made to do harm, or broke. */
class ExtensionArchiveTest {
  private static final String DESCRIPTOR = "META-INF/mob/extension.conf";
  private static final String HELLO = "id = hello, version = 1.0.0";

  @TempDir Path folder;

  @Test
  void aJarWithADescriptorIsAPluginAndWithABundleManifestABundle() throws IOException {
    Path plugin =
        zip("plugin.jar", DESCRIPTOR, HELLO, "a/b/C.class", "x", "META-INF/d/E.class", "");
    Path bundle =
        zip(
            "bundle.jar",
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nBundle-SymbolicName: x\n",
            DESCRIPTOR,
            HELLO);

    ExtensionArchive read = read(plugin);
    assertThat(read.kind()).isEqualTo(ExtensionArchive.Kind.PF4J);
    assertThat(read.descriptor().id()).isEqualTo("hello");
    assertThat(read.packages()).containsExactly("a.b");
    assertThat(read(bundle).kind()).isEqualTo(ExtensionArchive.Kind.BUNDLE);
    assertThat(ExtensionArchive.read(zip("library.jar", "a", "x"), ArchiveLimits.STANDARD))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.class",
        "lib/../../evil.jar",
        "/etc/cron.d/evil",
        "C:/evil.dll",
        "lib\\..\\evil.jar",
        "a//b",
        "./a",
        "a\u0000b"
      })
  void aNameThatLeavesItsFolderIsRefused(String name) throws IOException {
    Path file = zip("slip.jar", DESCRIPTOR, HELLO, name, "x");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageStartingWith("slip.jar: the entry '");
    assertThat(folder.resolve("../evil.class")).doesNotExist();
  }

  @Test
  void twoEntriesOfOneNameAreRefused() throws IOException {
    Path file = zip("twice.jar", DESCRIPTOR, HELLO, "a/One.class", "x", "a/Two.class", "y");
    replace(file, "a/Two.class", "a/One.class");

    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("there are two entries 'a/One.class'");
  }

  @Test
  void twoDescriptorsAreRefused() throws IOException {
    Path apart = zip("two.zip", DESCRIPTOR, HELLO, "classes/" + DESCRIPTOR, HELLO);
    Path folded = zip("fold.jar", DESCRIPTOR, HELLO, "META-INF/MOB/extension.conf", HELLO);

    assertThatThrownBy(() -> read(apart)).hasMessageContaining("two descriptors");
    assertThatThrownBy(() -> read(folded)).hasMessageContaining("one file where case does not");
  }

  @Test
  void aDescriptorOf100MegabytesIsRefusedAfterItsFirst() throws IOException {
    Path file = folder.resolve("long.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(DESCRIPTOR));
      zip.write(HELLO.getBytes(StandardCharsets.UTF_8));
      byte[] spaces = new byte[1 << 20];
      Arrays.fill(spaces, (byte) ' ');
      for (int i = 0; i < 100; i++) {
        zip.write(spaces);
      }
      zip.closeEntry();
    }

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("its descriptor cannot be used")
        .hasMessageContaining("1048576");
  }

  @Test
  void anEntryThatUnpacksToFarMoreThanItsSizeIsRefused() throws IOException {
    Path file = bomb("bomb.jar", zeros(8 << 20));

    ExtensionArchive archive = read(file);
    assertThatThrownBy(() -> archive.checkContent(ArchiveLimits.STANDARD))
        .hasMessage("bomb.jar: the entry 'big' unpacks to more than 200 times its packed size");
  }

  @Test
  void manyEntriesThatUnpackToTooMuchTogetherAreRefusedWhereverTheyAre() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    String text = new String(noise, StandardCharsets.ISO_8859_1);
    Path flat = zip("flat.jar", DESCRIPTOR, HELLO, "a", text, "b", text, "c", text);
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    pack(inner, name -> name, "x", text, "y", text, "z", text);
    Path nested =
        zip(
            "nested.zip",
            DESCRIPTOR,
            HELLO,
            "lib/l.jar",
            inner.toString(StandardCharsets.ISO_8859_1));
    ArchiveLimits tight = new ArchiveLimits(1 << 20, 5, 250_000, 200);

    assertThatThrownBy(() -> read(flat).checkContent(tight))
        .hasMessageStartingWith("flat.jar unpacks to more than 250000 bytes");
    assertThatThrownBy(() -> read(nested).checkContent(tight))
        .hasMessageContaining("unpacks to more than 250000 bytes");
    assertThatThrownBy(() -> read(flat).checkContent(new ArchiveLimits(1 << 20, 3, 1 << 30, 200)))
        .hasMessageContaining("has more than 3 entries");
    assertThatThrownBy(() -> read(nested).checkContent(new ArchiveLimits(1 << 20, 4, 1 << 30, 200)))
        .hasMessageContaining("more than 4 entries, those of its libraries counted too");
  }

  @Test
  void aBombInANestedJarIsRefused() throws IOException {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(inner)) {
      zip.putNextEntry(new ZipEntry("big"));
      zip.write(zeros(64 << 20));
      zip.closeEntry();
    }
    Path file =
        zip(
            "outer.zip",
            DESCRIPTOR,
            HELLO,
            "lib/l.jar",
            inner.toString(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(
            () -> read(file).checkContent(new ArchiveLimits(1 << 28, 100, 32 << 20, 200)))
        .isInstanceOf(RefusedArchive.class)
        .hasMessageContaining("unpacks to more than");
  }

  @Test
  void aNameThatLeavesItsFolderIsRefusedInANestedJarToo() throws IOException {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    pack(inner, name -> name, "../../evil", "x");
    Path file =
        zip(
            "outer.zip",
            DESCRIPTOR,
            HELLO,
            "lib/l.jar",
            inner.toString(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> read(file).checkContent(ArchiveLimits.STANDARD))
        .hasMessageContaining("outer.zip!/lib/l.jar: the entry '../../evil'");
  }

  @Test
  void aBundleThatExportsTheKernelsPackagesIsRefused() throws IOException {
    Path file =
        zip(
            "shadow.jar",
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nBundle-SymbolicName: x\n"
                + "Export-Package: org.fine;version=1,dev.mob.process;version=\"9\"\n",
            DESCRIPTOR,
            HELLO);

    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("it exports the kernel's package dev.mob.process");
  }

  @Test
  void whatIsNoZipFileOrAHalfOneIsRefusedAndNeverAnythingElseThanRefused() throws IOException {
    Path whole = zip("whole.jar", DESCRIPTOR, HELLO, "a/B.class", "some bytes of a class");
    byte[] bytes = Files.readAllBytes(whole);
    Random random = new Random(20);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] changed = bytes.clone();
      if (i % 4 == 0) {
        changed = Arrays.copyOf(changed, random.nextInt(changed.length));
      }
      for (int n = random.nextInt(6); n >= 0 && changed.length > 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(folder.resolve("changed.jar"), changed);
      try {
        ExtensionArchive.read(file, ArchiveLimits.STANDARD)
            .orElseThrow(() -> new RefusedArchive("no descriptor"))
            .checkContent(ArchiveLimits.STANDARD);
      } catch (RefusedArchive expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private ExtensionArchive read(Path file) throws IOException {
    return ExtensionArchive.read(file, ArchiveLimits.STANDARD).orElseThrow();
  }

  private Path bomb(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(DESCRIPTOR));
      zip.write(HELLO.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("big"));
      zip.write(content);
      zip.closeEntry();
    }
    return file;
  }

  private static byte[] zeros(int count) {
    return new byte[count];
  }

  private Path zip(String name, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      pack(out, each -> each, entries);
    }
    return file;
  }

  private static void pack(OutputStream out, UnaryOperator<String> names, String... entries)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry(names.apply(entries[i])));
        zip.write(entries[i + 1].getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
      }
    }
  }

  /** Writes another name of the same length over one, wherever it is in the file. */
  private static void replace(Path file, String name, String other) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      for (int i = 0; i + wanted.length <= bytes.length; i++) {
        if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
          open.seek(i);
          open.write(other.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }
}
