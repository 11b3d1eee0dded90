package dev.mob.cluster.codec;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;

/**
 * Writes a {@code TermCodec} for each type that has {@code @TermType}, and for each final sub-type
 * of a sealed one. What cannot be derived is an error at its place, and says how to mend it.
 */
@SupportedAnnotationTypes(TermCodecProcessor.ANNOTATION)
public final class TermCodecProcessor extends AbstractProcessor {
  static final String ANNOTATION = "dev.mob.cluster.term.TermType";

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      for (Element annotated : round.getElementsAnnotatedWith(annotation)) {
        try {
          derive((TypeElement) annotated);
        } catch (NotDerivable why) {
          processingEnv
              .getMessager()
              .printMessage(Diagnostic.Kind.ERROR, why.getMessage(), why.place());
        }
      }
    }
    return true;
  }

  private void derive(TypeElement type) {
    if (!type.getModifiers().contains(Modifier.SEALED)) {
      write(type);
      return;
    }
    List<TypeElement> leaves = new ArrayList<>();
    collectLeaves(type, leaves);
    for (TypeElement leaf : leaves) {
      if (!isAnnotated(leaf)) {
        write(leaf);
      }
    }
    write(CodecSource.listName(type), type, new CodecSource(processingEnv).list(type, leaves));
  }

  private void collectLeaves(TypeElement sealed, List<TypeElement> leaves) {
    for (TypeMirror permitted : sealed.getPermittedSubclasses()) {
      TypeElement subtype = (TypeElement) ((DeclaredType) permitted).asElement();
      if (subtype.getModifiers().contains(Modifier.SEALED)) {
        collectLeaves(subtype, leaves);
      } else if (!leaves.contains(subtype)) {
        leaves.add(subtype);
      }
    }
  }

  private static boolean isAnnotated(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(ANNOTATION));
  }

  private void write(TypeElement type) {
    write(CodecSource.codecName(type), type, new CodecSource(processingEnv).codec(type));
  }

  private void write(String name, TypeElement type, String source) {
    String of = processingEnv.getElementUtils().getPackageOf(type).getQualifiedName().toString();
    try (Writer file =
        processingEnv
            .getFiler()
            .createSourceFile(of.isEmpty() ? name : of + "." + name, type)
            .openWriter()) {
      file.write(source);
    } catch (IOException e) {
      throw new NotDerivable(type, "the codec of " + type + " cannot be written: " + e);
    }
  }
}
