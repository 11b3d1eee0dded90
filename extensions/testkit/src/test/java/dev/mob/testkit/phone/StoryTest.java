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
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class StoryTest {
  private static final Path DRAWING = Path.of("../../example-mob-conf/stories/drawing.story");

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
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.story:4: error: ")
        .hasMessageContaining(sentence);
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
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("phone ios seed");
  }
}
