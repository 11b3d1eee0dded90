package dev.mob.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mob.extension.OperatorCommand;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlTest {
  @TempDir private Path folder;
  private final List<OperatorCommand> commands = new CopyOnWriteArrayList<>();
  private Path socket;
  private ControlServer server;
  private ControlClient client;

  @BeforeEach
  void listen() throws IOException {
    socket = folder.resolve("control.sock");
    server = new ControlServer(socket, () -> commands);
    client = new ControlClient(socket);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aCommandAnswersItemByItem() throws Exception {
    offer(
        "count",
        (arguments, reply) -> {
          for (long i = 0; i < (Long) arguments.get("to"); i++) {
            reply.item(i);
          }
        });

    assertThat(client.ask("count", Map.of("to", 3))).containsExactly(0L, 1L, 2L);
  }

  @Test
  void anAnswerMayBeNothingOrNull() throws Exception {
    offer("silent", (arguments, reply) -> {});
    offer("null", (arguments, reply) -> reply.item(null));

    assertThat(client.ask("silent", Map.of())).isEmpty();
    assertThat(client.ask("null", Map.of())).containsExactly((Object) null);
  }

  @Test
  void anUnknownCommandIsRefusedWithThoseThatThereAre() {
    offer("tree", (arguments, reply) -> {});
    offer("status", (arguments, reply) -> {});

    assertRefused("trees", ControlProtocol.UNKNOWN_COMMAND, "'trees'; it has status, tree");
  }

  @Test
  void aCommandThatThrowsEndsWithItsMessageAndTheNextOneWorks() throws Exception {
    offer(
        "broken",
        (arguments, reply) -> {
          throw new IllegalStateException("no disk");
        });
    offer(
        "picky",
        (arguments, reply) -> {
          throw new IllegalArgumentException("'to' is a number");
        });
    offer(
        "unconnected",
        (arguments, reply) -> {
          throw new IOException("no such node is known");
        });
    offer("fine", (arguments, reply) -> reply.item("yes"));

    assertRefused("unconnected", ControlProtocol.FAILED, "no such node is known");
    assertRefused("broken", ControlProtocol.FAILED, "no disk");
    assertRefused("picky", ControlProtocol.BAD_ARGUMENTS, "picky: 'to' is a number");
    assertThat(client.ask("fine", Map.of())).containsExactly("yes");
  }

  @Test
  void commandsMayComeWhileItListens() throws Exception {
    assertRefused("late", ControlProtocol.UNKNOWN_COMMAND, "late");

    offer("late", (arguments, reply) -> reply.item("here"));

    assertThat(client.ask("late", Map.of())).containsExactly("here");
  }

  @Test
  void onlyItsOwnerMayOpenTheSocket() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void aSocketThatAKilledKernelLeftBehindDoesNotAnswerAndIsReplaced() throws Exception {
    Path stale = folder.resolve("stale.sock");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(stale))
        .close();
    assertThat(stale).exists();
    assertThat(new ControlClient(stale).isAnswered()).isFalse();

    ControlServer next = new ControlServer(stale, () -> commands);

    assertThat(new ControlClient(stale).isAnswered()).isTrue();
    next.close();
    assertThat(stale).doesNotExist();
  }

  @Test
  void aRequestOfAnotherVersionIsToldWhichOneIsSpoken() throws IOException {
    assertThat(answerTo("{\"mob\":2,\"command\":\"status\"}\n"))
        .contains(ControlProtocol.BAD_VERSION)
        .contains("speaks version 1");
  }

  @Test
  void whatIsNoRequestIsRefused() throws IOException {
    offer("x", (arguments, reply) -> {});

    assertThat(answerTo("GET / HTTP/1.1\n")).contains(ControlProtocol.BAD_REQUEST);
    assertThat(answerTo("[]\n")).contains(ControlProtocol.BAD_REQUEST);
    assertThat(answerTo("{\"mob\":1,\"command\":\"x\",\"arguments\":7}\n"))
        .contains(ControlProtocol.BAD_REQUEST);
  }

  @Test
  void aRequestThatNeverEndsIsCutOffAtTheLimit() throws IOException {
    assertThat(answerTo("x".repeat(ControlProtocol.MAX_REQUEST + 1)))
        .contains(ControlProtocol.BAD_REQUEST)
        .contains("more than 65536 bytes");
  }

  @Test
  void aCommandLearnsThatItsClientHasGone() throws Exception {
    AtomicBoolean noticed = new AtomicBoolean();
    CountDownLatch running = new CountDownLatch(1);
    offer(
        "wait",
        (arguments, reply) -> {
          running.countDown();
          while (reply.isOpen()) {
            Thread.onSpinWait();
          }
          noticed.set(true);
        });
    try (SocketChannel channel = open()) {
      write(channel, "{\"mob\":1,\"command\":\"wait\"}\n");
      running.await();
    }

    await().untilTrue(noticed);
  }

  @Test
  void closingInterruptsWhatStillRuns() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    offer(
        "sleep",
        (arguments, reply) -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
        });
    try (SocketChannel channel = open()) {
      write(channel, "{\"mob\":1,\"command\":\"sleep\"}\n");
      running.await();

      server.close();

      await().untilTrue(interrupted);
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void moreClientsThanItServesAtOnceWaitTheirTurn() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    offer(
        "gate",
        (arguments, reply) -> {
          gate.await();
          reply.item("through");
        });
    List<SocketChannel> channels = new ArrayList<>();
    for (int i = 0; i < ControlServer.MAX_CONNECTIONS + 8; i++) {
      SocketChannel channel = open();
      write(channel, "{\"mob\":1,\"command\":\"gate\"}\n");
      channels.add(channel);
    }

    gate.countDown();

    for (SocketChannel channel : channels) {
      assertThat(read(channel)).contains("through").contains("\"end\":true");
      channel.close();
    }
  }

  private void assertRefused(String command, String code, String message) {
    assertThatThrownBy(() -> client.ask(command, Map.of()))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining(message)
        .extracting(thrown -> ((ControlException) thrown).code())
        .isEqualTo(code);
  }

  private String answerTo(String request) throws IOException {
    try (SocketChannel channel = open()) {
      write(channel, request);
      return read(channel);
    }
  }

  private SocketChannel open() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static String read(SocketChannel channel) throws IOException {
    return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
  }

  private void offer(String name, Work work) {
    commands.add(
        new OperatorCommand() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public String summary() {
            return "a command of this test";
          }

          @Override
          public void run(Map<String, Object> arguments, Reply reply) throws Exception {
            work.run(arguments, reply);
          }
        });
  }

  private interface Work {
    void run(Map<String, Object> arguments, OperatorCommand.Reply reply) throws Exception;
  }
}
