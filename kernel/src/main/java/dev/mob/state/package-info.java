/**
 * State that outlives the process that made it: a transactional key-value store for each extension,
 * and servers whose state comes back after a crash, a restart or a kill.
 *
 * <p>{@link dev.mob.state.StateStore#of} gives an extension its store. A {@link
 * dev.mob.state.Namespace} in it holds values of any type through a {@link dev.mob.state.Codec}.
 * {@link dev.mob.state.Persistence} keeps the states of servers there.
 *
 * <p>The bytes are kept by a {@link dev.mob.state.Storage}, which the host offers: three operations
 * that every platform's SQLite can do.
 */
@Stable
@Version("1.0.0")
package dev.mob.state;

import dev.mob.api.Stable;
import org.osgi.annotation.versioning.Version;
