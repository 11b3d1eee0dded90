package dev.mob.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.Background;
import dev.mob.background.BackgroundExtension;
import dev.mob.background.LaunchReason;
import dev.mob.background.Lifecycle;
import dev.mob.background.LifecycleEvent;
import dev.mob.background.WorkRequest;
import dev.mob.background.WorkResult;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.SuspendListener;
import dev.mob.process.Receive;
import dev.mob.testkit.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an app hears of its life on a phone. */
final class PhoneLifeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** What the app's process and its listener have heard, over all starts. */
  private final List<Object> heard = new ArrayList<>();

  private final Phone iphone = Phone.ios(7, this::parts);

  private List<Part> parts() {
    return List.of(Part.described(new BackgroundExtension()), Part.of("app", this::activate));
  }

  private void activate(ExtensionContext context) {
    Receive<Object> listener =
        (message, state, self) -> {
          heard.add(message);
          return state;
        };
    context.require(Lifecycle.class).subscribe(context.runtime().spawn(listener, null));
    context.provide(SuspendListener.class, new Connections());
    Background background = context.require(Background.class);
    background.worker("note", work -> WorkResult.NEW_DATA);
  }

  /** An extension with something to close, as the cluster has. */
  private final class Connections implements SuspendListener {
    @Override
    public void suspending(Duration left) {
      heard.add("close");
    }

    @Override
    public void suspended() {
      heard.add("nothing moves");
    }

    @Override
    public void resuming(Duration slept) {
      heard.add("open");
    }
  }

  private List<Object> heard() {
    List<Object> all = new ArrayList<>(heard);
    heard.clear();
    return all;
  }

  @Test
  void an_app_hears_whether_the_user_a_push_or_work_has_started_it() {
    iphone.open();
    iphone.service(Background.class).schedule(WorkRequest.once("report", "note").delay(HOUR));
    assertThat(heard())
        .containsExactly(
            new LifecycleEvent.Launching(LaunchReason.COLD), new LifecycleEvent.Active());

    iphone.kill();
    iphone.receivePush("m1", Map.of());
    assertThat(heard())
        .containsExactly(
            new LifecycleEvent.Launching(LaunchReason.PUSH), new LifecycleEvent.Background());

    iphone.kill();
    iphone.lock();
    iphone.passes(Duration.ofHours(12));
    assertThat(heard())
        .startsWith(
            new LifecycleEvent.Launching(LaunchReason.WORK), new LifecycleEvent.Background());
  }

  @Test
  void what_cannot_outlive_a_suspension_is_closed_before_it_and_opened_after_it() {
    iphone.open();
    heard();
    iphone.pressHome();
    iphone.passes(HOUR);
    assertThat(heard())
        .hasSize(5)
        .startsWith(new LifecycleEvent.Inactive(), new LifecycleEvent.Background())
        .satisfies(all -> assertThat(all.get(2)).isInstanceOf(LifecycleEvent.AboutToSuspend.class))
        .endsWith("close", "nothing moves");

    iphone.open();
    assertThat(heard())
        .hasSize(3)
        .startsWith("open")
        .satisfies(all -> assertThat(all.get(1)).isInstanceOf(LifecycleEvent.Resumed.class))
        .endsWith(new LifecycleEvent.Active());
  }

  @Test
  void when_memory_is_short_an_app_in_front_is_warned_and_a_suspended_one_is_ended() {
    iphone.open();
    heard();
    iphone.lowMemory();
    assertThat(heard()).containsExactly(new LifecycleEvent.MemoryWarning());
    assertThat(iphone.isRunning()).isTrue();

    iphone.pressHome();
    iphone.passes(HOUR);
    iphone.lowMemory();
    assertThat(iphone.isRunning()).isFalse();
    assertThat(iphone.timeline().text()).contains(Rule.IOS_MEMORY.page());
  }

  @Test
  void an_app_hears_that_the_phone_saves_power_and_that_it_does_so_no_more() {
    iphone.open();
    heard();
    iphone.lowPower(true);
    iphone.lowPower(false);
    assertThat(heard())
        .containsExactly(new LifecycleEvent.LowPower(true), new LifecycleEvent.LowPower(false));
  }
}
