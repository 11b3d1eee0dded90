package dev.mob.install;

import dev.mob.config.MobConfFile;
import dev.mob.config.MobConfReader;
import dev.mob.host.Host;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.UpdateFailed.Step;
import dev.mob.kernel.packaging.BundleContent;
import dev.mob.kernel.packaging.Found;
import dev.mob.kernel.packaging.PackagedExtension;
import dev.mob.kernel.packaging.Packaging;
import dev.mob.packaging.pf4j.Pf4jPackaging;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A kernel that updates an extension while it runs, and waits in one step to be killed. */
public final class UpdateVictim {
  /** The name of the step, for the extension's code, which sees no class of this. */
  static final String STEP = "mob.test.step";

  private UpdateVictim() {}

  /**
   * @param arguments mob.conf, the home folder, the step, and the archive of the new version
   */
  public static void main(String[] arguments) throws Exception {
    Path conf = Path.of(arguments[0]);
    System.setProperty(STEP, arguments[2]);
    Host host = Host.builder("jvm", Path.of(arguments[1])).build();
    Kernel kernel = Kernel.builder(conf, host).packaging(new Watched()).build();
    if (!kernel.boot().isHealthy()) {
      throw new IllegalStateException(kernel.status().toString());
    }
    Installer installer = Installer.of(new MobConfReader(Map.of()).read(conf), conf);
    try (Prepared prepared = installer.prepare(Path.of(arguments[3]))) {
      prepared.commitAfter(
          file -> {
            kernel.update("hello", file, (old, jar) -> at(Step.KEEP));
            return true;
          });
    }
    System.out.println("ended");
  }

  /** Waits for ever, when this is the step. */
  private static void at(Step step) {
    if (step.name().equals(System.getProperty(STEP))) {
      System.out.println("at " + step);
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** PF4J's packaging, which may wait before it has read or made what an update is made from. */
  private static final class Watched implements Packaging {
    private final Packaging pf4j = new Pf4jPackaging();

    @Override
    public String name() {
      return pf4j.name();
    }

    @Override
    public Found find(MobConfFile conf) {
      return pf4j.find(conf);
    }

    @Override
    public Found read(Path file, MobConfFile conf) {
      at(Step.CHECK);
      Found found = pf4j.read(file, conf);
      List<PackagedExtension> extensions =
          found.extensions().stream().map(Watched::watched).toList();
      return new Found(extensions, found.libraries(), found.diagnostics());
    }

    private static PackagedExtension watched(PackagedExtension found) {
      BundleContent content = found.content();
      return new PackagedExtension(
          found.descriptor(),
          found.packaging(),
          found.origin(),
          BundleContent.ofModule(
              content.location(),
              content.stamp(),
              site -> {
                at(Step.INSTALL);
                return content.module().make(site);
              }));
    }
  }
}
