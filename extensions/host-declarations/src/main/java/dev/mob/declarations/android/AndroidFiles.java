package dev.mob.declarations.android;

import dev.mob.config.Diagnostics;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.GeneratedFile;
import dev.mob.declarations.PlatformFiles;
import dev.mob.declarations.xml.XmlFile;
import java.util.List;
import java.util.Optional;

/**
 * The files of an Android app: a manifest for Gradle's manifest merger, keep rules for R8 and
 * ProGuard, and a snippet for {@code build.gradle}.
 */
public final class AndroidFiles implements PlatformFiles {
  private final Optional<String> appManifest;

  /** A manifest of its own, for Gradle's merger. */
  public AndroidFiles() {
    this(Optional.empty());
  }

  private AndroidFiles(Optional<String> appManifest) {
    this.appManifest = appManifest;
  }

  /**
   * The app's manifest, with what is needed added to it: for builds without Gradle's merger.
   *
   * @param appManifest the text of a manifest that declares nothing of what is added
   */
  public static AndroidFiles into(String appManifest) {
    return new AndroidFiles(Optional.of(appManifest));
  }

  @Override
  public List<GeneratedFile> generate(ActiveDeclarations active) {
    return List.of(
        new GeneratedFile(
            "AndroidManifest.xml",
            appManifest.isPresent()
                ? "the app's manifest with permissions, services and receivers"
                : "permissions, services and receivers, for Gradle's manifest merger",
            appManifest
                .map(own -> new ManifestWriter(active).into(own))
                .orElseGet(() -> new ManifestWriter(active).write())),
        new GeneratedFile(
            "mob-rules.pro",
            "what a shrinker must keep, for proguardFiles",
            new KeepRules(active).write()),
        new GeneratedFile(
            "mob.gradle",
            "apply it in the app's build.gradle: apply from: 'mob/mob.gradle'",
            new GradleSnippet(active).write()));
  }

  @Override
  public Diagnostics check(ActiveDeclarations active, XmlFile existing) {
    return new ManifestCheck(active, existing).run();
  }
}
