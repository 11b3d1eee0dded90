package dev.mob.cluster.codec;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;

/** The source of codecs, as text. */
final class CodecSource {
  private final ProcessingEnvironment environment;

  CodecSource(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  static String codecName(TypeElement type) {
    return flatName(type) + "TermCodec";
  }

  static String listName(TypeElement type) {
    return flatName(type) + "TermCodecs";
  }

  /** {@code Outer_Inner} for a nested type. */
  private static String flatName(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement
        ? flatName((TypeElement) type.getEnclosingElement()) + "_" + type.getSimpleName()
        : type.getSimpleName().toString();
  }

  private String packageLine(TypeElement type) {
    String of = environment.getElementUtils().getPackageOf(type).getQualifiedName().toString();
    return of.isEmpty() ? "" : "package " + of + ";\n\n";
  }

  /** The class with all codecs of a sealed type. */
  String list(TypeElement type, List<TypeElement> leaves) {
    String all =
        leaves.stream()
            .map(leaf -> "        new " + qualified(leaf) + "()")
            .collect(Collectors.joining(",\n"));
    return packageLine(type)
        + "/** The codecs of all types that are a {@link "
        + type.getQualifiedName()
        + "}. */\n"
        + "public final class "
        + listName(type)
        + " {\n  private "
        + listName(type)
        + "() {}\n\n"
        + "  /** One for each type. */\n"
        + "  public static java.util.List<dev.mob.cluster.term.TermCodec<?>> all() {\n"
        + "    return java.util.List.of(\n"
        + all
        + ");\n  }\n}\n";
  }

  private String qualified(TypeElement leaf) {
    String of = environment.getElementUtils().getPackageOf(leaf).getQualifiedName().toString();
    return of.isEmpty() ? codecName(leaf) : of + "." + codecName(leaf);
  }

  /** The codec of one final type. */
  String codec(TypeElement type) {
    requireFinal(type);
    List<Component> components = new Components(environment).of(type);
    String name = type.getQualifiedName().toString();
    String writes =
        components.stream()
            .map(each -> ", " + each.form().write("value." + each.accessor() + "()"))
            .collect(Collectors.joining());
    StringBuilder reads = new StringBuilder();
    for (int i = 0; i < components.size(); i++) {
      reads
          .append(i == 0 ? "" : ", ")
          .append(components.get(i).form().read("term.get(" + (i + 1) + ")"));
    }
    return packageLine(type)
        + "/** {@link "
        + name
        + "} as a term; derived when that was compiled. */\n"
        + "@SuppressWarnings(\"cast\")\n"
        + "public final class "
        + codecName(type)
        + " implements dev.mob.cluster.term.TermCodec<"
        + name
        + "> {\n"
        + "  private static final dev.mob.process.Atom TAG = dev.mob.process.Atom.of(\""
        + tag(type).replace("\\", "\\\\").replace("\"", "\\\"")
        + "\");\n\n"
        + method("Class<" + name + "> type()", name + ".class")
        + method("dev.mob.process.Atom tag()", "TAG")
        + method("int size()", "" + (components.size() + 1))
        + method(
            "dev.mob.process.Tuple toTerm(" + name + " value)",
            "dev.mob.process.Tuple.of(TAG" + writes + ")")
        + method(name + " fromTerm(dev.mob.process.Tuple term)", "new " + name + "(" + reads + ")")
        + "}\n";
  }

  private static String method(String signature, String value) {
    return "  @Override\n  public " + signature + " {\n    return " + value + ";\n  }\n\n";
  }

  private static void requireFinal(TypeElement type) {
    boolean fits =
        (type.getKind() == ElementKind.RECORD || type.getKind() == ElementKind.CLASS)
            && type.getModifiers().contains(Modifier.FINAL);
    if (!fits) {
      throw new NotDerivable(
          type,
          type.getQualifiedName()
              + " is neither final nor sealed: others could extend it, and their values would have"
              + " no codec; make it a record, a final class, or sealed");
    }
    if (!type.getTypeParameters().isEmpty()) {
      throw new NotDerivable(
          type,
          type.getQualifiedName()
              + " has type parameters, which are not known when a term is read; make a type"
              + " without, or write its TermCodec by hand");
    }
    boolean reachable =
        type.getNestingKind() == NestingKind.TOP_LEVEL
            || type.getModifiers().contains(Modifier.STATIC);
    if (!reachable || type.getModifiers().contains(Modifier.PRIVATE)) {
      throw new NotDerivable(
          type,
          type.getQualifiedName() + " cannot be reached by its codec; make it static, not private");
    }
  }

  /** The tag that the annotation gives, or the name in snake case. */
  private static String tag(TypeElement type) {
    for (AnnotationMirror mirror : type.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().toString().equals(TermCodecProcessor.ANNOTATION)) {
        for (var value : mirror.getElementValues().values()) {
          String given = (String) value.getValue();
          if (!given.isEmpty()) {
            return given;
          }
        }
      }
    }
    return type.getSimpleName()
        .toString()
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
