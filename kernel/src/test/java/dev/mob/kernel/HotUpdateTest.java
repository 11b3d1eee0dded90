package dev.mob.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mob.kernel.TestKernel.How;
import dev.mob.process.Pid;
import dev.mob.process.ProcessInfo;
import dev.mob.process.ProcessName;
import dev.mob.process.ProcessRuntime;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("code-from-outside")
class HotUpdateTest {
  private static final String COUNTER =
      "context.supervise(" + "ChildSpec.worker(\"counter\", new Counter(), 0L).name(\"counter\"));";

  @TempDir Path folder;

  @Test
  void aProcessKeepsItsPidNameLinksMonitorsTimersAndStateAndHasNewCode() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = counting(test, "1.0.0", "old");
      ProcessRuntime runtime = kernel.runtime();
      Pid counter = runtime.whereis("counter");
      runtime.call(counter, "add");
      runtime.call(counter, "add");
      runtime.sendAfter(Duration.ofMillis(1), counter, "tick");
      runtime.sendAfter(Duration.ofHours(1), counter, "later");
      ProcessInfo before = runtime.info(counter).orElseThrow();

      UpdateReport report = kernel.update("alpha", version(test, "2.0.0", "new"));

      assertThat(report.from()).hasToString("1.0.0");
      assertThat(report.to()).hasToString("2.0.0");
      assertThat(runtime.whereis("counter")).isSameAs(counter);
      assertThat(runtime.call(counter, "version")).isEqualTo("new");
      assertThat(runtime.call(counter, "add")).isEqualTo(3L);
      ProcessInfo after = runtime.info(counter).orElseThrow();
      assertThat(after.links()).isEqualTo(before.links());
      assertThat(after.monitors()).isEqualTo(before.monitors());
      assertThat(after.monitoredBy()).isEqualTo(before.monitoredBy());
      assertThat(runtime.counters().timers()).isPositive();
      await().untilAsserted(() -> assertThat(runtime.call(counter, "ticks")).isEqualTo(1L));
      assertThat(test.status("alpha").version()).hasToString("2.0.0");
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void theNewVersionsServicesTakeTheOldOnesPlaceWithoutAMomentOfNone() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel =
          settled(test, "")
              .with(How.BUNDLE, giving("1.0.0", "old"), "alpha")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("beta")
                      .activate(
                          "context.track(java.util.function.Supplier.class,"
                              + " new ServiceListener<java.util.function.Supplier>() {"
                              + " public void appeared(java.util.function.Supplier s,"
                              + " Map<String, Object> p) { try { note(\"+\" + s.get()); }"
                              + " catch (Exception e) { throw new RuntimeException(e); } }"
                              + " public void disappeared(java.util.function.Supplier s) {"
                              + " try { note(\"-\" + s.get()); }"
                              + " catch (Exception e) { throw new RuntimeException(e); } } });"),
                  "beta")
              .boot();

      kernel.update("alpha", giving("2.0.0", "new").as(folder.resolve("new/alpha.jar")));

      assertThat(kernel.findAll(Supplier.class)).hasSize(1);
      assertThat(kernel.find(Supplier.class).orElseThrow().get()).isEqualTo("new");
      assertThat(test.journal())
          .endsWith("beta +old", "alpha activate", "beta +new", "alpha deactivate", "beta -old");
    }
  }

  @Test
  void recordsGoOverByNameAndAChangedOneComesAsTheMapOfItsComponents() {
    try (TestKernel test = new TestKernel(folder)) {
      String server =
          "package ext.alpha; import dev.mob.process.*; import java.util.*;\n"
              + "record Board(int size) implements GenServer<Board.State> {\n"
              + "  enum Colour { RED, GREEN }\n"
              + "  record Mark(int x, Colour colour) {}\n"
              + "  record State(List<Mark> marks, Map<String, Mark> last STATE) {}\n"
              + "  public Init<State> init(Object a, Self self) {\n"
              + "    return Init.ok(new State(new ArrayList<>(), new HashMap<>() INIT)); }\n"
              + "  public Next<State> handleCall(Object r, From f, State s, Self self) {\n"
              + "    if (r instanceof Integer i) {\n"
              + "      Mark mark = new Mark(i, Colour.GREEN);\n"
              + "      s.marks().add(mark); s.last().put(\"last\", mark);\n"
              + "      return Next.reply(s.marks().size(), s); }\n"
              + "    return Next.reply(s.toString(), s); }\n"
              + "  CHANGE\n}";
      Kernel kernel =
          settled(test, "").with(How.BUNDLE, board("1.0.0", server, "", "", ""), "alpha").boot();
      ProcessRuntime runtime = kernel.runtime();
      ProcessName name = ProcessName.of("board");
      runtime.call(name, 7);

      kernel.update(
          "alpha", board("1.1.0", server, "", "", "").as(folder.resolve("same/alpha.jar")));
      assertThat(runtime.call(name, 8)).isEqualTo(2);

      String change =
          "@SuppressWarnings(\"unchecked\")\n"
              + "  public State codeChange(String from, Object old) {\n"
              + "    Map<String, Object> was = (Map<String, Object>) old;\n"
              + "    return new State((List<Mark>) was.get(\"marks\"),"
              + " (Map<String, Mark>) was.get(\"last\"), from); }";
      kernel.update(
          "alpha",
          board("2.0.0", server, ", String madeBy", ", null", change)
              .as(folder.resolve("changed/alpha.jar")));
      assertThat(runtime.call(name, "show").toString())
          .isEqualTo(
              "State[marks=[Mark[x=7, colour=GREEN], Mark[x=8, colour=GREEN]],"
                  + " last={last=Mark[x=8, colour=GREEN]}, madeBy=1.1.0]");
      assertThat(runtime.call(name, 9)).isEqualTo(3);
    }
  }

  private static ExtensionJar board(
      String version, String server, String state, String init, String change) {
    return ExtensionJar.of("alpha")
        .version(version)
        .source(
            "ext.alpha.Board",
            server.replace("STATE", state).replace("INIT", init).replace("CHANGE", change))
        .activate(
            "context.supervise(ChildSpec.worker(\"board\", new Board(3), null)"
                + ".name(\"board\"));");
  }

  @Test
  void containersStayWhatTheyAreAndWhatIsInThemIsTheNewCodes() {
    try (TestKernel test = new TestKernel(folder)) {
      String server =
          "package ext.alpha; import dev.mob.process.*; import dev.mob.extension.*;\n"
              + "import java.util.*; import java.util.concurrent.atomic.*;\n"
              + "record Keeper(ExtensionContext context)"
              + " implements GenServer<Map<String, Object>> {\n"
              + "  enum Colour { RED, GREEN }\n"
              + "  record Mark(int x) implements Comparable<Mark> {\n"
              + "    public int compareTo(Mark other) { return x - other.x; } }\n"
              + "  public Init<Map<String, Object>> init(Object a, Self self) {\n"
              + "    Map<String, Object> all = new TreeMap<>(Comparator.reverseOrder());\n"
              + "    all.put(\"a\", new LinkedList<>(List.of(new Mark(1))));\n"
              + "    all.put(\"b\", new TreeSet<>(List.of(new Mark(2), new Mark(1))));\n"
              + "    all.put(\"c\", new EnumMap<>(Map.of(Colour.RED, new Mark(3))));\n"
              + "    all.put(\"d\", EnumSet.of(Colour.GREEN));\n"
              + "    all.put(\"e\", new Mark[] {new Mark(4)});\n"
              + "    all.put(\"f\", Optional.of(new Mark(5)));\n"
              + "    all.put(\"g\", new AtomicReference<>(new Mark(6)));\n"
              + "    all.put(\"h\", new ArrayDeque<>(List.of(Tuple.of(new Mark(7)))));\n"
              + "    all.put(\"i\", context);\n"
              + "    all.put(\"j\", Mark.class);\n"
              + "    all.put(\"k\", new int[] {8});\n"
              + "    return Init.ok(all); }\n"
              + "  public Next<Map<String, Object>> handleCall(Object r, From f,"
              + " Map<String, Object> s, Self self) {\n"
              + "    Colour key = ((EnumMap<Colour, Mark>) s.get(\"c\")).keySet().iterator().next();\n"
              + "    Tuple last = ((ArrayDeque<Tuple>) s.get(\"h\")).peek();\n"
              + "    return Next.reply(((TreeMap<String, Object>) s).firstKey()"
              + " + ((LinkedList<Mark>) s.get(\"a\")).getFirst().x()"
              + " + ((TreeSet<Mark>) s.get(\"b\")).last().x()"
              + " + ((EnumMap<Colour, Mark>) s.get(\"c\")).get(key).x()"
              + " + ((EnumSet<Colour>) s.get(\"d\")).contains(Colour.GREEN)"
              + " + ((Mark[]) s.get(\"e\"))[0].x()"
              + " + ((Optional<Mark>) s.get(\"f\")).get().x()"
              + " + ((AtomicReference<Mark>) s.get(\"g\")).get().x()"
              + " + ((Mark) last.get(0)).x()"
              + " + ((ExtensionContext) s.get(\"i\")).version()"
              + " + (s.get(\"j\") == Mark.class) + ((int[]) s.get(\"k\"))[0], s); }\n}";
      ExtensionJar jar =
          ExtensionJar.of("alpha")
              .source("ext.alpha.Keeper", server)
              .activate(
                  "context.supervise(ChildSpec.worker("
                      + "\"keeper\", new Keeper(context), null).name(\"keeper\"));");
      Kernel kernel = settled(test, "").with(How.BUNDLE, jar, "alpha").boot();
      ProcessName keeper = ProcessName.of("keeper");
      assertThat(kernel.runtime().call(keeper, "?")).isEqualTo("k123true45671.0.0true8");

      kernel.update("alpha", jar.version("2.0.0").as(folder.resolve("new/alpha.jar")));

      assertThat(kernel.runtime().call(keeper, "?")).isEqualTo("k123true45672.0.0true8");
    }
  }

  @Test
  void messagesOfTheExtensionsOwnClassesThatWaitAreUnderstoodByTheNewCode() {
    try (TestKernel test = new TestKernel(folder)) {
      String server =
          "package ext.alpha; import dev.mob.process.*; import java.time.Duration;\n"
              + "record Talker() implements GenServer<Long> {\n"
              + "  record Word(String text) {}\n"
              + "  public Init<Long> init(Object a, Self self) { return Init.ok(0L); }\n"
              + "  public Next<Long> handleCall(Object r, From f, Long s, Self self) {\n"
              + "    if (r.equals(\"talk\")) {\n"
              + "      for (int i = 0; i < 100; i++) {\n"
              + "        self.sendAfter(Duration.ofMillis(200 + i), self.pid(), new Word(\"w\")); } }\n"
              + "    return Next.reply(s, s); }\n"
              + "  public Next<Long> handleInfo(Object m, Long s, Self self) {\n"
              + "    return m instanceof Word ? Next.noreply(s + 1) : Next.keep(); }\n}";
      ExtensionJar jar =
          ExtensionJar.of("alpha")
              .source("ext.alpha.Talker", server)
              .activate(
                  "context.supervise("
                      + "ChildSpec.worker(\"talker\", new Talker(), null).name(\"talker\"));");
      Kernel kernel = settled(test, "").with(How.BUNDLE, jar, "alpha").boot();
      Pid talker = kernel.runtime().whereis("talker");
      Path again = jar.version("1.1.0").as(folder.resolve("new/alpha.jar"));
      kernel.runtime().call(talker, "talk");

      // Some are in the mailbox of the suspended process when the update comes, others in timers.
      kernel.runtime().sys().suspend(talker, Duration.ofSeconds(5));
      await().until(() -> kernel.runtime().info(talker).orElseThrow().mailboxLength() > 10);
      kernel.update("alpha", again);
      kernel.runtime().sys().resume(talker, Duration.ofSeconds(5));

      await()
          .untilAsserted(() -> assertThat(kernel.runtime().call(talker, "count")).isEqualTo(100L));
    }
  }

  @Test
  void childrenOfDynamicSupervisorsAreRestartedWithTheNewCodeToo() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = dynamic(test, "1.0.0", "old");
      ProcessRuntime runtime = kernel.runtime();
      Pid pupil = runtime.whereis("pupil1");
      assertThat(runtime.call(pupil, "version")).isEqualTo("old 1");

      kernel.update("alpha", school("2.0.0", "new").as(folder.resolve("new/alpha.jar")));

      assertThat(runtime.whereis("pupil1")).isSameAs(pupil);
      assertThat(runtime.call(pupil, "version")).isEqualTo("new 1");
      runtime.send(pupil, "crash");
      await()
          .untilAsserted(
              () -> {
                assertThat(runtime.whereis("pupil1")).isNotNull().isNotSameAs(pupil);
                assertThat(runtime.call(runtime.whereis("pupil1"), "version")).isEqualTo("new 1");
              });
      assertThat(runtime.call(runtime.whereis("pupil2"), "version")).isEqualTo("new 2");
    }
  }

  private Kernel dynamic(TestKernel test, String version, String text) {
    return settled(test, "").with(How.BUNDLE, school(version, text), "alpha").boot();
  }

  /** A dynamic supervisor and a teacher that starts pupils below it, from a process. */
  private static ExtensionJar school(String version, String text) {
    String pupil =
        "package ext.alpha; import dev.mob.process.*;\n"
            + "record Pupil(int number) implements GenServer<Integer> {\n"
            + "  public Init<Integer> init(Object a, Self self) { return Init.ok(number); }\n"
            + "  public Next<Integer> handleInfo(Object m, Integer s, Self self) {\n"
            + "    throw new IllegalStateException(\"crash\"); }\n"
            // What a library leaves on the worker's thread must not keep it.
            + "  static final ThreadLocal<Object> LEFT = new ThreadLocal<>();\n"
            + "  public Next<Integer> handleCall(Object r, From f, Integer s, Self self) {\n"
            + "    LEFT.set(this);\n"
            + "    return Next.reply(\""
            + text
            + " \" + s, s); }\n}";
    String teacher =
        "package ext.alpha; import dev.mob.process.*;\n"
            + "record Teacher() implements GenServer<Integer> {\n"
            + "  public Init<Integer> init(Object a, Self self) {\n"
            + "    return Init.<Integer>ok(0).continueWith(\"go\"); }\n"
            + "  public Next<Integer> handleContinue(Object t, Integer s, Self self) {\n"
            + "    for (int i = 1; i <= 2; i++) DynamicSupervisor.startChild(self.runtime(),\n"
            + "      ProcessName.of(\"pupils\"),\n"
            + "      ChildSpec.worker(\"p\" + i, new Pupil(i), null).name(\"pupil\" + i));\n"
            + "    return Next.noreply(s); }\n"
            + "  public Next<Integer> handleCall(Object r, From f, Integer s, Self self) {\n"
            + "    return Next.reply(\"done\", s); }\n}";
    return ExtensionJar.of("alpha")
        .version(version)
        .source("ext.alpha.Pupil", pupil)
        .source("ext.alpha.Teacher", teacher)
        .activate(
            "context.supervise(ChildSpec.supervisor(\"school\", SupervisorSpec.of("
                + "Strategy.REST_FOR_ONE,"
                + " ChildSpec.dynamicSupervisor(\"pupils\", DynamicSupervisor.Spec.STANDARD)"
                + ".name(\"pupils\"),"
                + " ChildSpec.worker(\"teacher\", new Teacher(), null).name(\"teacher\"))));"
                + "context.runtime().call(ProcessName.of(\"teacher\"), \"ready\");");
  }

  @Test
  void aStateMachineKeepsItsStateItsDataAndTheEventsThatItPostponed() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = settled(test, "").with(How.BUNDLE, door("1.0.0", "old"), "alpha").boot();
      ProcessRuntime runtime = kernel.runtime();
      Pid door = runtime.whereis("door");
      runtime.cast(door, new String("knock"));
      runtime.cast(door, new String("knock"));
      assertThat(runtime.call(door, "state")).isEqualTo("CLOSED 0 old");

      kernel.update("alpha", door("2.0.0", "new").as(folder.resolve("new/alpha.jar")));

      assertThat(runtime.call(door, "state")).isEqualTo("CLOSED 0 new");
      runtime.cast(door, "open");
      assertThat(runtime.call(door, "state")).isEqualTo("OPEN 2 new");
    }
  }

  private static ExtensionJar door(String version, String text) {
    String machine =
        "package ext.alpha; import dev.mob.process.*;\n"
            + "record Door() implements GenStateMachine<Door.Data> {\n"
            + "  enum Is { CLOSED, OPEN }\n  record Data(int knocks) {}\n"
            + "  public Transition<Data> init(Object a, Self self) {\n"
            + "    return Transition.next(Is.CLOSED, new Data(0)); }\n"
            + "  public Transition<Data> handleEvent(Event e, Object is, Data d, Self self) {\n"
            + "    if (e.type() == Event.Type.CALL)\n"
            + "      return Transition.<Data>keep().reply(e.from(),"
            + " is + \" \" + d.knocks() + \" "
            + text
            + "\");\n"
            + "    if (e.content().equals(\"open\")) return Transition.next(Is.OPEN, d);\n"
            + "    if (is == Is.CLOSED) return Transition.<Data>keep().postpone();\n"
            + "    return Transition.keep(new Data(d.knocks() + 1)); }\n}";
    return ExtensionJar.of("alpha")
        .version(version)
        .source("ext.alpha.Door", machine)
        .activate(
            "context.supervise(ChildSpec.worker(\"door\", new Door(), null).name(\"door\"));");
  }

  @Test
  void processesThatCallEachOtherAllTheTimeComeToRest() {
    try (TestKernel test = new TestKernel(folder)) {
      String caller =
          "package ext.alpha; import dev.mob.process.*;\n"
              + "record Caller(String callee) implements GenServer<Long> {\n"
              + "  public Init<Long> init(Object a, Self self) {\n"
              + "    if (callee != null) self.send(self.pid(), \"go\"); return Init.ok(0L); }\n"
              + "  public Next<Long> handleInfo(Object m, Long s, Self self) {\n"
              + "    self.call(ProcessName.of(callee), \"x\"); self.send(self.pid(), \"go\");\n"
              + "    return Next.noreply(s + 1); }\n"
              + "  public Next<Long> handleCall(Object r, From f, Long s, Self self) {\n"
              + "    if (callee != null) return Next.reply(s, s);\n"
              + "    return Next.reply(s + 1, s + 1); }\n}";
      StringBuilder activate = new StringBuilder(child("callee", "new Caller(null)"));
      for (int i = 0; i < 8; i++) {
        activate.append(child("caller" + i, "new Caller(\"callee\")"));
      }
      ExtensionJar jar =
          ExtensionJar.of("alpha").source("ext.alpha.Caller", caller).activate(activate.toString());
      Kernel kernel = settled(test, "").with(How.BUNDLE, jar, "alpha").boot();

      for (int i = 1; i <= 10; i++) {
        UpdateReport report =
            kernel.update(
                "alpha", jar.version("1." + i + ".0").as(folder.resolve("new/alpha.jar")));
        assertThat(report.processes()).isEqualTo(10);
      }
      long before = (Long) kernel.runtime().call(ProcessName.of("caller3"), "count");
      await()
          .until(() -> (Long) kernel.runtime().call(ProcessName.of("caller3"), "count") > before);
      assertThat(kernel.runtime().counters().crashed()).isZero();
    }
  }

  private static String child(String id, String code) {
    return "context.supervise(ChildSpec.worker(\""
        + id
        + "\", "
        + code
        + ", null).name(\""
        + id
        + "\"));\n";
  }

  @Test
  void childrenThatOnlyOneVersionDeclaresAreEndedAndStarted() {
    try (TestKernel test = new TestKernel(folder)) {
      String idle = "Receive<Object> idle = (m, s, self) -> s;\n";
      Kernel kernel =
          settled(test, "")
              .with(
                  How.BUNDLE,
                  ExtensionJar.of("alpha")
                      .activate(idle + child("gone", "idle") + child("kept", "idle")),
                  "alpha")
              .boot();
      Pid kept = kernel.runtime().whereis("kept");

      UpdateReport report =
          kernel.update(
              "alpha",
              ExtensionJar.of("alpha")
                  .version("2.0.0")
                  .activate(idle + child("kept", "idle") + child("fresh", "idle"))
                  .as(folder.resolve("new/alpha.jar")));

      assertThat(report.ended()).containsExactly("gone");
      assertThat(kernel.runtime().whereis("gone")).isNull();
      assertThat(kernel.runtime().whereis("kept")).isSameAs(kept);
      assertThat(kernel.runtime().whereis("fresh")).isNotNull();
      assertThat(kernel.stop().isClean()).isTrue();
    }
  }

  @Test
  void whatDependsOnItIsStartedAgainAndWiredToTheNewVersion() {
    try (TestKernel test = new TestKernel(folder)) {
      ExtensionJar low =
          ExtensionJar.of("low")
              .manifest("Export-Package: words;version=\"1.0.0\"")
              .imports("words")
              .source("words.Word", "package words; public interface Word { String say(); }")
              .activate("context.provide(words.Word.class, () -> \"old\");");
      settled(test, "").with(How.BUNDLE, low, "low");
      Kernel kernel =
          test.with(
                  How.BUNDLE,
                  ExtensionJar.of("top")
                      .against(test.path().resolve("low.jar"))
                      .requires("low")
                      .imports("words")
                      .activate("note(context.require(words.Word.class).say());"),
                  "top")
              .boot();

      UpdateReport report =
          kernel.update(
              "low",
              low.version("2.0.0")
                  .activate("context.provide(words.Word.class, () -> \"new\");")
                  .as(folder.resolve("new/low.jar")));

      assertThat(report.restarted()).containsExactly("top");
      assertThat(test.journal()).contains("top old").endsWith("top activate", "top new");
      assertThat(kernel.status().isHealthy()).isTrue();
    }
  }

  @Test
  void theClassLoadersOfTheVersionsThatWereReplacedAreCollected() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = dynamic(test, "1.0.0", "v0");
      java.util.ArrayList<WeakReference<ClassLoader>> old = new java.util.ArrayList<>();
      for (int i = 1; i <= 5; i++) {
        ProcessRuntime runtime = kernel.runtime();
        runtime.call(runtime.whereis("pupil1"), "version");
        old.add(
            new WeakReference<>(
                runtime.sys().behaviour(runtime.whereis("pupil1")).getClass().getClassLoader()));
        kernel.update(
            "alpha", school("1." + i + ".0", "v" + i).as(folder.resolve("new/alpha.jar")));
      }
      await()
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(old).allSatisfy(each -> assertThat(each.get()).isNull());
              });
      assertThat(kernel.runtime().call(ProcessName.of("pupil2"), "version")).isEqualTo("v5 2");
    }
  }

  @Test
  void anUpdateGoesBackwardsToo() {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = counting(test, "2.0.0", "new");
      kernel.runtime().call(ProcessName.of("counter"), "add");

      kernel.update("alpha", version(test, "1.0.0", "old"));

      assertThat(kernel.runtime().call(ProcessName.of("counter"), "version")).isEqualTo("old");
      assertThat(kernel.runtime().call(ProcessName.of("counter"), "add")).isEqualTo(2L);
    }
  }

  @Test
  void aReloadAfterTheFileWasPutInItsPlaceFindsNothingToDo() throws Exception {
    try (TestKernel test = new TestKernel(folder)) {
      Kernel kernel = counting(test, "1.0.0", "old");
      kernel.update(
          "alpha",
          version(test, "2.0.0", "new"),
          (old, jar) ->
              java.nio.file.Files.move(
                  jar, Path.of(old.origin()), java.nio.file.StandardCopyOption.REPLACE_EXISTING));

      assertThat(kernel.reload().unchanged()).containsExactly("alpha");
      assertThat(test.status("alpha").version()).hasToString("2.0.0");
      assertThat(test.journal())
          .containsExactly("alpha activate", "alpha activate", "alpha deactivate");
    }
  }

  // ---- parts

  static TestKernel settled(TestKernel test, String more) {
    return test.setting("hot-update.probation = 0s").setting(more);
  }

  private static Kernel counting(TestKernel test, String version, String text) {
    return settled(test, "").with(How.BUNDLE, counter(version, text), "alpha").boot();
  }

  private Path version(TestKernel test, String version, String text) {
    return counter(version, text).as(folder.resolve("new/alpha.jar"));
  }

  /** An extension with one process, which counts. */
  static ExtensionJar counter(String version, String text) {
    String server =
        "package ext.alpha; import dev.mob.process.*;\n"
            + "final class Counter implements GenServer<Long> {\n"
            + "  public Init<Long> init(Object a, Self self) { return Init.ok((Long) a); }\n"
            + "  public Next<Long> handleInfo(Object m, Long s, Self self) {\n"
            + "    if (m.equals(\"crash\")) throw new IllegalStateException(\"told to\");\n"
            + "    return Next.noreply(s + 1_000_000); }\n"
            + "  public Next<Long> handleCall(Object r, From f, Long s, Self self) {\n"
            + "    if (r.equals(\"version\")) return Next.reply(\""
            + text
            + "\", s);\n"
            + "    if (r.equals(\"ticks\")) return Next.reply(s / 1_000_000, s);\n"
            + "    return Next.reply((s + 1) % 1_000_000, s + 1); }\n}";
    return ExtensionJar.of("alpha")
        .version(version)
        .source("ext.alpha.Counter", server)
        .activate(COUNTER);
  }

  private static ExtensionJar giving(String version, String text) {
    return ExtensionJar.of("alpha")
        .version(version)
        .activate("context.provide(java.util.function.Supplier.class, () -> \"" + text + "\");");
  }
}
