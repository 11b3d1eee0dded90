package dev.mob.example.whiteboard;

import dev.mob.process.ChildSpec;
import dev.mob.process.DynamicSupervisor;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.ProcessName;
import dev.mob.process.Self;
import java.time.Duration;
import java.util.List;

/**
 * Invites the artists: starts each below the supervisor {@link #ARTISTS}. When that one gives up
 * and is started again, empty, so is the curator, who invites them anew.
 *
 * @param names who is invited; the first one is clumsy
 */
record Curator(List<String> names, Duration pace, int mishapEvery) implements GenServer<Integer> {
  static final String NAME = "curator";
  static final String ARTISTS = "artists";

  @Override
  public Init<Integer> init(Object argument, Self self) {
    // Not here: init is waited for, and the artists take their time.
    return Init.<Integer>ok(0).continueWith("invite");
  }

  @Override
  public Next<Integer> handleContinue(Object term, Integer invited, Self self) {
    for (int i = 0; i < names.size(); i++) {
      Artist artist = new Artist(names.get(i), pace, i == 0 ? mishapEvery : 0);
      DynamicSupervisor.startChild(
          self.runtime(),
          ProcessName.of(ARTISTS),
          ChildSpec.worker(artist.name(), artist, null).name(nameOf(artist.name())));
    }
    return Next.noreply(names.size());
  }

  /** What an artist is registered as. */
  static String nameOf(String artist) {
    return "artist_" + artist;
  }
}
