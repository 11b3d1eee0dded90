package dev.mob.host.android;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.runners.model.FrameworkMethod;
import org.junit.runners.model.InitializationError;
import org.robolectric.RobolectricTestRunner;

/**
 * Runs a class on the API levels of {@code robolectric.properties}, with Android's own framework
 * code of each. Beside JUnit 4's tests it runs those of JUnit 5 that come with an interface, which
 * is what the conformance suites are.
 */
public final class PhoneRunner extends RobolectricTestRunner {

  public PhoneRunner(Class<?> testClass) throws InitializationError {
    super(testClass);
  }

  @Override
  protected List<FrameworkMethod> computeTestMethods() {
    List<FrameworkMethod> tests = new ArrayList<>(super.computeTestMethods());
    for (Method method : getTestClass().getJavaClass().getMethods()) {
      if (method.isDefault() && method.isAnnotationPresent(org.junit.jupiter.api.Test.class)) {
        tests.add(new FrameworkMethod(method));
      }
    }
    return tests;
  }
}
