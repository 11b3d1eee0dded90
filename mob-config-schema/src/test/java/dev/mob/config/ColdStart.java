package dev.mob.config;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node's boot does with configuration, in a JVM that has done nothing else: reads a mob.conf
 * and descriptors, and checks them. Prints the processor time it took, in milliseconds.
 *
 * <pre>java -cp ... dev.mob.config.ColdStart mob.conf extension.conf ...</pre>
 */
final class ColdStart {
  private ColdStart() {}

  public static void main(String[] arguments) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    MobConfFile file = new MobConfReader(System.getenv()).read(Paths.get(arguments[0]));
    List<Descriptor> descriptors = new ArrayList<>();
    DescriptorReader reader = new DescriptorReader();
    for (int i = 1; i < arguments.length; i++) {
      Path descriptor = Paths.get(arguments[i]);
      try (InputStream stream = Files.newInputStream(descriptor)) {
        descriptors.add(reader.read(stream, arguments[i]).orThrow());
      }
    }
    MobConf conf = file.check(descriptors, Conflicts.between(descriptors).list()).orThrow();
    long after = threads.getCurrentThreadCpuTime();
    System.out.println(conf.extensions().size() + " extensions");
    System.out.println((after - before) / 1_000_000 + " ms");
  }
}
