package dev.mob.testkit.internal;

import dev.mob.host.PlatformService;
import dev.mob.kernel.Kernel;
import dev.mob.process.ProcessRuntime;
import dev.mob.testkit.MobNode;
import dev.mob.testkit.MobTest;
import dev.mob.testkit.Offer;
import dev.mob.testkit.Probe;
import dev.mob.testkit.platform.TestPlatform;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** What JUnit runs around each test of a {@link MobTest}. */
public final class NodePerTest implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(NodePerTest.class);

  /** What a test method may ask for. */
  private static final Map<Class<?>, Function<MobNode, Object>> PARAMETERS =
      Map.of(
          MobNode.class, node -> node,
          Kernel.class, MobNode::kernel,
          ProcessRuntime.class, MobNode::runtime,
          TestPlatform.class, MobNode::platform,
          Probe.class, MobNode::probe);

  @Override
  public void beforeEach(ExtensionContext context) {
    MobTest wanted = wanted(context);
    MobNode.Builder node =
        MobNode.with(wanted.value())
            .conf(wanted.conf())
            .time(wanted.time())
            .seed(wanted.seed())
            .classPath(context.getRequiredTestClass().getClassLoader());
    if (wanted.mayFail()) {
      node.mayFail();
    }
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      for (Field field :
          AnnotationSupport.findAnnotatedFields(
              instance.getClass(), Offer.class, each -> true, HierarchyTraversalMode.BOTTOM_UP)) {
        offer(node, field, instance);
      }
    }
    store(context).put(MobNode.class, node.start());
  }

  private static MobTest wanted(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), MobTest.class)
        .or(
            () ->
                context.getRequiredTestInstances().getAllInstances().stream()
                    .map(each -> AnnotationSupport.findAnnotation(each.getClass(), MobTest.class))
                    .flatMap(Optional::stream)
                    .reduce((outer, inner) -> inner))
        .orElseThrow(
            () ->
                new ExtensionConfigurationException(
                    context.getDisplayName() + " has no @MobTest: put one on it or on its class"));
  }

  private static void offer(MobNode.Builder node, Field field, Object instance) {
    if (!PlatformService.class.isAssignableFrom(field.getType())) {
      throw new ExtensionConfigurationException(
          field
              + " has @Offer but its type is no PlatformService: declare it by the interface that"
              + " the extension asks its context for");
    }
    try {
      field.setAccessible(true);
      give(node, field.getType().asSubclass(PlatformService.class), field.get(instance));
    } catch (IllegalAccessException e) {
      throw new ExtensionConfigurationException(field + " cannot be read", e);
    }
  }

  private static <T extends PlatformService> void give(
      MobNode.Builder node, Class<T> contract, Object service) {
    node.offer(contract, contract.cast(service));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    MobNode node = store(context).remove(MobNode.class, MobNode.class);
    if (node != null) {
      node.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    MobNode node = store(context).get(MobNode.class, MobNode.class);
    if (node == null) {
      throw new ExtensionConfigurationException(
          "a node is there for each test and not before: take "
              + parameter.getParameter().getType().getSimpleName()
              + " in the test method or in @BeforeEach");
    }
    return PARAMETERS.get(parameter.getParameter().getType()).apply(node);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
