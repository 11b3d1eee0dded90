package dev.mob.host.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.robolectric.Shadows.shadowOf;

import android.os.Looper;
import android.os.PersistableBundle;
import dev.mob.config.ConfigurationException;
import dev.mob.kernel.ExtensionState;
import dev.mob.kernel.KernelState;
import dev.mob.kernel.KernelStatus;
import dev.mob.process.ProcessName;
import dev.mob.state.Storage;
import dev.mob.testkit.storage.MemoryStorage;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowLog;

@RunWith(PhoneRunner.class)
@Config(application = TestApplication.class)
public final class MobHostTest {
  private final TestApplication application = (TestApplication) RuntimeEnvironment.getApplication();

  @After
  public void stop() {
    if (application.mob() != null) {
      application.mob().stop();
    }
  }

  @Test
  public void five_linked_extensions_boot_from_an_asset() throws Exception {
    MobHost host =
        application.start(
            app ->
                app.confText("mob.conf", TestExtensions.CONF)
                    .linked(TestExtensions.linked())
                    .variable("COOKIE", "a-cookie-of-the-app"));

    KernelStatus status = host.ready().get(60, TimeUnit.SECONDS);

    assertThat(status.state()).isEqualTo(KernelState.READY);
    assertThat(status.extensions())
        .extracting(each -> each.id() + " " + each.state())
        .containsExactlyInAnyOrder(
            "notify " + ExtensionState.ACTIVE,
            "background " + ExtensionState.ACTIVE,
            "cluster " + ExtensionState.ACTIVE,
            "greeter " + ExtensionState.ACTIVE,
            "counter " + ExtensionState.ACTIVE);
    assertThat(host.kernel().runtime().call(ProcessName.of("greeter"), "Ada"))
        .isEqualTo("Hello, Ada");
    Path home = application.getNoBackupFilesDir().toPath().resolve("mob");
    assertThat(home).isDirectory();
  }

  @Test
  public void what_an_extension_commits_is_there_after_the_app_was_started_again()
      throws Exception {
    MobHost first =
        application.start(
            app ->
                app.confText("mob.conf", TestExtensions.CONF)
                    .linked(TestExtensions.linked())
                    .variable("COOKIE", "a-cookie-of-the-app"));
    first.ready().get(60, TimeUnit.SECONDS);
    assertThat(first.kernel().runtime().call(ProcessName.of("counter"), "next")).isEqualTo(1L);
    assertThat(first.stop().isClean()).isTrue();

    MobHost second =
        application.start(
            app ->
                app.confText("mob.conf", TestExtensions.CONF)
                    .linked(TestExtensions.linked())
                    .variable("COOKIE", "a-cookie-of-the-app"));
    second.ready().get(60, TimeUnit.SECONDS);
    assertThat(second.kernel().runtime().call(ProcessName.of("counter"), "next")).isEqualTo(2L);
  }

  @Test
  public void what_is_wrong_with_mob_conf_is_in_logcat_with_its_line() {
    MobHost host =
        application.start(
            app ->
                app.confText("mob.conf", TestExtensions.CONF)
                    .linked(TestExtensions.linked())); // without the cookie

    assertThatThrownBy(() -> host.ready().get(60, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConfigurationException.class);
    assertThat(ShadowLog.getLogs())
        .anyMatch(entry -> entry.tag.equals("Boot") && entry.msg.contains("mob.conf:7:"));
  }

  @Test
  public void a_missing_asset_is_said_at_once() {
    assertThatThrownBy(() -> application.start(app -> app.conf("none.conf")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no asset none.conf");
  }

  @Test
  public void an_app_may_give_a_platform_service_of_its_own() throws Exception {
    MemoryStorage own = new MemoryStorage();
    MobHost host =
        application.start(
            app ->
                app.confText("mob.conf", TestExtensions.CONF)
                    .linked(TestExtensions.linked())
                    .variable("COOKIE", "a-cookie-of-the-app")
                    .offer(Storage.class, own));
    host.ready().get(60, TimeUnit.SECONDS);
    assertThat(host.kernel().runtime().call(ProcessName.of("counter"), "next")).isEqualTo(1L);
    assertThat(application.getNoBackupFilesDir().toPath().resolve("mob"))
        .isDirectoryNotContaining("glob:**.db");
  }

  @Test
  public void a_job_is_done_at_once_when_no_extension_does_work() throws Exception {
    MobHost host = application.start(app -> app.confText("empty.conf", "mob {}"));
    host.ready().get(60, TimeUnit.SECONDS);
    shadowOf(Looper.getMainLooper()).idle();

    assertThat(host.work().begin(PhoneSystem.parameters(7, new PersistableBundle()), () -> {}))
        .isFalse();
  }
}
