package dev.mob.background.internal;

import dev.mob.background.Work;
import dev.mob.background.WorkFunction;
import dev.mob.process.ExitReason;
import dev.mob.process.GenServer;
import dev.mob.process.Init;
import dev.mob.process.Next;
import dev.mob.process.Self;

/** A worker that runs a function, finishes with what it returns, and ends. */
record FunctionWorker(WorkFunction function) implements GenServer<Work> {
  @Override
  public Init<Work> init(Object argument, Self self) {
    // Not here: the scheduler would wait for init, and the function calls the scheduler.
    return Init.ok((Work) argument).continueWith("run");
  }

  @Override
  public Class<?> codeClass() {
    return function.getClass();
  }

  @Override
  public Next<Work> handleContinue(Object term, Work work, Self self) throws Exception {
    work.finish(function.run(work));
    return Next.stop(ExitReason.NORMAL, work);
  }
}
