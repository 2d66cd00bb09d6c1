/*
 * cei.h: the C interface of cei.
 *
 * Answers about a staged rubric go in as JSON, and a profile comes out as JSON: the stage of every competency and
 * domain, each with its reason. One round:
 *
 *     #include <cei.h>
 *     #include <stdio.h>
 *
 *     int profile_of(const char *json, size_t json_len) {
 *         cei_buffer profile;
 *         cei_error *error;
 *         if (cei_assess(json, json_len, NULL, NULL, &profile, &error) != CEI_STATUS_OK) {
 *             cei_text message = cei_error_message(error, "en", 2);
 *             fprintf(stderr, "%.*s\n", (int)message.len, message.ptr);
 *             cei_error_free(error);
 *             return 1;
 *         }
 *         puts(profile.ptr);
 *         cei_buffer_free(&profile);
 *         return 0;
 *     }
 *
 * Or step by step: cei_rubric_built_in or cei_rubric_parse, cei_assessment_read, cei_tally_of, cei_stage,
 * cei_profile_json. The documents are those of the schemas; this page tells only of C.
 *
 * Calls that can fail return a cei_status, and take two places last:
 *   - `out`, for what is made. It must not be NULL.
 *   - `error`, for why nothing was made. It may be NULL, if the status is enough for you.
 *   Both are overwritten at once without being looked at, so they need no value before, and what they hold is lost.
 *   Afterwards one of the two holds something, and the other is NULL (a cei_buffer is {NULL, 0}).
 *   Every one of these calls can return CEI_STATUS_NULL_POINTER and CEI_STATUS_INTERNAL. With JSON or a name it can
 *   return CEI_STATUS_INVALID_LENGTH; with a name CEI_STATUS_INVALID_TEXT and CEI_STATUS_UNKNOWN_NAME; and reading a
 *   document, but not cei_validate, CEI_STATUS_INVALID_DOCUMENT. Others are told at the call.
 *
 * Calls that cannot fail return what was asked for; given NULL, and if anything goes wrong in the library, they
 * return the empty value of their type: an empty cei_text, 0, false, NULL.
 *
 * Text goes in as a pointer and a length in bytes, UTF-8, with or without a NUL after it. NULL with length 0 is the
 * empty text. It is copied where needed: it must not change during the call, and may be freed after it.
 *
 * A `language` is a tag such as `en`, `es` or `es-MX`. There are messages in English and Spanish; NULL, and any other
 * language, gives English.
 *
 * Handles are pointers to types without a body. A call only borrows the handles it is given, except those named
 * `..._free`, which take theirs whatever happens. A handle argument must not be NULL unless the call says what NULL
 * means. Each type says who frees it, how long it lives, and which threads may use it. To free a handle while another
 * call still uses it is a mistake that nothing here can catch; so is any pointer that is neither NULL nor valid.
 *
 * Nothing here reads a file, a clock or the environment, and nothing is kept between calls but the built-in rubrics,
 * which are read once and stay. If memory runs out, the process ends. A panic inside the library is caught and
 * becomes CEI_STATUS_INTERNAL; what the process does when one begins (by default it prints a line) is left as it is.
 */


#ifndef CEI_H
#define CEI_H

/* Written by `make gen` from cei-c/src and cei-c/cbindgen.toml: mend those, not this file. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The version of the binary interface that this header describes; the shared library is `libcei.so.` and this
 * number. It grows when a function or a type changes or goes, not when one is added.
 */
#define CEI_ABI_VERSION 0

/**
 * What came of a call. The numbers are fixed: none changes its meaning or is used again.
 *
 * 0 is success; 1 to 19 say that the call itself is at fault; 20 to 39 that what a document or a name says is; 90
 * and above that the library is. New numbers may be added within these ranges, so treat an unknown one by its range.
 */
enum cei_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * It was done.
     */
    CEI_STATUS_OK = 0,
    /**
     * An argument that must not be NULL is NULL.
     */
    CEI_STATUS_NULL_POINTER = 1,
    /**
     * A length is greater than any memory: most likely a negative number.
     */
    CEI_STATUS_INVALID_LENGTH = 2,
    /**
     * A name is not UTF-8.
     */
    CEI_STATUS_INVALID_TEXT = 3,
    /**
     * There are errors in a document: see cei_error_report.
     */
    CEI_STATUS_INVALID_DOCUMENT = 20,
    /**
     * No built-in rubric or policy has that name.
     */
    CEI_STATUS_UNKNOWN_NAME = 21,
    /**
     * A policy or rules do not fit the rubric: see cei_error_report, which is NULL if two rubrics were mixed up.
     */
    CEI_STATUS_DOES_NOT_FIT = 22,
    /**
     * Two tallies do not add up: see cei_error_report.
     */
    CEI_STATUS_DOES_NOT_ADD = 23,
    /**
     * Something went wrong inside the library. Nothing was made, and it is safe to go on.
     */
    CEI_STATUS_INTERNAL = 90,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cei_status cei_status;
#else
typedef int32_t cei_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How much a finding weighs: only an error makes a document invalid.
 */
enum cei_severity
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * There is no finding.
     */
    CEI_SEVERITY_NONE = 0,
    /**
     * The document cannot be used as it is.
     */
    CEI_SEVERITY_ERROR = 1,
    /**
     * The document can be used; something in it is likely not meant.
     */
    CEI_SEVERITY_WARNING = 2,
    /**
     * Worth knowing.
     */
    CEI_SEVERITY_NOTE = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cei_severity cei_severity;
#else
typedef int32_t cei_severity;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What people answered and decided, checked against its rubric. It is yours: give it to cei_assessment_free; the
 * rubric may be freed before. It never changes, and any number of threads may use it at once.
 */
typedef struct cei_assessment cei_assessment;

/**
 * One finding: what, where, and how to mend it. It belongs to its report: do not free it; it is valid as long as
 * the report. Any number of threads may read it.
 */
typedef struct cei_diagnostic cei_diagnostic;

/**
 * Why a call did not do what was asked. It is yours: give it to cei_error_free. Any number of threads may read it.
 *
 * If a document is at fault, cei_error_report has all its problems, and cei_error_code, _path, _message and _help
 * speak of the first error among them, or of `unknown_format` if that is there.
 */
typedef struct cei_error cei_error;

/**
 * How ratings become stages. It is yours: give it to cei_policy_free. It never changes, and any number of threads may
 * use it at once. To stage many tallies of one rubric, make cei_rules of it.
 */
typedef struct cei_policy cei_policy;

/**
 * The stage of every competency and domain, each with counts, reason, range and next step. It is yours: give it to
 * cei_profile_free; what it was made from may be freed before. It never changes, and any number of threads may use it
 * at once.
 */
typedef struct cei_profile cei_profile;

/**
 * All that was found in one document, in the order of its places. One that a function put into your `out` is yours:
 * give it to cei_report_free. One that a handle returned belongs to that handle and is valid as long as it. Any
 * number of threads may read it.
 */
typedef struct cei_report cei_report;

/**
 * A rubric, read, checked and compiled. It is yours: give it to cei_rubric_free, whenever you like: what was made
 * with it keeps what it needs. It never changes, and any number of threads may use it at once.
 */
typedef struct cei_rubric cei_rubric;

/**
 * A policy compiled for one rubric: made once, it stages any number of tallies. It is yours: give it to
 * cei_rules_free; rubric and policy may be freed before. It never changes, and any number of threads may use it at
 * once.
 */
typedef struct cei_rules cei_rules;

/**
 * The counts of answers for every competency and constituent group. It is yours: give it to cei_tally_free; what it
 * was made from may be freed before. It never changes, and any number of threads may use it at once.
 */
typedef struct cei_tally cei_tally;

/**
 * UTF-8 that belongs to the handle it was asked from, or to the library. Do not free it; it is valid and unchanged
 * as long as that handle, and forever if it came without one. `ptr` is never NULL, not even if `len` is 0. There is
 * no NUL at the end: print it with `printf("%.*s", (int)text.len, text.ptr)`.
 */
typedef struct cei_text {
    /**
     * Where it begins.
     */
    const char *ptr;
    /**
     * Its length in bytes.
     */
    size_t len;
} cei_text;

/**
 * Bytes that belong to you: give them to cei_buffer_free when done. `len` bytes of UTF-8, then a NUL that is not
 * counted, so that a JSON document can be used as a C string. {NULL, 0} is empty. Owned by one thread at a time.
 */
typedef struct cei_buffer {
    /**
     * Where it begins.
     */
    char *ptr;
    /**
     * Its length in bytes.
     */
    size_t len;
} cei_buffer;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the library, such as `0.1.0`.
 */
struct cei_text cei_version(void);

/**
 * The version of the binary interface of the library that is running. A program compares it with CEI_ABI_VERSION,
 * which is that of the header it was compiled with.
 */
uint32_t cei_abi_version(void);

/**
 * The version of the rules by which stages are found. Every profile names it; it is not the library's version.
 */
struct cei_text cei_rules_version(void);

/**
 * Every code a finding can have, as a JSON array of `{"code", "severity", "group", "params", "message", "help",
 * "explanation", "example"}`; message, help and explanation are objects by language.
 */
cei_status cei_codes_json(struct cei_buffer *out,
                          struct cei_error **error);

/**
 * The JSON Schema (draft 2020-12) of a kind of document: `rubric`, `policy`, `assessment`, `tally`, `profile`, `report`.
 */
cei_status cei_schema(const char *name,
                      size_t name_len,
                      struct cei_buffer *out,
                      struct cei_error **error);

/**
 * Frees the bytes and leaves `buffer` empty, so that freeing it again does nothing. NULL is allowed.
 */
void cei_buffer_free(struct cei_buffer *buffer);

/**
 * What the call returned; CEI_STATUS_NULL_POINTER for NULL.
 */
cei_status cei_error_status(const struct cei_error *error);

/**
 * A stable code: that of a finding (cei_codes_json lists them), or one of `null_pointer`, `invalid_length`,
 * `invalid_text`, `unknown_name`, `other_rubric`, `internal`. Empty for NULL.
 */
struct cei_text cei_error_code(const struct cei_error *error);

/**
 * Where in the document it is: a JSON Pointer (RFC 6901). Empty for the document itself, if no document is at fault,
 * and for NULL.
 */
struct cei_text cei_error_path(const struct cei_error *error);

/**
 * What is the matter, in one sentence without a full stop. Empty for NULL.
 */
struct cei_text cei_error_message(const struct cei_error *error, const char *language, size_t language_len);

/**
 * How to mend it, in one sentence without a full stop. Empty for NULL.
 */
struct cei_text cei_error_help(const struct cei_error *error, const char *language, size_t language_len);

/**
 * All problems of the document at fault. It belongs to the error: do not free it. NULL if no document is at fault,
 * and for NULL.
 */
const struct cei_report *cei_error_report(const struct cei_error *error);

/**
 * Frees an error. NULL is allowed.
 */
void cei_error_free(struct cei_error *error);

/**
 * Checks a document of any kind, by its `format`, and finds all its problems in one pass.
 *
 * Whatever is in the document, and if it is not even JSON, this succeeds and the report says so; only a mistake in
 * the call itself is an error. An assessment or a tally is held against `rubric`; if that is NULL, against the
 * built-in rubric that it names. A policy is checked on its own, and also against `rubric` if there is one.
 */
cei_status cei_validate(const char *json,
                        size_t json_len,
                        const struct cei_rubric *rubric,
                        struct cei_report **out,
                        struct cei_error **error);

/**
 * Whether nothing in it is an error; false for NULL.
 */
bool cei_report_valid(const struct cei_report *report);

/**
 * How many findings there are; 0 for NULL.
 */
size_t cei_report_count(const struct cei_report *report);

/**
 * The finding with that index, from 0; NULL past the last one, and for NULL.
 */
const struct cei_diagnostic *cei_report_get(const struct cei_report *report, size_t index);

/**
 * The report as a `cei.report/1` document, with messages in `language`.
 */
cei_status cei_report_json(const struct cei_report *report,
                           const char *language,
                           size_t language_len,
                           struct cei_buffer *out,
                           struct cei_error **error);

/**
 * The same report without any value of the document, for logs that must not hold what a person answered.
 */
cei_status cei_report_masked(const struct cei_report *report,
                             struct cei_report **out,
                             struct cei_error **error);

/**
 * Frees a report that is yours. NULL is allowed.
 */
void cei_report_free(struct cei_report *report);

/**
 * How much it weighs; CEI_SEVERITY_NONE for NULL.
 */
cei_severity cei_diagnostic_severity(const struct cei_diagnostic *diagnostic);

/**
 * Which kind of finding it is: a stable code such as `unknown_competency`, of those that cei_codes_json lists. Empty
 * for NULL.
 */
struct cei_text cei_diagnostic_code(const struct cei_diagnostic *diagnostic);

/**
 * Where in the document it is: a JSON Pointer (RFC 6901), empty for the document itself and for NULL.
 */
struct cei_text cei_diagnostic_path(const struct cei_diagnostic *diagnostic);

/**
 * The line, from 1; 0 if what was checked was not text that you gave, and for NULL.
 */
uint64_t cei_diagnostic_line(const struct cei_diagnostic *diagnostic);

/**
 * The column, from 1, counted in code points; 0 where cei_diagnostic_line is.
 */
uint64_t cei_diagnostic_column(const struct cei_diagnostic *diagnostic);

/**
 * What is the matter, in one sentence without a full stop. Empty for NULL.
 */
struct cei_text cei_diagnostic_message(const struct cei_diagnostic *diagnostic,
                                       const char *language,
                                       size_t language_len);

/**
 * How to mend it, in one sentence without a full stop. Empty for NULL.
 */
struct cei_text cei_diagnostic_help(const struct cei_diagnostic *diagnostic,
                                    const char *language,
                                    size_t language_len);

/**
 * What the message speaks of, as a JSON object such as `{"id":"1.9","suggestion":"1.1"}`. Empty for NULL.
 */
struct cei_text cei_diagnostic_params(const struct cei_diagnostic *diagnostic);

/**
 * Reads and checks a `cei.rubric/1` document.
 */
cei_status cei_rubric_parse(const char *json,
                            size_t json_len,
                            struct cei_rubric **out,
                            struct cei_error **error);

/**
 * The built-in rubric of that name, such as `cei-self-assessment`. Cheap: it is read once and then shared.
 */
cei_status cei_rubric_built_in(const char *name,
                               size_t name_len,
                               struct cei_rubric **out,
                               struct cei_error **error);

/**
 * How many rubrics are built in.
 */
size_t cei_rubric_built_in_count(void);

/**
 * The name of the built-in rubric with that index, from 0; empty past the last one.
 */
struct cei_text cei_rubric_built_in_name(size_t index);

/**
 * The rubric as a `cei.rubric/1` document.
 */
cei_status cei_rubric_json(const struct cei_rubric *rubric, struct cei_buffer *out, struct cei_error **error);

/**
 * Digest of the whole rubric: `sha256:` and 64 hexadecimal digits. Empty for NULL.
 */
struct cei_text cei_rubric_digest(const struct cei_rubric *rubric);

/**
 * Digest of what a stage depends on, without texts: the same after a word was mended. Empty for NULL.
 */
struct cei_text cei_rubric_structure(const struct cei_rubric *rubric);

/**
 * Frees a rubric. NULL is allowed.
 */
void cei_rubric_free(struct cei_rubric *rubric);

/**
 * Reads a `cei.policy/1` document and checks what can be seen without a rubric.
 */
cei_status cei_policy_parse(const char *json,
                            size_t json_len,
                            struct cei_policy **out,
                            struct cei_error **error);

/**
 * The built-in policy of that name, such as `cei-default`.
 */
cei_status cei_policy_built_in(const char *name,
                               size_t name_len,
                               struct cei_policy **out,
                               struct cei_error **error);

/**
 * How many policies are built in.
 */
size_t cei_policy_built_in_count(void);

/**
 * The name of the built-in policy with that index, from 0; empty past the last one.
 */
struct cei_text cei_policy_built_in_name(size_t index);

/**
 * The policy as a `cei.policy/1` document, with every default written.
 */
cei_status cei_policy_json(const struct cei_policy *policy, struct cei_buffer *out, struct cei_error **error);

/**
 * Digest of the whole policy: `sha256:` and 64 hexadecimal digits. Empty for NULL.
 */
struct cei_text cei_policy_digest(const struct cei_policy *policy);

/**
 * Frees a policy. NULL is allowed.
 */
void cei_policy_free(struct cei_policy *policy);

/**
 * Compiles a policy, or `cei-default` if it is NULL, for a rubric. CEI_STATUS_DOES_NOT_FIT if, for example, it names
 * a stage that the rubric does not have.
 */
cei_status cei_rules_new(const struct cei_policy *policy,
                         const struct cei_rubric *rubric,
                         struct cei_rules **out,
                         struct cei_error **error);

/**
 * Frees rules. NULL is allowed.
 */
void cei_rules_free(struct cei_rules *rules);

/**
 * Reads a `cei.assessment/1` document and checks it against `rubric`, or if that is NULL against the built-in rubric
 * that it names.
 */
cei_status cei_assessment_read(const char *json,
                               size_t json_len,
                               const struct cei_rubric *rubric,
                               struct cei_assessment **out,
                               struct cei_error **error);

/**
 * The warnings and notes of an assessment that has been read. They belong to it: do not free them. NULL for NULL.
 */
const struct cei_report *cei_assessment_report(const struct cei_assessment *assessment);

/**
 * The assessment as a `cei.assessment/1` document.
 */
cei_status cei_assessment_json(const struct cei_assessment *assessment,
                               struct cei_buffer *out,
                               struct cei_error **error);

/**
 * Frees an assessment. NULL is allowed.
 */
void cei_assessment_free(struct cei_assessment *assessment);

/**
 * The counts of an assessment.
 */
cei_status cei_tally_of(const struct cei_assessment *assessment,
                        struct cei_tally **out,
                        struct cei_error **error);

/**
 * Reads a `cei.tally/1` document and checks it against `rubric`, or if that is NULL against the built-in rubric that
 * it names.
 */
cei_status cei_tally_read(const char *json,
                          size_t json_len,
                          const struct cei_rubric *rubric,
                          struct cei_tally **out,
                          struct cei_error **error);

/**
 * The sum of two tallies of the same rubric, subject and period; both stay as they are. CEI_STATUS_DOES_NOT_ADD if
 * they are of different ones, if decisions contradict each other, or if one has answers to what the other leaves out.
 */
cei_status cei_tally_add(const struct cei_tally *left,
                         const struct cei_tally *right,
                         struct cei_tally **out,
                         struct cei_error **error);

/**
 * The tally as a `cei.tally/1` document.
 */
cei_status cei_tally_json(const struct cei_tally *tally, struct cei_buffer *out, struct cei_error **error);

/**
 * Frees a tally. NULL is allowed.
 */
void cei_tally_free(struct cei_tally *tally);

/**
 * Stages a tally by a policy, or by `cei-default` if it is NULL. CEI_STATUS_DOES_NOT_FIT if the policy does not fit
 * the rubric of the tally. For many tallies of one rubric, cei_rules_stage is faster.
 */
cei_status cei_stage(const struct cei_tally *tally,
                     const struct cei_policy *policy,
                     struct cei_profile **out,
                     struct cei_error **error);

/**
 * Stages a tally by rules that were made for its rubric. CEI_STATUS_DOES_NOT_FIT if they are for a rubric with
 * another structure.
 */
cei_status cei_rules_stage(const struct cei_rules *rules,
                           const struct cei_tally *tally,
                           struct cei_profile **out,
                           struct cei_error **error);

/**
 * The profile as a `cei.profile/1` document.
 */
cei_status cei_profile_json(const struct cei_profile *profile,
                            struct cei_buffer *out,
                            struct cei_error **error);

/**
 * Frees a profile. NULL is allowed.
 */
void cei_profile_free(struct cei_profile *profile);

/**
 * From a `cei.assessment/1` document to its `cei.profile/1` document in one call. A `rubric` that is NULL is the
 * built-in one that the document names, and a `policy` that is NULL is `cei-default`. CEI_STATUS_DOES_NOT_FIT if the
 * policy does not fit the rubric.
 */
cei_status cei_assess(const char *json,
                      size_t json_len,
                      const struct cei_rubric *rubric,
                      const struct cei_policy *policy,
                      struct cei_buffer *out,
                      struct cei_error **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* CEI_H */
