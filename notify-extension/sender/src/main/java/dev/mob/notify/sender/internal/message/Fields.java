package dev.mob.notify.sender.internal.message;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.mob.notify.sender.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A JSON object that is read field by field. What is wrong is gathered, not thrown, so that a
 * caller learns of all of it at once; fields that nobody asked for are problems too.
 */
public final class Fields {
  private final String path;
  private final JsonObject object;
  private final List<Problem> problems;

  /** May name a field twice. A list, since a set would be most of what reading a message costs. */
  private final List<String> asked = new ArrayList<>(32);

  public Fields(String path, JsonObject object, List<Problem> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
  }

  /** The path of a field of this object; of the object itself for an empty name. */
  public String path(String name) {
    if (name.isEmpty()) {
      return path;
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  public void problem(String name, String text) {
    problems.add(new Problem(path(name), text));
  }

  public boolean has(String name) {
    return get(name).isPresent();
  }

  public Optional<String> string(String name) {
    return primitive(name, "a string", JsonPrimitive::isString, JsonPrimitive::getAsString);
  }

  public Optional<Boolean> bool(String name) {
    return primitive(name, "true or false", JsonPrimitive::isBoolean, JsonPrimitive::getAsBoolean);
  }

  public Optional<Double> number(String name) {
    return primitive(name, "a number", JsonPrimitive::isNumber, JsonPrimitive::getAsDouble);
  }

  public Optional<Long> integer(String name) {
    Optional<Double> number = number(name);
    if (number.isPresent()
        && (number.get() != Math.rint(number.get()) || Math.abs(number.get()) > 1L << 53)) {
      problem(name, "must be a whole number");
      return Optional.empty();
    }
    return number.map(Double::longValue);
  }

  /** A string that {@code parse} understands; its exception's message is the problem. */
  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    Optional<String> text = string(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text.get()));
    } catch (RuntimeException e) {
      problem(name, e.getMessage());
      return Optional.empty();
    }
  }

  public <E extends Enum<E>> Optional<E> choice(
      String name, Class<E> type, Function<E, String> id) {
    return parsed(
        name,
        text -> {
          List<String> known = new ArrayList<>();
          for (E value : type.getEnumConstants()) {
            if (id.apply(value).equals(text)) {
              return value;
            }
            known.add(id.apply(value));
          }
          throw new IllegalArgumentException(
              "'" + text + "' is none of " + String.join(", ", known));
        });
  }

  public Optional<Fields> object(String name) {
    Optional<JsonElement> element = get(name);
    if (element.isEmpty()) {
      return Optional.empty();
    }
    if (!element.get().isJsonObject()) {
      problem(name, "must be an object");
      return Optional.empty();
    }
    return Optional.of(new Fields(path(name), element.get().getAsJsonObject(), problems));
  }

  public List<String> strings(String name) {
    List<String> values = new ArrayList<>();
    elements(
        name,
        (elementPath, element) -> {
          if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            values.add(primitive.getAsString());
          } else {
            problems.add(new Problem(elementPath, "must be a string"));
          }
        });
    return values;
  }

  /** Visits the objects of an array. */
  public void objects(String name, java.util.function.Consumer<Fields> visit) {
    elements(
        name,
        (elementPath, element) -> {
          if (element.isJsonObject()) {
            visit.accept(new Fields(elementPath, element.getAsJsonObject(), problems));
          } else {
            problems.add(new Problem(elementPath, "must be an object"));
          }
        });
  }

  private void elements(String name, BiConsumer<String, JsonElement> visit) {
    Optional<JsonElement> element = get(name);
    if (element.isEmpty()) {
      return;
    }
    if (!(element.get() instanceof JsonArray array)) {
      problem(name, "must be an array");
      return;
    }
    for (int i = 0; i < array.size(); i++) {
      visit.accept(path(name) + "[" + i + "]", array.get(i));
    }
  }

  /** The names of this object's fields, all taken as asked for. */
  public Set<String> names() {
    asked.addAll(object.keySet());
    return object.keySet();
  }

  /** This whole object as plain Java values; all its fields count as asked for. */
  public Map<String, Object> values() {
    names();
    Map<String, Object> values = new LinkedHashMap<>();
    object.entrySet().forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
    return values;
  }

  /** Reports each field that nobody asked for. Called last. */
  public void rejectOthers() {
    for (String name : object.keySet()) {
      if (!asked.contains(name)) {
        problem(
            name, "unknown field; known are " + String.join(", ", new java.util.TreeSet<>(asked)));
      }
    }
  }

  private Optional<JsonElement> get(String name) {
    asked.add(name);
    JsonElement element = object.get(name);
    return element == null || element.isJsonNull() ? Optional.empty() : Optional.of(element);
  }

  private <T> Optional<T> primitive(
      String name,
      String expected,
      Function<JsonPrimitive, Boolean> fits,
      Function<JsonPrimitive, T> read) {
    Optional<JsonElement> element = get(name);
    if (element.isEmpty()) {
      return Optional.empty();
    }
    if (element.get() instanceof JsonPrimitive primitive && fits.apply(primitive)) {
      return Optional.of(read.apply(primitive));
    }
    problem(name, "must be " + expected);
    return Optional.empty();
  }

  private static Object plain(JsonElement element) {
    if (element.isJsonObject()) {
      Map<String, Object> values = new LinkedHashMap<>();
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> values.put(entry.getKey(), plain(entry.getValue())));
      return values;
    }
    if (element instanceof JsonArray array) {
      List<Object> values = new ArrayList<>();
      array.forEach(value -> values.add(plain(value)));
      return values;
    }
    if (element.isJsonNull()) {
      return null;
    }
    JsonPrimitive primitive = element.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    if (primitive.isString()) {
      return primitive.getAsString();
    }
    double number = primitive.getAsDouble();
    if (number == Math.rint(number) && Math.abs(number) <= 1L << 53) {
      return (long) number;
    }
    return number;
  }
}
