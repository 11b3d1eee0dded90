package dev.mob.config.internal.schema;

import dev.mob.config.Permission;
import dev.mob.config.Schema;
import dev.mob.config.Setting;
import dev.mob.config.SettingType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The {@code mob { }} block of mob.conf, without its extensions: their descriptors say what these
 * may set. Built in code, for reading it from a resource would be a third of a node's whole cold
 * start in configuration.
 */
final class MobBlockSchema {
  private static final String EXTENSION_ID = "[a-z][a-z0-9-]*";

  private MobBlockSchema() {}

  static Schema build() {
    return Schema.of(
        Arrays.asList(
            object("node", "How this node is known to others.", nodeName()),
            Setting.of("app", SettingType.STRING)
                .doc("The id of the extension that is the app itself; one of the extensions below.")
                .build(),
            Setting.of("home", SettingType.PATH)
                .doc("The folder where the node keeps its state; the host decides if not set.")
                .build(),
            Setting.of("extension-path", SettingType.LIST)
                .of(Setting.of("of", SettingType.PATH).build())
                .defaultValue(Collections.emptyList())
                .doc(
                    "Folders with extension jars, searched in this order after the extensions that"
                        + " the host links.")
                .build(),
            object(
                "log",
                "What is logged, and where to.",
                level("level")
                    .defaultValue("info")
                    .doc("The least severe level that is logged.")
                    .build(),
                Setting.of("levels", SettingType.MAP)
                    .of(level("of").build())
                    .doc(
                        "Levels for single loggers, by their names in quotes, such as"
                            + " \"dev.mob.cluster\" = debug.")
                    .build(),
                Setting.of("file", SettingType.PATH)
                    .doc("A file to log to; the host's usual place if not set.")
                    .build()),
            object(
                "processes",
                "The runtime that processes run on.",
                Setting.of("workers", SettingType.INTEGER)
                    .min(1L)
                    .max(256L)
                    .doc("Threads that run processes; as many as processors if not set.")
                    .build(),
                Setting.of("mailbox-warning", SettingType.INTEGER)
                    .min(0L)
                    .max(100_000_000L)
                    .defaultValue(10_000L)
                    .doc("A mailbox that grows beyond this many messages is warned of; 0: none.")
                    .build()),
            object(
                "restarts",
                "How often an extension's supervisor may restart its processes before the extension"
                    + " counts as failed.",
                Setting.of("intensity", SettingType.INTEGER)
                    .min(0L)
                    .max(1_000_000L)
                    .defaultValue(3L)
                    .doc("So many restarts are allowed within the period.")
                    .build(),
                duration("period", Duration.ofMillis(1), Duration.ofSeconds(5))
                    .doc("The period in which restarts are counted.")
                    .build()),
            duration("activation-timeout", Duration.ofMillis(10), Duration.ofSeconds(10))
                .max(Duration.ofHours(1))
                .doc("An extension that takes longer to activate counts as failed.")
                .build(),
            duration("stop-timeout", Duration.ZERO, Duration.ofSeconds(10))
                .max(Duration.ofHours(1))
                .doc("The time that a stop may take in all; what still runs then is killed.")
                .build(),
            Setting.of("watch", SettingType.BOOLEAN)
                .defaultValue(false)
                .doc("Whether a change of this file is applied as soon as it is saved.")
                .build(),
            Setting.of("repositories", SettingType.MAP)
                .of(Setting.of("of", SettingType.STRING).min(1L).build())
                .keys("[a-z][a-z0-9-]*")
                .doc(
                    "Where extensions are installed from, by names of your choice: a folder, a file:"
                        + " URL or an https: URL with a plugins.json in it.")
                .build(),
            object(
                "hot-update",
                "How the code of extensions is replaced while they run.",
                Setting.of("enabled", SettingType.BOOLEAN)
                    .doc("Whether it may be; if not set, on a JVM it may and on phones it may not.")
                    .build(),
                duration("probation", Duration.ZERO, Duration.ofSeconds(5))
                    .max(Duration.ofHours(1))
                    .doc("A crash within this time brings the old version back; 0: none does.")
                    .build(),
                duration("pause-limit", Duration.ofMillis(10), Duration.ofSeconds(5))
                    .max(Duration.ofHours(1))
                    .doc(
                        "How long processes may come to rest, and their states be carried over;"
                            + " after that the old version goes on.")
                    .build()),
            trust()));
  }

  private static Setting nodeName() {
    return Setting.of("name", SettingType.STRING)
        .defaultValue("mob")
        .pattern("[A-Za-z0-9_-]+(@[A-Za-z0-9_.:-]+)?")
        .max(255L)
        .doc("The node's name, such as alice or alice@192.168.1.7; unique in its cluster.")
        .build();
  }

  private static Setting trust() {
    List<String> permissions = new ArrayList<>();
    for (Permission permission : Permission.values()) {
      permissions.add(permission.word());
    }
    Setting granted =
        Setting.of("of", SettingType.LIST)
            .of(Setting.of("of", SettingType.ENUM).values(permissions).build())
            .build();
    return object(
        "trust",
        "Whose extensions may be installed, and what they may do.",
        Setting.of("keys", SettingType.MAP)
            .of(Setting.of("of", SettingType.STRING).pattern("[A-Za-z0-9+/]{43}=").build())
            .doc("Trusted Ed25519 public keys, 32 bytes in base64, by names of your choice.")
            .build(),
        Setting.of("unsigned", SettingType.LIST)
            .of(Setting.of("of", SettingType.STRING).pattern(EXTENSION_ID).build())
            .defaultValue(Collections.emptyList())
            .doc("The ids of extensions that may be installed without a signature.")
            .build(),
        Setting.of("permissions", SettingType.MAP)
            .keys(EXTENSION_ID)
            .of(granted)
            .doc(
                "What each extension that the host does not link may do, by its id. This discloses;"
                    + " it is no sandbox.")
            .build());
  }

  private static Setting object(String name, String doc, Setting... settings) {
    return Setting.of(name, SettingType.OBJECT)
        .schema(Schema.of(Arrays.asList(settings)))
        .doc(doc)
        .build();
  }

  private static Setting.Builder level(String name) {
    return Setting.of(name, SettingType.ENUM)
        .values(Arrays.asList("trace", "debug", "info", "warn", "error", "off"));
  }

  private static Setting.Builder duration(String name, Duration least, Duration otherwise) {
    return Setting.of(name, SettingType.DURATION).min(least).defaultValue(otherwise);
  }
}
