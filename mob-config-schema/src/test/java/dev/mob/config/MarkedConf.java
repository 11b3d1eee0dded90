package dev.mob.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A configuration text in which {@code «...»} marks each place that a diagnostic has to point at,
 * so that a test shows the place instead of counting columns.
 */
final class MarkedConf {
  /** The extensions that tests configure, read from a descriptor as authors write it. */
  static final String CLUSTER_DESCRIPTOR =
      """
              id = cluster
              version = 1.2.0
              kernel = "[1.0,2)"
              settings {
                cookie { type = secret, required = true, min = 4, doc = "Shared by all nodes" }
                listen {
                  type = object
                  settings {
                    host { type = string, default = "0.0.0.0" }
                    port { type = port, default = 0 }
                  }
                }
                seeds { type = list, of = host-and-port, default = [], max = 3 }
                tick { type = duration, default = 60s, min = 1s, max = 1h }
                buffer { type = memory-size, default = 64KiB, max = 1MiB }
                mode { type = enum, values = [hidden, visible], default = visible }
                ratio { type = number, default = 0.5, min = 0, max = 1 }
                retries { type = integer, default = 3, min = 0, max = 10 }
                strict { type = boolean, default = false }
                name { type = string, pattern = "[a-z]+" }
                keys { type = path }
                labels { type = map, of = string, keys = "[a-z]+" }
                peers {
                  type = list
                  of {
                    type = object
                    settings { node { type = string, required = true }, weight { type = integer } }
                  }
                }
                old { type = string, deprecated = "use name" }
              }
              host {
                android { permissions = [a.b], services = [{ name = x, types = [y] }], min-api = 27 }
                ios { usage { K = "v" }, entitlements { a = true, b = [c] }, background-modes = [d] }
              }
              requires = ["notify [1.0,2)", { id = other, optional = true }]
              permissions = [network]
              """;

  static final Descriptor CLUSTER =
      new DescriptorReader()
          .read(CLUSTER_DESCRIPTOR, "cluster.jar!/META-INF/mob/extension.conf")
          .orThrow();

  static final Descriptor NOTIFY =
      new DescriptorReader()
          .read(
              "id = notify\nversion = 1.0.0\nsettings { topic { type = string } }",
              "notify.jar!/META-INF/mob/extension.conf")
          .orThrow();

  private final String text;
  private final List<int[]> marks = new ArrayList<>();

  private MarkedConf(String marked) {
    StringBuilder plain = new StringBuilder();
    int line = 1;
    int column = 1;
    for (char c : marked.toCharArray()) {
      if (c == '«') {
        marks.add(new int[] {line, column, 0});
      } else if (c == '»') {
        int[] mark = marks.get(marks.size() - 1);
        mark[2] = column - mark[1];
      } else {
        plain.append(c);
        column = c == '\n' ? 1 : column + 1;
        line += c == '\n' ? 1 : 0;
      }
    }
    this.text = plain.toString();
  }

  static MarkedConf of(String marked) {
    return new MarkedConf(marked);
  }

  /** A file whose cluster extension has these settings, besides the cookie it needs. */
  static MarkedConf cluster(String settings) {
    return of("mob.extensions.cluster {\ncookie = ${COOKIE}\n" + settings + "\n}\n");
  }

  String text() {
    return text;
  }

  Checked<MobConf> check() {
    return check(Collections.singletonMap("COOKIE", "from-the-environment"));
  }

  Checked<MobConf> check(Map<String, String> environment) {
    return new MobConfReader(environment)
        .read("mob.conf", text, null)
        .check(Arrays.asList(CLUSTER, NOTIFY));
  }

  Settings clusterSettings() {
    return check().orThrow().extensions().get("cluster");
  }

  /** Checks, and asserts that the diagnostics are exactly where the marks are; gives them. */
  List<Diagnostic> diagnosticsAtMarks() {
    return assertAtMarks(check().diagnostics());
  }

  List<Diagnostic> diagnosticsAtMarks(Map<String, String> environment) {
    return assertAtMarks(check(environment).diagnostics());
  }

  List<Diagnostic> assertAtMarks(Diagnostics diagnostics) {
    List<String> expected =
        marks.stream()
            .map(mark -> mark[0] + ":" + mark[1] + "+" + mark[2])
            .collect(Collectors.toList());
    List<String> actual = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      Position at = diagnostic.position();
      actual.add(at.line() + ":" + at.column() + "+" + at.length());
    }
    assertThat(actual).as(diagnostics.render()).isEqualTo(expected);
    return diagnostics.list();
  }

  /** As {@link #diagnosticsAtMarks}, for one. */
  Diagnostic diagnosticAtMark() {
    List<Diagnostic> all = diagnosticsAtMarks();
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}
