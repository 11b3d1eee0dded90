package dev.mob.process.internal;

import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import dev.mob.process.Receive;
import dev.mob.process.Registry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Collectors;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A registry under several threads: whoever reads it without the lock sees each registration whole
 * and in one order with all the others.
 */
@DisabledIfSystemProperty(
    named = "mob.vm",
    matches = "zero",
    disabledReason = "instruments classes")
class KeyRegistryLinearizabilityTest {
  private static final Pid[] PROCESSES = new Pid[3];

  static {
    ProcessSystem system = ProcessSystem.seeded(new SeededScheduler(1), Integer.MAX_VALUE);
    for (int i = 0; i < PROCESSES.length; i++) {
      PROCESSES[i] = system.spawn((Receive<Object>) (message, state, self) -> state, null);
    }
  }

  /** Processes that live for ever; a search through a whole runtime's steps would find no end. */
  private static final ProcessRuntime ALL_ALIVE =
      (ProcessRuntime)
          Proxy.newProxyInstance(
              ProcessRuntime.class.getClassLoader(),
              new Class<?>[] {ProcessRuntime.class},
              (proxy, method, arguments) -> method.getReturnType() == boolean.class ? true : null);

  /** Keys of which each has one process. */
  public static final class Unique extends Operations {
    public Unique() {
      super(Registry.Keys.UNIQUE);
    }
  }

  /** Keys that many processes share. */
  public static final class Duplicate extends Operations {
    public Duplicate() {
      super(Registry.Keys.DUPLICATE);
    }
  }

  /** What threads do to one registry. */
  @Param(name = "key", gen = IntGen.class, conf = "0:1")
  @Param(name = "process", gen = IntGen.class, conf = "0:2")
  public abstract static class Operations {
    private final Registry registry;

    Operations(Registry.Keys kind) {
      this.registry = new KeyRegistry(ALL_ALIVE, kind);
    }

    @Operation
    public boolean register(@Param(name = "process") int process, @Param(name = "key") int key) {
      return registry.register(PROCESSES[process], key, "value");
    }

    @Operation
    public void unregister(@Param(name = "process") int process, @Param(name = "key") int key) {
      registry.unregister(PROCESSES[process], key);
    }

    @Operation
    public List<String> lookup(@Param(name = "key") int key) {
      return registry.lookup(key).stream()
          .map(entry -> entry.pid().toString())
          .collect(Collectors.toList());
    }

    @Operation
    public String whereis(@Param(name = "key") int key) {
      return String.valueOf(registry.whereis(key));
    }

    @Operation
    public int count() {
      return registry.count();
    }

    @Operation
    public List<Object> keys(@Param(name = "process") int process) {
      return registry.keys(PROCESSES[process]);
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Unique.class, Duplicate.class})
  void everyInterleavingOfASmallScheduleIsLinearizable(Class<?> operations) {
    new ModelCheckingOptions()
        .iterations(3)
        .invocationsPerIteration(200)
        .threads(2)
        .actorsPerThread(3)
        .check(operations);
  }

  @ParameterizedTest
  @ValueSource(classes = {Unique.class, Duplicate.class})
  void holdsUnderStress(Class<?> operations) {
    new StressOptions()
        .iterations(3)
        .invocationsPerIteration(500)
        .threads(3)
        .actorsPerThread(3)
        .check(operations);
  }
}
