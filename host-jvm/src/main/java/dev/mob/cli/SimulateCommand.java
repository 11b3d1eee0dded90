package dev.mob.cli;

import dev.mob.background.BackgroundExtension;
import dev.mob.config.Descriptor;
import dev.mob.config.DescriptorReader;
import dev.mob.extension.Extension;
import dev.mob.notify.NotifyExtension;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Sketchpad;
import dev.mob.testkit.phone.Story;
import dev.mob.testkit.phone.StoryException;
import dev.mob.testkit.phone.TimelineSvg;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "The app is the extension in the jar that the story or --app names, with the default",
      "settings of its descriptor, beside the background extension, and beside notify if it requires",
      "that; without one, a small sketchpad that comes with Mob.",
      "Time is virtual, and the story's seed decides what the operating system is free to choose.",
      "",
      "Examples:",
      "  mob simulate example-mob-conf/stories/drawing.story",
      "  mob simulate my.story --app build/my-extension.jar --svg my.svg"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final String NOTIFY = "notify";

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

  @Option(names = "--log", description = "Show what the app logs, crash reports too.")
  private boolean log;

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    Story read;
    try {
      read = Story.read(Files.readString(story), story.toString());
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, "there is no story " + story);
    } catch (CharacterCodingException e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, story + " is no story: not a text in UTF-8");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.BAD_INPUT, story + " cannot be read: " + e.getMessage());
    } catch (StoryException e) {
      // It has the places already, like all that is wrong in a file.
      terminal.err().println(e.getMessage());
      return ExitCode.BAD_INPUT;
    }
    Optional<Path> app =
        jar != null
            ? Optional.of(jar)
            : read.app().map(path -> story.resolveSibling(path).normalize());
    if (app.isEmpty()) {
      return live(read, () -> List.of(Part.of("sketchpad", new Sketchpad())));
    }
    Path file = app.get();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {file.toUri().toURL()}, getClass().getClassLoader())) {
      Descriptor descriptor = descriptor(loader, file);
      String main =
          descriptor
              .mainClass()
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          ExitCode.BAD_INPUT, file + ": its descriptor names no class"));
      boolean notified = descriptor.requires().stream().anyMatch(each -> each.id().equals(NOTIFY));
      return live(
          read,
          () -> {
            List<Part> parts = new ArrayList<>();
            if (notified) {
              parts.add(Part.described(new NotifyExtension()));
            }
            parts.add(Part.described(instance(loader, main)));
            return parts;
          });
    }
  }

  private int live(Story read, Supplier<List<Part>> app) throws IOException {
    Phone phone =
        read.phone(
            () -> {
              List<Part> parts = new ArrayList<>();
              parts.add(Part.described(new BackgroundExtension()));
              parts.addAll(app.get());
              return parts;
            });
    int exitCode = log ? tell(read, phone) : tellQuietly(read, phone);
    // Of a story that ended early too: what led there is what one looks for.
    terminal.out().print(phone.timeline().text());
    terminal.out().flush();
    if (svg != null) {
      Files.writeString(svg, TimelineSvg.draw(phone.timeline()));
    }
    return exitCode;
  }

  private int tell(Story read, Phone phone) {
    try {
      read.live(phone);
      return ExitCode.OK;
    } catch (StoryException e) {
      terminal.err().println(e.getMessage());
      return ExitCode.FAILURE;
    }
  }

  /** An app that crashes for a week of virtual time would bury the timeline under its reports. */
  private int tellQuietly(Story read, Phone phone) {
    try (AppLog hidden = AppLog.hidden()) {
      int exitCode = tell(read, phone);
      if (hidden.warnings() > 0) {
        terminal
            .err()
            .println(
                terminal.warn(
                    "the app logged "
                        + hidden.warnings()
                        + " warnings and errors; --log shows them"));
      }
      return exitCode;
    }
  }

  private static Descriptor descriptor(URLClassLoader loader, Path jar) throws IOException {
    URL descriptor = loader.findResource(DescriptorReader.LOCATION);
    if (descriptor == null) {
      throw new CommandFailure(
          ExitCode.BAD_INPUT, jar + " is not there or has no " + DescriptorReader.LOCATION);
    }
    return new DescriptorReader().read(descriptor, jar.toString()).orThrow();
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
