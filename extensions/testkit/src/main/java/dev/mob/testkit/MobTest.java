package dev.mob.testkit;

import dev.mob.testkit.internal.NodePerTest;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs each test of a class inside a real kernel, with the extensions of the test's class path and
 * platform services that do as they are told. A test method takes what it needs of it as
 * parameters: a {@link MobNode}, a {@link Probe}, a {@link dev.mob.testkit.platform.TestPlatform},
 * the {@link dev.mob.kernel.Kernel} or the {@link dev.mob.process.ProcessRuntime}.
 *
 * <pre>{@code
 * @MobTest("hello { every = 1s }")
 * final class HelloTest {
 *   @Test
 *   void greetsEachSecond(MobNode node, Probe probe) { ... }
 * }
 * }</pre>
 *
 * <p>The kernel is booted before each test and stopped after it; the test fails when an extension
 * does not become active, and when one does not stop in order.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NodePerTest.class)
public @interface MobTest {

  /**
   * What stands in mob.conf's {@code extensions} block. Left out: the extension whose descriptor is
   * in a folder of the class path (and not in a jar), with its default settings.
   */
  String value() default "";

  /** More lines for mob.conf's {@code mob} block. */
  String conf() default "";

  /** Whose time it is. */
  Time time() default Time.VIRTUAL;

  /** Chooses the order in which processes run while the time is virtual. */
  long seed() default 1;

  /** True to go on when an extension does not become active, for tests of just that. */
  boolean mayFail() default false;
}
