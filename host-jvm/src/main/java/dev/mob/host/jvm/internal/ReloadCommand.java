package dev.mob.host.jvm.internal;

import dev.mob.config.ConfigurationException;
import dev.mob.extension.OperatorCommand;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.ReloadReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code reload}: one item, what a change of mob.conf has changed, or what is wrong with it. */
final class ReloadCommand implements OperatorCommand {
  private final Kernel kernel;

  ReloadCommand(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public String name() {
    return "reload";
  }

  @Override
  public String summary() {
    return "applies what has changed in mob.conf";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    Map<String, Object> answer = new LinkedHashMap<>();
    try {
      ReloadReport report = kernel.reload();
      answer.put("applied", true);
      answer.put("started", report.started());
      answer.put("stopped", report.stopped());
      answer.put("reconfigured", report.reconfigured());
      answer.put("restarted", report.restarted());
      answer.put("unchanged", report.unchanged());
      answer.put("needs-restart", report.needsRestart());
      answer.put("diagnostics", report.warnings().render());
    } catch (ConfigurationException wrong) {
      answer.put("applied", false);
      answer.put("unchanged", ids());
      answer.put("diagnostics", wrong.diagnostics().render());
    }
    reply.item(answer);
  }

  private List<String> ids() {
    return kernel.status().extensions().stream().map(extension -> extension.id()).toList();
  }
}
