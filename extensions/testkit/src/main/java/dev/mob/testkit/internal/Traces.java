package dev.mob.testkit.internal;

import dev.mob.kernel.Kernel;
import dev.mob.process.Pid;
import dev.mob.process.ProcessInfo;
import dev.mob.testkit.MobNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an extension can leave behind, at one moment: processes, registered names, services and
 * threads, each as a line for people.
 */
public record Traces(
    List<String> processes, List<String> names, List<String> services, List<String> threads) {
  /** Threads that are the kernel's or the JVM's, whatever extension they have worked for. */
  private static final List<String> NOT_THE_EXTENSIONS =
      List.of(
          "mob-worker-",
          "mob-timers",
          "mob-blocking-",
          "mob-kernel",
          "Felix",
          "ForkJoinPool.commonPool-",
          "process reaper",
          "Common-Cleaner",
          "JNA Cleaner",
          "Attach Listener");

  /** What there is now. */
  public static Traces of(MobNode node) {
    Kernel kernel = node.kernel();
    return new Traces(
        node.runtime().processes().stream()
            .map(each -> described(node, each))
            .sorted()
            .collect(Collectors.toList()),
        new ArrayList<>(
            new TreeSet<>(
                node.runtime().registered().keySet().stream().map(Object::toString).toList())),
        kernel.services(),
        liveThreads());
  }

  private static String described(MobNode node, Pid pid) {
    return pid + node.runtime().info(pid).map(ProcessInfo::behaviour).map(b -> " " + b).orElse("");
  }

  private static List<String> liveThreads() {
    List<String> threads = new ArrayList<>();
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      String name = each.getKey().getName();
      if (NOT_THE_EXTENSIONS.stream().noneMatch(name::startsWith)) {
        StackTraceElement[] stack = each.getValue();
        threads.add(
            name + " #" + each.getKey().getId() + (stack.length == 0 ? "" : " at " + stack[0]));
      }
    }
    threads.sort(null);
    return threads;
  }

  /** A thread as it can be recognised again, wherever it is now. */
  static String identity(String thread) {
    int at = thread.indexOf(" at ");
    return at < 0 ? thread : thread.substring(0, at);
  }

  /** What is here and was not there. */
  public List<String> since(Traces before) {
    List<String> more = new ArrayList<>();
    add(more, "process ", processes, before.processes);
    add(more, "registered name ", names, before.names);
    List<String> left = new ArrayList<>(services);
    before.services.forEach(left::remove);
    left.forEach(each -> more.add("service " + each));
    List<String> known = before.threads.stream().map(Traces::identity).toList();
    threads.stream()
        .filter(each -> !known.contains(identity(each)))
        .forEach(each -> more.add("thread " + each));
    return more;
  }

  private static void add(List<String> to, String what, List<String> now, List<String> before) {
    now.stream().filter(each -> !before.contains(each)).forEach(each -> to.add(what + each));
  }
}
