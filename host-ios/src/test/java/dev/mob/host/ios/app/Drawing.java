package dev.mob.host.ios.app;

import dev.mob.background.Background;
import dev.mob.background.KeepAliveType;
import dev.mob.background.Lease;
import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;

/** The app of AppTest. */
public final class Drawing implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    Lease lease = context.require(Background.class).keepAlive("drawing", KeepAliveType.AUDIO);
    context
        .logger()
        .info("drawing keeps the phone awake on {}", System.getProperty("java.vm.name"));
    System.out.println("held: " + lease.isHeld());
  }
}
