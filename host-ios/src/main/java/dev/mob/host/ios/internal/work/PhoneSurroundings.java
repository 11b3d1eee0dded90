package dev.mob.host.ios.internal.work;

import dev.mob.background.Constraints.Network;
import dev.mob.host.ios.internal.shim.Application;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The phone, by its network interfaces and its battery. iOS names Wi-Fi and cables {@code en…} and
 * the mobile network {@code pdp_ip…}; a personal hotspot counts as Wi-Fi.
 */
public final class PhoneSurroundings implements Surroundings {
  private static final String CELLULAR = "pdp_ip";

  private final Application application;

  public PhoneSurroundings(Application application) {
    this.application = application;
  }

  @Override
  public Network network() {
    Network best = Network.NONE;
    try {
      Enumeration<NetworkInterface> all = NetworkInterface.getNetworkInterfaces();
      for (NetworkInterface one :
          all == null ? List.<NetworkInterface>of() : Collections.list(all)) {
        if (one.isUp() && !one.isLoopback() && !one.getInterfaceAddresses().isEmpty()) {
          boolean metered = one.getName().startsWith(CELLULAR);
          best = metered && best == Network.NONE ? Network.ANY : metered ? best : Network.UNMETERED;
        }
      }
    } catch (SocketException e) {
      return best;
    }
    return best;
  }

  @Override
  public boolean charging() {
    return application.charging();
  }
}
