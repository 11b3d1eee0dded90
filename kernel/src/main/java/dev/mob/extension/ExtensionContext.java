package dev.mob.extension;

import dev.mob.config.Settings;
import dev.mob.config.Version;
import dev.mob.host.PlatformService;
import dev.mob.process.Address;
import dev.mob.process.ChildSpec;
import dev.mob.process.Pid;
import dev.mob.process.ProcessRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.slf4j.Logger;

/**
 * One extension's view of the kernel, for one activation.
 *
 * <p>All methods may be called from any thread and from processes, from the start of {@code
 * activate} until the extension has stopped; after that those that register something throw {@link
 * IllegalStateException}. What was registered is withdrawn by the kernel in the reverse of the
 * order in which it was registered.
 *
 * <p>Not for implementation outside the kernel and the test kit.
 */
@ProviderType
public interface ExtensionContext {

  /** The extension's id, as in its descriptor and in mob.conf. */
  String id();

  /** The extension's version, as in its descriptor. */
  Version version();

  /**
   * The extension's settings: those of mob.conf with the descriptor's defaults. The latest ones,
   * after {@link Extension#reconfigure} has accepted a change.
   */
  Settings settings();

  /**
   * Registers a service for all extensions.
   *
   * @param contract the interface by which others find it, from a package that its bundle exports
   * @param service what implements it; must be safe for use from any thread
   * @return withdraws it before the extension stops
   */
  default <T> Registration provide(Class<T> contract, T service) {
    return provide(contract, service, Map.of());
  }

  /**
   * Registers a service with properties, such as {@link ServiceProperties#PERMISSION} or {@link
   * ServiceProperties#RANKING}.
   */
  <T> Registration provide(Class<T> contract, T service, Map<String, ?> properties);

  /**
   * A service that this extension cannot do without: one of an extension that the descriptor names
   * in {@code requires}, and which therefore stays as long as this extension is active.
   *
   * @throws ServiceUnavailable when there is none, when the extension that gives it is not among
   *     those required, or when the descriptor does not declare the permission that it takes; the
   *     message says which and how to mend it
   */
  <T> T require(Class<T> contract);

  /**
   * A service if there is one now. It may go at any time; to hear of that, use {@link #track}.
   *
   * @throws ServiceUnavailable when the service takes a permission that the descriptor does not
   *     declare
   */
  <T> Optional<T> find(Class<T> contract);

  /** All services with this contract that there are now, highest ranking first. */
  <T> List<T> findAll(Class<T> contract);

  /**
   * Follows services that come and go. The listener hears of each that is there now before this
   * method returns, and of each that is still there when the registration is withdrawn. Services
   * that take a permission which the descriptor does not declare are left out.
   */
  <T> Registration track(Class<T> contract, ServiceListener<T> listener);

  /**
   * Lets all nodes that are let in call a function of this extension. Nothing can be called from
   * other nodes but what was exposed. Takes effect while something connects this node to others.
   *
   * @return ends it
   * @throws ServiceUnavailable when the descriptor does not declare the permission {@code expose}
   */
  default Registration expose(String module, String function, int arity, RemoteFunction.Code code) {
    return expose(new RemoteFunction(module, function, arity, Set.of(), code));
  }

  /** {@link #expose(String, String, int, RemoteFunction.Code)}, with the nodes that may call. */
  default Registration expose(RemoteFunction function) {
    return provide(RemoteFunction.class, function);
  }

  /**
   * Starts a process under this extension's supervisor, which restarts it as the specification
   * says. In the {@code activate} of a hot update, a child with the id of one that runs is not
   * started: the one that runs goes on with this specification once the update has been made.
   *
   * @return the process; {@code null} when its {@code init} said ignore
   * @throws dev.mob.process.StartFailed when it did not start, or there is a child with this id
   */
  Pid supervise(ChildSpec child);

  /**
   * This extension's supervisor: the group leader of all its processes. When it gives up, the
   * extension has failed.
   */
  Pid supervisor();

  /**
   * Sends a message to a process of this node when the boot is over: every extension of mob.conf
   * has been activated, or has failed to. At once when that is so already.
   *
   * <p>For what a start need not wait for, such as looking for peers: what {@code activate} does
   * itself holds up all extensions after it. A process that registers services or resources then
   * keeps its extension from being updated; {@link #whenReady} does not.
   *
   * @param receiver nothing happens when there is no such process by then
   */
  void sendWhenReady(Address receiver, Object message);

  /**
   * Puts off a part of {@code activate} that the node's start need not wait for, such as opening a
   * database, until the boot is over. What it registers and supervises counts as registered by
   * {@code activate}, so a hot update finds all of it in the new version: there, and whenever the
   * boot is over already, it runs before this method returns.
   *
   * <p>It has a thread, a time limit and a context class loader like {@code activate}, and one that
   * throws marks the extension failed. Those that require this extension may be active before it
   * has run.
   *
   * @throws IllegalStateException when {@code activate} has returned
   */
  void whenReady(Later later);

  /** A part of {@code activate} that runs later. */
  @FunctionalInterface
  interface Later {
    /**
     * @throws Exception when the extension cannot work; its message is shown as the cause
     */
    void activate() throws Exception;
  }

  /** The runtime in which this node's processes run. */
  ProcessRuntime runtime();

  /**
   * What the platform can do, by interface.
   *
   * @throws ServiceUnavailable when this host does not offer it, or when the descriptor does not
   *     declare the permission that it takes
   */
  <T extends PlatformService> T platform(Class<T> contract);

  /**
   * What the platform can do, if this host offers it.
   *
   * @throws ServiceUnavailable when the descriptor does not declare the permission that it takes
   */
  <T extends PlatformService> Optional<T> findPlatform(Class<T> contract);

  /** This node's name as mob.conf has it: {@code node.name}. */
  String nodeName();

  /** The name of the host that runs the kernel: {@code jvm}, {@code android}, {@code ios}. */
  String hostName();

  /** The kernel's home folder. */
  Path home();

  /**
   * A folder of this extension's own in the home folder, for files that outlive a run. Made when it
   * is first asked for.
   *
   * @throws java.io.UncheckedIOException when it cannot be made
   */
  Path data();

  /** Logs under {@code mob.extension.ID}. */
  Logger logger();

  /**
   * Has a resource closed when the extension stops: one of {@code activate} in its turn, before
   * what was registered earlier; one that a process owns later after all processes have ended.
   *
   * @return the resource, for use in an assignment
   */
  <T extends AutoCloseable> T own(T resource);
}
