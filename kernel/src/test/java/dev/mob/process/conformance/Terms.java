package dev.mob.process.conformance;

import dev.mob.process.Atom;
import dev.mob.process.Down;
import dev.mob.process.Exit;
import dev.mob.process.ExitReason;
import dev.mob.process.Pid;
import dev.mob.process.ProcessName;
import dev.mob.process.Response;
import dev.mob.process.Timeout;
import dev.mob.process.Tuple;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Writes what a scenario saw as Erlang's {@code ~w} writes a term. References are left out and
 * processes appear under the name that they play, so that two runs can be compared.
 */
final class Terms {
  private final Function<Pid, String> roles;

  Terms(Function<Pid, String> roles) {
    this.roles = roles;
  }

  String write(Object value) {
    if (value == null) {
      return "undefined";
    }
    if (value instanceof String) {
      return Atom.of((String) value).toString();
    }
    if (value instanceof Pid) {
      return roles.apply((Pid) value);
    }
    if (value instanceof ProcessName) {
      return ((ProcessName) value).name().toString();
    }
    if (value instanceof ExitReason) {
      return write(((ExitReason) value).term());
    }
    if (value instanceof Tuple) {
      return elements("{", ((Tuple) value).toList(), "}");
    }
    if (value instanceof Collection) {
      return elements("[", (Collection<?>) value, "]");
    }
    if (value instanceof Enum) {
      return ((Enum<?>) value).name().toLowerCase(java.util.Locale.ROOT);
    }
    return message(value);
  }

  private String message(Object value) {
    if (value instanceof Exit) {
      Exit exit = (Exit) value;
      return "{'EXIT'," + write(exit.from()) + "," + write(exit.reason()) + "}";
    }
    if (value instanceof Down) {
      Down down = (Down) value;
      return "{'DOWN'," + write(down.process()) + "," + write(down.reason()) + "}";
    }
    if (value instanceof Response) {
      Response response = (Response) value;
      return response.isReply()
          ? "{response," + write(response.label()) + "," + write(response.reply()) + "}"
          : "{failure," + write(response.label()) + "," + write(response.failure()) + "}";
    }
    return value == Timeout.TIMEOUT ? "timeout" : value.toString();
  }

  private String elements(String open, Collection<?> values, String close) {
    StringJoiner text = new StringJoiner(",", open, close);
    for (Object each : values) {
      text.add(write(each));
    }
    return text.toString();
  }
}
