package dev.mob.cluster.term;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a {@link TermCodec} written for a type when it is compiled; nothing of it is left at run
 * time. Needs the annotation processor of {@code term-codecs} on the processor path.
 *
 * <ul>
 *   <li>On a record, or on a final class with one constructor whose parameters each have an
 *       accessor of the same name: a class {@code <Type>TermCodec} in the same package. A {@code
 *       Move(String to)} is {@code {move, <<"left">>}}.
 *   <li>On a sealed interface or class: such a codec for each of its final sub-types, and a class
 *       {@code <Type>TermCodecs} whose {@code all()} gives them.
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.TYPE)
public @interface TermType {

  /** The tuple's first element; by default the type's name in snake case. */
  String tag() default "";
}
