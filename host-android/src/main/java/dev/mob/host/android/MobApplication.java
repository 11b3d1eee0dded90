package dev.mob.host.android;

/**
 * An {@link android.app.Application} that runs a kernel. Mob's services and receivers, which the
 * system makes, find the kernel through it.
 *
 * <pre>{@code
 * public final class App extends Application implements MobApplication {
 *   private MobHost mob;
 *
 *   @Override public void onCreate() {
 *     super.onCreate();
 *     mob = MobHost.of(this).start();
 *   }
 *
 *   @Override public MobHost mob() { return mob; }
 * }
 * }</pre>
 */
public interface MobApplication {

  /** The one host of this process; the same from {@code onCreate} on. */
  MobHost mob();
}
