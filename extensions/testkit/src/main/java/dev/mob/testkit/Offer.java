package dev.mob.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a field of a {@link MobTest} class: what the test's host offers under the field's declared
 * type, which extends {@link dev.mob.host.PlatformService}. It takes the place of the service that
 * {@link dev.mob.testkit.platform.TestPlatform} would offer under that type.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Offer {}
