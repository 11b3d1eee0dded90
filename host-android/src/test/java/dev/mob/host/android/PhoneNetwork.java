package dev.mob.host.android;

import android.net.nsd.NsdManager;
import android.net.nsd.NsdManager.DiscoveryListener;
import android.net.nsd.NsdManager.RegistrationListener;
import android.net.nsd.NsdManager.ResolveListener;
import android.net.nsd.NsdServiceInfo;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.shadow.api.Shadow;
import org.robolectric.shadows.ShadowNsdManager;

/**
 * A Wi-Fi and the daemon that {@link NsdManager} talks to, which Robolectric leaves out. As
 * developer.android.com, "Use network service discovery" and NsdManager's own page have it: answers
 * come on a thread of the system's; a name that is taken is changed; a listener is for one use;
 * what is found has neither port nor address until it is resolved, and before API 34 one service is
 * resolved at a time. Multicast packets come to who holds a multicast lock.
 */
@Implements(NsdManager.class)
@SuppressWarnings("deprecation") // getHost's successors are of API 34
public final class PhoneNetwork extends ShadowNsdManager {
  private final ExecutorService system =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "NsdManager");
            thread.setDaemon(true);
            return thread;
          });

  // Guarded by this.
  private final Map<String, NsdServiceInfo> services = new TreeMap<>();
  private final Map<RegistrationListener, NsdServiceInfo> registrations = new LinkedHashMap<>();
  private final Map<DiscoveryListener, String> discoveries = new LinkedHashMap<>();
  private boolean resolving;
  private int questions;
  private int refusal;

  /** This phone's. */
  static PhoneNetwork of() {
    return Shadow.extract(RuntimeEnvironment.getApplication().getSystemService(NsdManager.class));
  }

  /** Another device announces a service. */
  synchronized void announced(String name, InetAddress host, int port, Map<String, String> texts) {
    NsdServiceInfo info = info(name, "_mob._tcp");
    info.setPort(port);
    info.setHost(host);
    texts.forEach(info::setAttribute);
    appear(info);
  }

  /** Another device takes its service back, or is gone. */
  synchronized void gone(String name) {
    NsdServiceInfo info = services.remove(name);
    discoveries.keySet().forEach(each -> system.execute(() -> each.onServiceLost(found(info))));
  }

  /** The names of all services on the network. */
  synchronized List<String> names() {
    return new ArrayList<>(services.keySet());
  }

  synchronized NsdServiceInfo service(String name) {
    return services.get(name);
  }

  /** Another part of the app resolves something, or does no more. */
  synchronized void isResolving(boolean now) {
    resolving = now;
  }

  /** How often it was asked where a service is. */
  synchronized int questions() {
    return questions;
  }

  /** What is asked from now on fails with this code; 0 is none. */
  synchronized void refuses(int error) {
    refusal = error;
  }

  private void appear(NsdServiceInfo info) {
    services.put(info.getServiceName(), info);
    discoveries.keySet().forEach(each -> tell(each, info));
  }

  private void tell(DiscoveryListener listener, NsdServiceInfo info) {
    if (PhoneWifi.of().multicastLocks() > 0) {
      system.execute(() -> listener.onServiceFound(found(info)));
    }
  }

  private static NsdServiceInfo found(NsdServiceInfo info) {
    return info(info.getServiceName(), info.getServiceType() + ".");
  }

  private static NsdServiceInfo info(String name, String type) {
    NsdServiceInfo info = new NsdServiceInfo();
    info.setServiceName(name);
    info.setServiceType(type);
    return info;
  }

  @Implementation
  @Override
  protected synchronized void registerService(
      NsdServiceInfo wanted, int protocol, RegistrationListener listener) {
    if (wanted.getPort() <= 0 || registrations.containsKey(listener)) {
      throw new IllegalArgumentException("no port, or a listener that is in use");
    }
    if (refusal != 0) {
      int error = refusal;
      system.execute(() -> listener.onRegistrationFailed(wanted, error));
      return;
    }
    String name = wanted.getServiceName();
    for (int i = 2; services.containsKey(name); i++) {
      name = wanted.getServiceName() + " (" + i + ")";
    }
    NsdServiceInfo info = info(name, wanted.getServiceType());
    info.setPort(wanted.getPort());
    info.setHost(InetAddress.getLoopbackAddress());
    wanted
        .getAttributes()
        .forEach((key, value) -> info.setAttribute(key, new String(value, StandardCharsets.UTF_8)));
    registrations.put(listener, info);
    String granted = name;
    system.execute(() -> listener.onServiceRegistered(info(granted, null)));
    appear(info);
  }

  @Implementation
  @Override
  protected synchronized void unregisterService(RegistrationListener listener) {
    NsdServiceInfo info = registrations.remove(listener);
    if (info == null) {
      throw new IllegalArgumentException("listener not registered");
    }
    gone(info.getServiceName());
    system.execute(() -> listener.onServiceUnregistered(info));
  }

  @Implementation
  @Override
  protected synchronized void discoverServices(
      String type, int protocol, DiscoveryListener listener) {
    if (refusal != 0) {
      int error = refusal;
      system.execute(() -> listener.onStartDiscoveryFailed(type, error));
      return;
    }
    discoveries.put(listener, type);
    system.execute(() -> listener.onDiscoveryStarted(type));
    services.values().forEach(each -> tell(listener, each));
  }

  @Implementation
  @Override
  protected synchronized void stopServiceDiscovery(DiscoveryListener listener) {
    String type = discoveries.remove(listener);
    if (type == null) {
      throw new IllegalArgumentException("service discovery not active on listener");
    }
    system.execute(() -> listener.onDiscoveryStopped(type));
  }

  @Implementation
  @Override
  protected synchronized void resolveService(NsdServiceInfo asked, ResolveListener listener) {
    questions++;
    NsdServiceInfo info = services.get(asked.getServiceName());
    if (resolving || info == null) {
      int error = resolving ? NsdManager.FAILURE_ALREADY_ACTIVE : NsdManager.FAILURE_INTERNAL_ERROR;
      system.execute(() -> listener.onResolveFailed(asked, error));
      return;
    }
    resolving = true;
    // Behind whatever has been found meanwhile, as an answer from the network is.
    system.execute(() -> system.execute(() -> answer(info, listener)));
  }

  private void answer(NsdServiceInfo info, ResolveListener listener) {
    isResolving(false);
    listener.onServiceResolved(info);
  }
}
