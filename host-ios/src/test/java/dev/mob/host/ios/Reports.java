package dev.mob.host.ios;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What sanitizers and -Xcheck:jni wrote. */
final class Reports {
  private Reports() {}

  /** Errors of AddressSanitizer and UndefinedBehaviorSanitizer. */
  static List<String> ofSanitizers(String output) {
    return output
        .lines()
        .filter(line -> line.contains("ERROR: AddressSanitizer") || line.contains("runtime error:"))
        .toList();
  }

  /** Warnings of -Xcheck:jni. */
  static List<String> ofJni(String output) {
    return output
        .lines()
        .filter(
            line ->
                line.startsWith("WARNING in native method")
                    || line.startsWith("WARNING: JNI")
                    || line.startsWith("FATAL ERROR in native method"))
        .toList();
  }

  /**
   * Leaks of memory that the shim asked for: a frame of it comes before any of the VM's, of the
   * stand-ins', or of the Objective-C run time, which makes its classes' tables once and for ever.
   */
  static List<String> leaksOfShim(String output) {
    List<String> leaks = new ArrayList<>();
    for (String block : output.split("\n\n")) {
      if (block.strip().startsWith("Direct leak of") && isOfShim(block)) {
        leaks.add(block);
      }
    }
    return leaks;
  }

  private static boolean isOfShim(String stack) {
    return Arrays.stream(stack.split("\n"))
        .filter(frame -> frame.trim().startsWith("#"))
        .takeWhile(Reports::isNobodyElses)
        .anyMatch(frame -> frame.contains("/Sources/MobHost/") || frame.contains("libmobhost.so"));
  }

  private static boolean isNobodyElses(String frame) {
    return !frame.contains("libjvm.so")
        && !frame.contains("libobjc.so")
        && !frame.contains("libstandins.so")
        && !frame.contains("/tests/standins/");
  }
}
