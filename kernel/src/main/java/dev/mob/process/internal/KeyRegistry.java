package dev.mob.process.internal;

import dev.mob.process.*;
import java.util.List;

public final class KeyRegistry implements Registry {
  public KeyRegistry(ProcessRuntime r, Keys k) {
    throw new UnsupportedOperationException();
  }

  public boolean register(Pid process, Object key, Object value) {
    return false;
  }

  public void unregister(Pid process, Object key) {}

  public List<Entry> lookup(Object key) {
    return null;
  }

  public Pid whereis(Object key) {
    return null;
  }

  public List<Object> keys(Pid process) {
    return null;
  }

  public int count() {
    return 0;
  }

  public void dispatch(Object key, Object message) {}
}
