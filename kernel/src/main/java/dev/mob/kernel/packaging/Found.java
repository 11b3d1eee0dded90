package dev.mob.kernel.packaging;

import dev.mob.config.Diagnostics;
import java.util.List;

/**
 * What a {@link Packaging} has found.
 *
 * @param extensions all that can be read, whether mob.conf names them or not
 * @param libraries bundles without a descriptor, installed only so that others can import from
 *     them; never started
 * @param diagnostics what is wrong with those that cannot be used
 */
public record Found(
    List<PackagedExtension> extensions, List<PackagedLibrary> libraries, Diagnostics diagnostics) {}
