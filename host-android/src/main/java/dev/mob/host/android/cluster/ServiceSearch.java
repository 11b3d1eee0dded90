package dev.mob.host.android.cluster;

import android.net.nsd.NsdManager;
import android.net.nsd.NsdServiceInfo;
import android.os.Handler;
import android.os.Looper;
import dev.mob.cluster.LocalNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for the services of one type and asks for the address of each. Before API 34 Android
 * resolves one service at a time and refuses a second ({@code FAILURE_ALREADY_ACTIVE}), so they
 * queue; one that another part of the app is in the way of is asked for again after a pause.
 *
 * <p>Called on the system's threads.
 */
final class ServiceSearch implements NsdManager.DiscoveryListener {
  /** How often a service is asked for before it is given up until it is announced anew. */
  private static final int ATTEMPTS = 5;

  /** What another part of the app resolves takes about so long. */
  private static final int PAUSE_MILLIS = 1_000;

  private final NsdManager network;
  private final String type;
  private final LocalNetwork.Listener listener;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();
  private final Handler later = new Handler(Looper.getMainLooper());

  // Guarded by this.
  private final Deque<Question> waiting = new ArrayDeque<>();
  private final Set<String> there = new HashSet<>();
  private boolean asking;
  private boolean closed;

  ServiceSearch(NsdManager network, String type, LocalNetwork.Listener listener) {
    this.network = network;
    this.type = type;
    this.listener = listener;
  }

  /** Completes when the search has begun, or with why it has not. */
  CompletableFuture<Void> outcome() {
    return outcome;
  }

  /** Tells the listener of nothing more. */
  synchronized void close() {
    closed = true;
    waiting.clear();
    there.clear();
  }

  @Override
  public void onDiscoveryStarted(String serviceType) {
    outcome.complete(null);
  }

  @Override
  public void onStartDiscoveryFailed(String serviceType, int error) {
    outcome.completeExceptionally(new IOException(NsdError.text(error)));
  }

  @Override
  public void onServiceFound(NsdServiceInfo info) {
    synchronized (this) {
      if (closed) {
        return;
      }
      there.add(info.getServiceName());
      waiting.add(new Question(info, 1));
    }
    askNext();
  }

  @Override
  public void onServiceLost(NsdServiceInfo info) {
    synchronized (this) {
      if (closed || !there.remove(info.getServiceName())) {
        return;
      }
      waiting.removeIf(each -> each.info.getServiceName().equals(info.getServiceName()));
    }
    listener.lost(info.getServiceName());
  }

  @Override
  public void onDiscoveryStopped(String serviceType) {
    // As asked.
  }

  @Override
  public void onStopDiscoveryFailed(String serviceType, int error) {
    // It ends with the process at the latest.
  }

  @SuppressWarnings("deprecation") // What follows it is of API 34.
  private void askNext() {
    Question next;
    synchronized (this) {
      next = asking ? null : waiting.poll();
      asking = asking || next != null;
    }
    if (next != null) {
      network.resolveService(next.info, next);
    }
  }

  private void answered() {
    synchronized (this) {
      asking = false;
    }
    askNext();
  }

  private synchronized boolean isThere(String name) {
    return !closed && there.contains(name);
  }

  private synchronized void again(Question question) {
    if (question.attempt < ATTEMPTS && there.contains(question.info.getServiceName())) {
      waiting.add(new Question(question.info, question.attempt + 1));
    }
  }

  /** Asks where one service is. */
  private final class Question implements NsdManager.ResolveListener {
    final NsdServiceInfo info;
    final int attempt;

    Question(NsdServiceInfo info, int attempt) {
      this.info = info;
      this.attempt = attempt;
    }

    @Override
    @SuppressWarnings("deprecation") // What follows getHost is of API 34.
    public void onServiceResolved(NsdServiceInfo resolved) {
      InetAddress host = resolved.getHost();
      // Its name and type as they were found: some versions give the type back with dots around it.
      if (host != null && isThere(info.getServiceName())) {
        listener.found(
            new LocalNetwork.Service(
                type, info.getServiceName(), resolved.getPort(), attributes(resolved)),
            new InetSocketAddress(host, resolved.getPort()));
      }
      answered();
    }

    @Override
    public void onResolveFailed(NsdServiceInfo failed, int error) {
      again(this);
      later.postDelayed(ServiceSearch.this::answered, PAUSE_MILLIS);
    }
  }

  private static Map<String, String> attributes(NsdServiceInfo info) {
    Map<String, String> texts = new HashMap<>();
    info.getAttributes()
        .forEach(
            (key, value) ->
                texts.put(key, value == null ? "" : new String(value, StandardCharsets.UTF_8)));
    return texts;
  }
}
