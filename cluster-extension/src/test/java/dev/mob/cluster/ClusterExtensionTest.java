package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.extension.OperatorCommand;
import dev.mob.extension.StatusNote;
import dev.mob.host.Host;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.process.Atom;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extension in a real kernel, as mob.conf activates it. */
@RequiresErl
final class ClusterExtensionTest {
  @TempDir Path folder;

  @Test
  void anActivatedNodeIsAPeerOfErlangAndObeysTheOperator() throws Exception {
    try (Nodes nodes = new Nodes();
        Kernel kernel =
            boot("cookie = \"" + Nodes.COOKIE + "\", epmd.port = " + nodes.epmdPort())) {
      Cluster cluster = kernel.find(Cluster.class).orElseThrow();
      cluster.opened().get(30, SECONDS); // Erlang's node needs our EPMD.
      ErlangNode erl = nodes.erlang("erl");
      cluster.expose("game", "move", 1, (arguments, caller) -> arguments.get(0) + " it is");

      assertThat(cluster.name()).isEqualTo(Atom.of("whiteboard@127.0.0.1"));
      assertThat(erl.eval("rpc:call('whiteboard@127.0.0.1', game, move, [<<\"left\">>])"))
          .isEqualTo("<<\"left it is\">>");
      assertThat(command(kernel, "nodes")).anySatisfy(row -> assertThat("" + row).contains("erl@"));
      assertThat(command(kernel, "connect", "erl@127.0.0.1"))
          .containsExactly("connected to erl@127.0.0.1");
      assertThat(command(kernel, "rpc", "erl@127.0.0.1", "lists", "reverse", "[[1, a, <<\"b\">>]]"))
          .containsExactly("[<<\"b\">>,a,1]");
      assertThat(command(kernel, "call", "erl@127.0.0.1", "net_kernel", "{is_auth, 'x@y'}"))
          .containsExactly("yes");
      assertThatThrownBy(() -> command(kernel, "call", "erl@127.0.0.1", "net_kernel", "{is_auth"))
          .hasMessageContaining("at character");
      assertThatThrownBy(() -> command(kernel, "connect", "nobody@127.0.0.1"))
          .isInstanceOf(NotConnected.class);
    }
  }

  @Test
  void theStatusTellsWhereItListensAsSoonAsItDoes() throws Exception {
    try (Kernel kernel = boot("epmd.enabled = false")) {
      StatusNote note = kernel.find(StatusNote.class).orElseThrow();
      await()
          .untilAsserted(
              () ->
                  assertThat(note.text())
                      .matches("whiteboard@127\\.0\\.0\\.1 listens on port \\d+"));
      assertThat(note.extension()).isEqualTo("cluster");
    }
  }

  @Test
  void aTakenPortFailsTheExtensionAndTheCauseIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Kernel kernel = boot("epmd.enabled = false, listen.port = " + taken.getLocalPort())) {
      await()
          .untilAsserted(
              () -> {
                ExtensionStatus status = kernel.status().extensions().get(0);
                assertThat(status.state()).isEqualTo(ExtensionState.FAILED);
                assertThat(status.failure().orElseThrow().summary())
                    .contains("cannot listen for other nodes")
                    .contains("" + taken.getLocalPort());
              });
      assertThat(kernel.runtime().node()).isEqualTo(Atom.of("nonode@nohost"));
    }
  }

  @Test
  void withoutACookieOneIsMadeThatOnlyTheOwnerReadsAndThatStays() throws Exception {
    Path cookie = folder.resolve("home/data/cluster/cookie");
    boot("epmd.enabled = false").close();
    String first = Files.readString(cookie);
    assertThat(first).hasSize(32);
    assertThat(Files.getPosixFilePermissions(cookie)).hasSize(2);
    boot("epmd.enabled = false").close();
    assertThat(Files.readString(cookie)).isEqualTo(first);
  }

  private Kernel boot(String settings) throws Exception {
    Path conf = folder.resolve("mob.conf");
    String text =
        "mob { node.name = whiteboard, home = \""
            + folder.resolve("home")
            + "\", extensions { cluster { "
            + settings
            + " } } }";
    Files.write(conf, text.getBytes(StandardCharsets.UTF_8));
    Kernel kernel =
        Kernel.builder(conf, Host.builder("jvm", folder.resolve("home")).build())
            .linked(LinkedExtensions.onClassPath(getClass().getClassLoader()))
            .build();
    kernel.boot();
    return kernel;
  }

  private static List<Object> command(Kernel kernel, String name, String... words)
      throws Exception {
    OperatorCommand found =
        kernel.findAll(OperatorCommand.class).stream()
            .filter(command -> command.name().equals(name))
            .findFirst()
            .orElseThrow();
    List<Object> items = new ArrayList<>();
    found.run(
        Map.of("words", List.of(words)),
        new OperatorCommand.Reply() {
          @Override
          public void item(Object value) {
            items.add(value);
          }

          @Override
          public boolean isOpen() {
            return true;
          }
        });
    return items;
  }
}
