package dev.mob.config.internal.schema;

import dev.mob.config.AndroidDeclarations;
import dev.mob.config.Diagnostic.Kind;
import dev.mob.config.HostClause;
import dev.mob.config.IosDeclarations;
import dev.mob.config.Position;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import dev.mob.config.Settings;
import dev.mob.config.internal.check.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code host} block of a descriptor, and checks its conditions against the settings. */
final class HostClauses {
  private final Schema settings;
  private final Findings findings;

  HostClauses(Schema settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  /**
   * Reports conditions on what the extension has no setting for, or on values that it never has.
   */
  void check(Settings host) {
    for (String platform : Arrays.asList("android", "ios")) {
      List<Settings> clauses = host.object(platform).list("when", Settings.class);
      for (int i = 0; i < clauses.size(); i++) {
        check(clauses.get(i), "host." + platform + ".when[" + i + "]");
      }
    }
  }

  private void check(Settings clause, String path) {
    if (!clause.has("setting") || !clause.has("is")) {
      return; // reported where the block was checked
    }
    Position where = clause.origin("setting").get();
    Optional<Setting> setting = find(clause.string("setting"));
    if (!setting.isPresent()) {
      findings.error(
          Kind.UNKNOWN,
          where,
          path + ".setting",
          "the extension has no setting '" + clause.string("setting") + "'",
          "name one of its settings, nested ones as a.b");
      return;
    }
    Setting chosen =
        setting.get().type() == SettingType.LIST ? setting.get().of().get() : setting.get();
    List<String> possible =
        chosen.type() == SettingType.BOOLEAN ? Arrays.asList("true", "false") : chosen.values();
    if (possible.isEmpty()) {
      findings.error(
          Kind.TYPE,
          where,
          path + ".setting",
          "a condition is on an enum, a boolean or a list of enums, and '"
              + clause.string("setting")
              + "' is of type "
              + setting.get().type().word(),
          "");
      return;
    }
    for (String value : clause.strings("is")) {
      if (!possible.contains(value)) {
        findings.error(
            Kind.RANGE,
            clause.origin("is").get(),
            path + ".is",
            "'" + clause.string("setting") + "' is never '" + value + "'",
            "use one of " + String.join(", ", possible));
      }
    }
  }

  private Optional<Setting> find(String path) {
    Schema in = settings;
    String rest = path;
    for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
      Optional<Setting> block = in.find(rest.substring(0, dot));
      if (!block.isPresent() || !block.get().schema().isPresent()) {
        return Optional.empty();
      }
      in = block.get().schema().get();
      rest = rest.substring(dot + 1);
    }
    return in.find(rest);
  }

  /** What {@code host.android} says, what always holds first. */
  static List<HostClause<AndroidDeclarations>> android(Settings said) {
    List<HostClause<AndroidDeclarations>> clauses = new ArrayList<>();
    clauses.add(HostClause.always(androidDeclarations(said), said.string("refused")));
    for (Settings clause : said.list("when", Settings.class)) {
      clauses.add(
          new HostClause<>(
              clause.string("setting"),
              clause.strings("is"),
              androidDeclarations(clause),
              clause.string("refused")));
    }
    return clauses;
  }

  /** What {@code host.ios} says, what always holds first. */
  static List<HostClause<IosDeclarations>> ios(Settings said, Map<String, Object> entitlements) {
    List<HostClause<IosDeclarations>> clauses = new ArrayList<>();
    clauses.add(HostClause.always(iosDeclarations(said, entitlements), said.string("refused")));
    for (Settings clause : said.list("when", Settings.class)) {
      clauses.add(
          new HostClause<>(
              clause.string("setting"),
              clause.strings("is"),
              iosDeclarations(clause, Collections.<String, Object>emptyMap()),
              clause.string("refused")));
    }
    return clauses;
  }

  private static AndroidDeclarations androidDeclarations(Settings said) {
    List<AndroidDeclarations.Service> services = new ArrayList<>();
    for (Settings service : said.list("services", Settings.class)) {
      services.add(
          new AndroidDeclarations.Service(
              service.string("name"),
              service.strings("types"),
              service.string("permission"),
              service.bool("exported")));
    }
    List<AndroidDeclarations.Receiver> receivers = new ArrayList<>();
    for (Settings receiver : said.list("receivers", Settings.class)) {
      receivers.add(
          new AndroidDeclarations.Receiver(
              receiver.string("name"), receiver.strings("actions"), receiver.bool("exported")));
    }
    return new AndroidDeclarations(
        said.strings("permissions"),
        services,
        receivers,
        said.strings("features"),
        said.strings("queries"),
        said.intValue("min-api"));
  }

  private static IosDeclarations iosDeclarations(Settings said, Map<String, Object> entitlements) {
    return new IosDeclarations(
        said.strings("background-modes"),
        said.map("usage", String.class),
        entitlements,
        said.strings("task-identifiers"),
        said.strings("bonjour-services"));
  }
}
