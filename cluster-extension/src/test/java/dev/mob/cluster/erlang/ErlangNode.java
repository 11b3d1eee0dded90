package dev.mob.cluster.erlang;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A real Erlang node, driven from a test: it evaluates expressions one at a time and keeps its
 * bindings. It ends with {@link #close}, and when this JVM ends, for it reads from a pipe.
 */
public final class ErlangNode implements AutoCloseable {
  private static final String LOOP =
      "Loop = fun(F, B) -> case io:get_line(\"\") of eof -> halt(0); Line ->"
          + " {A, B2} = try {ok, Ts, _} = erl_scan:string(Line), {ok, Es} = erl_parse:parse_exprs(Ts),"
          + " {value, V, B1} = erl_eval:exprs(Es, B), {V, B1}"
          + " catch C:R:S -> {{'EXCEPTION', C, R, S}, B} end,"
          + " io:format(\"=> ~0tp~n\", [A]), F(F, B2) end end,"
          + " io:setopts([{encoding, unicode}]), io:format(\"=> ready~n\"), Loop(Loop, []).";

  private static final String ENDED = "(the node has ended)";

  private final String name;
  private final Process process;
  private final Writer input;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<String> log = new ArrayList<>();

  private ErlangNode(String name, Process process) {
    this.name = name;
    this.process = process;
    this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "output of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a node and waits until it is up.
   *
   * @param name {@code name@127.0.0.1}
   * @param epmdPort where its EPMD listens; it starts none itself
   * @param options more options of {@code erl}, such as {@code -hidden}
   */
  public static ErlangNode start(String name, String cookie, int epmdPort, String... options)
      throws IOException {
    return start(name, Arrays.asList("-name", name), cookie, epmdPort, options);
  }

  /** Starts a node that will be given its name by the first node that it connects to. */
  public static ErlangNode nameless(String cookie, int epmdPort) throws IOException {
    // Without a domain the host cannot be told, so the host is given and the name is not.
    return start(
        "a nameless node",
        Arrays.asList("-name", "undefined@127.0.0.1", "-dist_listen", "false"),
        cookie,
        epmdPort);
  }

  private static ErlangNode start(
      String name, List<String> naming, String cookie, int epmdPort, String... options)
      throws IOException {
    List<String> command = new ArrayList<>(Arrays.asList("erl", "-noshell"));
    command.addAll(naming);
    command.addAll(Arrays.asList("-setcookie", cookie, "-start_epmd", "false"));
    command.addAll(Arrays.asList("-kernel", "inet_dist_use_interface", "{127,0,0,1}"));
    command.addAll(Arrays.asList(options));
    command.addAll(Arrays.asList("-eval", LOOP));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ERL_EPMD_PORT", "" + epmdPort);
    builder.environment().put("ERL_CRASH_DUMP_SECONDS", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    ErlangNode node = new ErlangNode(name, builder.start());
    node.answer("the start of " + name);
    return node;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("=> ")) {
          answers.add(line.substring(3));
        } else {
          synchronized (log) {
            log.add(line);
          }
        }
      }
    } catch (IOException closed) {
      // The node is gone.
    }
    answers.add(ENDED);
  }

  public String name() {
    return name;
  }

  /** What the node printed besides answers. */
  public String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  /** Evaluates an expression, without its full stop, and returns its value as {@code ~0tp}. */
  public synchronized String eval(String expression) {
    begin(expression);
    return answer(expression);
  }

  /** Sends an expression and does not wait; {@link #answer} gives its value. */
  public synchronized void begin(String expression) {
    try {
      input.write(expression.replace('\n', ' ') + ".\n");
      input.flush();
    } catch (IOException e) {
      throw new IllegalStateException(name + " has ended; its output:\n" + log(), e);
    }
  }

  /** The value of the expression that was begun. */
  public String answer(String what) {
    try {
      String answer = answers.poll(60, SECONDS);
      if (answer == null || answer.equals(ENDED)) {
        throw new IllegalStateException(
            "no answer from " + name + " to: " + what + "; its output:\n" + log());
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends the node at once, as a crash of its machine would. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException gone) {
      // It has ended already.
    }
    if (!awaitEnd()) {
      kill();
    }
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(10, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
