package dev.mob.host.jvm.internal;

import dev.mob.config.Settings;
import dev.mob.control.ControlServer;
import dev.mob.extension.OperatorCommand;
import dev.mob.host.jvm.KernelLog;
import dev.mob.host.jvm.RunDirectory;
import dev.mob.kernel.Kernel;
import dev.mob.kernel.KernelEvent;
import dev.mob.kernel.KernelListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a kernel to its operator for as long as it holds its home folder: the log, the control
 * socket, the note in the run directory. Opened before the first extension is activated, so that
 * one which hangs can be seen hanging. A kernel that cannot be opened runs all the same, with a
 * warning.
 */
public final class OperatorPort implements KernelListener {
  private static final Logger log = LoggerFactory.getLogger(OperatorPort.class);

  private final Kernel kernel;
  private final RunDirectory directory;
  private final List<OperatorCommand> own = new ArrayList<>();
  private final Optional<KernelLog> kernelLog;
  private Settings settings;
  private CompletableFuture<Void> opening;

  // Written by the thread that opens, read once it has ended.
  private ControlServer server;
  private Path home;

  public OperatorPort(
      Kernel kernel,
      RunDirectory directory,
      List<OperatorCommand> commands,
      Optional<KernelLog> kernelLog) {
    this.kernel = kernel;
    this.directory = directory;
    this.kernelLog = kernelLog;
    own.add(new StatusCommand(kernel));
    own.add(new TreeCommand(kernel));
    own.add(new ReloadCommand(kernel));
    own.add(new UpdateCommand(kernel));
    kernelLog.ifPresent(file -> own.add(new LogsCommand(file.file())));
    own.addAll(commands);
  }

  @Override
  public synchronized void on(KernelEvent event) {
    if (event instanceof KernelEvent.Planned planned) {
      settings = planned.plan().conf().settings();
    } else if (event instanceof KernelEvent.Stopping) {
      // While the home folder is still held: afterwards the socket may be another kernel's.
      close();
    } else if (event instanceof KernelEvent.Stopped) {
      kernelLog.ifPresent(KernelLog::close);
    } else if (opening == null && settings != null) {
      // The first event after the plan comes when the home folder is held. Beside the boot: sockets
      // and file permissions would be a tenth of it.
      opening = CompletableFuture.runAsync(this::open, OperatorPort::start);
    }
    if (event instanceof KernelEvent.Ready && opening != null) {
      // Who hears that the kernel is ready may ask it.
      opening.join();
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "mob-operator-port");
    thread.setDaemon(true);
    thread.start();
  }

  private void open() {
    try {
      Path held = kernel.status().home().toRealPath();
      if (kernelLog.isPresent()) {
        kernelLog.get().open(held, settings);
      }
      server = new ControlServer(directory.prepareSocket(held), this::commands);
      directory.enter(held, Path.of(kernel.status().conf()).toRealPath());
      home = held;
    } catch (IOException | RuntimeException e) {
      log.warn("mob status, tree and logs will not reach this kernel: {}", e.getMessage());
    }
  }

  private void close() {
    if (opening == null) {
      return;
    }
    opening.join();
    try {
      if (home != null) {
        directory.leave(home);
      }
    } catch (IOException e) {
      log.warn("cannot remove the note of this kernel: {}", e.toString());
    }
    if (server != null) {
      server.close();
    }
  }

  private List<OperatorCommand> commands() {
    List<OperatorCommand> all = new ArrayList<>(own);
    all.addAll(kernel.findAll(OperatorCommand.class));
    return all;
  }
}
