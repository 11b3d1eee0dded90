package dev.mob.example.whiteboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.SpawnOptions;
import dev.mob.process.Strategy;
import dev.mob.process.Supervisor;
import dev.mob.process.SupervisorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhiteboardTest {
  private static final ProcessName BOARD = ProcessName.of(Board.NAME);

  @TempDir private Path folder;
  private ProcessRuntime runtime;

  @BeforeEach
  void start() {
    runtime = ProcessRuntime.builder().build();
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @Test
  void aStrokeIsOnTheBoard() {
    startBoard();

    runtime.cast(BOARD, new Stroke(2, 1, 'x'));

    assertThat(picture().rows().get(1)).isEqualTo("  x     ");
    assertThat(picture().strokes()).isEqualTo(1);
  }

  @Test
  void aStrokeBesideTheBoardChangesNothing() {
    Picture blank = Picture.blank(8, 4);

    assertThat(blank.with(new Stroke(8, 0, 'x'))).isEqualTo(blank);
    assertThat(blank.with(new Stroke(0, -1, 'x'))).isEqualTo(blank);
  }

  @Test
  void thePictureSurvivesACrashOfTheBoard() {
    startBoard();
    runtime.cast(BOARD, new Stroke(2, 1, 'x'));
    Picture before = picture();
    await().until(() -> Files.exists(folder.resolve("picture")));
    Pid board = runtime.whereis(Board.NAME);

    runtime.exit(board, ExitReason.KILL);

    await()
        .until(
            () ->
                runtime.whereis(Board.NAME) != null && !board.equals(runtime.whereis(Board.NAME)));
    assertThat(picture()).isEqualTo(before);
  }

  @Test
  void thePictureSurvivesAStopOfEverything() {
    startBoard();
    runtime.cast(BOARD, new Stroke(3, 2, 'y'));
    Picture before = picture();
    runtime.close();

    start();
    startBoard();

    assertThat(picture()).isEqualTo(before);
  }

  @Test
  void aBoardOfAnotherSizeBeginsBlank() {
    startBoard();
    runtime.cast(BOARD, new Stroke(3, 2, 'y'));
    runtime.close();

    start();
    startBoard(Picture.blank(20, 10));

    assertThat(picture()).isEqualTo(Picture.blank(20, 10));
  }

  @Test
  void anArtistWhoCrashesIsStartedAgainAndTheOthersDoNotNotice() {
    startBoard();
    DynamicSupervisor.start(
        runtime, DynamicSupervisor.Spec.STANDARD, SpawnOptions.NONE.name(Curator.ARTISTS));
    runtime.start(new Curator(List.of("ada", "alan"), Duration.ofMillis(5), 0), null);
    await()
        .until(
            () -> runtime.whereis("artist_ada") != null && runtime.whereis("artist_alan") != null);
    Pid ada = runtime.whereis("artist_ada");
    Pid alan = runtime.whereis("artist_alan");

    runtime.send(ada, Artist.UPSET);

    await()
        .until(
            () ->
                runtime.whereis("artist_ada") != null
                    && !ada.equals(runtime.whereis("artist_ada")));
    assertThat(runtime.whereis("artist_alan")).isEqualTo(alan);
    long strokes = picture().strokes();
    await().until(() -> picture().strokes() > strokes + 2);
  }

  @Test
  void aClumsyArtistDrawsAsManyStrokesAsAgreedAndCrashes() {
    startBoard();
    Pid clumsy = runtime.start(new Artist("ada", Duration.ofMillis(1), 3), null);

    await().until(() -> !runtime.isAlive(clumsy));

    assertThat(picture().strokes()).isEqualTo(3);
  }

  private void startBoard() {
    startBoard(Picture.blank(8, 4));
  }

  private void startBoard(Picture blank) {
    Supervisor.start(
        runtime,
        SupervisorSpec.of(
            Strategy.ONE_FOR_ONE,
            ChildSpec.worker("archive", new Archive(folder.resolve("picture")), null)
                .name(Archive.NAME),
            ChildSpec.worker("board", new Board(blank), null).name(Board.NAME)),
        SpawnOptions.NONE);
  }

  private Picture picture() {
    return (Picture) runtime.call(BOARD, Board.PICTURE);
  }
}
