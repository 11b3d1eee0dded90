package dev.mob.testkit.internal;

import dev.mob.extension.Registration;
import dev.mob.extension.ServiceListener;
import dev.mob.extension.ServiceProperties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The services of a simulated node. */
public final class NodeServices {
  private final List<Entry<?>> entries = new CopyOnWriteArrayList<>();
  private final List<Track<?>> tracks = new CopyOnWriteArrayList<>();

  private record Entry<T>(Class<T> contract, T service, Map<String, Object> properties) {
    int ranking() {
      Object ranking = properties.get(ServiceProperties.RANKING);
      return ranking instanceof Integer ? (Integer) ranking : 0;
    }
  }

  private record Track<T>(Class<T> contract, ServiceListener<T> listener) {
    void appeared(Entry<?> entry) {
      if (entry.contract == contract) {
        listener.appeared(contract.cast(entry.service), entry.properties);
      }
    }

    void disappeared(Entry<?> entry) {
      if (entry.contract == contract) {
        listener.disappeared(contract.cast(entry.service));
      }
    }
  }

  <T> Registration provide(Class<T> contract, T service, Map<String, ?> properties) {
    Entry<T> entry = new Entry<>(contract, service, Map.copyOf(properties));
    entries.add(entry);
    tracks.forEach(track -> track.appeared(entry));
    return () -> {
      if (entries.remove(entry)) {
        tracks.forEach(track -> track.disappeared(entry));
      }
    };
  }

  <T> Registration track(Class<T> contract, ServiceListener<T> listener) {
    Track<T> track = new Track<>(contract, listener);
    entries.forEach(track::appeared);
    tracks.add(track);
    return () -> {
      if (tracks.remove(track)) {
        entries.forEach(track::disappeared);
      }
    };
  }

  /** The one with the highest ranking, the oldest of those. */
  public <T> Optional<T> find(Class<T> contract) {
    return findAll(contract).stream().findFirst();
  }

  <T> List<T> findAll(Class<T> contract) {
    List<Entry<?>> found = new ArrayList<>();
    for (Entry<?> entry : entries) {
      if (entry.contract == contract) {
        found.add(entry);
      }
    }
    found.sort(Comparator.comparingInt((Entry<?> entry) -> entry.ranking()).reversed());
    return found.stream().map(entry -> contract.cast(entry.service)).toList();
  }
}
