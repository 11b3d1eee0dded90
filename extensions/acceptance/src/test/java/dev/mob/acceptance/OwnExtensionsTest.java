package dev.mob.acceptance;

import dev.mob.host.jvm.notify.JvmNotifications;
import dev.mob.notify.platform.PushPlatform;
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
}
