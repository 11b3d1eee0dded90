package dev.mob.host.jvm.internal;

import dev.mob.extension.OperatorCommand;
import dev.mob.extension.StatusNote;
import dev.mob.kernel.ExtensionStatus;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelState;
import dev.mob.kernel.KernelStatus;
import dev.mob.process.RuntimeCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code status}: one item, the kernel and its extensions. */
final class StatusCommand implements OperatorCommand {
  private final Kernel kernel;

  StatusCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "the kernel and its extensions";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    KernelStatus status = kernel.status();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("node", status.node());
    answer.put("state", word(status.state()));
    answer.put("healthy", status.isHealthy());
    answer.put("pid", ProcessHandle.current().pid());
    answer.put("conf", Path.of(status.conf()).toAbsolutePath().normalize().toString());
    answer.put("home", status.home().toString());
    answer.put("booted-at", status.bootedAt().map(Object::toString).orElse(null));
    answer.put("boot-ms", status.bootTime().toMillis());
    // Until it is ready the runtime may not be there yet.
    answer.put("processes", status.state() == KernelState.READY ? counters() : null);
    List<Object> extensions = new ArrayList<>();
    Map<String, String> notes = notes();
    for (ExtensionStatus extension : status.extensions()) {
      extensions.add(extension(extension, notes.get(extension.id())));
    }
    answer.put("extensions", extensions);
    reply.item(answer);
  }

  private Map<String, Object> counters() {
    RuntimeCounters counters = kernel.runtime().counters();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("alive", counters.processes());
    map.put("spawned", counters.spawned());
    map.put("crashed", counters.crashed());
    map.put("reductions", counters.reductions());
    map.put("dropped-messages", counters.dropped());
    map.put("timers", counters.timers());
    map.put("workers", counters.workers());
    return map;
  }

  /** What extensions say of themselves. */
  private Map<String, String> notes() {
    Map<String, String> notes = new LinkedHashMap<>();
    for (StatusNote note : kernel.findAll(StatusNote.class)) {
      String text = note.text();
      if (!text.isEmpty()) {
        notes.merge(note.extension(), text, (first, second) -> first + "; " + second);
      }
    }
    return notes;
  }

  private static Map<String, Object> extension(ExtensionStatus status, String note) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", status.id());
    map.put("version", status.version().toString());
    map.put("packaging", status.packaging());
    map.put("origin", status.origin());
    map.put("state", word(status.state()));
    map.put("failure", status.failure().map(failure -> (Object) failure.summary()).orElse(null));
    map.put("note", note);
    map.put("requires", status.requires());
    map.put("activation-ms", status.activation().toMillis());
    map.put("supervisor", status.supervisor().map(Object::toString).orElse(null));
    return map;
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
