package dev.mob.config.internal.schema;

import dev.mob.config.AndroidDeclarations;
import dev.mob.config.Permission;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a descriptor may say, without its settings, requirements and entitlements, which no single
 * type describes and which have readers of their own.
 */
final class DescriptorSchema {
  private DescriptorSchema() {}

  static Schema build() {
    return block(
        Setting.of("id", SettingType.STRING).required(true).max(64L).build(),
        Setting.of("version", SettingType.STRING).required(true).build(),
        Setting.of("doc", SettingType.STRING).build(),
        Setting.of("kernel", SettingType.STRING).build(),
        Setting.of("class", SettingType.STRING).min(1L).build(),
        list("permissions", permission()),
        list("provides", text()),
        list("exclusive", text()),
        object("host", block(object("android", android()), object("ios", ios()))));
  }

  private static Schema android() {
    Schema service =
        block(
            Setting.of("name", SettingType.STRING).required(true).min(1L).build(),
            list("types", text()),
            Setting.of("permission", SettingType.STRING).defaultValue("").build(),
            Setting.of("exported", SettingType.BOOLEAN).defaultValue(false).build());
    Schema receiver =
        block(
            Setting.of("name", SettingType.STRING).required(true).min(1L).build(),
            list("actions", text()),
            Setting.of("exported", SettingType.BOOLEAN).defaultValue(false).build());
    return withClauses(
        list("permissions", text()),
        list("features", text()),
        list("services", object("of", service)),
        list("receivers", object("of", receiver)),
        list("queries", text()),
        Setting.of("min-api", SettingType.INTEGER)
            .min((long) AndroidDeclarations.LOWEST_API)
            .max(99L)
            .defaultValue((long) AndroidDeclarations.LOWEST_API)
            .build());
  }

  /** What a platform's block may have, and the same once more under a condition on a setting. */
  private static Schema withClauses(Setting... declarations) {
    List<Setting> always = new ArrayList<>(Arrays.asList(declarations));
    always.add(Setting.of("refused", SettingType.STRING).defaultValue("").build());
    List<Setting> clause = new ArrayList<>(always);
    clause.add(Setting.of("setting", SettingType.STRING).required(true).min(1L).build());
    clause.add(Setting.of("is", SettingType.LIST).of(text()).required(true).min(1L).build());
    always.add(list("when", object("of", Schema.of(clause))));
    return Schema.of(always);
  }

  private static Schema ios() {
    return withClauses(
        list("background-modes", text()),
        Setting.of("usage", SettingType.MAP).of(text()).build(),
        list("task-identifiers", text()),
        list("bonjour-services", text()));
  }

  private static Setting permission() {
    List<String> words = new ArrayList<>();
    for (Permission permission : Permission.values()) {
      words.add(permission.word());
    }
    return Setting.of("of", SettingType.ENUM).values(words).build();
  }

  private static Setting text() {
    return Setting.of("of", SettingType.STRING).min(1L).build();
  }

  private static Setting list(String name, Setting of) {
    return Setting.of(name, SettingType.LIST).of(of).defaultValue(Collections.emptyList()).build();
  }

  private static Setting object(String name, Schema schema) {
    return Setting.of(name, SettingType.OBJECT).schema(schema).build();
  }

  private static Schema block(Setting... settings) {
    return Schema.of(Arrays.asList(settings));
  }
}
