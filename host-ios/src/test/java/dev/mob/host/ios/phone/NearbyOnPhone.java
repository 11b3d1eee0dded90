package dev.mob.host.ios.phone;

import static dev.mob.host.ios.phone.Iphone.count;
import static dev.mob.host.ios.phone.Iphone.eventually;
import static dev.mob.host.ios.phone.Iphone.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.cluster.Cluster;
import dev.mob.cluster.LocalNetwork;
import dev.mob.cluster.LocalNetwork.Service;
import dev.mob.host.Host;
import dev.mob.host.ios.internal.nearby.BonjourNetwork;
import dev.mob.host.ios.internal.shim.Bonjour;
import dev.mob.kernel.ConfSource;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.LinkedExtensions;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services of the local network by Bonjour. */
final class NearbyOnPhone implements LocalNetwork.Listener {
  private static final String TYPE = "_mob._tcp";
  private static final String TEXT = "0a6e6f64653d6140622e63"; // "node=a@b.c" behind its length

  @TempDir Path folder;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private BonjourNetwork network;

  @Override
  public void found(Service service, InetSocketAddress address) {
    addresses.add(address);
    heard.add(service.name() + service.attributes() + " at " + address.getPort());
  }

  @Override
  public void lost(String name) {
    heard.add("no " + name);
  }

  @BeforeEach
  void start() {
    Iphone.restart();
    network = new BonjourNetwork(new Bonjour());
  }

  @AfterEach
  void nothing_is_left_behind() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    network.close();
    assertThat(count("net.operations")).isZero();
  }

  private void search(String type) throws IOException {
    open.add(network.browse(type, this));
  }

  @Test
  void services_that_are_there_come_and_go_are_told_with_what_they_say() throws Exception {
    phone("net.announced", "alice", "10.0.0.1", 9100, TEXT, 1);
    search(TYPE);
    eventually(() -> assertThat(heard).containsExactly("alice{node=a@b.c} at 9100"));
    assertThat(addresses.get(0).getAddress().getHostAddress()).isEqualTo("10.0.0.1");
    phone("net.announced", "bob", "10.0.0.2", 9200, "00", 1);
    eventually(() -> assertThat(heard).contains("bob{} at 9200"));
    phone("net.gone", "alice");
    eventually(() -> assertThat(heard).contains("no alice"));
  }

  @Test
  void a_service_on_two_interfaces_is_there_until_both_have_lost_it() throws Exception {
    phone("net.announced", "alice", "10.0.0.1", 9100, TEXT, 1, 2);
    search(TYPE);
    eventually(() -> assertThat(heard).hasSize(2));
    phone("net.goneFrom", "alice", 1);
    phone("net.announced", "bob", "10.0.0.2", 9200, "00", 1);
    eventually(() -> assertThat(heard).contains("bob{} at 9200"));
    assertThat(heard).doesNotContain("no alice");
    phone("net.goneFrom", "alice", 2);
    eventually(() -> assertThat(heard).contains("no alice"));
  }

  @Test
  void an_address_of_one_link_keeps_its_interface() throws Exception {
    phone("net.announced", "alice", "fe80::1", 9100, TEXT, 3);
    search(TYPE);
    eventually(() -> assertThat(addresses).hasSize(1));
    assertThat(((Inet6Address) addresses.get(0).getAddress()).getScopeId()).isEqualTo(3);
  }

  @Test
  void what_is_announced_is_on_the_network_until_it_is_closed() throws Exception {
    phone("net.announced", "alice", "10.0.0.1", 9100, TEXT, 1);
    AutoCloseable announced =
        network.announce(new Service(TYPE, "alice", 9300, Map.of("node", "a@b.c")));
    assertThat(phone("net.services")).containsExactly("alice", "alice (2)");
    assertThat(phone("net.text", "alice (2)")).containsExactly(TEXT);
    announced.close();
    announced.close();
    assertThat(phone("net.services")).containsExactly("alice");
  }

  @Test
  void a_type_that_info_plist_does_not_name_ends_the_search() throws Exception {
    search("_other._tcp");
    eventually(() -> assertThat(count("net.operations")).isZero());
  }

  @Test
  void a_user_who_does_not_allow_the_network_is_named_with_the_way_to_allow_it() throws Exception {
    phone("net.denies", true);
    assertThatThrownBy(() -> network.announce(new Service(TYPE, "alice", 9100, Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Settings, Privacy & Security, Local Network");
    search(TYPE);
    eventually(() -> assertThat(count("net.operations")).isZero());
  }

  @Test
  void a_service_that_cannot_be_announced_is_refused_at_once() {
    assertThatThrownBy(() -> network.announce(new Service(TYPE, "alice", 0, Map.of())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("-65540");
  }

  @Test
  void a_daemon_that_ends_takes_searches_and_announcements_along() throws Exception {
    open.add(network.announce(new Service(TYPE, "alice", 9100, Map.of())));
    search(TYPE);
    eventually(() -> assertThat(heard).isNotEmpty());
    phone("net.daemonEnds");
    eventually(() -> assertThat(count("net.operations")).isZero());
  }

  @Test
  void two_nodes_that_nobody_has_told_of_each_other_meet() throws Exception {
    try (Kernel alice = boot("alice");
        Kernel bob = boot("bob")) {
      Cluster here = alice.find(Cluster.class).orElseThrow();
      Cluster there = bob.find(Cluster.class).orElseThrow();
      eventually(() -> assertThat(here.nodes()).contains(there.name()));
      eventually(() -> assertThat(there.nodes()).contains(here.name()));
    }
  }

  private Kernel boot(String node) {
    Path home = folder.resolve(node);
    String conf =
        "mob { node.name = "
            + node
            + ", extensions.cluster { cookie = \"a-test-cookie\", epmd.enabled = false,"
            + " local-network { enabled = true, connect = true } } }";
    Kernel kernel =
        Kernel.builder(
                ConfSource.text("mob.conf", conf, folder),
                Host.builder("ios", home).offer(LocalNetwork.class, network).build())
            .linked(LinkedExtensions.onClassPath(getClass().getClassLoader()))
            .build();
    kernel.boot();
    return kernel;
  }
}
