package dev.mob.cluster.erlang;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need a real {@code erl}. Without one they are skipped, and say so; with {@code
 * -Dmob.require.erl=true} they run and fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresErl.Installed.class)
public @interface RequiresErl {

  /** Looks for {@code erl} on the path. */
  final class Installed implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
        if (new File(folder, "erl").canExecute()) {
          return ConditionEvaluationResult.enabled("erl is in " + folder);
        }
      }
      return Boolean.getBoolean("mob.require.erl")
          ? ConditionEvaluationResult.enabled("mob.require.erl is true")
          : ConditionEvaluationResult.disabled(
              "NOT TESTED: no erl on the path; install Erlang/OTP (Debian: erlang-base)");
    }
  }
}
