package dev.mob.cli;

import dev.mob.config.Checked;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.config.SchemaExport;
import dev.mob.host.jvm.JvmHost;
import dev.mob.kernel.BootPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob schema}: what may stand in a mob.conf. */
@Command(
    name = "schema",
    description = "Says what may stand in a mob.conf: for people, or for editors.",
    footer = {
      "",
      "Without EXTENSION: the whole file with all extensions that are there. Those in the",
      "extension-path of a mob.conf are there too when it is given with --conf.",
      "",
      "Examples:",
      "  mob schema cluster                            the settings of one extension",
      "  mob schema --format json > mob.schema.json    JSON Schema 2020-12, for an editor",
      "  mob schema whiteboard --conf mob.conf"
    })
final class SchemaCommand implements Callable<Integer> {
  /** How a schema is written. */
  enum Format {
    json,
    markdown
  }

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "EXTENSION",
      description = "One extension's id; all by default.")
  private String id;

  @Option(
      names = "--format",
      defaultValue = "markdown",
      description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--conf",
      paramLabel = "CONF",
      description = "Also look for extensions where this mob.conf says.")
  private Path conf;

  SchemaCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<Descriptor> known = conf == null ? linked() : found();
    terminal.out().println((id == null ? all(known) : one(known)).stripTrailing());
    return ExitCode.OK;
  }

  private String all(List<Descriptor> known) {
    return format == Format.json ? SchemaExport.jsonSchema(known) : SchemaExport.markdown(known);
  }

  private String one(List<Descriptor> known) {
    Descriptor descriptor =
        known.stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.BAD_INPUT,
                        "no extension '"
                            + id
                            + "' is here; there are "
                            + known.stream().map(Descriptor::id).collect(Collectors.joining(", "))
                            + (conf == null
                                ? "; add --conf CONF to look in its extension-path"
                                : "")));
    return format == Format.json
        ? SchemaExport.jsonSchema(descriptor)
        : SchemaExport.markdown(descriptor);
  }

  /** Those on the class path: the ones that come with Mob. */
  private static List<Descriptor> linked() {
    List<Descriptor> descriptors = new ArrayList<>();
    try {
      Enumeration<URL> found =
          SchemaCommand.class.getClassLoader().getResources(DescriptorReader.LOCATION);
      while (found.hasMoreElements()) {
        URL url = found.nextElement();
        descriptors.add(new DescriptorReader().read(url, url.toString()).orThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class path", e);
    }
    return descriptors;
  }

  private List<Descriptor> found() {
    Checked<BootPlan> checked = JvmHost.of(conf).environment(environment).build().check();
    return checked
        .value()
        .map(plan -> plan.available().stream().map(each -> each.descriptor()).toList())
        .orElseThrow(
            () -> new CommandFailure(ExitCode.BAD_INPUT, checked.diagnostics().render().strip()));
  }
}
