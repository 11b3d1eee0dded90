package dev.mob.declarations.android;

import dev.mob.config.Diagnostics;
import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.GeneratedFile;
import dev.mob.declarations.PlatformFiles;
import dev.mob.declarations.xml.XmlFile;
import java.util.List;

/**
 * The files of an Android app: a manifest for Gradle's manifest merger, keep rules for R8 and
 * ProGuard, and a snippet for {@code build.gradle}.
 */
public final class AndroidFiles implements PlatformFiles {

  @Override
  public List<GeneratedFile> generate(ActiveDeclarations active) {
    return List.of(
        new GeneratedFile(
            "AndroidManifest.xml",
            "permissions, services and receivers, for Gradle's manifest merger",
            new ManifestWriter(active).write()),
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
