package dev.mob.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a package: what was compiled against it goes on working with every later version that has the
 * same major number (semantic versioning, as OSGi applies it to packages). The build compares it
 * with what the last release had and fails when that is broken. What is {@link Experimental} in it
 * is left out.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
public @interface Stable {}
