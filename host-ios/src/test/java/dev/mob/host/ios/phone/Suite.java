package dev.mob.host.ios.phone;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes in this VM and writes a line for each test into a file. */
final class Suite {
  private Suite() {}

  /**
   * @param arguments the file, then the classes
   */
  public static void main(String[] arguments) throws IOException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(
                Arrays.stream(arguments).skip(1).map(DiscoverySelectors::selectClass).toList())
            .build();
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(Path.of(arguments[0])), true, StandardCharsets.UTF_8)) {
      LauncherFactory.create().execute(request, new Lines(out));
    }
    System.exit(0);
  }

  private record Lines(PrintStream out) implements TestExecutionListener {
    @Override
    public void executionStarted(TestIdentifier test) {
      if (test.isTest()) {
        System.out.println("-- " + name(test));
      }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      boolean failed = result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
      if (test.isTest() || failed) {
        out.println(name(test) + "\t" + (failed ? trace(result) : ""));
      }
    }

    private static String name(TestIdentifier test) {
      if (test.getSource().orElse(null) instanceof MethodSource method) {
        String type = test.getParentId().orElse("");
        return type.substring(type.lastIndexOf('.') + 1).replace("]", "")
            + ": "
            + method.getMethodName().replace('_', ' ');
      }
      return test.getDisplayName();
    }

    private static String trace(TestExecutionResult result) {
      StringWriter text = new StringWriter();
      result.getThrowable().ifPresent(e -> e.printStackTrace(new PrintWriter(text, true)));
      return Base64.getEncoder()
          .encodeToString(("failed: " + text).getBytes(StandardCharsets.UTF_8));
    }
  }
}
