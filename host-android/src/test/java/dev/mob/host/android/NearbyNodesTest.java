package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.Cluster;
import dev.mob.cluster.LocalNetwork;
import dev.mob.host.Host;
import dev.mob.host.android.cluster.NsdNetwork;
import dev.mob.kernel.ConfSource;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.LinkedExtensions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** The cluster extension finds nodes by what the host offers it. */
@RunWith(PhoneRunner.class)
@Config(
    application = TestApplication.class,
    shadows = {PhoneNetwork.class, PhoneWifi.class, PhoneWifi.Lock.class},
    sdk = {26, 35})
public final class NearbyNodesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TestApplication application = (TestApplication) RuntimeEnvironment.getApplication();

  @After
  public void stop() {
    application.mob().stop();
  }

  private static String conf(String node) {
    return "mob { node.name = "
        + node
        + ", extensions.cluster { cookie = \"a-test-cookie\", epmd.enabled = false,"
        + " local-network { enabled = true, connect = true } } }";
  }

  @Test
  public void two_nodes_that_nobody_has_told_of_each_other_meet_on_the_wifi() throws Exception {
    MobHost host = application.start(app -> app.confText("mob.conf", conf("alice")));
    host.ready().get(120, TimeUnit.SECONDS);
    Path home = folder.getRoot().toPath();
    Host other =
        Host.builder("android", home)
            .offer(LocalNetwork.class, new NsdNetwork(application))
            .build();
    try (Kernel bob =
        Kernel.builder(ConfSource.text("mob.conf", conf("bob"), home), other)
            .linked(LinkedExtensions.onClassPath(getClass().getClassLoader()))
            .build()) {
      bob.boot();
      Cluster here = host.kernel().find(Cluster.class).orElseThrow();
      Cluster there = bob.find(Cluster.class).orElseThrow();

      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> here.nodes().contains(there.name()) && there.nodes().contains(here.name()));

      assertThat(PhoneNetwork.of().names()).hasSize(2);
    }
  }
}
