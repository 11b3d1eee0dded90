package dev.mob.kernel.packaging;

import dev.mob.config.Descriptor;

/**
 * An extension that a packaging has found.
 *
 * @param descriptor what it says of itself
 * @param packaging the packaging's {@linkplain Packaging#name() name}
 * @param origin where it was found, for people: a jar's path or a class path's URL
 * @param content how the framework gets at its content
 */
public record PackagedExtension(
    Descriptor descriptor, String packaging, String origin, BundleContent content) {}
