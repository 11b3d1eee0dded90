package dev.mob.cluster.internal.otp;

import dev.mob.cluster.term.Binaries;
import dev.mob.cluster.term.TermPrinter;
import dev.mob.process.Atom;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Pid;
import dev.mob.process.Self;
import dev.mob.process.Tuple;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group leader of what this node starts on other nodes: what they print comes to the log. Reads
 * end with {@code eof} (STDLIB User's Guide, "The Erlang I/O Protocol").
 */
public final class IoServer implements GenServer<Object> {
  private static final Logger LOG = LoggerFactory.getLogger("mob.cluster.io");
  private static final Atom IO_REQUEST = Atom.of("io_request");
  private static final Atom IO_REPLY = Atom.of("io_reply");
  private static final Atom PUT_CHARS = Atom.of("put_chars");
  private static final int MAX_TEXT = 10_000;

  @Override
  public Init<Object> init(Object argument, Self self) {
    return Init.ok(Atom.OK);
  }

  @Override
  public Next<Object> handleInfo(Object message, Object state, Self self) {
    if (message instanceof Tuple && ((Tuple) message).isTagged(IO_REQUEST, 4)) {
      Tuple request = (Tuple) message;
      if (request.get(1) instanceof Pid) {
        Pid from = (Pid) request.get(1);
        self.send(from, Tuple.of(IO_REPLY, request.get(2), answer(from, request.get(3))));
      }
    }
    return Next.keep();
  }

  private static Object answer(Pid from, Object request) {
    if (request instanceof Tuple && ((Tuple) request).size() > 0) {
      Tuple tuple = (Tuple) request;
      Object kind = tuple.get(0);
      if (kind.equals(PUT_CHARS)) {
        Object text = tuple.get(tuple.size() - 1);
        boolean plain = tuple.size() <= 3;
        LOG.info(
            "{}: {}",
            from,
            plain && Binaries.isBinary(text)
                ? shortened(text)
                : TermPrinter.print(tuple.toList().subList(1, tuple.size()), MAX_TEXT));
        return Atom.OK;
      }
      if (kind.equals(Atom.of("setopts"))) {
        return Atom.OK;
      }
      if (kind.toString().startsWith("get_")) {
        return kind.equals(Atom.of("get_geometry"))
            ? Tuple.of(Atom.ERROR, Atom.of("enotsup"))
            : Atom.of("eof");
      }
    }
    if (Atom.of("getopts").equals(request)) {
      return Collections.unmodifiableList(
          List.of(Tuple.of(Atom.of("encoding"), Atom.of("unicode"))));
    }
    return Tuple.of(Atom.ERROR, Atom.of("request"));
  }

  private static String shortened(Object binary) {
    String text = binary instanceof String ? (String) binary : TermPrinter.print(binary, MAX_TEXT);
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "..." : line;
  }
}
