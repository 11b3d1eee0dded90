package dev.mob.process.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One rule that OTP documents. The method below it plays a scenario on a {@link Stage} and returns
 * what was seen; {@link ConformanceTest} compares that with the outcome written here and with what
 * a real {@code erl} does.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Rule {
  /** The rule, in the words of the documentation as far as they fit one sentence. */
  String value();

  /** The document and its section. */
  String source();

  /** What the scenario must show, as an Erlang term. */
  String outcome();

  /** Why no scenario of the same name runs on {@code erl}; empty when one does, as is the rule. */
  String notOnErl() default "";
}
