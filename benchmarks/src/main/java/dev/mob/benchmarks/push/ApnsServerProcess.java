package dev.mob.benchmarks.push;

import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;

/**
 * Pushy's mock APNs server in a process of its own, so that its memory is not counted as the
 * sender's. Prints {@code ready} and serves until its standard input ends.
 */
public final class ApnsServerProcess {
  private ApnsServerProcess() {}

  public static void main(String[] arguments) throws Exception {
    Certificate certificate = Certificate.in(Path.of(arguments[0]));
    MockApnsServer server =
        new MockApnsServerBuilder()
            .setServerCredentials(
                new X509Certificate[] {certificate.certificate()}, certificate.key(), null)
            .setHandlerFactory(session -> (headers, payload) -> {})
            .setMaxConcurrentStreams(1_000)
            .build();
    server.start(Integer.parseInt(arguments[1])).get(30, TimeUnit.SECONDS);
    System.out.println("ready");
    while (System.in.read() >= 0) {
      continue; // Its parent says nothing; the end of its parent ends it.
    }
    System.exit(0);
  }
}
