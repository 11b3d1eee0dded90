#import "Standin.h"

#include "os/log.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct os_log_s {
  char *subsystem;
  char *category;
  struct os_log_s *next;
};

static os_log_t logs;

os_log_t os_log_create(const char *subsystem, const char *category) {
  @synchronized([StandinLog class]) {
    // os_log_create: "the same pair returns the same log".
    for (os_log_t log = logs; log != NULL; log = log->next) {
      if (strcmp(log->subsystem, subsystem) == 0 && strcmp(log->category, category) == 0) {
        return log;
      }
    }
    os_log_t log = malloc(sizeof *log);
    log->subsystem = strdup(subsystem);
    log->category = strdup(category);
    log->next = logs;
    logs = log;
    return log;
  }
}

void standin_os_log(os_log_t log, os_log_type_t type, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  // What is not marked public is shown as <private> by the system.
  const char *text =
      strcmp(format, "%{public}s") == 0 ? va_arg(arguments, const char *) : "<private>";
  [StandinLog note:[NSString stringWithFormat:@"os_log %s %s %d %@", log->subsystem, log->category,
                                              type, [NSString stringWithUTF8String:text]]];
  va_end(arguments);
}
