package dev.mob.install.internal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.mob.config.Version;
import dev.mob.install.InstallRefused;
import dev.mob.install.Offer;
import dev.mob.install.Release;
import dev.mob.install.Repository;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code plugins.json} as pf4j-update has it: an array of plugins with their releases. What one
 * entry lacks leaves that entry out, and nothing else.
 */
public final class Listing {
  private static final int DEEPEST = 32;
  private static final String ROOT = "plugins";

  private Listing() {}

  /**
   * Reads it.
   *
   * @throws InstallRefused when it is no JSON of that form
   */
  public static List<Offer> parse(String json, Repository repository) throws InstallRefused {
    try {
      refuseDepth(json);
      Config config =
          ConfigFactory.parseString(
              "{\"" + ROOT + "\":" + json + "\n}",
              ConfigParseOptions.defaults()
                  .setSyntax(ConfigSyntax.JSON)
                  .setOriginDescription(repository + "/" + Repository.LISTING));
      List<Offer> offers = new ArrayList<>();
      for (ConfigValue each : config.getList(ROOT)) {
        if (each.valueType() == ConfigValueType.OBJECT) {
          offer(((ConfigObject) each).toConfig(), repository, offers);
        }
      }
      return offers;
    } catch (ConfigException | IllegalArgumentException e) {
      throw new InstallRefused(
          InstallRefused.Reason.UNREACHABLE,
          repository + " has no usable " + Repository.LISTING + ": " + e.getMessage(),
          e);
    }
  }

  private static void offer(Config plugin, Repository repository, List<Offer> offers) {
    String id = text(plugin, "id");
    List<Release> releases = new ArrayList<>();
    if (plugin.hasPath("releases")) {
      for (ConfigObject each : plugin.getObjectList("releases")) {
        release(each.toConfig(), releases);
      }
    }
    if (!id.isEmpty() && !releases.isEmpty()) {
      offers.add(
          new Offer(
              repository,
              id,
              text(plugin, "name"),
              text(plugin, "description"),
              text(plugin, "provider"),
              releases));
    }
  }

  private static void release(Config release, List<Release> releases) {
    String url = text(release, "url");
    String requires = text(release, "requires");
    try {
      Version version = Version.parse(text(release, "version"));
      if (!url.isEmpty()) {
        releases.add(
            new Release(
                version,
                text(release, "date"),
                requires.isEmpty() ? "*" : requires,
                url,
                text(release, "sha512sum")));
      }
    } catch (IllegalArgumentException noVersion) {
      // One release that nobody can name; the others are none the worse.
    }
  }

  /** Control characters are left out: this is shown on terminals. */
  private static String text(Config config, String key) {
    if (!config.hasPath(key)) {
      return "";
    }
    return config.getString(key).replaceAll("\\p{Cntrl}", " ").trim();
  }

  /** The parser is recursive, and its stack is not the repository's to fill. */
  private static void refuseDepth(String json) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[' || c == '{') {
        if (++depth > DEEPEST) {
          throw new IllegalArgumentException("it nests deeper than " + DEEPEST);
        }
      } else if (c == ']' || c == '}') {
        depth--;
      }
    }
  }
}
