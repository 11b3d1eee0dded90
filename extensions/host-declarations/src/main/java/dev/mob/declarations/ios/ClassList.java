package dev.mob.declarations.ios;

import dev.mob.declarations.ActiveDeclarations;
import dev.mob.declarations.ActiveExtension;
import java.util.List;

/**
 * Writes the classes that nothing in the code names: those of extensions, which their descriptors
 * name, and those that the shim looks for from Objective-C. A VM with the whole class path needs no
 * such list.
 */
final class ClassList {
  /** What host-ios/native registers native methods for, calls, or throws. */
  private static final List<String> OF_THE_SHIM =
      List.of(
          "dev.mob.host.ios.internal.Launch",
          "dev.mob.host.ios.internal.shim.Application",
          "dev.mob.host.ios.internal.shim.ApplicationEvents",
          "dev.mob.host.ios.internal.shim.AudioEvents",
          "dev.mob.host.ios.internal.shim.AudioSession",
          "dev.mob.host.ios.internal.shim.Bonjour",
          "dev.mob.host.ios.internal.shim.BonjourEvents",
          "dev.mob.host.ios.internal.shim.Keychain",
          "dev.mob.host.ios.internal.shim.NotificationCenter",
          "dev.mob.host.ios.internal.shim.NotificationEvents",
          "dev.mob.host.ios.internal.shim.ShimFailure",
          "dev.mob.host.ios.internal.shim.Sqlite",
          "dev.mob.host.ios.internal.shim.SystemLog",
          "dev.mob.host.ios.internal.shim.TaskEvents",
          "dev.mob.host.ios.internal.shim.TaskScheduler");

  private final ActiveDeclarations active;

  ClassList(ActiveDeclarations active) {
    this.active = active;
  }

  String write() {
    StringBuilder out = new StringBuilder();
    out.append("# Made of mob.conf by 'mob host ios'; make it anew when mob.conf changes.\n");
    out.append("# Extensions, named in their descriptors:\n");
    for (ActiveExtension extension : active.extensions()) {
      extension.mainClass().ifPresent(name -> out.append(name).append('\n'));
    }
    out.append("# The shim's, with all their members:\n");
    OF_THE_SHIM.forEach(name -> out.append(name).append('\n'));
    return out.toString();
  }
}
