package dev.mob.config.internal.schema;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.Position;
import dev.mob.config.Requirement;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Settings;
import dev.mob.config.VersionRange;
import dev.mob.config.internal.check.BlockChecker;
import dev.mob.config.internal.check.Findings;
import dev.mob.config.internal.hocon.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads {@code requires = ["notify [1.0,2)", { id = cluster, version = "[1.0,2)", optional = true
 * }]}.
 */
final class RequirementsReader {
  private static final String MEND = "write \"id\" or \"id [1.0,2)\"";

  private final Findings findings;
  private final List<Requirement> found = new ArrayList<>();

  RequirementsReader(Findings findings) {
    this.findings = findings;
  }

  /** What was read, without what was wrong. */
  List<Requirement> found() {
    return found;
  }

  void read(ConfigValue value, Place place) {
    if (value.valueType() != ConfigValueType.LIST) {
      findings.error(Kind.TYPE, place.value(), "requires", "expected a list of extensions", MEND);
      return;
    }
    ConfigList list = (ConfigList) value;
    List<Place> places = place.elements(list.size());
    for (int i = 0; i < list.size(); i++) {
      String path = "requires[" + i + "]";
      ConfigValue element = list.get(i);
      if (element.valueType() == ConfigValueType.STRING) {
        String text = ((String) element.unwrapped()).trim();
        int space = text.indexOf(' ');
        add(
            space < 0 ? text : text.substring(0, space),
            space < 0 ? "" : text.substring(space + 1),
            false,
            places.get(i).value(),
            path);
      } else if (element.valueType() == ConfigValueType.OBJECT) {
        object((ConfigObject) element, places.get(i), path);
      } else {
        findings.error(Kind.TYPE, places.get(i).value(), path, "expected an extension's id", MEND);
      }
    }
  }

  private void object(ConfigObject object, Place place, String path) {
    Schema schema =
        Schema.of(
            Arrays.asList(
                Setting.of("id", SettingType.STRING).required(true).build(),
                Setting.of("version", SettingType.STRING).defaultValue("").build(),
                Setting.of("optional", SettingType.BOOLEAN).defaultValue(false).build()));
    Settings said =
        new BlockChecker(findings, true, Collections.<String>emptyList())
            .block(schema, object, place, path, place.value());
    if (said.has("id") && said.has("version") && said.has("optional")) {
      add(said.string("id"), said.string("version"), said.bool("optional"), place.value(), path);
    }
  }

  private void add(String id, String range, boolean optional, Position position, String path) {
    if (!Names.isName(id)) {
      findings.error(Kind.TYPE, position, path, "'" + id + "' is no extension's id", MEND);
      return;
    }
    for (Requirement other : found) {
      if (other.id().equals(id)) {
        findings.error(
            Kind.DUPLICATE, position, path, id + " is required twice", "keep one of the two");
        return;
      }
    }
    try {
      VersionRange versions = range.isEmpty() ? VersionRange.ANY : VersionRange.parse(range);
      found.add(new Requirement(id, versions, optional, position));
    } catch (IllegalArgumentException noRange) {
      findings.error(Kind.TYPE, position, path, noRange.getMessage(), "");
    }
  }
}
