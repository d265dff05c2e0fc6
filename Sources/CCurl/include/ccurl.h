// libcurl for Swift, loaded when the first request needs it: with it come some thirty other libraries, which a program that only reads its home does without.
// Every function but curl_load may be called only after curl_load succeeded.

#ifndef CCURL_H
#define CCURL_H

// The checks are macros of their own and only read constants.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/// Loads libcurl and prepares it, once in a process; any thread may call it. NULL when that worked, otherwise why not.
const char *curl_load(void);

/// A handle of one transfer, or NULL; freed with curl_free_handle (curl_easy_init(3)).
CURL *curl_new_handle(void);

void curl_free_handle(CURL *handle);

/// Sends the request and waits for its end (curl_easy_perform(3)).
CURLcode curl_run(CURL *handle);

/// libcurl's words about a code (curl_easy_strerror(3)).
const char *curl_words(CURLcode code);

CURLcode curl_set_number(CURL *handle, CURLoption option, long value);

CURLcode curl_set_text(CURL *handle, CURLoption option, const char *text);

CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *pointer);

/// The body of a request; libcurl keeps a copy (CURLOPT_COPYPOSTFIELDS(3): the size comes first).
CURLcode curl_set_body(CURL *handle, const void *bytes, long count);

/// For CURLOPT_WRITEFUNCTION, CURLOPT_READFUNCTION and CURLOPT_HEADERFUNCTION.
typedef size_t (*curl_bytes_callback)(char *bytes, size_t size, size_t count, void *context);

CURLcode curl_set_bytes_callback(CURL *handle, CURLoption option, curl_bytes_callback callback);

CURLcode curl_set_prereq_callback(CURL *handle, curl_prereq_callback callback);

CURLcode curl_set_socket_callback(CURL *handle, curl_sockopt_callback callback);

/// The status of the answer; 0 before there is one.
long curl_status(CURL *handle);

/// The length that the answer's header announces, in bytes; -1 when it does not.
curl_off_t curl_announced_length(CURL *handle);

/// The list with one more text, of which libcurl keeps a copy; freed with curl_free_list (curl_slist_append(3)).
struct curl_slist *curl_appended(struct curl_slist *list, const char *text);

void curl_free_list(struct curl_slist *list);

/// A handle of many transfers, or NULL (curl_multi_init(3)).
CURLM *curl_new_multi(void);

CURLMcode curl_multi_set_number(CURLM *multi, CURLMoption option, long value);

CURLMcode curl_multi_add(CURLM *multi, CURL *handle);

CURLMcode curl_multi_remove(CURLM *multi, CURL *handle);

/// Moves what can be moved without waiting (curl_multi_perform(3)).
void curl_multi_run(CURLM *multi);

/// Waits until something can be moved, somebody wakes the thread or the time is over (curl_multi_poll(3)).
void curl_multi_await(CURLM *multi, int milliseconds);

/// Ends the wait of another thread; any thread may call it (curl_multi_wakeup(3)).
void curl_multi_wake(CURLM *multi);

/// A transfer that ended and how, or NULL (the message's union is not visible to Swift).
CURL *curl_next_ended(CURLM *multi, CURLcode *result);

#endif
