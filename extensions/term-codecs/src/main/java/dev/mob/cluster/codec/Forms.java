package dev.mob.cluster.codec;

import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The forms of all types that a codec can be derived for. */
final class Forms {
  private static final String FIELDS = "dev.mob.cluster.term.TermFields.";

  private static final Map<String, Form> SIMPLE =
      Map.ofEntries(
          Map.entry("long", number("Long", "longOf")),
          Map.entry("int", number("Integer", "intOf")),
          Map.entry("short", number("Short", "shortOf")),
          Map.entry("byte", number("Byte", "byteOf")),
          Map.entry("double", new Form("Double", "(Double) $", FIELDS + "doubleOf($)")),
          Map.entry("float", new Form("Float", "(double) $", "(float) " + FIELDS + "doubleOf($)")),
          Map.entry("boolean", new Form("Boolean", "(Boolean) $", "(Boolean) $")));

  private static final Map<String, String> BOXES =
      Map.of(
          "java.lang.Long", "long",
          "java.lang.Integer", "int",
          "java.lang.Short", "short",
          "java.lang.Byte", "byte",
          "java.lang.Double", "double",
          "java.lang.Float", "float",
          "java.lang.Boolean", "boolean");

  /** What is a term itself. */
  private static final Set<String> TERMS =
      Set.of(
          "java.lang.String",
          "dev.mob.process.Pid",
          "dev.mob.process.Ref",
          "dev.mob.process.Tuple",
          "dev.mob.cluster.term.Port",
          "dev.mob.cluster.term.BitString",
          "dev.mob.cluster.term.ImproperList",
          "dev.mob.cluster.term.Export",
          "dev.mob.cluster.term.Fun");

  /** How many collections the present type is in: keeps the names of parameters apart. */
  private int depth;

  private static Form number(String box, String reader) {
    return new Form(box, "(long) $", FIELDS + reader + "($)");
  }

  /**
   * @param place where the type stands, for an error
   */
  Form of(TypeMirror type, Element place) {
    if (type.getKind().isPrimitive()) {
      Form form = SIMPLE.get(type.getKind().name().toLowerCase(java.util.Locale.ROOT));
      if (form != null) {
        return form;
      }
      throw unknown(type, place);
    }
    if (type.getKind() == TypeKind.ARRAY) {
      if (((ArrayType) type).getComponentType().getKind() == TypeKind.BYTE) {
        return nullable(new Form("byte[]", "$", FIELDS + "bytesOf($)"));
      }
      throw unknown(type, place);
    }
    if (type.getKind() != TypeKind.DECLARED) {
      throw unknown(type, place);
    }
    return declared((DeclaredType) type, place);
  }

  private Form declared(DeclaredType type, Element place) {
    TypeElement element = (TypeElement) type.asElement();
    String name = element.getQualifiedName().toString();
    if (BOXES.containsKey(name)) {
      return nullable(SIMPLE.get(BOXES.get(name)));
    }
    if (name.equals("java.lang.Object") || name.equals("dev.mob.process.Atom")) {
      // nil is an atom like others here.
      return new Form(name, "$", name.equals("java.lang.Object") ? "$" : "(" + name + ") $");
    }
    if (TERMS.contains(name)) {
      return nullable(new Form(name, "$", "(" + name + ") $"));
    }
    if (name.equals("java.math.BigInteger")) {
      return nullable(new Form(name, "$", FIELDS + "bigOf($)"));
    }
    if (element.getKind() == ElementKind.ENUM) {
      return nullable(
          new Form(name, FIELDS + "atomOf($)", FIELDS + "enumOf($, " + name + ".class)"));
    }
    Form collection = collection(type, name, place);
    if (collection != null) {
      return collection;
    }
    if (hasCodec(element)) {
      return nullable(new Form(name, "$", "(" + name + ") $"));
    }
    throw unknown(type, place);
  }

  private Form collection(DeclaredType type, String name, Element place) {
    boolean known =
        Set.of("java.util.List", "java.util.Set", "java.util.Map", "java.util.Optional")
            .contains(name);
    if (!known) {
      return null;
    }
    if (type.getTypeArguments().isEmpty()) {
      throw unknown(type, place);
    }
    int at = depth++;
    Form first = of(type.getTypeArguments().get(0), place);
    Form form;
    switch (name) {
      case "java.util.List":
        form = ofOne(name, first, at, "listTerm", "listOf");
        break;
      case "java.util.Set":
        form = ofOne(name, first, at, "listTerm", "setOf");
        break;
      case "java.util.Optional":
        depth--;
        return new Form(
            name + "<" + first.type() + ">",
            FIELDS + "termOf($.orElse(null), " + first.writer(at) + ")",
            FIELDS + "optionalOf($, " + first.reader(at) + ")");
      default:
        Form second = of(type.getTypeArguments().get(1), place);
        form =
            new Form(
                name + "<" + first.type() + ", " + second.type() + ">",
                FIELDS + "mapTerm($, " + first.writer(at) + ", " + second.writer(at) + ")",
                FIELDS + "mapOf($, " + first.reader(at) + ", " + second.reader(at) + ")");
        break;
    }
    depth--;
    return nullable(form);
  }

  private static Form ofOne(String name, Form element, int at, String writer, String reader) {
    return new Form(
        name + "<" + element.type() + ">",
        FIELDS + writer + "($, " + element.writer(at) + ")",
        FIELDS + reader + "($, " + element.reader(at) + ")");
  }

  /** {@code null} is written as {@code nil}, and read from it. */
  private Form nullable(Form form) {
    int at = depth + 100;
    return new Form(
        form.type(),
        form.writing().equals("$") ? "$" : FIELDS + "termOf($, " + form.writer(at) + ")",
        FIELDS + "nullableOf($, " + form.reader(at) + ")");
  }

  /** A type that has a codec of its own, or whose sub-types have. */
  private static boolean hasCodec(TypeElement element) {
    if (isAnnotated(element)) {
      return true;
    }
    for (TypeMirror above : element.getInterfaces()) {
      if (isSealedWithCodecs(above)) {
        return true;
      }
    }
    return isSealedWithCodecs(element.getSuperclass());
  }

  private static boolean isSealedWithCodecs(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return false;
    }
    TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
    return element.getModifiers().contains(Modifier.SEALED) && hasCodec(element);
  }

  private static boolean isAnnotated(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(
            mirror -> mirror.getAnnotationType().toString().equals(TermCodecProcessor.ANNOTATION));
  }

  private static NotDerivable unknown(TypeMirror type, Element place) {
    return new NotDerivable(
        place,
        place.getSimpleName()
            + " is of type "
            + type
            + ", for which no codec can be derived; use integers, floats, boolean, String, byte[],"
            + " enums, Atom, Pid, Ref, List, Set, Map, Optional, Object, or a type with @TermType");
  }
}
