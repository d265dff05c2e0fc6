// What Swift cannot call of the C library: variadic functions, what only GNU's headers declare, and headers that its module of it leaves out.

#ifndef CPROCESS_SHIM_H
#define CPROCESS_SHIM_H

#include <fcntl.h>
#include <malloc.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

// Declared here and not by _GNU_SOURCE: with it, the system's headers would define types otherwise than Swift's module of them does, and nothing could be imported
// beside this.
int posix_openpt(int flags);
int grantpt(int terminal);
int unlockpt(int terminal);
int ptsname_r(int terminal, char *name, size_t capacity);
#ifndef POSIX_SPAWN_SETSID
#define POSIX_SPAWN_SETSID 0x80
#endif

/// Forbids a dump of this process and reading its memory by other processes of the same user (PR_SET_DUMPABLE, prctl(2)). 0 on success.
static inline int process_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); }

/// Opens a pseudo-terminal of this size and puts the name of the end that a program uses into `name`. The other end, or -1.
static inline int process_open_terminal(unsigned short columns, unsigned short rows, char *name, long capacity) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) return -1;
    if (grantpt(terminal) == 0 && unlockpt(terminal) == 0 && ptsname_r(terminal, name, (size_t)capacity) == 0
        && ioctl(terminal, TIOCSWINSZ, &size) == 0) return terminal;
    close(terminal);
    return -1;
}

/// Starts a program with this terminal as its controlling one: it leads a session of its own, and opening the terminal there makes it so. -1 on failure.
static inline pid_t process_start_in_terminal(const char *program, char *const arguments[], char *const environment[], const char *name) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    pid_t process = -1;
    if (posix_spawn_file_actions_init(&actions) != 0) return -1;
    if (posix_spawnattr_init(&attributes) == 0) {
        if (posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID) == 0 && posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0) == 0
            && posix_spawn_file_actions_adddup2(&actions, 0, 1) == 0 && posix_spawn_file_actions_adddup2(&actions, 0, 2) == 0
            && posix_spawn(&process, program, &actions, &attributes, arguments, environment) != 0) process = -1;
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

/// Makes the C library give back what a run needed for a moment (mallopt(3)): pages of a directory come and go, and by default each thread keeps a pool of its
/// own and large pieces, once freed, are kept for later. Pieces of 64 KiB and more are given back at once, and two pools serve all threads. To be called
/// before anything else; it costs a little time and changes nothing else.
static inline void process_keep_memory_small(void) {
    mallopt(M_MMAP_THRESHOLD, 65536);
    mallopt(M_TRIM_THRESHOLD, 131072);
    mallopt(M_ARENA_MAX, 2);
}

#endif
