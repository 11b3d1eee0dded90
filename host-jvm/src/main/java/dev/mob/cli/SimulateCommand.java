package dev.mob.cli;

import dev.mob.background.BackgroundExtension;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.extension.Extension;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Sketchpad;
import dev.mob.testkit.phone.Story;
import dev.mob.testkit.phone.TimelineSvg;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mob simulate}: lives a story on a simulated phone. */
@Command(
    name = "simulate",
    description = "Lives a story on a simulated phone and prints what happened, by which rule.",
    footer = {
      "",
      "The story's app is a sketchpad that comes with Mob, beside the background extension;",
      "--app takes an extension of your own instead, with the default settings of its descriptor.",
      "Time is virtual, and the story's seed decides what the operating system is free to choose.",
      "",
      "Examples:",
      "  mob simulate example-mob-conf/stories/drawing.story",
      "  mob simulate my.story --app build/my-extension.jar --svg my.svg"
    })
final class SimulateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final HelpOption help = new HelpOption();

  @Parameters(paramLabel = "STORY", description = "The file with the story, one sentence a line.")
  private Path story;

  @Option(
      names = "--app",
      paramLabel = "JAR",
      description = "The jar of the extension that is the app.")
  private Path jar;

  @Option(names = "--svg", paramLabel = "FILE", description = "Also draw the timeline there.")
  private Path svg;

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Story read;
    try {
      read = Story.read(Files.readString(story), story.toString());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, story + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      // It begins with the file and the line, like all that is wrong in a file.
      terminal.err().println(e.getMessage());
      return ExitCode.BAD_INPUT;
    }
    if (jar == null) {
      live(read, () -> Part.of("sketchpad", new Sketchpad()));
    } else {
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
        String main = mainClass(loader);
        live(read, () -> Part.described(instance(loader, main)));
      }
    }
    return ExitCode.OK;
  }

  private void live(Story read, Supplier<Part> app) throws IOException {
    Phone phone = read.live(() -> List.of(Part.described(new BackgroundExtension()), app.get()));
    terminal.out().print(phone.timeline().text());
    terminal.out().flush();
    if (svg != null) {
      Files.writeString(svg, TimelineSvg.draw(phone.timeline()));
    }
  }

  private String mainClass(URLClassLoader loader) throws IOException {
    URL descriptor = loader.findResource(DescriptorReader.LOCATION);
    if (descriptor == null) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, jar + " is not there or has no " + DescriptorReader.LOCATION);
    }
    Descriptor read = new DescriptorReader().read(descriptor, jar.toString()).orThrow();
    return read.mainClass()
        .orElseThrow(
            () -> new CommandFailure(ExitCode.BAD_INPUT, jar + ": its descriptor names no class"));
  }

  private static Extension instance(ClassLoader loader, String name) {
    try {
      return (Extension) loader.loadClass(name).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, "no extension can be made of " + name + ": " + e);
    }
  }
}
