package dev.mob.example.whiteboard;

import dev.mob.extension.OperatorCommand;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * {@code mob board}: shows the board; {@code wipe}, {@code rest}, {@code draw} and {@code upset
 * ARTIST} change something.
 */
final class BoardCommand implements OperatorCommand {
  private static final ProcessName BOARD = ProcessName.of(Board.NAME);
  private static final ProcessName CURATOR = ProcessName.of(Curator.NAME);

  private final ProcessRuntime runtime;

  BoardCommand(ProcessRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public String name() {
    return "board";
  }

  @Override
  public String summary() {
    return "shows the whiteboard; board wipe, rest, draw, upset ARTIST";
  }

  @Override
  public void run(Map<String, Object> arguments, Reply reply) throws IOException {
    List<?> words = arguments.get("words") instanceof List<?> given ? given : List.of();
    if (words.isEmpty()) {
      show((Picture) runtime.call(BOARD, Board.PICTURE), reply);
    } else if (words.equals(List.of("wipe"))) {
      reply.item("wiped " + runtime.call(BOARD, Board.WIPE) + " strokes");
    } else if (words.equals(List.of(Curator.REST)) || words.equals(List.of(Curator.DRAW))) {
      runtime.send(CURATOR, words.get(0));
      reply.item(words.get(0).equals(Curator.REST) ? "the artists rest" : "the artists draw");
    } else if (words.size() == 2 && words.get(0).equals("upset")) {
      upset((String) words.get(1), reply);
    } else {
      throw new IllegalArgumentException(
          "it takes nothing, 'wipe', 'rest', 'draw' or 'upset ARTIST', not " + words);
    }
  }

  private static void show(Picture picture, Reply reply) throws IOException {
    String edge = "+" + picture.wiped().rows().get(0).replace(' ', '-') + "+";
    reply.item(edge);
    for (String row : picture.rows()) {
      reply.item("|" + row + "|");
    }
    reply.item(edge);
    reply.item(picture.strokes() + " strokes");
  }

  private void upset(String artist, Reply reply) throws IOException {
    if (!runtime.trySend(ProcessName.of(Curator.nameOf(artist)), Artist.UPSET)) {
      throw new IllegalArgumentException("no artist is called " + artist + "; see mob tree");
    }
    reply.item(artist + " is upset; see mob tree and mob logs");
  }
}
