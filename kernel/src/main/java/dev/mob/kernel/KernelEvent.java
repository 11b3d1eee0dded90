package dev.mob.kernel;

import dev.mob.config.Diagnostics;
import java.time.Duration;

/** Something that happened to a kernel. */
public sealed interface KernelEvent {

  /** mob.conf and all descriptors have been read and checked; there is no error in them. */
  record Planned(BootPlan plan, Diagnostics warnings) implements KernelEvent {}

  /** An extension has reached the state that its status shows. */
  record ExtensionChanged(ExtensionStatus status) implements KernelEvent {}

  /** Every extension has been tried. */
  record Ready(KernelStatus status) implements KernelEvent {}

  /** mob.conf was read again and the difference has been applied. */
  record Reloaded(ReloadReport report) implements KernelEvent {}

  /** The code of an extension was replaced while it ran, and has passed its probation. */
  record Updated(UpdateReport report) implements KernelEvent {}

  /** The code of an extension was not replaced; see {@link UpdateFailed}. */
  record UpdateRefused(String id, UpdateFailed why) implements KernelEvent {}

  /** The kernel begins to stop. */
  record Stopping(Duration limit) implements KernelEvent {}

  /** The kernel has stopped. */
  record Stopped(StopReport report) implements KernelEvent {}
}
