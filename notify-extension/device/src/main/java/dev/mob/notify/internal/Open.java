package dev.mob.notify.internal;

/**
 * A message: the boot is over, there is time to open what is not open yet. Opening a database takes
 * tens of milliseconds of both cores, for which the app's start need not wait; who needs a process
 * before that has it opened then.
 */
record Open() {}
