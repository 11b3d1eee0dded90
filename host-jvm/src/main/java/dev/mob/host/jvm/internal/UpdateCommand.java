package dev.mob.host.jvm.internal;

import dev.mob.config.ConfigurationException;
import dev.mob.extension.OperatorCommand;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.UpdateFailed;
import dev.mob.kernel.UpdateReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code extension-update}: replaces an extension's code while it runs; one item, when the new
 * version has passed its probation or the old one is back. The client has verified the file, and
 * puts it in place afterwards.
 */
final class UpdateCommand implements OperatorCommand {
  private final Kernel kernel;

  UpdateCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public String name() {
    return "extension-update";
  }

  @Override
  public String summary() {
    return "replaces the code of an extension while it runs";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    String id = text(arguments, "id");
    Path file = Path.of(text(arguments, "file"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("file", file.toString());
    try {
      UpdateReport report = kernel.update(id, file);
      answer.put("updated", true);
      answer.put("from", report.from().toString());
      answer.put("to", report.to().toString());
      answer.put("processes", report.processes());
      answer.put("pause-micros", report.pause().toNanos() / 1_000);
      answer.put("took-ms", report.took().toMillis());
      answer.put("ended", report.ended());
      answer.put("restarted", report.restarted());
    } catch (ConfigurationException refused) {
      answer.put("usable", false);
      failed(answer, UpdateFailed.Step.CHECK, true, refused.diagnostics().render(), "");
    } catch (UpdateFailed failed) {
      failed(
          answer,
          failed.step(),
          failed.isRestored(),
          failed.getMessage(),
          failed.failure().detail());
    } catch (IllegalStateException off) {
      throw new IllegalArgumentException(off.getMessage(), off);
    }
    kernel
        .status()
        .extension(id)
        .ifPresent(
            now -> {
              answer.put("runs", now.version().toString());
              answer.put("state", now.state().name().toLowerCase(Locale.ROOT));
            });
    reply.item(answer);
  }

  private static void failed(
      Map<String, Object> answer,
      UpdateFailed.Step step,
      boolean restored,
      String message,
      String detail) {
    answer.put("updated", false);
    answer.put("step", step.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    answer.put("restored", restored);
    answer.put("message", message);
    answer.put("detail", detail);
  }

  private static String text(Map<String, Object> arguments, String name) {
    if (arguments.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("it wants '" + name + "'");
  }
}
