package dev.mob.host.android.background;

import android.content.Context;
import android.net.ConnectivityManager;
import android.net.Network;
import android.net.NetworkCapabilities;
import android.os.BatteryManager;
import android.os.PowerManager;
import dev.mob.background.Constraints;

/** What the phone is like now: its network, whether it charges, whether it is used. */
final class PhoneConditions {
  private final ConnectivityManager connectivity;
  private final BatteryManager battery;
  private final PowerManager power;

  PhoneConditions(Context context) {
    connectivity = context.getSystemService(ConnectivityManager.class);
    battery = context.getSystemService(BatteryManager.class);
    power = context.getSystemService(PowerManager.class);
  }

  boolean meet(Constraints constraints) {
    return hasNetwork(constraints.network())
        && (!constraints.charging() || battery.isCharging())
        && (!constraints.idle() || !power.isInteractive());
  }

  private boolean hasNetwork(Constraints.Network needed) {
    if (needed == Constraints.Network.NONE) {
      return true;
    }
    Network network = connectivity.getActiveNetwork();
    NetworkCapabilities can = network == null ? null : connectivity.getNetworkCapabilities(network);
    return can != null
        && can.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
        && (needed == Constraints.Network.ANY
            || can.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED));
  }
}
