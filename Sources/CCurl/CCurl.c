#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

// The interface of libcurl since 2006 (curl_easy_setopt(3)); its file has this name on every distribution.
static const char library_name[] = "libcurl.so.4";

#define EACH_FUNCTION(USE)                                                                                                                  \
    USE(curl_global_init)                                                                                                                   \
    USE(curl_easy_init)                                                                                                                     \
    USE(curl_easy_cleanup)                                                                                                                  \
    USE(curl_easy_perform)                                                                                                                  \
    USE(curl_easy_setopt)                                                                                                                   \
    USE(curl_easy_getinfo)                                                                                                                  \
    USE(curl_easy_strerror)                                                                                                                 \
    USE(curl_slist_append)                                                                                                                  \
    USE(curl_slist_free_all)                                                                                                                \
    USE(curl_multi_init)                                                                                                                    \
    USE(curl_multi_setopt)                                                                                                                  \
    USE(curl_multi_add_handle)                                                                                                              \
    USE(curl_multi_remove_handle)                                                                                                           \
    USE(curl_multi_perform)                                                                                                                 \
    USE(curl_multi_poll)                                                                                                                    \
    USE(curl_multi_wakeup)                                                                                                                  \
    USE(curl_multi_info_read)

#define POINTER(name) __typeof__(&name) name##_;
#define FIND(name) \
    if (!(library.name##_ = (__typeof__(&name))dlsym(handle, #name))) return dlerror();

static struct {
    EACH_FUNCTION(POINTER)
} library;

static const char *load(void) {
    void *handle = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return dlerror();
    EACH_FUNCTION(FIND)
    if (library.curl_global_init_(CURL_GLOBAL_ALL) != CURLE_OK) return "it could not be prepared";
    CURL *trial = library.curl_easy_init_();
    if (!trial) return "there is no memory";
    // Without this option a write could be sent twice unseen.
    CURLcode code = library.curl_easy_setopt_(trial, CURLOPT_PREREQFUNCTION, NULL);
    library.curl_easy_cleanup_(trial);
    return code == CURLE_OK ? NULL : "it is older";
}

static const char *problem;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load_once(void) {
    problem = load();
    // dlerror's text is the thread's, and the next call of it overwrites it.
    if (problem && !(problem = strdup(problem))) problem = "there is no memory";
}

const char *curl_load(void) {
    pthread_once(&once, load_once);
    return problem;
}

CURL *curl_new_handle(void) { return library.curl_easy_init_(); }

void curl_free_handle(CURL *handle) { library.curl_easy_cleanup_(handle); }

CURLcode curl_run(CURL *handle) { return library.curl_easy_perform_(handle); }

const char *curl_words(CURLcode code) { return library.curl_easy_strerror_(code); }

CURLcode curl_set_number(CURL *handle, CURLoption option, long value) { return library.curl_easy_setopt_(handle, option, value); }

CURLcode curl_set_text(CURL *handle, CURLoption option, const char *text) { return library.curl_easy_setopt_(handle, option, text); }

CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *pointer) { return library.curl_easy_setopt_(handle, option, pointer); }

CURLcode curl_set_body(CURL *handle, const void *bytes, long count) {
    CURLcode code = library.curl_easy_setopt_(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return code == CURLE_OK ? library.curl_easy_setopt_(handle, CURLOPT_COPYPOSTFIELDS, (const char *)bytes) : code;
}

CURLcode curl_set_bytes_callback(CURL *handle, CURLoption option, curl_bytes_callback callback) {
    return library.curl_easy_setopt_(handle, option, callback);
}

CURLcode curl_set_prereq_callback(CURL *handle, curl_prereq_callback callback) {
    return library.curl_easy_setopt_(handle, CURLOPT_PREREQFUNCTION, callback);
}

CURLcode curl_set_socket_callback(CURL *handle, curl_sockopt_callback callback) {
    return library.curl_easy_setopt_(handle, CURLOPT_SOCKOPTFUNCTION, callback);
}

long curl_status(CURL *handle) {
    long status = 0;
    library.curl_easy_getinfo_(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

curl_off_t curl_announced_length(CURL *handle) {
    curl_off_t length = -1;
    library.curl_easy_getinfo_(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    return length;
}

struct curl_slist *curl_appended(struct curl_slist *list, const char *text) { return library.curl_slist_append_(list, text); }

void curl_free_list(struct curl_slist *list) { library.curl_slist_free_all_(list); }

CURLM *curl_new_multi(void) { return library.curl_multi_init_(); }

CURLMcode curl_multi_set_number(CURLM *multi, CURLMoption option, long value) { return library.curl_multi_setopt_(multi, option, value); }

CURLMcode curl_multi_add(CURLM *multi, CURL *handle) { return library.curl_multi_add_handle_(multi, handle); }

CURLMcode curl_multi_remove(CURLM *multi, CURL *handle) { return library.curl_multi_remove_handle_(multi, handle); }

void curl_multi_run(CURLM *multi) {
    int running = 0;
    library.curl_multi_perform_(multi, &running);
}

void curl_multi_await(CURLM *multi, int milliseconds) { library.curl_multi_poll_(multi, NULL, 0, milliseconds, NULL); }

void curl_multi_wake(CURLM *multi) { library.curl_multi_wakeup_(multi); }

CURL *curl_next_ended(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = library.curl_multi_info_read_(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}
