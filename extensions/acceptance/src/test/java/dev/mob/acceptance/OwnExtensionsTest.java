package dev.mob.acceptance;

import dev.mob.host.jvm.notify.JvmNotifications;
import dev.mob.host.jvm.storage.SqliteStorage;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.state.Storage;
import dev.mob.testkit.MobNode;
import dev.mob.testkit.conformance.ExtensionConformance;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The extensions that come with Mob are held to what every other is. */
final class OwnExtensionsTest {
  @TempDir private Path push;

  @Nested
  final class Notify implements ExtensionConformance {
    @Override
    public String extension() {
      return "notify";
    }

    @Override
    public boolean isLinked() {
      return true;
    }

    @Override
    public void prepare(MobNode.Builder node) {
      node.offer(PushPlatform.class, JvmNotifications.withoutGateway(push, Clock.systemUTC()));
    }

    /** What it tells the app and asks of the phone is the whole app's. */
    @Override
    public boolean isShared(String className) {
      return className.startsWith("dev.mob.notify.")
          && !className.startsWith("dev.mob.notify.internal.")
          && !className.equals("dev.mob.notify.NotifyExtension");
    }
  }

  @Nested
  final class Background implements ExtensionConformance {
    @Override
    public String extension() {
      return "background";
    }

    @Override
    public boolean isLinked() {
      return true;
    }

    @Override
    public boolean isShared(String className) {
      return className.startsWith("dev.mob.background.")
          && !className.startsWith("dev.mob.background.internal.")
          && !className.equals("dev.mob.background.BackgroundExtension");
    }
  }

  @Nested
  final class Cluster implements ExtensionConformance {
    @Override
    public String extension() {
      return "cluster";
    }

    @Override
    public boolean isLinked() {
      return true;
    }

    @Override
    public String settings() {
      return "cookie = \"for-this-test-alone\", listen { host = \"127.0.0.1\", port = 0 },"
          + " epmd.enabled = false";
    }

    @Override
    public void prepare(MobNode.Builder node) {
      node.conf("node.name = \"conformance\"");
    }
  }

  /** A bundle jar, so what is linked does not hold for it. */
  @Nested
  final class Whiteboard implements ExtensionConformance {
    @Override
    public String extension() {
      return "whiteboard";
    }

    @Override
    public String settings() {
      return "pace = 10ms, mishap-every = 0";
    }

    /** During an update both versions have its database open. */
    @Override
    public void prepare(MobNode.Builder node) {
      node.offer(Storage.class, new SqliteStorage());
      node.offer(PushPlatform.class, JvmNotifications.withoutGateway(push, Clock.systemUTC()));
    }

    @Override
    public String others() {
      return "background {}, notify {}";
    }

    /** Until somebody has drawn; the board's state is on its way to the disk then. */
    @Override
    public void use(MobNode node) {
      node.send("curator", "draw");
      long strokes = (Long) node.call("board", "strokes");
      node.await("a stroke", () -> (Long) node.call("board", "strokes") > strokes);
      node.send("curator", "rest");
      node.await("all to rest", () -> node.runtime().whereis("artist_ada") == null);
    }

    @Override
    public Object kept(MobNode node) {
      return node.call("board", "strokes");
    }
  }
}
