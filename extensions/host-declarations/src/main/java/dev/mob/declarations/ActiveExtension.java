package dev.mob.declarations;

import dev.mob.config.AndroidDeclarations;
import dev.mob.config.IosDeclarations;
import java.util.Optional;

/**
 * One active extension, and what it needs declared with the settings that it has.
 *
 * @param id its id in mob.conf
 * @param mainClass its class, which a shrinker and a static image have to keep; empty for data only
 * @param android for the Android app
 * @param ios for the iOS app
 */
public record ActiveExtension(
    String id, Optional<String> mainClass, AndroidDeclarations android, IosDeclarations ios) {}
