package dev.mob.background.internal;

import dev.mob.background.Backoff;
import dev.mob.background.Constraints;
import dev.mob.background.WorkKind;
import dev.mob.background.WorkRequest;
import dev.mob.background.WorkResult;
import dev.mob.state.Codec;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A piece of work as it is kept on disk. Immutable.
 *
 * @param attempt how often it has been begun
 * @param due when it may run next, in milliseconds of the phone's clock
 * @param patience what {@code due} was when it was set, counted from then: a clock that is set back
 *     must not make it wait for longer than this
 * @param begun true from the start of a run until its outcome; still true after a kill amid one
 */
record WorkRow(
    WorkRequest request,
    int attempt,
    long due,
    long patience,
    boolean begun,
    Map<String, String> progress) {
  private static final int VERSION = 1;

  static final Codec<WorkRow> CODEC = Codec.of(WorkRow::write, WorkRow::read);

  static WorkRow first(WorkRequest request, long now) {
    long wait = request.delay().toMillis();
    return new WorkRow(request, 0, now + wait, wait, false, Collections.emptyMap());
  }

  String name() {
    return request.name();
  }

  /** A request that stands and begins a piece of work at each push. */
  boolean isStanding() {
    return request.kind() == WorkKind.PUSH;
  }

  /** The same, about to run once more. */
  WorkRow begin() {
    return new WorkRow(request, attempt + 1, due, patience, true, progress);
  }

  WorkRow progress(Map<String, String> saved) {
    return new WorkRow(
        request, attempt, due, patience, begun, Collections.unmodifiableMap(new TreeMap<>(saved)));
  }

  /** What is left of it after a run; {@code null} when it is done. */
  WorkRow after(WorkResult result, long now) {
    if (result == WorkResult.RETRY) {
      long pause = request.backoff().after(attempt).toMillis();
      return new WorkRow(request, attempt, now + pause, pause, false, progress);
    }
    if (request.period() == null) {
      return null;
    }
    long pause = request.period().toMillis();
    return new WorkRow(request, 0, now + pause, pause, false, Collections.emptyMap());
  }

  /**
   * The same after the clock was perhaps set back: how long it has waited is not known then, so it
   * is due now, early rather than late.
   */
  WorkRow noLaterThanPromised(long now) {
    return due - now <= patience ? this : dueAt(now);
  }

  private WorkRow dueAt(long millis) {
    return new WorkRow(request, attempt, millis, patience, begun, progress);
  }

  private static void write(WorkRow row, DataOutput out) throws IOException {
    WorkRequest request = row.request;
    out.writeByte(VERSION);
    out.writeUTF(request.name());
    out.writeUTF(request.worker());
    out.writeUTF(request.kind().name());
    out.writeLong(request.delay().toMillis());
    out.writeLong(request.period() == null ? -1 : request.period().toMillis());
    out.writeUTF(request.constraints().network().name());
    out.writeBoolean(request.constraints().charging());
    out.writeBoolean(request.constraints().idle());
    out.writeLong(request.backoff().first().toMillis());
    out.writeLong(request.backoff().most().toMillis());
    writeMap(request.input(), out);
    out.writeInt(row.attempt);
    out.writeLong(row.due);
    out.writeLong(row.patience);
    out.writeBoolean(row.begun);
    writeMap(row.progress, out);
  }

  private static WorkRow read(Codec.In in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("work of version " + version + "; this code knows " + VERSION);
    }
    String name = in.readUTF();
    String worker = in.readUTF();
    WorkKind kind = WorkKind.valueOf(in.readUTF());
    Duration delay = Duration.ofMillis(in.readLong());
    long period = in.readLong();
    Constraints constraints =
        new Constraints(
            Constraints.Network.valueOf(in.readUTF()), in.readBoolean(), in.readBoolean());
    Backoff backoff =
        new Backoff(Duration.ofMillis(in.readLong()), Duration.ofMillis(in.readLong()));
    WorkRequest request =
        new WorkRequest(
            name,
            worker,
            kind,
            delay,
            period < 0 ? null : Duration.ofMillis(period),
            constraints,
            backoff,
            readMap(in),
            false);
    return new WorkRow(
        request, in.readInt(), in.readLong(), in.readLong(), in.readBoolean(), readMap(in));
  }

  private static void writeMap(Map<String, String> map, DataOutput out) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
  }

  private static Map<String, String> readMap(Codec.In in) throws IOException {
    Map<String, String> map = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String key = in.readUTF();
      map.put(key, in.readUTF());
    }
    return Collections.unmodifiableMap(map);
  }
}
