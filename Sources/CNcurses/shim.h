// What Swift cannot see of ncursesw and of the C library: macros with expressions, mutable globals, variadic functions,
// and code that has to run inside a signal handler.
//
// State lives in function-local statics. The compiler emits one copy of them per Swift source file that calls them, so the functions
// of one group ("signal relay", "terminal rescue") must all be called from one single Swift file.

#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// <term.h> would leak macros such as `lines` and `columns` into every Swift file.
extern char *tigetstr(const char *);

// Hidden by Swift's Glibc overlay unless _XOPEN_SOURCE is set for the whole build.
extern int wcwidth(wchar_t);

// MARK: Attributes

static const attr_t terminal_attribute_bold = A_BOLD;
static const attr_t terminal_attribute_dim = A_DIM;
static const attr_t terminal_attribute_underline = A_UNDERLINE;
static const attr_t terminal_attribute_reverse = A_REVERSE;

// MARK: Globals

static inline WINDOW *terminal_standard_window(void) { return stdscr; }
static inline WINDOW *terminal_physical_window(void) { return curscr; }
static inline int terminal_colour_count(void) { return COLORS; }

// MARK: Width

/// Columns of one scalar under `locale`, whatever the locale of the process is. -1: not printable.
static inline int terminal_scalar_width(uint32_t scalar, locale_t locale) {
    locale_t previous = uselocale(locale);
    int width = wcwidth((wchar_t)scalar);
    uselocale(previous);
    return width;
}

/// A locale that knows the widths of all of Unicode, or 0 where the C library has none.
static inline locale_t terminal_unicode_locale(void) {
    locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (locale == (locale_t)0) locale = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
    return locale;
}

/// Whether the character encoding of the process's locale is UTF-8.
static inline bool terminal_locale_is_utf8(void) {
    const char *codeset = nl_langinfo(CODESET);
    return codeset != NULL && (strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0);
}

// MARK: Size

/// Rows and columns the kernel knows for a terminal. 0 on success; sizes of 0 mean that nobody told the kernel.
static inline int terminal_window_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}

// MARK: Output

/// A file in memory, which takes everything at once; -1 where there is none.
extern int memfd_create(const char *, unsigned int);
static inline int terminal_memory_file(void) { return memfd_create("screen", 1u /* MFD_CLOEXEC */); }

/// The terminal once more, with a mode of its own: what is set on this descriptor is not set for the shell, which shares the other one.
/// -1 where it cannot be opened, as after `su`.
static inline int terminal_reopen(int descriptor) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    int flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
    int copy = open(path, flags);
    // The other name of the terminal that controls this session.
    if (copy < 0 && tcgetsid(descriptor) == getsid(0)) copy = open("/dev/tty", flags);
    return copy;
}

/// Whether the terminal takes bytes now, waiting for at most so many milliseconds.
static inline bool terminal_takes_output(int descriptor, int milliseconds) {
    struct pollfd request = {.fd = descriptor, .events = POLLOUT, .revents = 0};
    return poll(&request, 1, milliseconds) > 0 && (request.revents & POLLOUT) != 0;
}

// MARK: Job control

/// Whether the terminal is this process's to paint on, to read and to set. One that controls another session, or none, belongs to who opened it.
static inline bool terminal_is_ours(int descriptor) {
    pid_t owner = tcgetpgrp(descriptor);
    return owner < 0 || owner == getpgrp();
}

/// Every key is a byte at once, nothing is echoed, no output is changed on its way. 0 on success.
static inline int terminal_set_raw(int descriptor) {
    struct termios modes;
    if (tcgetattr(descriptor, &modes) != 0) return -1;
    cfmakeraw(&modes);
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    return tcsetattr(descriptor, TCSANOW, &modes);
}

// MARK: Input state

/// 1: bytes can be read; 0: nothing now; -1: the terminal is gone.
static inline int terminal_input_state(int descriptor) {
    struct pollfd request = {.fd = descriptor, .events = POLLIN, .revents = 0};
    int count = poll(&request, 1, 0);
    if (count < 0) return errno == EINTR ? 0 : -1;
    if (request.revents & POLLIN) return 1;
    if (request.revents & (POLLHUP | POLLERR | POLLNVAL)) return -1;
    return 0;
}

/// Waits for something to read; false when it is for another program, whose the terminal is now.
static inline bool terminal_wait_for_input(int descriptor) {
    struct pollfd request = {.fd = descriptor, .events = POLLIN, .revents = 0};
    poll(&request, 1, -1);
    return terminal_is_ours(descriptor);
}

// MARK: Signal relay: signals become bytes in a pipe, to be read by the event loop

enum { terminal_relayed_count = 8 };

struct terminal_relay {
    int pipe[2];
    bool installed;
    struct sigaction previous[terminal_relayed_count];
};

static inline struct terminal_relay *terminal_relay_state(void) {
    static struct terminal_relay state = {{-1, -1}, false, {{{0}}}};
    return &state;
}

static inline const int *terminal_relayed_signals(void) {
    static const int signals[terminal_relayed_count] = {SIGWINCH, SIGTERM, SIGHUP, SIGCONT, SIGTSTP, SIGINT, SIGTTIN, SIGTTOU};
    return signals;
}

static inline void terminal_relay_handler(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    // A full pipe already holds what the reader needs to wake up.
    ssize_t written = write(terminal_relay_state()->pipe[1], &byte, 1);
    (void)written;
    errno = saved;
}

static inline void terminal_relay_handle(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = terminal_relay_handler;
    // What would read or set a terminal that belongs to somebody else fails, and is not tried again and again.
    action.sa_flags = number == SIGTTIN || number == SIGTTOU ? 0 : SA_RESTART;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

/// Starts relaying; returns the descriptor to read signal numbers from, or -1.
static inline int terminal_relay_start(void) {
    struct terminal_relay *state = terminal_relay_state();
    if (state->installed) return state->pipe[0];
    if (pipe(state->pipe) != 0) return -1;
    for (int end = 0; end < 2; end++) {
        fcntl(state->pipe[end], F_SETFL, fcntl(state->pipe[end], F_GETFL) | O_NONBLOCK);
        fcntl(state->pipe[end], F_SETFD, FD_CLOEXEC);
    }
    for (int index = 0; index < terminal_relayed_count; index++) {
        int number = terminal_relayed_signals()[index];
        sigaction(number, NULL, &state->previous[index]);
        // Somebody who started us with nohup wants us to survive the hang-up.
        if (number == SIGHUP && state->previous[index].sa_handler == SIG_IGN) continue;
        terminal_relay_handle(number);
    }
    state->installed = true;
    return state->pipe[0];
}

/// Puts the previous handlers back. The descriptors are closed by `terminal_relay_close` once nobody watches them.
static inline void terminal_relay_stop(void) {
    struct terminal_relay *state = terminal_relay_state();
    if (!state->installed) return;
    for (int index = 0; index < terminal_relayed_count; index++) sigaction(terminal_relayed_signals()[index], &state->previous[index], NULL);
    state->installed = false;
    close(state->pipe[1]);
    state->pipe[1] = -1;
}

/// Stops this process (and with `group` its whole process group, as the terminal's own Ctrl-Z does) and returns when it was continued.
static inline void terminal_relay_suspend(bool group) {
    struct sigaction standard;
    memset(&standard, 0, sizeof standard);
    sigemptyset(&standard.sa_mask);
    standard.sa_handler = SIG_IGN;
    sigaction(SIGTSTP, &standard, NULL);
    if (group) {
        // Ignored here while the others are stopped, so that this process stops exactly once, and on this thread.
        kill(0, SIGTSTP);
        // Ignoring again discards what another thread had blocked.
        sigaction(SIGTSTP, &standard, NULL);
    }
    standard.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &standard, NULL);
    // The caller knows by the return that it was continued.
    sigaction(SIGCONT, &standard, NULL);
    // Dispatch blocks signals on the threads that run its queues, the main queue included.
    sigset_t stop, previous;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &stop, &previous);
    raise(SIGTSTP);
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    terminal_relay_handle(SIGCONT);
    terminal_relay_handle(SIGTSTP);
}

// MARK: Terminal rescue: restores the terminal when the process ends without closing the screen

enum { terminal_reset_capacity = 512, terminal_signal_limit = 65 };

struct terminal_rescue {
    /// Whether the terminal shows our screen and has our modes now.
    volatile sig_atomic_t armed;
    int input;
    int output;
    struct termios modes;
    size_t reset_length;
    unsigned char reset[terminal_reset_capacity];
    bool handlers_installed;
    bool exit_registered;
    bool handled[terminal_signal_limit];
    struct sigaction previous[terminal_signal_limit];
};

static inline struct terminal_rescue *terminal_rescue_state(void) {
    static struct terminal_rescue state;
    return &state;
}

/// Whether a signal tells of a fault of the program.
static inline bool terminal_signal_is_crash(int number) {
    return number == SIGILL || number == SIGTRAP || number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGABRT || number == SIGSYS;
}

/// Whether a signal ends the program unless somebody handles it, can be caught, and is not relayed to the event loop.
static inline bool terminal_signal_ends(int number) {
    static const int others[] = {SIGKILL, SIGSTOP, SIGCHLD, SIGURG, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, SIGTERM, SIGHUP, SIGINT};
    for (size_t index = 0; index < sizeof others / sizeof *others; index++) {
        if (others[index] == number) return false;
    }
    return true;
}

/// Async-signal-safe: only write, tcgetpgrp, tcflush and tcsetattr.
static inline void terminal_rescue_now(void) {
    struct terminal_rescue *state = terminal_rescue_state();
    if (!state->armed) return;
    state->armed = 0;
    if (!terminal_is_ours(state->input)) return;
    bool flushed = false;
    for (size_t done = 0; done < state->reset_length;) {
        ssize_t count = write(state->output, state->reset + done, state->reset_length - done);
        if (count > 0) {
            done += (size_t)count;
        } else if (count < 0 && errno == EINTR) {
            continue;
        } else if (count < 0 && errno == EAGAIN && !flushed) {
            // The terminal takes nothing: what it has not shown yet gives way to what restores it.
            flushed = true;
            done = 0;
            tcflush(state->output, TCOFLUSH);
        } else {
            break;
        }
    }
    tcsetattr(state->input, TCSANOW, &state->modes);
}

static inline void terminal_rescue_handler(int number, siginfo_t *information, void *context) {
    (void)context;
    struct terminal_rescue *state = terminal_rescue_state();
    terminal_rescue_now();
    sigaction(number, &state->previous[number], NULL);
    // A fault happens again by itself when this handler returns, then with the previous handler and the true context.
    bool repeats = number == SIGILL || number == SIGSEGV || number == SIGBUS || number == SIGFPE;
    if (!repeats || information == NULL || information->si_code <= 0) raise(number);
}

/// Takes over the signals that end the program, and remembers how the terminal looks now. 0 on success.
static inline int terminal_rescue_arm(int input, int output) {
    struct terminal_rescue *state = terminal_rescue_state();
    state->armed = 0;
    if (tcgetattr(input, &state->modes) != 0) return -1;
    state->input = input;
    state->output = output;
    state->reset_length = 0;
    if (!state->handlers_installed) {
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_sigaction = terminal_rescue_handler;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK;
        sigemptyset(&action.sa_mask);
        for (int number = 1; number < terminal_signal_limit; number++) {
            state->handled[number] = false;
            if (!terminal_signal_ends(number) || sigaction(number, NULL, &state->previous[number]) != 0) continue;
            // Who ignores or handles a signal goes on doing so; only for faults are there handlers that end the program all the same.
            bool is_default = (state->previous[number].sa_flags & SA_SIGINFO) == 0 && state->previous[number].sa_handler == SIG_DFL;
            if (!is_default && !terminal_signal_is_crash(number)) continue;
            state->handled[number] = sigaction(number, &action, NULL) == 0;
        }
        state->handlers_installed = true;
    }
    if (!state->exit_registered) {
        atexit(terminal_rescue_now);
        state->exit_registered = true;
    }
    state->armed = 1;
    return 0;
}

/// Where the bytes go that bring the normal screen back.
static inline void terminal_rescue_set_output(int output) { terminal_rescue_state()->output = output; }

/// Tells that the terminal is ours from now on, or not. With `remember`, the modes that it has now are those to go back to.
static inline void terminal_rescue_set_armed(bool armed, bool remember) {
    struct terminal_rescue *state = terminal_rescue_state();
    if (armed && remember) tcgetattr(state->input, &state->modes);
    state->armed = armed;
}

/// Puts the terminal modes back.
static inline void terminal_rescue_restore(void) {
    struct terminal_rescue *state = terminal_rescue_state();
    tcsetattr(state->input, TCSANOW, &state->modes);
}

/// The bytes that bring the normal screen, the cursor and plain attributes back.
static inline void terminal_rescue_set_reset(const unsigned char *bytes, size_t length) {
    struct terminal_rescue *state = terminal_rescue_state();
    if (length > terminal_reset_capacity) length = terminal_reset_capacity;
    state->reset_length = 0;
    memcpy(state->reset, bytes, length);
    state->reset_length = length;
}

/// Puts the terminal modes back, where they are ours, and forgets the terminal and the handlers.
static inline void terminal_rescue_disarm(void) {
    struct terminal_rescue *state = terminal_rescue_state();
    if (state->armed && terminal_is_ours(state->input)) terminal_rescue_restore();
    state->armed = 0;
    if (!state->handlers_installed) return;
    for (int number = 1; number < terminal_signal_limit; number++) {
        if (state->handled[number]) sigaction(number, &state->previous[number], NULL);
    }
    state->handlers_installed = false;
}

#endif
