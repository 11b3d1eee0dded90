package dev.mob.host.ios.internal.push;

import dev.mob.notify.RegistrationFailure;
import dev.mob.notify.RegistrationFailure.Reason;

/** What APNs' refusals mean. */
final class Registrations {
  private static final String COCOA = "NSCocoaErrorDomain";

  /** "no valid 'aps-environment' entitlement string found for application". */
  private static final long NO_ENTITLEMENT = 3000;

  /** "remote notifications are not supported in the simulator". */
  private static final long SIMULATOR = 3010;

  private Registrations() {}

  static RegistrationFailure failure(String domain, long code, String message) {
    String detail = message + " (" + domain + " " + code + ")";
    if (domain.equals("NSURLErrorDomain")) {
      return new RegistrationFailure(Reason.NO_NETWORK, detail);
    }
    if (domain.equals(COCOA) && code == NO_ENTITLEMENT) {
      return new RegistrationFailure(Reason.NO_ENTITLEMENT, detail);
    }
    if (domain.equals(COCOA) && code == SIMULATOR) {
      return new RegistrationFailure(Reason.UNSUPPORTED, detail);
    }
    return new RegistrationFailure(Reason.PLATFORM_ERROR, detail);
  }
}
