package dev.mob.host.jvm.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.control.Json;
import dev.mob.notify.PushResult;
import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.platform.Alert;
import dev.mob.notify.platform.Arrival;
import dev.mob.notify.platform.Planned;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.notify.platform.Wording;
import dev.mob.testkit.conformance.HeardPushes;
import dev.mob.testkit.conformance.NotifyConformance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM's notifications, held to what every host's are, with a gateway that speaks the protocol.
 */
final class JvmNotificationsTest implements NotifyConformance {
  private static final Duration WHILE = Duration.ofMillis(700);

  @TempDir Path folder;

  private PlainGateway gateway;
  private JvmNotifications push;
  private String told = "00c0ffee";

  @BeforeEach
  void start() throws IOException {
    gateway = new PlainGateway(folder.resolve("g.sock"));
    push = started();
  }

  private JvmNotifications started() {
    return JvmNotifications.withGateway(
        folder.resolve("push"), folder.resolve("g.sock"), "tester", Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    push.close();
    gateway.close();
  }

  @Override
  public PushPlatform push() {
    return push;
  }

  @Override
  public String pushService() {
    return "local";
  }

  @Override
  public void receive(String id, Map<String, String> data) {
    gateway.say(Map.of("message", id, "data", data));
  }

  @Override
  public boolean hasBackground() {
    return false;
  }

  @Override
  public void toBackground() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<String> shown() {
    return push.shown().stream().map(Alert::id).toList();
  }

  @Override
  public void tap(String id, String action, String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<RegistrationFailure.Reason> failures() {
    return Set.of(RegistrationFailure.Reason.NO_NETWORK);
  }

  @Override
  public void failRegistration(RegistrationFailure.Reason reason) {
    gateway.close();
  }

  @Override
  public void until(BooleanSupplier condition) {
    try {
      await().until(condition::getAsBoolean);
    } catch (ConditionTimeoutException e) {
      assertThat(e).as("said by the test's own assertions").isNotNull();
    }
  }

  @Override
  public void forAWhile() {
    // Real time: a condition that does not come true, watched for as long.
    long end = System.nanoTime() + WHILE.toNanos();
    await().until(() -> System.nanoTime() > end);
  }

  private void registered(HeardPushes heard) {
    push.register();
    await().until(() -> !heard.tokens().isEmpty());
  }

  @Test
  void a_message_is_acknowledged_when_its_window_is_finished() {
    registered(HeardPushes.by(push));
    receive("m1", Map.of("mob_id", "m1"));
    await().until(() -> gateway.heard.contains(Map.of("ack", "m1")));
  }

  @Test
  void the_token_outlives_the_program_and_a_lost_gateway_is_found_again() throws IOException {
    HeardPushes heard = HeardPushes.by(push);
    registered(heard);
    push.close();
    gateway.close();
    told = "another";
    gateway = new PlainGateway(folder.resolve("g.sock"));
    push = started();
    HeardPushes again = HeardPushes.by(push);
    registered(again);
    assertThat(gateway.heard.get(0)).isEqualTo(hello("00c0ffee"));
    gateway.close();
    gateway = new PlainGateway(folder.resolve("g.sock"));
    await().until(() -> again.tokens().size() >= 2);
    assertThat(gateway.heard.get(0)).isEqualTo(hello("another"));
  }

  private static Map<String, Object> hello(String token) {
    return Map.of("gateway", 1L, "name", "tester", "token", token);
  }

  @Test
  void unregistering_tells_the_gateway_and_forgets_the_token() {
    registered(HeardPushes.by(push));
    push.unregister();
    await().until(() -> gateway.heard.contains(Map.of("unregister", true)));
    assertThat(folder.resolve("push/token")).doesNotExist();
  }

  @Test
  void what_was_planned_and_not_shown_is_still_planned_in_the_next_run() {
    Planned later =
        new Planned(
            new Alert("l", Wording.plain("L"), Wording.NONE, Map.of(), List.of(), Alert.Look.PLAIN),
            new Planned.At(push.now() + 3_600_000));
    push.plan(List.of(later));
    push.close();
    push = started();
    assertThat(push.planned()).containsExactly("l");
  }

  @Test
  void without_a_gateway_registering_says_what_to_set() {
    JvmNotifications alone =
        JvmNotifications.withoutGateway(folder.resolve("alone"), Clock.systemUTC());
    HeardPushes heard = HeardPushes.by(alone);
    alone.register();
    assertThat(heard.failures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.reason()).isEqualTo(RegistrationFailure.Reason.UNSUPPORTED);
              assertThat(failure.message()).contains("notify.gateway = local");
            });
    alone.close();
  }

  /** The other side of the protocol: gives each device the same token and hears what it says. */
  private final class PlainGateway {
    final List<Object> heard = new CopyOnWriteArrayList<>();
    private final ServerSocketChannel listening;
    private final Path socket;
    private volatile SocketChannel device;

    PlainGateway(Path socket) throws IOException {
      this.socket = socket;
      listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listening.bind(UnixDomainSocketAddress.of(socket));
      Thread thread = new Thread(this::serve, "plain-gateway");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      while (listening.isOpen()) {
        try {
          device = listening.accept();
          BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(Channels.newInputStream(device), StandardCharsets.UTF_8));
          heard.add(Json.read(reader.readLine()));
          say(Map.of("token", told));
          String line;
          while ((line = reader.readLine()) != null) {
            heard.add(Json.read(line));
          }
        } catch (IOException | RuntimeException gone) {
          // The device, or this gateway, has ended.
          assertThat(gone).isNotNull();
        }
      }
    }

    void say(Map<String, ?> line) {
      try {
        GatewayProtocol.write(device, line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      try {
        listening.close();
        if (device != null) {
          device.close();
        }
        Files.deleteIfExists(socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void a_silent_message_waits_for_its_handler_before_it_is_acknowledged() {
    List<PushPlatform.Window> windows = new CopyOnWriteArrayList<>();
    push.listen(
        new PushPlatform.Listener() {
          @Override
          public void permissionAnswered(dev.mob.notify.PushPermission permission) {}

          @Override
          public void registered(dev.mob.notify.PushToken token) {}

          @Override
          public void registrationFailed(RegistrationFailure failure) {}

          @Override
          public void arrived(
              Arrival arrival, boolean shown, boolean inFront, PushPlatform.Window window) {
            windows.add(window);
          }

          @Override
          public void tapped(Arrival arrival, String action, String text) {}
        });
    push.register();
    await().until(() -> !gateway.heard.isEmpty());
    await().until(() -> gateway.device != null);
    receive("m1", Map.of("mob_silent", "1"));
    await().until(() -> windows.size() == 1);
    assertThat(gateway.heard).hasSize(1);
    windows.get(0).finished(PushResult.NEW_DATA);
    await().until(() -> gateway.heard.contains(Map.of("ack", "m1")));
  }
}
