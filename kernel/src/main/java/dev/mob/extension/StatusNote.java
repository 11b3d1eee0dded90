package dev.mob.extension;

/**
 * What an extension has to say of itself to the operator besides that it is active: one line of
 * {@code mob status}, such as where it listens, or that it still tries to. An extension {@linkplain
 * ExtensionContext#provide(Class, Object) provides} one under this interface.
 */
public interface StatusNote {

  /** The id of the extension that says it. */
  String extension();

  /**
   * How it is now, in a few words without a full stop; empty when there is nothing to say. Called
   * from any thread; returns at once.
   */
  String text();
}
