package dev.mob.host.android;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.net.nsd.NsdManager;
import android.os.Looper;
import dev.mob.cluster.LocalNetwork;
import dev.mob.cluster.LocalNetwork.Service;
import dev.mob.host.android.cluster.NsdNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ThrowingRunnable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** Services of the local network by NsdManager, on a network that the test plays. */
@RunWith(PhoneRunner.class)
@Config(shadows = {PhoneNetwork.class, PhoneWifi.class, PhoneWifi.Lock.class})
public final class NsdNetworkTest {
  private static final String TYPE = "_mob._tcp";
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final Application application = RuntimeEnvironment.getApplication();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private PhoneNetwork others;
  private NsdNetwork network;

  @Before
  public void onWifi() {
    others = PhoneNetwork.of();
    network = new NsdNetwork(application);
  }

  @After
  public void close() throws Exception {
    for (AutoCloseable search : open) {
      search.close();
    }
  }

  private static LocalNetwork.Listener listener(List<String> heard) {
    return new LocalNetwork.Listener() {
      @Override
      public void found(Service service, InetSocketAddress address) {
        heard.add(service.name() + service.attributes() + " at " + address.getPort());
      }

      @Override
      public void lost(String name) {
        heard.add("no " + name);
      }
    };
  }

  private static void eventually(ThrowingRunnable holds) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(holds);
  }

  private void search(List<String> into) throws IOException {
    open.add(network.browse(TYPE, listener(into)));
  }

  private static int locks() {
    return PhoneWifi.of().multicastLocks();
  }

  @Test
  public void services_that_are_there_come_and_go_are_told_with_what_they_say() throws Exception {
    others.announced("alice", HERE, 9100, Map.of("node", "alice@10.0.0.1"));
    search(heard);
    eventually(() -> assertThat(heard).containsExactly("alice{node=alice@10.0.0.1} at 9100"));
    others.announced("bob", HERE, 9200, Map.of());
    eventually(() -> assertThat(heard).contains("bob{} at 9200"));
    others.gone("alice");
    eventually(() -> assertThat(heard).contains("no alice"));
  }

  @Test
  public void three_that_appear_at_once_are_all_resolved_though_one_at_a_time_can_be()
      throws Exception {
    for (String name : List.of("a", "b", "c")) {
      others.announced(name, HERE, 9100, Map.of());
    }
    search(heard);
    eventually(
        () ->
            assertThat(heard)
                .containsExactlyInAnyOrder("a{} at 9100", "b{} at 9100", "c{} at 9100"));
  }

  @Test
  public void a_service_is_asked_for_again_when_another_part_of_the_app_was_in_the_way()
      throws Exception {
    others.isResolving(true);
    others.announced("alice", HERE, 9100, Map.of());
    search(heard);
    eventually(() -> assertThat(others.questions()).isEqualTo(1));
    others.isResolving(false);
    await()
        .pollInSameThread() // Its pause passes on the main thread, which is this one.
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(1));
              assertThat(heard).containsExactly("alice{} at 9100");
            });
    assertThat(others.questions()).isEqualTo(2);
  }

  @Test
  public void nothing_is_told_when_the_search_is_over() throws Exception {
    List<String> heardBefore = new CopyOnWriteArrayList<>();
    network.browse(TYPE, listener(heardBefore)).close();
    search(heard);
    others.announced("alice", HERE, 9100, Map.of());
    eventually(() -> assertThat(heard).isNotEmpty());
    assertThat(heardBefore).isEmpty();
  }

  @Test
  public void what_is_announced_is_on_the_network_until_it_is_closed() throws Exception {
    AutoCloseable announced =
        network.announce(new Service(TYPE, "alice", 9100, Map.of("node", "alice@10.0.0.1")));
    assertThat(others.service("alice").getPort()).isEqualTo(9100);
    assertThat(new String(others.service("alice").getAttributes().get("node"), UTF_8))
        .isEqualTo("alice@10.0.0.1");
    announced.close();
    announced.close();
    assertThat(others.names()).isEmpty();
  }

  @Test
  public void the_wifi_is_kept_open_for_multicast_while_something_is_in_use_and_no_longer()
      throws Exception {
    assertThat(locks()).isZero();
    AutoCloseable search = network.browse(TYPE, listener(heard));
    AutoCloseable announced = network.announce(new Service(TYPE, "alice", 9100, Map.of()));
    assertThat(locks()).isEqualTo(2);
    search.close();
    assertThat(locks()).isEqualTo(1);
    announced.close();
    announced.close();
    assertThat(locks()).isZero();
  }

  @Test
  public void a_refusal_is_said_in_words_and_leaves_nothing_behind() {
    others.refuses(NsdManager.FAILURE_MAX_LIMIT);
    assertThatThrownBy(() -> network.browse(TYPE, listener(heard)))
        .isInstanceOf(IOException.class)
        .hasMessage("Android does not look for _mob._tcp: too many apps look for services");
    assertThatThrownBy(() -> network.announce(new Service(TYPE, "alice", 9100, Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessage("Android does not announce alice: too many apps look for services");
    assertThat(locks()).isZero();
  }
}
