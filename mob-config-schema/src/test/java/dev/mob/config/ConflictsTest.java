package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConflictsTest {

  @Test
  void extensionsThatClaimTheSameThingAreReportedAtTheSecond() {
    Descriptor first =
        read(
            "a",
            "provides = [x.Service]\nexclusive = [audio-session]\n"
                + "host.ios { usage { NSCamera = \"one\" }, entitlements { k = true } }");
    Descriptor second =
        read(
            "b",
            "provides = [x.Service]\nexclusive = [audio-session]\n"
                + "host.ios { usage { NSCamera = \"two\" }, entitlements { k = false } }");

    assertThat(Conflicts.between(Arrays.asList(first, second)))
        .extracting(Diagnostic::headline)
        .containsExactlyInAnyOrder(
            "b.conf:1:1: error: provides: b and a both claim the service x.Service; activate one of"
                + " the two",
            "b.conf:1:1: error: exclusive: b and a both claim the exclusive right audio-session;"
                + " activate one of the two",
            "b.conf:1:1: error: host.ios.usage: b and a give NSCamera different values; activate"
                + " one of the two, or make them agree",
            "b.conf:1:1: error: host.ios.entitlements: b and a give k different values; activate"
                + " one of the two, or make them agree");
  }

  @Test
  void extensionsThatAgreeOrMindTheirOwnBusinessDoNotConflict() {
    Descriptor first = read("a", "provides = [x.A, x.A]\nhost.ios.usage { NSCamera = \"same\" }");
    Descriptor second = read("b", "provides = [x.B]\nhost.ios.usage { NSCamera = \"same\" }");

    assertThat(Conflicts.between(Arrays.asList(first, second))).isEmpty();
  }

  @Test
  void twoExtensionsOfOneIdAreReportedOnce() {
    Descriptor first = read("a", "provides = [x.A]");

    assertThat(Conflicts.between(Arrays.asList(first, read("a", "provides = [x.A]"))))
        .extracting(Diagnostic::message)
        .containsExactly("another extension has this id: a.conf");
  }

  private static Descriptor read(String id, String rest) {
    return new DescriptorReader()
        .read("id = " + id + "\nversion = 1.0.0\n" + rest, id + ".conf")
        .orThrow();
  }
}
