package dev.mob.packaging.archive;

import dev.mob.config.Descriptor;
import dev.mob.config.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import java.util.jar.Attributes;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PropertiesPluginDescriptorFinder;

/**
 * What an archive says to PF4J itself, in its manifest or in {@code plugin.properties}. It need say
 * nothing: the descriptor is enough. What it says must not contradict the descriptor.
 *
 * @param id {@code null} when it says none
 * @param version {@code null} when it says none
 * @param pluginClass {@code null} when it says none
 */
record PluginNames(String archive, String id, String version, String pluginClass) {

  static PluginNames of(String archive, Attributes manifest, byte[] propertiesFile)
      throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(propertiesFile));
    } catch (IllegalArgumentException e) {
      throw new RefusedArchive(archive + ": plugin.properties cannot be read: " + e.getMessage());
    }
    return new PluginNames(
        archive,
        either(
            properties,
            PropertiesPluginDescriptorFinder.PLUGIN_ID,
            manifest,
            ManifestPluginDescriptorFinder.PLUGIN_ID),
        either(
            properties,
            PropertiesPluginDescriptorFinder.PLUGIN_VERSION,
            manifest,
            ManifestPluginDescriptorFinder.PLUGIN_VERSION),
        either(
            properties,
            PropertiesPluginDescriptorFinder.PLUGIN_CLASS,
            manifest,
            ManifestPluginDescriptorFinder.PLUGIN_CLASS));
  }

  void check(Descriptor descriptor) throws RefusedArchive {
    if (id != null && !id.equals(descriptor.id())) {
      throw new RefusedArchive(
          archive
              + ": PF4J's id is '"
              + id
              + "' and the descriptor's is '"
              + descriptor.id()
              + "'; make them agree, or leave PF4J's out");
    }
    if (version != null && !isVersion(descriptor.version())) {
      throw new RefusedArchive(
          archive
              + ": PF4J's version is '"
              + version
              + "' and the descriptor's is '"
              + descriptor.version()
              + "'; make them agree, or leave PF4J's out");
    }
    if (pluginClass != null && !descriptor.mainClass().isPresent()) {
      throw new RefusedArchive(
          archive
              + ": PF4J's plugin class "
              + pluginClass
              + " would never be called; name a class that implements"
              + " dev.mob.extension.Extension as 'class' in the descriptor");
    }
  }

  private boolean isVersion(Version expected) {
    try {
      return Version.parse(version).equals(expected);
    } catch (IllegalArgumentException noVersion) {
      return false;
    }
  }

  private static String either(
      Properties properties, String property, Attributes manifest, String attribute) {
    String said = properties.getProperty(property);
    return said == null ? manifest.getValue(attribute) : said;
  }
}
