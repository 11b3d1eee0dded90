package dev.mob.notify.sender.internal.store;

/** What a label of a device is. */
public enum LabelKind {
  TAG(0),
  TOPIC(1);

  private final int code;

  LabelKind(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
