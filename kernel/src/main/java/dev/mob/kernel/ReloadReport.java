package dev.mob.kernel;

import dev.mob.config.Diagnostics;
import java.util.List;

/**
 * What a change of mob.conf has changed; lists of ids.
 *
 * @param started extensions that are new in mob.conf, and those started again with what they depend
 *     on
 * @param stopped extensions that are no longer in mob.conf
 * @param reconfigured extensions that took their new settings while they ran
 * @param restarted extensions that were stopped and activated again, because their settings, their
 *     jar or what they require has changed
 * @param unchanged extensions that were not touched
 * @param needsRestart settings of the kernel's own that changed and take effect at the next start
 * @param warnings what the check of the new file found worth a warning
 */
public record ReloadReport(
    List<String> started,
    List<String> stopped,
    List<String> reconfigured,
    List<String> restarted,
    List<String> unchanged,
    List<String> needsRestart,
    Diagnostics warnings) {}
