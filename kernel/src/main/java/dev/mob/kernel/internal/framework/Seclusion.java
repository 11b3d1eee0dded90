package dev.mob.kernel.internal.framework;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Bundles that no other bundle may be wired to (OSGi Core 8, chapter 57): the two versions of an
 * extension that is being updated. A new version that imports the packages which it exports, as bnd
 * has it by default, would otherwise get those of the old one, and go when that goes.
 */
final class Seclusion implements ResolverHookFactory, ResolverHook {
  private final Set<Bundle> hidden = ConcurrentHashMap.newKeySet();

  void hide(Collection<Bundle> bundles) {
    hidden.addAll(bundles);
  }

  void show(Collection<Bundle> bundles) {
    hidden.removeAll(bundles);
  }

  @Override
  public ResolverHook begin(Collection<BundleRevision> triggers) {
    return hidden.isEmpty() ? null : this;
  }

  @Override
  public void filterMatches(
      BundleRequirement requirement, Collection<BundleCapability> candidates) {
    Bundle wants = requirement.getRevision().getBundle();
    candidates.removeIf(
        candidate -> {
          Bundle gives = candidate.getRevision().getBundle();
          return gives != wants && hidden.contains(gives);
        });
  }

  @Override
  public void filterSingletonCollisions(
      BundleCapability singleton, Collection<BundleCapability> collisions) {
    if (hidden.contains(singleton.getRevision().getBundle())) {
      collisions.clear();
    }
    collisions.removeIf(other -> hidden.contains(other.getRevision().getBundle()));
  }

  @Override
  public void filterResolvable(Collection<BundleRevision> candidates) {}

  @Override
  public void end() {}
}
