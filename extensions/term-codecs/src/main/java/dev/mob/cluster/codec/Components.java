package dev.mob.cluster.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/** What a type consists of: a record's components, or what a final class's constructor takes. */
final class Components {
  private final Forms forms = new Forms();
  private final ProcessingEnvironment environment;

  Components(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  List<Component> of(TypeElement type) {
    List<Component> components = new ArrayList<>();
    if (type.getKind() == ElementKind.RECORD) {
      for (RecordComponentElement each : type.getRecordComponents()) {
        components.add(
            new Component(each.getSimpleName().toString(), forms.of(each.asType(), each)));
      }
      return components;
    }
    for (VariableElement parameter : constructor(type).getParameters()) {
      components.add(
          new Component(accessor(type, parameter), forms.of(parameter.asType(), parameter)));
    }
    return components;
  }

  private static ExecutableElement constructor(TypeElement type) {
    List<ExecutableElement> reachable = new ArrayList<>();
    for (ExecutableElement each : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      if (!each.getModifiers().contains(Modifier.PRIVATE)) {
        reachable.add(each);
      }
    }
    if (reachable.size() != 1) {
      throw new NotDerivable(
          type,
          type.getQualifiedName()
              + " has "
              + reachable.size()
              + " constructors that are not private; leave one, or make it a record");
    }
    return reachable.get(0);
  }

  /** {@code x()}, {@code getX()} or {@code isX()}, of the parameter's type. */
  private String accessor(TypeElement type, VariableElement parameter) {
    String name = parameter.getSimpleName().toString();
    String upper = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    for (String wanted : List.of(name, "get" + upper, "is" + upper)) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        if (method.getSimpleName().contentEquals(wanted)
            && method.getParameters().isEmpty()
            && !method.getModifiers().contains(Modifier.PRIVATE)
            && environment.getTypeUtils().isSameType(method.getReturnType(), parameter.asType())) {
          return wanted;
        }
      }
    }
    throw new NotDerivable(
        parameter,
        type.getQualifiedName()
            + " has no method "
            + name
            + "() that gives back the constructor's parameter of that name; add one");
  }
}
