package org.example.drawing;

import android.app.Activity;
import android.os.Bundle;
import android.widget.TextView;
import dev.mob.host.android.MobHost;
import dev.mob.process.ProcessName;

/** One line of text: what the board's process says, asked when the kernel is ready. */
public final class MainActivity extends Activity {
  @Override
  protected void onCreate(Bundle saved) {
    super.onCreate(saved);
    TextView text = new TextView(this);
    text.setText("…");
    setContentView(text);
    MobHost mob = ((App) getApplication()).mob();
    // On the thread that booted: a call waits, and the main thread must not.
    mob.ready()
        .thenApply(ready -> mob.kernel().runtime().call(ProcessName.of("board"), "strokes"))
        .handle((strokes, failure) -> failure == null ? strokes.toString() : failure.getMessage())
        .thenAccept(said -> runOnUiThread(() -> text.setText(said)));
  }
}
