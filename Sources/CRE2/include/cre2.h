// Regular expressions whose time grows with the text and not with its combinations (RE2), for Swift.

#ifndef CRE2_H
#define CRE2_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled expression, or NULL with the library's words about it in `problem`. To be freed with cre2_free.
void *cre2_compile(const char *pattern, size_t length, char *problem, size_t capacity);

void cre2_free(void *expression);

/// How many groups the expression has.
int cre2_groups(const void *expression);

/// Finds the first match. 1 with the place of the group (0: the whole match) in `start` and `end`, 0 without a match or when the group has no part in it.
int cre2_find(const void *expression, const char *text, size_t length, int group, size_t *start, size_t *end);

#ifdef __cplusplus
}
#endif

#endif
