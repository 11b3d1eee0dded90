// Stand-in for os_log. developer.apple.com/documentation/os, "Logging": a format string that is a
// constant, %{public}s for what is not to be redacted.
#include <stdint.h>

typedef struct os_log_s *os_log_t;
typedef uint8_t os_log_type_t;

os_log_t os_log_create(const char *subsystem, const char *category);
void standin_os_log(os_log_t log, os_log_type_t type, const char *format, ...);
#define os_log_with_type(log, type, format, ...) \
  standin_os_log(log, type, "" format, __VA_ARGS__)
