package dev.mob.declarations.android;

import dev.mob.declarations.ActiveDeclarations;

/**
 * Writes what the Gradle build of an app needs beside its dependencies (developer.android.com,
 * "Merge multiple manifest files" and "Shrink, obfuscate, and optimize your app").
 */
final class GradleSnippet {
  private final ActiveDeclarations active;

  GradleSnippet(ActiveDeclarations active) {
    this.active = active;
  }

  String write() {
    return String.join(
        "\n",
        "// Made of mob.conf by 'mob host android'; make it anew when mob.conf changes.",
        "def mob = buildscript.sourceFile.parentFile",
        "",
        "android {",
        "  defaultConfig {",
        "    minSdk " + active.android().minApi(),
        "    proguardFiles new File(mob, 'mob-rules.pro')",
        "  }",
        "  compileOptions {",
        "    sourceCompatibility JavaVersion.VERSION_17",
        "    targetCompatibility JavaVersion.VERSION_17",
        "  }",
        "  sourceSets {",
        "    // Merged into the app's own manifest, in every build type.",
        "    debug { manifest.srcFile new File(mob, 'AndroidManifest.xml') }",
        "    release { manifest.srcFile new File(mob, 'AndroidManifest.xml') }",
        "    // The index of linked extensions: of their jars, which become one, only one"
            + " descriptor",
        "    // could keep its name.",
        "    main { resources.srcDir new File(mob, 'resources') }",
        "  }",
        "  packaging {",
        "    resources { excludes += ['META-INF/mob/extension.conf', 'META-INF/MANIFEST.MF',",
        "        'META-INF/INDEX.LIST', 'META-INF/io.netty.versions.properties',",
        "        'META-INF/LICENSE*', 'META-INF/NOTICE*', 'META-INF/license/*'] }",
        "  }",
        "}",
        "");
  }
}
