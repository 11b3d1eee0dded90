package dev.mob.kernel.internal.extension;

import dev.mob.host.Host;
import dev.mob.kernel.internal.framework.OsgiFramework;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the extensions of one booted kernel share.
 *
 * @param nodeName {@code node.name} of mob.conf
 * @param root the root supervisor
 * @param activationLimit how long one activation may take
 * @param stopLimit how long the end of one extension may take while the kernel runs on
 * @param restarts how many restarts an extension's supervisor allows within the period
 */
public record Environment(
    String nodeName,
    Host host,
    Path home,
    OsgiFramework framework,
    ProcessRuntime runtime,
    Pid root,
    int restarts,
    Duration period,
    Duration activationLimit,
    Duration stopLimit,
    Providers providers,
    Readiness readiness) {}
