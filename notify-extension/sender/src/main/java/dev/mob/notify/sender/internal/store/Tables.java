package dev.mob.notify.sender.internal.store;

/** The tables as one session sees them. */
public final class Tables {
  private final AppTable apps;
  private final DeviceTable devices;
  private final MessageTable messages;
  private final DeliveryTable deliveries;

  Tables(Session session) {
    this.apps = new AppTable(session);
    this.devices = new DeviceTable(session);
    this.messages = new MessageTable(session);
    this.deliveries = new DeliveryTable(session);
  }

  public AppTable apps() {
    return apps;
  }

  public DeviceTable devices() {
    return devices;
  }

  public MessageTable messages() {
    return messages;
  }

  public DeliveryTable deliveries() {
    return deliveries;
  }
}
