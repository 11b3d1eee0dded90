package dev.mob.host.ios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests of {@code dev.mob.host.ios.phone} in the app of native/tests: the shim, compiled
 * by clang under AddressSanitizer and UndefinedBehaviorSanitizer, on GNUstep's Foundation and the
 * stand-ins, with Java on Zero under -Xcheck:jni. One test here for each one there.
 */
final class ShimTest {
  private static final List<String> CLASSES =
      List.of(
          "dev.mob.host.ios.phone.StorageOnPhone",
          "dev.mob.host.ios.phone.NearbyOnPhone",
          "dev.mob.host.ios.phone.KeepAliveOnPhone",
          "dev.mob.host.ios.phone.InterruptionsOnPhone",
          "dev.mob.host.ios.phone.BackgroundOnPhone",
          "dev.mob.host.ios.phone.LifeOnPhone",
          "dev.mob.host.ios.phone.PushOnPhone",
          "dev.mob.host.ios.phone.NotifyOnPhone");

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> on_the_phone() throws IOException, InterruptedException {
    PhoneApp app = PhoneApp.build("address", "undefined");
    Path results = folder.resolve("results.txt");
    List<String> arguments = new ArrayList<>();
    arguments.add(results.toString());
    String only = System.getProperty("mob.phone.only");
    arguments.addAll(only == null ? CLASSES : List.of(only.split(",")));
    PhoneApp.Outcome outcome = app.java("dev.mob.host.ios.phone.Suite", arguments);
    System.out.println(outcome.output());

    List<DynamicTest> tests = new ArrayList<>();
    if (Files.exists(results)) {
      for (String line : Files.readAllLines(results)) {
        String[] parts = line.split("\t", 2);
        tests.add(DynamicTest.dynamicTest(parts[0], () -> rethrow(parts[1])));
      }
    }
    tests.add(
        DynamicTest.dynamicTest(
            "all of them ran, and the app ended well",
            () -> {
              assertThat(outcome.code()).as(outcome.output()).isZero();
              assertThat(tests).hasSizeGreaterThan(CLASSES.size());
            }));
    tests.add(
        DynamicTest.dynamicTest(
            "the sanitizers found nothing",
            () -> assertThat(Reports.ofSanitizers(outcome.output())).isEmpty()));
    tests.add(
        DynamicTest.dynamicTest(
            "no memory of the shim's leaked",
            () -> assertThat(Reports.leaksOfShim(outcome.output())).isEmpty()));
    tests.add(
        DynamicTest.dynamicTest(
            "JNI was used as its specification says",
            () -> assertThat(Reports.ofJni(outcome.output())).isEmpty()));
    tests.add(
        DynamicTest.dynamicTest(
            "no object was autoreleased without a pool",
            () -> assertThat(outcome.output()).doesNotContain("called without pool")));
    return tests;
  }

  private static void rethrow(String trace) {
    if (!trace.isEmpty()) {
      fail(new String(Base64.getDecoder().decode(trace), StandardCharsets.UTF_8));
    }
  }
}
