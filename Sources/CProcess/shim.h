// What Swift cannot call of the C library: variadic functions.

#ifndef CPROCESS_SHIM_H
#define CPROCESS_SHIM_H

#include <sys/prctl.h>

/// Forbids a dump of this process and reading its memory by other processes of the same user (PR_SET_DUMPABLE, prctl(2)). 0 on success.
static inline int process_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }

#endif
