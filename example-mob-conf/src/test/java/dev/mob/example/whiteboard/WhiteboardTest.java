package dev.mob.example.whiteboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.Background;
import dev.mob.background.BackgroundExtension;
import dev.mob.background.BackgroundStatus.HeldLease;
import dev.mob.background.KeepAliveType;
import dev.mob.notify.Notify;
import dev.mob.notify.NotifyExtension;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Push;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whiteboard on a phone, with virtual time. */
final class WhiteboardTest {
  private static final ProcessName BOARD = ProcessName.of(Board.NAME);
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private Phone phone;

  @BeforeEach
  void open() {
    phone =
        Phone.ios(
            7,
            () ->
                List.of(
                    Part.described(new BackgroundExtension()),
                    Part.described(new NotifyExtension()),
                    Part.described(new Whiteboard())));
    phone.open();
  }

  @Test
  void threeArtistsDrawAtTheirPace() {
    phone.passes(A_WHILE);

    assertThat(strokes()).isBetween(50L, 60L); // 20 each, at 250 ms
    assertThat(String.join("", picture().rows())).contains("a", "g", "b");
  }

  @Test
  void aStrokeBesideTheBoardChangesNothing() {
    Picture blank = Picture.blank(8, 4);

    assertThat(blank.with(new Stroke(8, 0, 'x'))).isEqualTo(blank);
    assertThat(blank.with(new Stroke(0, -1, 'x'))).isEqualTo(blank);
  }

  @Test
  void aPictureIsReadBackAsItWasWritten() throws IOException {
    Picture picture = Picture.blank(8, 4).with(new Stroke(2, 1, 'x'));

    assertThat(Picture.CODEC.decode(Picture.CODEC.encode(picture))).isEqualTo(picture);
  }

  @Test
  void thePictureSurvivesACrashOfTheBoard() {
    rest();
    Picture before = picture();
    Pid board = phone.runtime().whereis(Board.NAME);

    phone.runtime().exit(board, ExitReason.KILL);
    phone.passes(Duration.ZERO);

    assertThat(phone.runtime().whereis(Board.NAME)).isNotNull().isNotEqualTo(board);
    assertThat(picture()).isEqualTo(before);
  }

  @Test
  void thePictureSurvivesAKill() {
    rest();
    Picture before = picture();

    phone.kill();
    phone.open();
    phone.tell(Curator.NAME, Curator.REST);

    assertThat(before.strokes()).isPositive();
    assertThat(picture()).isEqualTo(before);
  }

  @Test
  void aKillAmidDrawingCostsAQuarterOfASecondAtMost() {
    phone.passes(A_WHILE);
    long before = strokes();

    phone.kill();
    phone.open();

    assertThat(strokes()).isBetween(before - 3, before);
  }

  @Test
  void aPictureOfAnotherSizeIsNotTaken() {
    Picture other = Picture.blank(20, 10).with(new Stroke(3, 2, 'y'));
    Picture blank = Picture.blank(8, 4);

    assertThat(other.isAsLargeAs(blank)).isFalse();
    assertThat(blank.with(new Stroke(1, 1, 'x')).isAsLargeAs(blank)).isTrue();
  }

  @Test
  void anArtistWhoCrashesIsStartedAgainAndTheOthersDoNotNotice() {
    Pid ada = phone.runtime().whereis("artist_ada");
    Pid grace = phone.runtime().whereis("artist_grace");

    phone.runtime().send(ada, Artist.UPSET);
    phone.passes(Duration.ZERO);

    assertThat(phone.runtime().whereis("artist_ada")).isNotNull().isNotEqualTo(ada);
    assertThat(phone.runtime().whereis("artist_grace")).isEqualTo(grace);
  }

  @Test
  void theClumsyArtistDropsThePenAfterFortyStrokesAndComesBack() {
    Pid ada = phone.runtime().whereis("artist_ada");

    phone.passes(Duration.ofSeconds(11));

    assertThat(phone.runtime().isAlive(ada)).isFalse();
    assertThat(phone.runtime().whereis("artist_ada")).isNotNull();
  }

  @Test
  void whileSomebodyDrawsTheAppStaysAwakeBehindOthers() {
    phone.pressHome();
    phone.passes(Duration.ofMinutes(10));

    assertThat(phone.isKeptAwake()).isTrue();
    assertThat(phone.service(Background.class).status().leases())
        .extracting(HeldLease::type)
        .containsExactly(KeepAliveType.AUDIO);
    assertThat(strokes()).isGreaterThan(6_000);
  }

  @Test
  void whenTheArtistsRestTheAppSleeps() {
    phone.pressHome();
    phone.tell(Curator.NAME, Curator.REST);
    phone.passes(Duration.ofMinutes(1));

    assertThat(phone.isSuspended()).isTrue();
  }

  @Test
  void aCuratorWhoCrashesTakesTheArtistsAlongAndBothComeBack() {
    Pid grace = phone.runtime().whereis("artist_grace");

    phone.runtime().exit(phone.runtime().whereis(Curator.NAME), ExitReason.KILL);
    phone.passes(Duration.ZERO);

    assertThat(phone.runtime().whereis("artist_grace")).isNotNull().isNotEqualTo(grace);
    assertThat(phone.service(Background.class).status().leases()).hasSize(1);
  }

  @Test
  void aStrokeThatComesByPushIsOnTheBoardAndOnDiskThoughNobodyDraws() {
    rest();
    phone.pressHome();
    phone.passes(Duration.ofMinutes(1));
    phone.kill();

    phone.receivePush("p1", Map.of("x", "2", "y", "1", "mark", "G"));
    phone.passes(Duration.ofMinutes(1));
    assertThat(phone.isSuspended()).isTrue();
    phone.kill();
    phone.open();

    assertThat(picture().rows().get(1).charAt(2)).isEqualTo('G');
  }

  @Test
  void aTitleThatIsTappedDrawsItsFirstLetter() {
    rest();
    phone.pressHome();

    phone.receive(Push.shown("p1", "Hello", "", Map.of("x", "2", "y", "1")));
    phone.tap("p1");

    assertThat(picture().rows().get(1).charAt(2)).isEqualTo('H');
  }

  @Test
  void aPushThatIsNoStrokeChangesNothingAndIsNotTriedAgain() {
    rest();
    long before = strokes();

    phone.receivePush("p1", Map.of("x", "two"));
    phone.passes(Duration.ofMinutes(1));

    assertThat(strokes()).isEqualTo(before);
    assertThat(phone.service(Notify.class).status().counts().retries()).isZero();
    assertThat(phone.service(Notify.class).status().waiting()).isZero();
  }

  @Test
  void anAppThatIsStartedForAPushDrawsNothingByItself() {
    rest();
    long before = strokes();
    phone.kill();

    phone.receivePush("p1", Map.of("mark", "G"));
    phone.passes(Duration.ofSeconds(3));

    assertThat(phone.isSuspended()).isFalse();
    assertThat(strokes()).isEqualTo(before + 1);
  }

  private void rest() {
    phone.passes(A_WHILE);
    phone.tell(Curator.NAME, Curator.REST);
    phone.passes(Duration.ofSeconds(1));
  }

  private long strokes() {
    return (Long) phone.runtime().call(BOARD, Board.STROKES);
  }

  private Picture picture() {
    return (Picture) phone.runtime().call(BOARD, Board.PICTURE);
  }
}
