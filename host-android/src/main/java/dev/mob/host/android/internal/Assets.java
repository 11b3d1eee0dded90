package dev.mob.host.android.internal;

import android.content.res.AssetManager;
import dev.mob.kernel.LinkedExtensions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What an app's package holds. */
public final class Assets {
  private static final String INDEX = "META-INF/mob/linked.index";

  private Assets() {}

  /** An asset in UTF-8. */
  public static String text(AssetManager assets, String name) {
    try (InputStream in = assets.open(name)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      return new String(out.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the app has no asset " + name + "; put it into src/main/assets", e);
    }
  }

  /**
   * The extensions of the index that the build has written, or, where jars are still apart as in a
   * test on the build machine, of the class path.
   */
  public static LinkedExtensions linked(ClassLoader loader) {
    return loader.getResource(INDEX) != null
        ? LinkedExtensions.indexed(loader)
        : LinkedExtensions.onClassPath(loader);
  }
}
