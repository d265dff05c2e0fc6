#include "cre2.h"

#include <cstring>
#include <new>
#include <vector>

#include <re2/re2.h>

// No exception may leave these functions: Swift cannot catch one.

extern "C" void *cre2_compile(const char *pattern, size_t length, char *problem, size_t capacity) {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    RE2 *expression = new (std::nothrow) RE2(re2::StringPiece(pattern, length), options);
    if (expression == nullptr || expression->ok()) return expression;
    if (capacity > 0) {
        strncpy(problem, expression->error().c_str(), capacity - 1);
        problem[capacity - 1] = '\0';
    }
    delete expression;
    return nullptr;
}

extern "C" void cre2_free(void *expression) { delete static_cast<RE2 *>(expression); }

extern "C" int cre2_groups(const void *expression) { return static_cast<const RE2 *>(expression)->NumberOfCapturingGroups(); }

extern "C" int cre2_find(const void *expression, const char *text, size_t length, int group, size_t *start, size_t *end) {
    const RE2 *pattern = static_cast<const RE2 *>(expression);
    if (group < 0 || group > pattern->NumberOfCapturingGroups()) return 0;
    re2::StringPiece whole(text, length);
    std::vector<re2::StringPiece> found(static_cast<size_t>(group) + 1);
    if (!pattern->Match(whole, 0, length, RE2::UNANCHORED, found.data(), group + 1)) return 0;
    const re2::StringPiece &part = found[static_cast<size_t>(group)];
    if (part.data() == nullptr) return 0;
    *start = static_cast<size_t>(part.data() - text);
    *end = *start + part.size();
    return 1;
}
