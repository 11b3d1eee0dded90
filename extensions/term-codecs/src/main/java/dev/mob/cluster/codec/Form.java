package dev.mob.cluster.codec;

/**
 * How a Java type is written to a term and read from one, as source with {@code $} for the value.
 *
 * @param type the type as source, boxed
 * @param writing an expression for the term
 * @param reading an expression for the value; throws where the term is another one
 */
record Form(String type, String writing, String reading) {

  String write(String value) {
    return writing.replace("$", value);
  }

  String read(String term) {
    return reading.replace("$", term);
  }

  /** A function from the value to its term; {@code depth} keeps the parameters' names apart. */
  String writer(int depth) {
    return "v" + depth + " -> " + write("v" + depth);
  }

  String reader(int depth) {
    return "t" + depth + " -> " + read("t" + depth);
  }
}
