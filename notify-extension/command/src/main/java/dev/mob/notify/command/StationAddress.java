package dev.mob.notify.command;

import dev.mob.control.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a station's HTTP API is, and its key.
 *
 * @param url without a slash at its end
 * @param apps the names of its apps
 */
record StationAddress(String url, String key, Set<String> apps) {
  /** The file in the station's folder that says it. */
  static final String FILE = "station.json";

  StationAddress {
    apps = new TreeSet<>(apps);
  }

  /**
   * What the note in the folder says; empty when there is none. It may be of a station that was
   * killed.
   */
  static Optional<StationAddress> in(Path folder) {
    Path note = folder.resolve(FILE);
    try {
      if (!Files.exists(note)) {
        return Optional.empty();
      }
      Map<?, ?> read = (Map<?, ?>) Json.read(Files.readString(note));
      Set<String> apps = new TreeSet<>();
      ((List<?>) read.get("apps")).forEach(app -> apps.add((String) app));
      return Optional.of(
          new StationAddress((String) read.get("url"), (String) read.get("key"), apps));
    } catch (IOException | RuntimeException e) {
      throw new PushFailure(1, note + " cannot be read; remove it: " + e, e);
    }
  }

  /** The key stays out of logs. */
  @Override
  public String toString() {
    return url;
  }
}
