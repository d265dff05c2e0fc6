// What Swift cannot call of the C library: variadic functions, and headers that its module of it leaves out.

#ifndef CPROCESS_SHIM_H
#define CPROCESS_SHIM_H

#include <malloc.h>
#include <sys/prctl.h>

/// Forbids a dump of this process and reading its memory by other processes of the same user (PR_SET_DUMPABLE, prctl(2)). 0 on success.
static inline int process_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }

/// Makes the C library give back what a run needed for a moment (mallopt(3)): pages of a directory come and go, and by default each thread keeps a pool of its
/// own and large pieces, once freed, are kept for later. Pieces of 64 KiB and more are given back at once, and two pools serve all threads. To be called
/// before anything else; it costs a little time and changes nothing else.
static inline void process_keep_memory_small(void) {
    mallopt(M_MMAP_THRESHOLD, 65536);
    mallopt(M_TRIM_THRESHOLD, 131072);
    mallopt(M_ARENA_MAX, 2);
}

#endif
