package dev.mob.example.whiteboard;

import dev.mob.process.From;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Keeps the picture in a file. Cast it a {@link Picture} to save, or call it with one to wait until
 * it is saved; call {@link #LOAD} for the last one, {@code "none"} when there is none.
 *
 * <p>Writing to disk takes long for a process; here it is one that nobody waits for. A new file is
 * written beside the old one, forced to disk and moved over it: a kill at any moment leaves one of
 * the two, whole.
 *
 * @param file where the picture is
 */
record Archive(Path file) implements GenServer<Path> {
  static final String NAME = "archive";
  static final String LOAD = "load";

  @Override
  public Init<Path> init(Object argument, Self self) {
    return Init.ok(file);
  }

  @Override
  public Next<Path> handleCast(Object message, Path target, Self self) throws IOException {
    save((Picture) message, target);
    return Next.keep();
  }

  @Override
  public Next<Path> handleCall(Object request, From from, Path target, Self self)
      throws IOException {
    if (request instanceof Picture) {
      save((Picture) request, target);
      return Next.reply("saved", target);
    }
    return Next.reply(Files.exists(target) ? load(target) : "none", target);
  }

  private static void save(Picture picture, Path target) throws IOException {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    String text = picture.strokes() + "\n" + String.join("\n", picture.rows()) + "\n";
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Picture load(Path target) throws IOException {
    List<String> lines = Files.readAllLines(target, StandardCharsets.UTF_8);
    return new Picture(lines.subList(1, lines.size()), Long.parseLong(lines.get(0)));
  }
}
