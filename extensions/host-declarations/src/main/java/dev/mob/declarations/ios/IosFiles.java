package dev.mob.declarations.ios;

import dev.mob.config.Diagnostics;
import dev.mob.config.IosDeclarations;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.GeneratedFile;
import dev.mob.declarations.PlatformFiles;
import dev.mob.declarations.xml.XmlFile;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of an iOS app: keys for Info.plist, entitlements, and the list of classes that are
 * reached by their name alone (developer.apple.com, "Information Property List" and
 * "Entitlements").
 *
 * <p>What is checked is an Info.plist, or entitlements when the file's name ends so.
 */
public final class IosFiles implements PlatformFiles {
  static final String ENTITLEMENTS = ".entitlements";

  @Override
  public List<GeneratedFile> generate(ActiveDeclarations active) {
    return List.of(
        new GeneratedFile(
            "Info.plist", "keys for the app's own Info.plist; add them there", info(active)),
        new GeneratedFile(
            "mob" + ENTITLEMENTS,
            "entitlements, for the target's Signing & Capabilities",
            entitlements(active)),
        new GeneratedFile(
            "mob-classes.txt",
            "classes that are reached by name, for a static image or a shrinker",
            new ClassList(active).write()));
  }

  private static String info(ActiveDeclarations active) {
    IosDeclarations needed = active.ios();
    PropertyListText text = new PropertyListText();
    for (InfoKey array : InfoKey.values()) {
      if (!array.of(needed).isEmpty()) {
        String who = active.neededBy(extension -> !array.of(extension.ios()).isEmpty());
        text.put(who, array.key(), new ArrayList<>(array.of(needed)));
      }
    }
    needed
        .usage()
        .forEach(
            (key, why) ->
                text.put(
                    active.neededBy(extension -> extension.ios().usage().containsKey(key)),
                    key,
                    why));
    return text.toString();
  }

  private static String entitlements(ActiveDeclarations active) {
    PropertyListText text = new PropertyListText();
    active
        .ios()
        .entitlements()
        .forEach(
            (key, value) ->
                text.put(
                    active.neededBy(extension -> extension.ios().entitlements().containsKey(key)),
                    key,
                    value));
    return text.toString();
  }

  @Override
  public Diagnostics check(ActiveDeclarations active, XmlFile existing) {
    return new PropertyListCheck(active, existing).run();
  }
}
