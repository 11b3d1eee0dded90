package dev.mob.kernel.internal;

import dev.mob.host.Host;
import dev.mob.kernel.ConfSource;
import dev.mob.kernel.LinkedExtensions;
import dev.mob.kernel.packaging.Packaging;
import dev.mob.process.ProcessRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a kernel was built with.
 *
 * @param home the home folder, when it was given by hand
 * @param activationLimit the limit of an activation, when it was given by hand
 * @param runtime a runtime that belongs to somebody else; empty to make one
 */
public record Surroundings(
    ConfSource conf,
    Host host,
    LinkedExtensions linked,
    List<Packaging> packagings,
    Optional<Path> home,
    Optional<ProcessRuntime> runtime,
    Optional<Duration> activationLimit) {}
