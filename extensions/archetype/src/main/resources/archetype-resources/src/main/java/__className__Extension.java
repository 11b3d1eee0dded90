package ${package};

import dev.mob.extension.Extension;
import dev.mob.extension.ExtensionContext;
import dev.mob.extension.OperatorCommand;
import dev.mob.process.ChildSpec;

/** What the kernel activates: puts a process under its supervisor and gives the operator a command. */
public final class ${className}Extension implements Extension {
  @Override
  public void activate(ExtensionContext context) {
    Greeter greeter = new Greeter(context.settings().string("greeting"));
    context.supervise(ChildSpec.worker("greeter", greeter, null).name(Greeter.NAME));
    context.provide(OperatorCommand.class, new GreetCommand(context.runtime()));
  }
}
