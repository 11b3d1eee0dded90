package dev.mob.host.android.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Uses what API 26 lacks; called only behind a check of {@link android.os.Build.VERSION#SDK_INT},
 * or by the system itself. The build's API check passes it over.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.CLASS)
public @interface SinceApi {
  /** The level that has it. */
  int value();
}
