package dev.mob.notify.sender.internal.store;

/** The tables as one session sees them. */
public final class Tables {
  private final AppTable apps;
  private final DeviceTable devices;
  private final MessageTable messages;
  private final DeliveryTable deliveries;
  private final DueDeliveries due;
  private final DeliveryPages pages;
  private final DeliveryReceipts receipts;

  Tables(Session session) {
    this.apps = new AppTable(session);
    this.devices = new DeviceTable(session);
    this.messages = new MessageTable(session);
    this.deliveries = new DeliveryTable(session);
    this.due = new DueDeliveries(session);
    this.pages = new DeliveryPages(session);
    this.receipts = new DeliveryReceipts(session);
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

  public DueDeliveries due() {
    return due;
  }

  public DeliveryPages pages() {
    return pages;
  }

  public DeliveryReceipts receipts() {
    return receipts;
  }
}
