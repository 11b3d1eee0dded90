package dev.mob.process.conformance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One rule with the method that plays it. */
record Scenario(String topic, Method method, Rule rule) {
  /** The topics, in the order of the table; each is a class of rules. */
  static final List<Class<?>> TOPICS =
      List.of(
          MessageRules.class,
          LinkRules.class,
          ExitSignalRules.class,
          MonitorRules.class,
          NameRules.class,
          AliasRules.class,
          TimerRules.class,
          ProcessInfoRules.class,
          GenServerRules.class,
          GenServerEndRules.class,
          GenStatemRules.class,
          SupervisorRules.class,
          SupervisorRestartRules.class,
          SupervisorRequestRules.class,
          DynamicSupervisorRules.class);

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (Class<?> topic : TOPICS) {
      all.addAll(of(topic));
    }
    return all;
  }

  /** The rules of one topic, by name: reflection gives methods in no order of its own. */
  static List<Scenario> of(Class<?> topic) {
    List<Scenario> rules = new ArrayList<>();
    for (Method method : topic.getDeclaredMethods()) {
      Rule rule = method.getAnnotation(Rule.class);
      if (rule != null) {
        rules.add(new Scenario(topic.getSimpleName(), method, rule));
      }
    }
    rules.sort(Comparator.comparing(scenario -> scenario.method().getName()));
    return rules;
  }

  /** The same scenario in Erlang, module and function: words joined by underscores. */
  String erlangName() {
    return words(topic) + ":" + words(method.getName());
  }

  private static String words(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  boolean runsOnErl() {
    return rule.notOnErl().isEmpty();
  }

  /** Plays it and writes what was seen. */
  String play(Stage stage) throws Throwable {
    try {
      return stage.write(method.invoke(null, stage));
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
