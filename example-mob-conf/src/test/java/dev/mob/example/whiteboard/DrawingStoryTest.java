package dev.mob.example.whiteboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mob.background.BackgroundExtension;
import dev.mob.notify.NotifyExtension;
import dev.mob.testkit.Part;
import dev.mob.testkit.phone.Phone;
import dev.mob.testkit.phone.Story;
import dev.mob.testkit.phone.TimelineSvg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The story that the README shows. */
final class DrawingStoryTest {
  private static final Path STORY = Path.of("stories", "drawing.story");
  private static final Pattern STROKES = Pattern.compile("board, strokes: (\\d+)");

  private static Phone live(String text) {
    return Story.read(text, STORY.toString())
        .live(
            () ->
                List.of(
                    Part.described(new BackgroundExtension()),
                    Part.described(new NotifyExtension()),
                    Part.described(new Whiteboard())));
  }

  @Test
  void theAppIsKeptAwakeSleepsIsWokenByAPushIsKilledAndHasItsPictureAfterwards()
      throws IOException {
    String timeline = live(Files.readString(STORY)).timeline().text();

    assertThat(timeline)
        .containsSubsequence(
            "on: The shared whiteboard is open",
            "kept awake",
            "lease    off",
            "suspended",
            "push p1",
            "push p1 is done: new data",
            "suspended",
            "the app is ended: killed",
            "the app starts",
            "on: The shared whiteboard is open");
    Matcher strokes = STROKES.matcher(timeline);
    assertThat(strokes.find()).isTrue();
    long before = Long.parseLong(strokes.group(1));
    assertThat(strokes.find()).isTrue();
    // All that was drawn, and the one stroke that came by push.
    assertThat(Long.parseLong(strokes.group(1))).isEqualTo(before + 1);
  }

  @Test
  void onAndroidItGoesTheSameWay() throws IOException {
    String story = Files.readString(STORY).replace("phone ios seed", "phone android 35 seed");

    assertThat(live(story).timeline().text())
        .containsSubsequence("kept awake", "suspended", "push p1 is done: new data", "killed")
        .contains("https://developer.android.com/");
  }

  @Test
  void theDrawingInTheDocumentationIsOfThisStory() throws IOException {
    String drawn = TimelineSvg.draw(live(Files.readString(STORY)).timeline());

    assertThat(Files.readString(Path.of("..", "docs", "drawing.svg")))
        .as(
            "draw it again: ./mob simulate example-mob-conf/stories/drawing.story --svg docs/drawing.svg")
        .isEqualTo(drawn);
  }
}
