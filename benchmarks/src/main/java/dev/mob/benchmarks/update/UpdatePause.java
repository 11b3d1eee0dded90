package dev.mob.benchmarks.update;

import dev.mob.benchmarks.update.counters.Counters;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.UpdateReport;
import dev.mob.process.Child;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Updates an extension of many stateful processes again and again while senders never stop, and
 * says how long its processes rested each time. Fails when a message was lost, doubled or out of
 * order.
 */
public final class UpdatePause {
  private static final int SENDERS = 4;

  /** How far senders may be ahead of the processes, in messages: what the heap holds. */
  private static final long AHEAD = 1_000_000;

  private static final List<String> CLASSES =
      List.of("Counters", "Counters$Starter", "Counter", "Counter$State");

  private UpdatePause() {}

  /**
   * @param arguments processes, updates
   */
  public static void main(String[] arguments) throws Exception {
    int processes = Integer.parseInt(arguments[0]);
    int updates = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("update");
    Path extensions = Files.createDirectory(folder.resolve("extensions"));
    jar(extensions.resolve("counters.jar"), "1.0.0");
    Path[] versions = {folder.resolve("even.jar"), folder.resolve("odd.jar")};
    jar(versions[0], "1.1.0");
    jar(versions[1], "1.2.0");
    Path conf =
        Files.writeString(
            folder.resolve("mob.conf"),
            "mob { extension-path = [extensions], hot-update.probation = 0s\n"
                + "extensions { counters { processes = "
                + processes
                + ", senders = "
                + SENDERS
                + " } } }\n");
    try (Kernel kernel = JvmHost.of(conf).build()) {
      if (!kernel.boot().isHealthy()) {
        throw new IllegalStateException(kernel.status().toString());
      }
      measure(kernel, versions, updates, false);
      measure(kernel, versions, updates, true);
    }
    System.exit(0);
  }

  private static void measure(Kernel kernel, Path[] versions, int updates, boolean load)
      throws InterruptedException {
    ProcessRuntime runtime = kernel.runtime();
    List<Pid> pids =
        DynamicSupervisor.whichChildren(runtime, ProcessName.of("counters")).stream()
            .map(Child::pid)
            .toList();
    AtomicLong sent = new AtomicLong();
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS && load; i++) {
      senders.add(new Sender(runtime, pids, i, sent));
    }
    senders.forEach(Thread::start);
    double[] pauses = new double[updates];
    double[] whole = new double[updates];
    for (int i = 0; i < updates; i++) {
      UpdateReport report = kernel.update("counters", versions[i % 2]);
      pauses[i] = report.pause().toNanos() / 1e6;
      whole[i] = report.took().toNanos() / 1e6;
    }
    for (Sender sender : senders) {
      sender.stop = true;
      sender.join();
    }
    check(runtime, pids, sent.get());
    String under = load ? "_under_load" : "_idle";
    Arrays.sort(pauses);
    Arrays.sort(whole);
    System.out.printf("RESULT pause%s_median_ms %.2f%n", under, pauses[updates / 2]);
    System.out.printf("RESULT pause%s_longest_ms %.2f%n", under, pauses[updates - 1]);
    System.out.printf("RESULT update%s_median_ms %.2f%n", under, whole[updates / 2]);
    if (load) {
      System.out.printf("# %d messages sent while %d updates went on%n", sent.get(), updates);
    }
  }

  private static void check(ProcessRuntime runtime, List<Pid> pids, long sent) {
    long total = 0;
    for (Pid pid : pids) {
      Tuple seen = (Tuple) runtime.call(pid, "seen", Duration.ofMinutes(1));
      if ((Long) seen.get(1) != 0) {
        throw new IllegalStateException(pid + " got messages out of order");
      }
      total += (Long) seen.get(0);
    }
    if (total != sent) {
      throw new IllegalStateException(sent + " messages were sent and " + total + " handled");
    }
  }

  /** Sends each process the next number, in turn. */
  private static final class Sender extends Thread {
    private final ProcessRuntime runtime;
    private final List<Pid> pids;
    private final long number;
    private final AtomicLong sent;
    private volatile boolean stop;

    Sender(ProcessRuntime runtime, List<Pid> pids, long number, AtomicLong sent) {
      this.runtime = runtime;
      this.pids = pids;
      this.number = number;
      this.sent = sent;
    }

    @Override
    public void run() {
      for (long next = 1; !stop; next++) {
        for (Pid pid : pids) {
          runtime.send(pid, Tuple.of(number, next));
        }
        sent.addAndGet(pids.size());
        while (!stop && sent.get() - runtime.counters().reductions() > AHEAD) {
          LockSupport.parkNanos(100_000);
        }
      }
    }
  }

  /** A bundle of the extension's classes, which this program's class path has anyway. */
  private static void jar(Path file, String version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "counters");
    main.putValue("Bundle-Version", version);
    main.putValue("Import-Package", "dev.mob.config,dev.mob.extension,dev.mob.process");
    String descriptor =
        "id = counters, version = "
            + version
            + ", class = "
            + Counters.class.getName()
            + "\nsettings { processes { type = integer, required = true, doc = \"How many\" }\n"
            + "senders { type = integer, required = true, doc = \"How many\" } }\n";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      put(out, "META-INF/mob/extension.conf", descriptor.getBytes(StandardCharsets.UTF_8));
      for (String name : CLASSES) {
        String resource = name + ".class";
        try (InputStream in = Counters.class.getResourceAsStream(resource)) {
          put(out, "dev/mob/benchmarks/update/counters/" + resource, in.readAllBytes());
        }
      }
    }
  }

  private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
