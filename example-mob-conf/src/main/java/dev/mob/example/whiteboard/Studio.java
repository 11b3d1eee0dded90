package dev.mob.example.whiteboard;

import dev.mob.background.Background;
import dev.mob.background.Lifecycle;
import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.Strategy;
import dev.mob.process.SupervisorSpec;
import java.time.Duration;
import java.util.List;

/**
 * What mob.conf says of the artists.
 *
 * @param artists their names; the first one is clumsy
 * @param pace the time between two strokes of one artist
 * @param mishapEvery after so many strokes the clumsy one crashes; 0 for never
 */
record Studio(List<String> artists, Duration pace, int mishapEvery) {

  /** The processes that draw. */
  ChildSpec processes(Background background, Lifecycle lifecycle) {
    return ChildSpec.supervisor(
        "studio",
        SupervisorSpec.of(
                Strategy.ONE_FOR_ALL,
                ChildSpec.dynamicSupervisor(
                        "artists",
                        DynamicSupervisor.Spec.STANDARD.intensity(5, Duration.ofSeconds(5)))
                    .name(Curator.ARTISTS),
                ChildSpec.worker("curator", new Curator(this, background, lifecycle), null)
                    .name(Curator.NAME))
            .intensity(3, Duration.ofSeconds(10)));
  }
}
