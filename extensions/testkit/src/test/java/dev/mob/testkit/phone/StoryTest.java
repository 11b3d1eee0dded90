package dev.mob.testkit.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mob.background.BackgroundExtension;
import dev.mob.testkit.Part;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class StoryTest {
  private static final Path DRAWING = Path.of("src/test/resources/sketch.story");

  private Sketchpad sketchpad;

  private List<Part> parts() {
    sketchpad = new Sketchpad();
    return List.of(Part.described(new BackgroundExtension()), Part.of("sketchpad", sketchpad));
  }

  private Phone live(String text) {
    return Story.read(text, "test.story").live(this::parts);
  }

  @Test
  void the_example_keeps_awake_sleeps_is_refreshed_is_killed_and_has_all_its_strokes()
      throws IOException {
    Phone phone = live(Files.readString(DRAWING));
    String timeline = phone.timeline().text();
    assertThat(timeline)
        .containsSubsequence(
            "the user opens the app",
            "on: Drawing",
            "the user presses home",
            "kept awake",
            "off",
            "suspended",
            "push news-1",
            "push news-1 is done: new data",
            "suspended",
            "the app is ended: killed",
            "the app starts",
            "active")
        .contains("https://developer.apple.com/");
    phone.open();
    assertThat(Sketchpad.strokesOn(phone)).isEqualTo(8);
    assertThat(sketchpad.lastNews()).contains("Grace_has_drawn_a_house");
  }

  @Test
  void the_drawing_is_well_formed_and_shows_what_was_kept_awake() throws Exception {
    String svg = TimelineSvg.draw(live(Files.readString(DRAWING)).timeline());
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("rect").getLength()).isGreaterThan(8);
    assertThat(svg).contains("Drawing").contains("suspended").contains("push news-1");
  }

  @Test
  void android_lives_the_same_story() throws IOException {
    String story = Files.readString(DRAWING).replace("phone ios", "phone android 35");
    Phone phone = live(story);
    phone.open();
    assertThat(Sketchpad.strokesOn(phone)).isEqualTo(8);
    assertThat(phone.timeline().text()).contains("https://developer.android.com/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass 10 minutes",
        "pass ten",
        "fly to the moon",
        "charger maybe",
        "revoke everything",
        "push m1 title",
        "press"
      })
  void a_sentence_that_makes_no_sense_is_named_with_its_line(String sentence) {
    assertThatThrownBy(() -> Story.read("phone ios seed 1\nopen\n\n" + sentence, "a.story"))
        .isInstanceOf(StoryException.class)
        .hasMessageMatching("(?s)a\\.story:4:\\d+: error: .*")
        .hasMessageContaining(sentence);
  }

  @Test
  void all_that_is_wrong_is_told_at_once_each_with_its_place() {
    assertThatThrownBy(
            () -> Story.read("phone ios seed 1\nopne\n pass ten # soon\npush p x\n", "a.story"))
        .hasMessage(
            """
            a.story:2:1: error: not understood; did you mean 'open'?
              2 | opne
                | ^^^^
            a.story:3:7: error: a time is a number with ms, s, m, h or d, not 'ten'
              3 |  pass ten # soon
                |       ^^^
            a.story:4:8: error: a push carries KEY=VALUE, not 'x'
              4 | push p x
                |        ^""");
  }

  @ParameterizedTest
  @CsvSource({
    "pres home, press home",
    "forcequit, force quit",
    "psuh m1 title=x, push",
    "netwrok none, network",
    "lowpower on, low power",
    "revoke loctaion, location",
    "network unmeterd, unmetered"
  })
  void a_word_that_is_nearly_one_is_answered_with_the_one_that_was_meant(
      String sentence, String meant) {
    assertThatThrownBy(() -> Story.read("phone ios seed 1\n" + sentence, "a.story"))
        .hasMessageContaining("did you mean '" + meant + "'?");
  }

  @Test
  void a_word_that_is_like_none_is_answered_with_all_that_there_are() {
    assertThatThrownBy(() -> Story.read("phone ios seed 1\nfly to the moon\n", "a.story"))
        .hasMessageContaining(
            "a.story:2:1: error: not understood; sentences are: open, press home");
    assertThatThrownBy(() -> Story.read("phone ios seed 1\nrevoke everything\n", "a.story"))
        .hasMessageContaining("a.story:2:8: error: one of audio, ")
        .hasMessageContaining("not 'everything'");
  }

  @Test
  void a_sentence_that_cannot_be_lived_is_named_and_what_led_there_is_kept() {
    Story story = Story.read("phone ios seed 1\nopen\nkill\nask sketchpad strokes\n", "a.story");
    Phone phone = story.phone(this::parts);

    assertThatThrownBy(() -> story.live(phone))
        .isInstanceOf(StoryException.class)
        .hasMessageStartingWith("a.story:4:1: error: the app does not run now; open it first");
    assertThat(phone.timeline().text()).contains("the app is ended: killed");
  }

  @Test
  void whoever_is_told_something_must_be_there() {
    assertThatThrownBy(() -> live("phone ios seed 1\nopen\ntell skechpad draw 3\n"))
        .isInstanceOf(StoryException.class)
        .hasMessageStartingWith(
            "test.story:3:1: error: no process is called 'skechpad' now; there are [background_")
        .hasMessageContaining("sketchpad]");
  }

  @Test
  void an_answer_of_the_app_is_part_of_the_timeline() {
    Phone phone = live("phone ios seed 1\nopen\ntell sketchpad draw 3\nask sketchpad strokes\n");

    assertThat(phone.timeline().text()).contains("sketchpad, strokes: 3");
  }

  @Test
  void a_story_may_name_its_app() {
    assertThat(Story.read("phone ios seed 1\napp ../my.jar\nopen\n", "a.story").app())
        .contains("../my.jar");
    assertThat(Story.read("phone ios seed 1\nopen\n", "a.story").app()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "open",
        "phone nokia seed 1",
        "phone ios",
        "phone android 99 seed 1"
      })
  void a_story_begins_with_its_phone(String text) {
    assertThatThrownBy(() -> Story.read(text, "a.story"))
        .isInstanceOf(StoryException.class)
        .hasMessageContaining("phone ios seed");
  }
}
