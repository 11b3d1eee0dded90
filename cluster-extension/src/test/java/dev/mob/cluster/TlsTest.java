package dev.mob.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.cluster.erlang.ErlangNode;
import dev.mob.cluster.erlang.Inbox;
import dev.mob.cluster.erlang.Nodes;
import dev.mob.cluster.erlang.RequiresErl;
import dev.mob.process.Atom;
import dev.mob.process.Pid;
import dev.mob.process.Tuple;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides, with a real node on the other. */
@RequiresErl
final class TlsTest {
  @TempDir static Path folder;

  private final Nodes nodes = new Nodes();

  @AfterEach
  void stopNodes() {
    nodes.close();
  }

  /** An authority and two nodes that it has signed, and a stranger with an authority of his own. */
  @BeforeAll
  static void makeCertificates() throws Exception {
    authority("ca");
    signed("mob", "ca");
    signed("erl", "ca");
    authority("otherca");
    signed("stranger", "otherca");
  }

  private static void authority(String name) throws Exception {
    openssl(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + name,
        "-keyout",
        name + ".key",
        "-out",
        name + ".pem");
  }

  private static void signed(String name, String authority) throws Exception {
    Path extensions = folder.resolve(name + ".ext");
    Files.write(
        extensions,
        "subjectAltName=IP:127.0.0.1,DNS:127.0.0.1\n".getBytes(StandardCharsets.US_ASCII));
    openssl(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-keyout",
        name + ".key",
        "-out",
        name + ".csr");
    openssl(
        "x509",
        "-req",
        "-days",
        "2",
        "-in",
        name + ".csr",
        "-CA",
        authority + ".pem",
        "-CAkey",
        authority + ".key",
        "-CAcreateserial",
        "-extfile",
        extensions.toString(),
        "-out",
        name + ".pem");
  }

  private static void openssl(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(arguments));
    command.add(0, "openssl");
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static File file(String name) {
    return folder.resolve(name).toFile();
  }

  private static ClusterTls tls(String name, String authority) throws IOException {
    return ClusterTls.of(file(name + ".pem"), file(name + ".key"), file(authority + ".pem"));
  }

  private ErlangNode erlang(String certificate, String authority) throws IOException {
    String options =
        "{certfile,\"%1$s.pem\"},{keyfile,\"%1$s.key\"},{cacertfile,\"%2$s.pem\"},"
            + "{verify,verify_peer},{versions,['tlsv1.3']}";
    String both = String.format(options, folder.resolve(certificate), folder.resolve(authority));
    Path file = folder.resolve(certificate + ".ssl");
    String text = "[{server,[" + both + ",{fail_if_no_peer_cert,true}]},{client,[" + both + "]}].";
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return nodes.erlang(
        certificate, "-proto_dist", "inet_tls", "-ssl_dist_optfile", file.toString());
  }

  @Test
  void connectionsFromEitherSideAreUnderTlsWithCertificatesChecked() throws Exception {
    Nodes.Mob mob = nodes.mob("mob", options -> options.withTls(mobTls()));
    ErlangNode erl = erlang("erl", "ca");
    assertThat(erl.eval("net_adm:ping('mob@127.0.0.1')")).isEqualTo("pong");
    erl.eval("erlang:disconnect_node('mob@127.0.0.1')");
    org.awaitility.Awaitility.await().until(() -> mob.cluster.nodes().isEmpty());

    mob.cluster.connect("erl@127.0.0.1").get(30, SECONDS);
    Inbox inbox = Inbox.named(mob.runtime, "inbox");
    erl.eval("B = rand:bytes(5000000), {inbox, 'mob@127.0.0.1'} ! {self(), B}, ok");
    Tuple message = (Tuple) inbox.next();
    assertThat((byte[]) message.get(1)).hasSize(5_000_000);
    mob.runtime.send((Pid) message.get(0), Tuple.of(Atom.of("back"), message.get(1)));
    assertThat(erl.eval("receive {back, X} -> X =:= B end")).isEqualTo("true");
  }

  @Test
  void aNodeWithACertificateOfAnotherAuthorityStaysOut() throws Exception {
    Nodes.Mob mob = nodes.mob("mob", options -> options.withTls(mobTls()));
    ErlangNode stranger = erlang("stranger", "otherca");
    assertThat(stranger.eval("net_adm:ping('mob@127.0.0.1')")).isEqualTo("pang");
    assertThatThrownBy(() -> mob.cluster.connect("stranger@127.0.0.1").get(60, SECONDS))
        .hasCauseInstanceOf(NotConnected.class);
    assertThat(mob.cluster.nodes()).isEmpty();
  }

  @Test
  void aNodeWithoutTlsStaysOut() throws Exception {
    nodes.mob("mob", options -> options.withTls(mobTls()));
    ErlangNode plain = nodes.erlang("plain");
    assertThat(plain.eval("net_adm:ping('mob@127.0.0.1')")).isEqualTo("pang");
  }

  @Test
  void filesThatAreNotThereAreNamed() {
    assertThatThrownBy(() -> ClusterTls.of(file("none.pem"), file("mob.key"), file("ca.pem")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.pem");
    assertThatThrownBy(() -> ClusterTls.of(file("mob.pem"), file("ca.pem"), file("ca.pem")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("do not go together");
  }

  private static ClusterTls mobTls() {
    try {
      return tls("mob", "ca");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
