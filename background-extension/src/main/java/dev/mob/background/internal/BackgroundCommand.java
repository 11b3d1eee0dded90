package dev.mob.background.internal;

import dev.mob.background.Background;
import dev.mob.background.BackgroundStatus;
import dev.mob.background.BackgroundStatus.HeldLease;
import dev.mob.background.BackgroundStatus.ScheduledWork;
import dev.mob.background.WorkKind;
import dev.mob.extension.OperatorCommand;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code mob background}: what keeps the app awake, and what work waits or runs. */
final class BackgroundCommand implements OperatorCommand {
  private final Background background;

  BackgroundCommand(Background background) {
    this.background = background;
  }

  @Override
  public String name() {
    return "background";
  }

  @Override
  public String summary() {
    return "shows what keeps the app awake, and what work waits or runs";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    BackgroundStatus status = background.status();
    if (status.leases().isEmpty()) {
      reply.item("no lease is held");
    }
    for (HeldLease lease : status.leases()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("lease", lease.id());
      row.put("type", lease.type().word());
      row.put("reason", lease.reason());
      row.put("owner", lease.owner());
      row.put("state", lease.interrupted() ? "interrupted" : "held");
      reply.item(row);
    }
    if (status.work().isEmpty()) {
      reply.item("no work is scheduled");
    }
    for (ScheduledWork work : status.work()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("work", work.name());
      row.put("worker", work.worker());
      row.put("kind", work.kind().name().toLowerCase(Locale.ROOT));
      row.put("state", work.running() ? "running" : "waiting");
      row.put("attempt", (long) work.attempt());
      row.put(
          "due",
          work.kind() == WorkKind.PUSH
              ? "at each push"
              : Instant.ofEpochMilli(work.due()).toString());
      reply.item(row);
    }
  }
}
