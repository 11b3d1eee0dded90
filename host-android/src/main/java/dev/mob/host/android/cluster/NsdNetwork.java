package dev.mob.host.android.cluster;

import android.content.Context;
import android.net.nsd.NsdManager;
import android.net.nsd.NsdServiceInfo;
import android.net.wifi.WifiManager;
import dev.mob.cluster.LocalNetwork;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The local network by {@code NsdManager} (developer.android.com, "Use network service discovery").
 * While something is announced or looked for, a multicast lock keeps the Wi-Fi from filtering the
 * packets ({@code WifiManager.MulticastLock}, which costs battery); a device without Wi-Fi needs
 * none.
 *
 * <p>Safe for use from any thread. The system answers on a thread of its own.
 */
public final class NsdNetwork implements LocalNetwork {
  private static final String LOCK = "dev.mob.cluster";
  private static final long ANSWER_SECONDS = 20;

  private final Context application;

  /** The network of this device; nothing is asked of it before somebody uses it. */
  public NsdNetwork(Context context) {
    application = context.getApplicationContext();
  }

  @Override
  public AutoCloseable announce(Service service) throws IOException {
    NsdServiceInfo info = new NsdServiceInfo();
    info.setServiceName(service.name());
    info.setServiceType(service.type());
    info.setPort(service.port());
    service.attributes().forEach(info::setAttribute);
    NsdManager network = manager();
    Announcement announcement = new Announcement();
    AutoCloseable use =
        use(
            () -> network.registerService(info, NsdManager.PROTOCOL_DNS_SD, announcement),
            () -> network.unregisterService(announcement));
    return await(announcement.outcome, use, "announce " + service.name());
  }

  @Override
  public AutoCloseable browse(String type, Listener listener) throws IOException {
    NsdManager network = manager();
    ServiceSearch search = new ServiceSearch(network, type, listener);
    AutoCloseable use =
        use(
            () -> network.discoverServices(type, NsdManager.PROTOCOL_DNS_SD, search),
            () -> {
              search.close();
              network.stopServiceDiscovery(search);
            });
    return await(search.outcome(), use, "look for " + type);
  }

  private NsdManager manager() throws IOException {
    NsdManager network = application.getSystemService(NsdManager.class);
    if (network == null) {
      throw new IOException("this device has no network service discovery");
    }
    return network;
  }

  /** Holds a lock from before the beginning until after the end, which happens once. */
  private AutoCloseable use(Runnable beginning, Runnable end) throws IOException {
    Runnable unlock = lock();
    try {
      beginning.run();
    } catch (RuntimeException e) {
      unlock.run();
      throw new IOException("Android refuses network service discovery: " + e.getMessage(), e);
    }
    AtomicBoolean ended = new AtomicBoolean();
    return () -> {
      if (ended.compareAndSet(false, true)) {
        end(end, unlock);
      }
    };
  }

  private static void end(Runnable end, Runnable unlock) {
    try {
      end.run();
    } catch (IllegalArgumentException e) {
      // Android knows the listener no more, because the request has failed: there is nothing to
      // end.
      return;
    } finally {
      unlock.run();
    }
  }

  private Runnable lock() throws IOException {
    WifiManager wifi = application.getSystemService(WifiManager.class);
    if (wifi == null) { // There are devices without.
      return () -> {};
    }
    try {
      WifiManager.MulticastLock lock = wifi.createMulticastLock(LOCK);
      lock.acquire();
      return lock::release;
    } catch (SecurityException e) {
      throw new IOException(
          "the app lacks the permission android.permission.CHANGE_WIFI_MULTICAST_STATE; take over"
              + " what 'mob host android' writes",
          e);
    }
  }

  /** What is in use if the system says yes, in time; else it is given up. */
  private static AutoCloseable await(CompletableFuture<?> outcome, AutoCloseable use, String what)
      throws IOException {
    try {
      outcome.get(ANSWER_SECONDS, TimeUnit.SECONDS);
      return use;
    } catch (ExecutionException e) {
      throw abandoned(use, what, e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw abandoned(use, what, "no answer within " + ANSWER_SECONDS + " seconds");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw abandoned(use, what, "interrupted");
    }
  }

  private static IOException abandoned(AutoCloseable use, String what, String why) {
    IOException failure = new IOException("Android does not " + what + ": " + why);
    try {
      use.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Completes when the service is on the network, under whatever name the system found free. */
  private static final class Announcement implements NsdManager.RegistrationListener {
    final CompletableFuture<String> outcome = new CompletableFuture<>();

    @Override
    public void onServiceRegistered(NsdServiceInfo info) {
      outcome.complete(info.getServiceName());
    }

    @Override
    public void onRegistrationFailed(NsdServiceInfo info, int error) {
      outcome.completeExceptionally(new IOException(NsdError.text(error)));
    }

    @Override
    public void onServiceUnregistered(NsdServiceInfo info) {
      // As asked.
    }

    @Override
    public void onUnregistrationFailed(NsdServiceInfo info, int error) {
      // It ends with the process at the latest.
    }
  }
}
