package dev.mob.host.jvm.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.Cluster;
import dev.mob.cluster.LocalNetwork;
import dev.mob.extension.SuspendListener;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.Kernel;
import dev.mob.process.Atom;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes find each other by multicast DNS, which stays on the loopback interface here. */
final class LocalNetworkTest {
  @TempDir Path folder;

  @Test
  void twoNodesWithoutEpmdFindEachOtherAndMeetAgainAfterASleep() throws Exception {
    try (Kernel alice = boot("alice");
        Kernel bob = boot("bob")) {
      Cluster here = alice.find(Cluster.class).orElseThrow();
      Cluster there = bob.find(Cluster.class).orElseThrow();
      await()
          .atMost(60, SECONDS)
          .until(() -> here.nodes().contains(there.name()) && there.nodes().contains(here.name()));

      SuspendListener phone = bob.find(SuspendListener.class).orElseThrow();
      phone.suspending(Duration.ofSeconds(10));
      await().until(() -> here.nodes().isEmpty());
      assertThat(there.name()).isEqualTo(Atom.of("bob@127.0.0.1"));
      phone.resuming(Duration.ofMinutes(1));
      await().atMost(60, SECONDS).until(() -> here.nodes().contains(there.name()));
    }
  }

  private Kernel boot(String name) throws Exception {
    Path home = folder.resolve(name);
    Path conf = folder.resolve(name + ".conf");
    Files.writeString(
        conf,
        "mob { node.name = "
            + name
            + ", home = \""
            + home
            + "\", extensions { cluster { cookie = \"a-test-cookie\", epmd.enabled = false,"
            + " local-network { enabled = true, connect = true } } } }",
        StandardCharsets.UTF_8);
    Kernel kernel =
        JvmHost.of(conf)
            .home(home)
            .offer(LocalNetwork.class, new JmdnsNetwork(InetAddress.getLoopbackAddress()))
            .build();
    kernel.boot();
    return kernel;
  }
}
