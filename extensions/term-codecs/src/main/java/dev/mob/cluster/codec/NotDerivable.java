package dev.mob.cluster.codec;

import javax.lang.model.element.Element;

/** A type has no codec that could be derived. The message says why and how to mend it. */
final class NotDerivable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Element place;

  NotDerivable(Element place, String why) {
    super(why);
    this.place = place;
  }

  Element place() {
    return place;
  }
}
