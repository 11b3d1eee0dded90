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
        .filter(
            line ->
                line.contains("ERROR: AddressSanitizer") || line.contains("runtime error:"))
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
   * Leaks of memory that a library asked for, by the stacks: a frame of it comes before any of the
   * VM's. What the VM, the run time of Objective-C and the stand-ins keep for ever is theirs.
   */
  static List<String> leaksThrough(String library, String output) {
    List<String> leaks = new ArrayList<>();
    for (String block : output.split("\n\n")) {
      if (block.startsWith("Direct leak of") && reaches(library, block)) {
        leaks.add(block);
      }
    }
    return leaks;
  }

  private static boolean reaches(String library, String stack) {
    return Arrays.stream(stack.split("\n"))
        .filter(frame -> frame.trim().startsWith("#"))
        .takeWhile(frame -> !frame.contains("libjvm.so") && !frame.contains("libstandins.so"))
        .anyMatch(frame -> frame.contains(library));
  }
}
