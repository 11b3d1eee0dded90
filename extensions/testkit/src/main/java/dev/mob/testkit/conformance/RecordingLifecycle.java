package dev.mob.testkit.conformance;

import dev.mob.background.platform.LifecyclePlatform;
import java.time.Duration;
import java.util.List;

/** Writes down what a platform tells of the app's life, a word for each event. */
public record RecordingLifecycle(List<String> heard) implements LifecyclePlatform.Listener {
  @Override
  public void active() {
    heard.add("active");
  }

  @Override
  public void inactive() {
    heard.add("inactive");
  }

  @Override
  public void background() {
    heard.add("background");
  }

  @Override
  public void suspending(Duration left) {
    heard.add("suspending");
  }

  @Override
  public void resumed(Duration slept) {
    heard.add("resumed");
  }

  @Override
  public void memoryWarning() {
    heard.add("memory warning");
  }

  @Override
  public void lowPower(boolean on) {
    heard.add(on ? "low power" : "full power");
  }

  @Override
  public void terminating(Duration left) {
    heard.add("terminating");
  }

  @Override
  public void stopping(Duration left) {
    heard.add("stopping");
  }
}
