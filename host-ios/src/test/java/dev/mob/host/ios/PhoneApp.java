package dev.mob.host.ios;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The app of native/tests, built when its sources have changed. */
final class PhoneApp {
  /** What the build script answers when clang, GNUstep or the Zero VM is missing. */
  private static final int MISSING = 3;

  private static final Path NATIVE = Path.of("native").toAbsolutePath();

  private final Path folder;

  private PhoneApp(Path folder) {
    this.folder = folder;
  }

  /**
   * Builds the app, or skips the test, loudly, where the tools are missing; with
   * -Dmob.require.gnustep=true that is a failure.
   *
   * @param sanitizers such as {@code address}
   */
  static PhoneApp build(String... sanitizers) throws IOException, InterruptedException {
    String name = sanitizers.length == 0 ? "plain" : String.join("-", sanitizers);
    Path out = Path.of("target", "native", name).toAbsolutePath();
    PhoneApp app = new PhoneApp(out);
    if (app.isCurrent()) {
      return app;
    }
    List<String> command = new ArrayList<>();
    command.add(NATIVE.resolve("tests/build").toString());
    command.add(out.toString());
    command.addAll(List.of(sanitizers));
    Outcome built = run(new ProcessBuilder(command), 1200);
    if (built.code() == MISSING) {
      String text =
          "the iOS shim was NOT tested: "
              + built.output().trim()
              + " (Debian: clang gobjc libgnustep-base-dev libblocksruntime-dev libsqlite3-dev"
              + " openjdk-17-jre-zero libclang-rt-14-dev)";
      System.err.println(text);
      if (Boolean.getBoolean("mob.require.gnustep")) {
        fail(text);
      }
      abort(text);
    }
    if (built.code() != 0) {
      fail("the shim does not compile:\n" + built.output());
    }
    return app;
  }

  private boolean isCurrent() throws IOException {
    Path executable = executable();
    if (!Files.exists(executable)) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(executable);
    try (Stream<Path> sources = Files.walk(NATIVE)) {
      return sources.allMatch(source -> modified(source).compareTo(built) <= 0);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path executable() {
    return folder.resolve("Phone.app/Phone");
  }

  /** The app's resources, as the bundle has them. */
  Path resources() {
    return folder.resolve("Phone.app/Resources");
  }

  /** Runs a Java main in the VM that the app starts, with -Xcheck:jni. */
  Outcome java(String main, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(executable().toString());
    command.add("java");
    command.add("-Djava.class.path=" + System.getProperty("java.class.path"));
    command.add("-Xcheck:jni");
    command.add("-Xmx256m");
    command.add("-Xrs");
    command.add("--");
    command.add(main);
    command.addAll(arguments);
    return run(new ProcessBuilder(command), 1200);
  }

  /** Starts the app as a person does. */
  Outcome open(Path home) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(executable().toString());
    builder.environment().put("PHONE_HOME", home.toString());
    return run(builder, 600);
  }

  /** How a process ended, and what it wrote. */
  record Outcome(int code, String output) {}

  private static Outcome run(ProcessBuilder builder, long seconds)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("mob-phone", ".txt");
    // The JVM has its own handler for SIGSEGV. Leaks are looked for at the end, with whole stacks:
    // GNUstep has no frame pointers, and a stack that ends there says nothing of the shim.
    builder
        .environment()
        .put("ASAN_OPTIONS", "handle_segv=0:detect_leaks=1:exitcode=0:fast_unwind_on_malloc=0");
    builder.environment().put("UBSAN_OPTIONS", "print_stacktrace=1");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    Files.delete(output);
    return ended
        ? new Outcome(process.exitValue(), text)
        : new Outcome(-1, text + "\nended by the test after " + seconds + " seconds");
  }
}
