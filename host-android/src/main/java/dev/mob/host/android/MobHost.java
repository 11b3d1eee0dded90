package dev.mob.host.android;

import android.app.Application;
import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import android.content.res.Resources;
import android.os.Process;
import dev.mob.background.LaunchReason;
import dev.mob.background.platform.KeepAlivePlatform;
import dev.mob.background.platform.LifecyclePlatform;
import dev.mob.background.platform.WorkPlatform;
import dev.mob.cluster.LocalNetwork;
import dev.mob.host.Host;
import dev.mob.host.PlatformService;
import dev.mob.host.android.background.AndroidKeepAlive;
import dev.mob.host.android.background.AndroidLifecycle;
import dev.mob.host.android.background.AndroidWork;
import dev.mob.host.android.cluster.ClusterContract;
import dev.mob.host.android.cluster.NsdNetwork;
import dev.mob.host.android.internal.Assets;
import dev.mob.host.android.internal.Boot;
import dev.mob.host.android.push.AndroidPush;
import dev.mob.host.android.push.TokenSource;
import dev.mob.host.android.storage.AndroidStorage;
import dev.mob.host.android.storage.KeystoreKeys;
import dev.mob.kernel.ConfSource;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelListener;
import dev.mob.kernel.KernelStatus;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.kernel.StopReport;
import dev.mob.notify.PushToken;
import dev.mob.notify.platform.PushPlatform;
import dev.mob.state.KeyService;
import dev.mob.state.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A kernel in an Android app: one for each process, made in the application's {@code onCreate} (see
 * {@link MobApplication} for all it takes).
 *
 * <p>It boots on a thread of its own, so {@link Builder#start} returns at once and the first screen
 * does not wait. The log goes to Logcat. What belongs to the kernel is in the app's folder for what
 * is not backed up: keys stay on the device that made them, so state that moved to another one
 * could not be read there.
 *
 * <p>All methods may be called from any thread unless they say otherwise.
 */
public final class MobHost {
  private final Application application;
  private final Kernel kernel;
  private final AndroidKeepAlive keepAlive;
  private final AndroidWork work;
  private final AndroidLifecycle lifecycle;
  private final AndroidPush push;
  private final int notificationIcon;
  private final CompletableFuture<KernelStatus> ready = new CompletableFuture<>();

  private MobHost(Builder builder) {
    application = builder.application;
    notificationIcon = builder.notificationIcon;
    keepAlive = new AndroidKeepAlive(application, MobForegroundService.class);
    work = new AndroidWork(application, MobJobService.class, System::currentTimeMillis);
    lifecycle = new AndroidLifecycle(application);
    push =
        new AndroidPush(
            application, lifecycle, builder.tokens, notificationIcon(), System::currentTimeMillis);
    kernel = builder.kernel(this);
  }

  /**
   * Begins a host; on the main thread, in the application's {@code onCreate}, before any activity.
   */
  public static Builder of(Application application) {
    return new Builder(application);
  }

  /**
   * The host of the app that a context belongs to.
   *
   * @throws IllegalStateException when the application is no {@link MobApplication}
   */
  static MobHost from(Context context) {
    Context application = context.getApplicationContext();
    if (!(application instanceof MobApplication)) {
      throw new IllegalStateException(
          application.getClass().getName()
              + " has no kernel; let it implement dev.mob.host.android.MobApplication, and name it"
              + " in android:name of the manifest's <application>");
    }
    MobHost host = ((MobApplication) application).mob();
    if (host == null) {
      throw new IllegalStateException(
          application.getClass().getName()
              + ".mob() is null; call MobHost.of(this).start() in onCreate");
    }
    return host;
  }

  /** The kernel; until {@link #ready} it boots. */
  public Kernel kernel() {
    return kernel;
  }

  /**
   * Completes when the kernel is ready, on the thread that booted it; exceptionally with what
   * {@link Kernel#boot} threw, which is in Logcat too.
   */
  public CompletableFuture<KernelStatus> ready() {
    return ready;
  }

  /**
   * Stops the kernel in order and waits for it; not on the main thread, whose services it may wait
   * for. Most apps never do: Android ends processes without a word.
   */
  public StopReport stop() {
    StopReport report = kernel.stop();
    keepAlive.release();
    work.forgetListener();
    lifecycle.close();
    return report;
  }

  /**
   * The push service has a new address for this app: what an app's {@code FirebaseMessagingService}
   * does in {@code onNewToken}.
   */
  public void pushToken(PushToken token) {
    push.registered(token);
  }

  /**
   * A message of the push service that it does not show: what an app's {@code
   * FirebaseMessagingService} does in {@code onMessageReceived}. Returns when the message is
   * handled, or after ten seconds; so not on the main thread.
   *
   * @param id the service's, such as {@code RemoteMessage.getMessageId()}; {@code null} for none
   * @param title of the message's notification; {@code null} for none
   * @param body likewise
   * @param data {@code RemoteMessage.getData()}
   */
  public void pushReceived(String id, String title, String body, Map<String, String> data) {
    lifecycle.launchedFor(LaunchReason.PUSH);
    push.received(id, title, body, data, false);
  }

  /**
   * An activity was opened with this intent. Mob sees those with which an activity is created; an
   * activity whose launch mode has it opened again without being created calls this in {@code
   * onNewIntent}. A tap is told once, however often its intent comes.
   */
  public void opened(Intent intent) {
    push.opened(intent);
  }

  AndroidPush push() {
    return push;
  }

  AndroidKeepAlive keepAlive() {
    return keepAlive;
  }

  AndroidWork work() {
    return work;
  }

  AndroidLifecycle lifecycle() {
    return lifecycle;
  }

  int notificationIcon() {
    return notificationIcon != 0 ? notificationIcon : iconOfApp();
  }

  private int iconOfApp() {
    int own =
        application
            .getResources()
            .getIdentifier("mob_notification", "drawable", application.getPackageName());
    if (own != 0) {
      return own;
    }
    int icon = application.getApplicationInfo().icon;
    return icon != 0 ? icon : android.R.drawable.stat_notify_sync_noanim;
  }

  /** The app's string of that name in the user's language, or else this one. */
  String text(String name, String otherwise) {
    Resources resources = application.getResources();
    int id = resources.getIdentifier(name, "string", application.getPackageName());
    return id == 0 ? otherwise : resources.getString(id);
  }

  /**
   * Keeps the process until the kernel has booted, for which a broadcast leaves ten seconds.
   *
   * @param broadcast null when the receiver was called by something else than the system
   */
  void holdUntilReady(BroadcastReceiver.PendingResult broadcast) {
    if (broadcast == null) {
      return;
    }
    ready.whenComplete((status, failure) -> broadcast.finish());
  }

  /** Puts a host together. For use on the main thread. */
  public static final class Builder {
    private final Application application;
    private final Map<Class<?>, Consumer<Host.Builder>> offers = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<KernelListener> listeners = new ArrayList<>();
    private String conf = "mob.conf";
    private String confText; // null: the asset of that name
    private LinkedExtensions linked;
    private int notificationIcon;
    private TokenSource tokens;

    private Builder(Application application) {
      this.application = Objects.requireNonNull(application, "application");
    }

    /** The asset that is the mob.conf; {@code mob.conf} by default. It includes nothing. */
    public Builder conf(String asset) {
      this.conf = Objects.requireNonNull(asset, "asset");
      this.confText = null;
      return this;
    }

    /**
     * The mob.conf itself, for an app that keeps it elsewhere than among its assets.
     *
     * @param name for the places in what is wrong with it
     */
    public Builder confText(String name, String text) {
      this.conf = Objects.requireNonNull(name, "name");
      this.confText = Objects.requireNonNull(text, "text");
      return this;
    }

    /** What {@code ${name}} in mob.conf is; a phone has no environment variables to speak of. */
    public Builder variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    /**
     * Offers a platform service to the extensions, in place of the one that Android has, if any.
     */
    public <T extends PlatformService> Builder offer(Class<T> contract, T service) {
      offers.put(contract, host -> host.offer(contract, service));
      return this;
    }

    /** Hears of every event from the beginning. */
    public Builder listener(KernelListener listener) {
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * The drawable in the status bar: white on transparent. By default {@code
     * R.drawable.mob_notification} if the app has one, else the app's icon.
     */
    public Builder notificationIcon(int drawable) {
      this.notificationIcon = drawable;
      return this;
    }

    /** Where push addresses come from; without it the app has local notifications alone. */
    public Builder push(TokenSource source) {
      this.tokens = Objects.requireNonNull(source, "source");
      return this;
    }

    /** The linked extensions, in place of those that the build's index or the class path names. */
    public Builder linked(LinkedExtensions extensions) {
      this.linked = Objects.requireNonNull(extensions, "extensions");
      return this;
    }

    /** Starts the kernel on a thread of its own. */
    public MobHost start() {
      MobHost host = new MobHost(this);
      Boot.begin(host.kernel, host.ready, host.work::nobodyListens);
      return host;
    }

    private Kernel kernel(MobHost of) {
      Path home = application.getNoBackupFilesDir().toPath().resolve("mob");
      Host.Builder host =
          Host.builder("android", home).environment(variables).processId(Process.myPid());
      offerUnlessGiven(Storage.class, new AndroidStorage());
      offerUnlessGiven(KeyService.class, new KeystoreKeys());
      offerUnlessGiven(KeepAlivePlatform.class, of.keepAlive);
      offerUnlessGiven(WorkPlatform.class, of.work);
      offerUnlessGiven(LifecyclePlatform.class, of.lifecycle);
      offerUnlessGiven(PushPlatform.class, of.push);
      if (ClusterContract.isLinked()) {
        offerUnlessGiven(LocalNetwork.class, new NsdNetwork(application));
      }
      offers.values().forEach(offer -> offer.accept(host));
      Kernel.Builder builder =
          Kernel.builder(ConfSource.text(conf, text(), home), host.build())
              .linked(linked != null ? linked : Assets.linked(MobHost.class.getClassLoader()));
      listeners.forEach(builder::listener);
      return builder.build();
    }

    private String text() {
      return confText != null ? confText : Assets.text(application.getAssets(), conf);
    }

    private <T extends PlatformService> void offerUnlessGiven(Class<T> contract, T service) {
      offers.putIfAbsent(contract, host -> host.offer(contract, service));
    }
  }
}
