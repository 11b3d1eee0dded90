package dev.mob.kernel.packaging;

/**
 * A bundle that is no extension and from which extensions may import packages.
 *
 * @param name its symbolic name
 * @param origin where it was found, for people
 * @param content how the framework gets at its content
 */
public record PackagedLibrary(String name, String origin, BundleContent content) {}
