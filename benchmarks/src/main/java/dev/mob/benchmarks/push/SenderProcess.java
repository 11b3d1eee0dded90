package dev.mob.benchmarks.push;

import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The measured process: peers take turns, the median of five rounds counts. */
public final class SenderProcess {
  private static final int ROUNDS = 5;
  private static final Logger ROOT = Logger.getLogger("");

  private SenderProcess() {}

  /** A piece of work that is timed. */
  interface Work {
    /** Does it and answers how many a second. */
    double run(int count) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    ROOT.setLevel(Level.WARNING);
    Path folder = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    int messages = Integer.parseInt(arguments[2]);
    int devices = Integer.parseInt(arguments[3]);
    Certificate certificate = Certificate.in(folder);
    ApnsSigningKey key = signingKey();

    try (PushyAlone pushy = new PushyAlone(port, certificate, key);
        OutboxToApns outbox = new OutboxToApns(folder, port, certificate, key)) {
      compare(
          "send " + messages + " messages to the mock APNs server",
          messages,
          "Pushy alone",
          pushy::send,
          "outbox to Pushy to done",
          outbox::send);
    }
    try (RawInserts raw = new RawInserts(folder);
        Enqueue enqueue = new Enqueue(folder)) {
      compare(
          "put " + messages + " messages on disk (WAL, synchronous FULL)",
          messages,
          "bare SQLite inserts, 500 a commit",
          raw::insert,
          "PushSender.sendAsync",
          enqueue::send);
    }
    try (Million million = new Million(folder)) {
      million.run(devices);
    }
    System.out.printf(Locale.ROOT, "%npeak heap %d MB of %d MB%n", peakHeap(), maxHeap());
  }

  private static void compare(
      String title, int count, String peer, Work peerWork, String own, Work ownWork)
      throws Exception {
    double[] peers = new double[ROUNDS];
    double[] owns = new double[ROUNDS];
    peerWork.run(count); // warm-up
    ownWork.run(count);
    for (int round = 0; round < ROUNDS; round++) {
      peers[round] = peerWork.run(count);
      owns[round] = ownWork.run(count);
    }
    double peerRate = median(peers);
    double ownRate = median(owns);
    System.out.printf(Locale.ROOT, "%n%s%n", title);
    System.out.printf(Locale.ROOT, "  %-36s %,10.0f /s   %s%n", peer, peerRate, all(peers));
    System.out.printf(
        Locale.ROOT,
        "  %-36s %,10.0f /s   %s   ratio %.2f%n",
        own,
        ownRate,
        all(owns),
        ownRate / peerRate);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static String all(double[] values) {
    return Arrays.toString(Arrays.stream(values).mapToLong(Math::round).toArray());
  }

  static long peakHeap() {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    return peak >> 20;
  }

  private static long maxHeap() {
    return Runtime.getRuntime().maxMemory() >> 20;
  }

  private static ApnsSigningKey signingKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return new ApnsSigningKey(
        "KEYIDKEYID", "TEAMIDTEAM", (ECPrivateKey) generator.generateKeyPair().getPrivate());
  }
}
