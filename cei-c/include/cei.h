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
 * Or step by step: cei_rubric_built_in or cei_rubric_parse, cei_assessment_read, cei_tally_of or counts of your own
 * (cei_tally_new, cei_tally_add_counts), cei_stage, and then what a screen shows by cei_node_... or all of it by
 * cei_profile_json. The documents are those of the schemas; this page tells only of C.
 *
 * Calls that can fail return a cei_status, and take two places last:
 *   - `out`, for what is made. It must not be NULL.
 *   - `error`, for why nothing was made. It may be NULL, if the status is enough for you.
 *   Both are overwritten at once without being looked at, so they need no value before, and what they hold is lost.
 *   Afterwards one of the two holds something, and the other is NULL (a cei_buffer is {NULL, 0}).
 *   Each call says which errors it can return; every one of them can also return CEI_STATUS_INTERNAL.
 *
 * Calls that cannot fail (getters) return what was asked for; given NULL, and if anything goes wrong in the library, they
 * return the empty value of their type: an empty cei_text, 0, false, NULL.
 *
 * Text goes in as a pointer and a length in bytes, UTF-8, with or without a NUL after it. NULL with length 0 is the
 * empty text. It is copied where needed: it must not change during the call, and may be freed after it.
 *
 * A `language` is a tag such as `en`, `es` or `es-MX`. There are messages in English and Spanish; NULL, and any other
 * language, gives English. The words of a rubric are in the languages that it has: see cei_rubric_title.
 *
 * Handles are pointers to types without a body. A call only borrows the handles it is given, except those named
 * `..._free`, which take theirs whatever happens. A handle argument must not be NULL unless the call says what NULL
 * means. Each type says who frees it, how long it lives, and which threads may use it. To free a handle while another
 * call still uses it is a mistake that nothing here can catch; so is any pointer that is neither NULL nor valid.
 *
 * The binary interface is stable: what this page tells of stays as it is as long as cei_abi_version() is CEI_ABI_VERSION.
 * Enums may get further values within the ranges that they name, structs that begin with a `size` further fields at
 * their end, and there may be further functions; nothing else changes. cei-c/README.md has the whole promise.
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
 * What a call returns that looks for an index and finds none.
 */
#define CEI_NOT_FOUND SIZE_MAX

/* Of the Arrow C stream interface, whose header belongs to whoever makes or reads streams. */
struct ArrowArrayStream;

/**
 * The version of the binary interface that this header describes; the shared library is `libcei.so.` and this
 * number. It grows when a function or a type changes or goes, not when one is added: cei-c/README.md has the promise.
 */
#define CEI_ABI_VERSION 1

/**
 * The most stages that a scale can have.
 */
#define CEI_MAX_STAGES 9

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
     * A name is not UTF-8, or an id is none.
     */
    CEI_STATUS_INVALID_TEXT = 3,
    /**
     * The size in a struct is not that of any version, or a field that this library does not know is not 0.
     */
    CEI_STATUS_INVALID_SIZE = 4,
    /**
     * There are errors in a document: see cei_error_report.
     */
    CEI_STATUS_INVALID_DOCUMENT = 20,
    /**
     * Nothing built in, and no operation, has that name.
     */
    CEI_STATUS_UNKNOWN_NAME = 21,
    /**
     * A policy or rules do not fit the rubric: see cei_error_report, which is NULL if two rubrics were mixed up.
     */
    CEI_STATUS_DOES_NOT_FIT = 22,
    /**
     * Tallies or counts do not add up: see cei_error_report.
     */
    CEI_STATUS_DOES_NOT_ADD = 23,
    /**
     * A matrix is not as it says, or a value in it is none: see cei_error_message.
     */
    CEI_STATUS_INVALID_MATRIX = 24,
    /**
     * An Arrow stream cannot be read: see cei_error_message.
     */
    CEI_STATUS_UNREADABLE_STREAM = 25,
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
 * How much a finding weighs: only an error makes a document invalid. Further ones may come, up to 9.
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
 * What kind of node it is. Further ones may come, up to 19.
 */
enum cei_level
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * There is no node.
     */
    CEI_LEVEL_NONE = 0,
    /**
     * All domains together. It has no children.
     */
    CEI_LEVEL_OVERALL = 1,
    /**
     * A domain. Its children are its competencies.
     */
    CEI_LEVEL_DOMAIN = 2,
    /**
     * A competency. Its children are the groups that answered.
     */
    CEI_LEVEL_COMPETENCY = 3,
    /**
     * The voice of one group on one competency. It has no children.
     */
    CEI_LEVEL_GROUP = 4,
    /**
     * One part of a lens. It has no children.
     */
    CEI_LEVEL_PART = 5,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cei_level cei_level;
#else
typedef int32_t cei_level;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether a node has a stage, and if not, why: 1 to 19 with one, 20 to 39 without. Further ones may come in both ranges.
 */
enum cei_stage_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * There is no node.
     */
    CEI_STAGE_STATUS_NONE = 0,
    /**
     * It has a stage.
     */
    CEI_STAGE_STATUS_STAGED = 1,
    /**
     * There are too few answers.
     */
    CEI_STAGE_STATUS_INSUFFICIENT = 20,
    /**
     * The policy asks for a decision and there is none.
     */
    CEI_STAGE_STATUS_UNDECIDED = 21,
    /**
     * It does not apply here.
     */
    CEI_STAGE_STATUS_NOT_APPLICABLE = 22,
    /**
     * It was left out on purpose.
     */
    CEI_STAGE_STATUS_OUT_OF_SCOPE = 23,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cei_stage_status cei_stage_status;
#else
typedef int32_t cei_stage_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * What kept a stage from being higher (1 to 19), or from being at all (20 to 39). Further ones may come in both ranges.
 */
enum cei_bound
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Nothing to name: it is not applicable or out of scope, or there is no node.
     */
    CEI_BOUND_NONE = 0,
    /**
     * Too few votes have reached the next stage.
     */
    CEI_BOUND_REACH = 1,
    /**
     * Too few points.
     */
    CEI_BOUND_POINTS = 2,
    /**
     * It would be too far above the lowest vote.
     */
    CEI_BOUND_WITHIN = 3,
    /**
     * Too little evidence; held.
     */
    CEI_BOUND_EVIDENCE = 4,
    /**
     * A domain it builds on is too far below; held.
     */
    CEI_BOUND_FOUNDATION = 5,
    /**
     * It is what was decided.
     */
    CEI_BOUND_DECISION = 6,
    /**
     * It is the highest stage.
     */
    CEI_BOUND_TOP = 7,
    /**
     * Too few members have a stage.
     */
    CEI_BOUND_COVERAGE = 20,
    /**
     * Too few votes.
     */
    CEI_BOUND_MIN = 21,
    /**
     * Nobody answered.
     */
    CEI_BOUND_NO_ANSWERS = 22,
    /**
     * Nobody decided.
     */
    CEI_BOUND_NO_DECISION = 23,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cei_bound cei_bound;
#else
typedef int32_t cei_bound;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How a matrix lies in memory. The numbers are fixed. It is passed as a uint32_t.
 */
enum cei_matrix_order
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : uint32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * A row in one piece: one assessment after the other.
     */
    CEI_MATRIX_ORDER_ROW_MAJOR = 0,
    /**
     * A column in one piece: one competency, or in the result one domain, after the other.
     */
    CEI_MATRIX_ORDER_COLUMN_MAJOR = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum cei_matrix_order cei_matrix_order;
#else
typedef uint32_t cei_matrix_order;
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
 * What a profile says of one domain, competency, group, part of a lens, or of all together. It belongs to its profile:
 * do not free it; it is valid as long as the profile, and so is every cei_text it gives. Any number of threads may
 * read it. Where a getter has nothing to give, it gives the empty value of its type.
 *
 *     #include <cei.h>
 *     #include <stdio.h>
 *
 *     void print_node(const cei_node *node) {
 *         cei_text title = cei_node_title(node, "es", 2);
 *         cei_text reason = cei_node_reason(node, "es", 2);
 *         printf("%.*s: %u. %.*s\n", (int)title.len, title.ptr, (unsigned)cei_node_stage_number(node),
 *                (int)reason.len, reason.ptr);
 *         for (size_t i = 0; i < cei_node_child_count(node); i++) {
 *             print_node(cei_node_child(node, i));
 *         }
 *     }
 */
typedef struct cei_node cei_node;

/**
 * How ratings become stages. It is yours: give it to cei_policy_free. It never changes, and any number of threads may
 * use it at once. To stage many tallies of one rubric, make cei_rules of it.
 */
typedef struct cei_policy cei_policy;

/**
 * The stage of every competency and domain, each with counts, reason, range and next step. It is yours: give it to
 * cei_profile_free; what it was made from may be freed before. It never changes, and any number of threads may use it
 * at once.
 *
 * Its nodes (cei_node) say what belongs on a screen; cei_profile_json has all of it.
 *
 *     #include <cei.h>
 *     #include <stdio.h>
 *
 *     void print_domains(const cei_profile *profile) {
 *         for (size_t i = 0; i < cei_profile_domain_count(profile); i++) {
 *             const cei_node *domain = cei_profile_domain(profile, i);
 *             cei_text id = cei_node_id(domain);
 *             cei_text stage = cei_node_stage(domain);
 *             printf("%.*s: %.*s\n", (int)id.len, id.ptr, (int)stage.len, stage.ptr);
 *         }
 *     }
 */
typedef struct cei_profile cei_profile;

/**
 * All that was found in one document, in the order of its places. One that a function put into your `out` is yours:
 * give it to cei_report_free. One that a handle returned belongs to that handle and is valid as long as it. Any
 * number of threads may read it.
 *
 *     #include <cei.h>
 *     #include <stdio.h>
 *
 *     void print_report(const cei_report *report) {
 *         for (size_t i = 0; i < cei_report_count(report); i++) {
 *             const cei_diagnostic *one = cei_report_get(report, i);
 *             cei_text path = cei_diagnostic_path(one);
 *             cei_text message = cei_diagnostic_message(one, "en", 2);
 *             printf("%.*s: %.*s\n", (int)path.len, path.ptr, (int)message.len, message.ptr);
 *         }
 *     }
 */
typedef struct cei_report cei_report;

/**
 * A rubric, read, checked and compiled. It is yours: give it to cei_rubric_free, whenever you like: what was made
 * with it keeps what it needs. It never changes, and any number of threads may use it at once.
 *
 * Stages have numbers from 1, the lowest; groups, domains, competencies and lenses have indices from 0, in the order
 * of the rubric, and a competency's goes through all domains.
 *
 *     #include <cei.h>
 *     #include <stdio.h>
 *
 *     int print_rubric(void) {
 *         cei_rubric *rubric;
 *         if (cei_rubric_built_in("cei-self-assessment", 19, &rubric, NULL) != CEI_STATUS_OK) {
 *             return 1;
 *         }
 *         for (size_t i = 0; i < cei_rubric_competency_count(rubric); i++) {
 *             cei_text domain = cei_rubric_domain_title(rubric, cei_rubric_competency_domain(rubric, i), "es", 2);
 *             cei_text title = cei_rubric_competency_title(rubric, i, "es", 2);
 *             printf("%.*s: %.*s\n", (int)domain.len, domain.ptr, (int)title.len, title.ptr);
 *         }
 *         cei_rubric_free(rubric);
 *         return 0;
 *     }
 */
typedef struct cei_rubric cei_rubric;

/**
 * A policy compiled for one rubric: made once, it stages any number of tallies. It is yours: give it to
 * cei_rules_free; rubric and policy may be freed before. It never changes, and any number of threads may use it at
 * once.
 *
 *     #include <cei.h>
 *
 *     cei_status stage_all(const cei_rubric *rubric, const cei_tally *const *tallies, size_t count,
 *                          cei_profile **profiles) {
 *         cei_rules *rules;
 *         cei_status status = cei_rules_new(NULL, rubric, &rules, NULL);
 *         for (size_t i = 0; i < count && status == CEI_STATUS_OK; i++) {
 *             status = cei_rules_stage(rules, tallies[i], &profiles[i], NULL);
 *         }
 *         cei_rules_free(rules);
 *         return status;
 *     }
 */
typedef struct cei_rules cei_rules;

/**
 * The tallies of a table, one for each assessment, in the order of their ids. Yours: give it to cei_tallies_free. It
 * never changes, and any number of threads may use it at once. What was made from it lives on without it.
 */
typedef struct cei_tallies cei_tallies;

/**
 * The counts of answers for every competency and constituent group. It is yours: give it to cei_tally_free; what it
 * was made from may be freed before. Only cei_tally_add_counts changes one, and while it does no other thread may use
 * it; otherwise any number of threads may use it at once.
 *
 * A database counts faster than anything that reads its rows one by one. From such counts:
 *
 *     #include <cei.h>
 *
 *     cei_status tally_of_counts(const cei_rubric *rubric, cei_tally **tally) {
 *         cei_status status = cei_tally_new(rubric, "spring-2026", 11, tally, NULL);
 *         if (status == CEI_STATUS_OK) {
 *             size_t competency = cei_rubric_competency_index(rubric, "1.1", 3);
 *             size_t group = cei_rubric_group_index(rubric, "families", 8);
 *             cei_counts counts = {.size = sizeof counts};
 *             counts.stages[2] = 17;
 *             counts.unanswered = 3;
 *             status = cei_tally_add_counts(*tally, competency, group, &counts, NULL);
 *         }
 *         return status;
 *     }
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

/**
 * How many answers named each stage, and how many gave none. Yours, wherever you put it. Write its size first, so that
 * a library with a longer or a shorter struct knows what there is:
 *
 *     cei_counts counts_of_a_row(void) {
 *         cei_counts counts = {.size = sizeof counts};
 *         counts.stages[1] = 4;
 *         counts.dont_know = 1;
 *         return counts;
 *     }
 *
 * Fields that a library does not know have to be 0 when they come in, and are 0 when they go out.
 */
typedef struct cei_counts {
    /**
     * sizeof(cei_counts), written by you.
     */
    size_t size;
    /**
     * How many named each stage: [0] is stage number 1, the lowest. Past the rubric's last stage: 0.
     */
    uint64_t stages[CEI_MAX_STAGES];
    /**
     * Asked and not answered.
     */
    uint64_t unanswered;
    /**
     * Did not know.
     */
    uint64_t dont_know;
    /**
     * Does not apply.
     */
    uint64_t not_applicable;
    /**
     * Not given out.
     */
    uint64_t withheld;
    /**
     * How many items of evidence these answers have together.
     */
    uint64_t evidence;
} cei_counts;

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
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_codes_json(struct cei_buffer *out,
                          struct cei_error **error);

/**
 * How many codes there are.
 */
size_t cei_code_count(void);

/**
 * The code with that index, from 0, such as `unknown_competency`. Empty past the last one.
 */
struct cei_text cei_code_name(size_t index);

/**
 * How much a finding with the code of that index weighs. CEI_SEVERITY_NONE past the last one.
 */
cei_severity cei_code_severity(size_t index);

/**
 * What the code with that index means and why it matters, in English or Spanish. Empty past the last one.
 */
struct cei_text cei_code_explanation(size_t index, const char *language, size_t language_len);

/**
 * How many kinds of documents have a schema.
 */
size_t cei_schema_count(void);

/**
 * The name of the schema with that index, from 0, such as `assessment`. Empty past the last one.
 */
struct cei_text cei_schema_name(size_t index);

/**
 * The JSON Schema (draft 2020-12) of a kind of document, such as `assessment`, as compact JSON.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_UNKNOWN_NAME.
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
 * `invalid_text`, `invalid_size`, `unknown_name`, `invalid_matrix`, `other_rubric`, `internal`. Empty for NULL.
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
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH.
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
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_report_json(const struct cei_report *report,
                           const char *language,
                           size_t language_len,
                           struct cei_buffer *out,
                           struct cei_error **error);

/**
 * The same report without any value of the document, for logs that must not hold what a person answered.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
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
 * The column, from 1, counted in code points; 0 where cei_diagnostic_line is, and for NULL.
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
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
 */
cei_status cei_rubric_parse(const char *json,
                            size_t json_len,
                            struct cei_rubric **out,
                            struct cei_error **error);

/**
 * The built-in rubric of that name, such as `cei-self-assessment`. Cheap: it is read once and then shared.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_UNKNOWN_NAME.
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
 *
 * Errors: CEI_STATUS_NULL_POINTER.
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
 * Its id. Empty for NULL.
 */
struct cei_text cei_rubric_id(const struct cei_rubric *rubric);

/**
 * Its version. Empty for NULL.
 */
struct cei_text cei_rubric_version(const struct cei_rubric *rubric);

/**
 * Its title, in `language`. Titles and other words of a rubric come in the language asked for (for `es-MX`, else in
 * `es`); if the rubric does not have it, in the rubric's own, else in English, else in the first there is. Empty for
 * NULL.
 */
struct cei_text cei_rubric_title(const struct cei_rubric *rubric,
                                 const char *language,
                                 size_t language_len);

/**
 * How many stages its scale has: 2 to CEI_MAX_STAGES; 0 for NULL. Their numbers begin with 1 for the lowest.
 */
uint32_t cei_rubric_stage_count(const struct cei_rubric *rubric);

/**
 * The id of the stage with that number. Empty if there is none, and for NULL.
 */
struct cei_text cei_rubric_stage_id(const struct cei_rubric *rubric, uint32_t number);

/**
 * The title of the stage with that number. Empty if there is none, and for NULL.
 */
struct cei_text cei_rubric_stage_title(const struct cei_rubric *rubric,
                                       uint32_t number,
                                       const char *language,
                                       size_t language_len);

/**
 * The number of the stage with that id, 1 for the lowest. 0 if there is none, and for NULL.
 */
uint32_t cei_rubric_stage_number(const struct cei_rubric *rubric, const char *id, size_t id_len);

/**
 * How many groups there are, `team` among them, which is the last. 0 for NULL.
 */
size_t cei_rubric_group_count(const struct cei_rubric *rubric);

/**
 * The id of a group, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_group_id(const struct cei_rubric *rubric, size_t index);

/**
 * The title of a group, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_group_title(const struct cei_rubric *rubric,
                                       size_t index,
                                       const char *language,
                                       size_t language_len);

/**
 * The index of the group with that id. CEI_NOT_FOUND if there is none, and for NULL.
 */
size_t cei_rubric_group_index(const struct cei_rubric *rubric, const char *id, size_t id_len);

/**
 * How many domains there are. 0 for NULL.
 */
size_t cei_rubric_domain_count(const struct cei_rubric *rubric);

/**
 * The id of a domain, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_domain_id(const struct cei_rubric *rubric, size_t index);

/**
 * The title of a domain, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_domain_title(const struct cei_rubric *rubric,
                                        size_t index,
                                        const char *language,
                                        size_t language_len);

/**
 * The index of the domain with that id. CEI_NOT_FOUND if there is none, and for NULL.
 */
size_t cei_rubric_domain_index(const struct cei_rubric *rubric, const char *id, size_t id_len);

/**
 * How many competencies there are in all domains together. 0 for NULL.
 */
size_t cei_rubric_competency_count(const struct cei_rubric *rubric);

/**
 * The id of a competency, by its index from 0. Indices go through all domains. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_competency_id(const struct cei_rubric *rubric,
                                         size_t index);

/**
 * The title of a competency, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_competency_title(const struct cei_rubric *rubric,
                                            size_t index,
                                            const char *language,
                                            size_t language_len);

/**
 * What practice looks like in a competency at a stage. Empty if the rubric does not describe it, and for NULL.
 */
struct cei_text cei_rubric_descriptor(const struct cei_rubric *rubric,
                                      size_t competency,
                                      uint32_t stage_number,
                                      const char *language,
                                      size_t language_len);

/**
 * The index of the competency with that id. CEI_NOT_FOUND if there is none, and for NULL.
 */
size_t cei_rubric_competency_index(const struct cei_rubric *rubric, const char *id, size_t id_len);

/**
 * The index of the domain that a competency belongs to. CEI_NOT_FOUND if there is no such competency, and for NULL.
 */
size_t cei_rubric_competency_domain(const struct cei_rubric *rubric,
                                    size_t index);

/**
 * How many lenses there are: other ways to group the same competencies. 0 for NULL.
 */
size_t cei_rubric_lens_count(const struct cei_rubric *rubric);

/**
 * The id of a lens, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_lens_id(const struct cei_rubric *rubric, size_t index);

/**
 * The title of a lens, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_rubric_lens_title(const struct cei_rubric *rubric,
                                      size_t index,
                                      const char *language,
                                      size_t language_len);

/**
 * Reads a `cei.policy/1` document and checks what can be seen without a rubric.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
 */
cei_status cei_policy_parse(const char *json,
                            size_t json_len,
                            struct cei_policy **out,
                            struct cei_error **error);

/**
 * The built-in policy of that name, such as `cei-default`.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_UNKNOWN_NAME.
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
 * Its id. Empty for NULL.
 */
struct cei_text cei_policy_id(const struct cei_policy *policy);

/**
 * Its version. Empty for NULL.
 */
struct cei_text cei_policy_version(const struct cei_policy *policy);

/**
 * Its title, in `language` if it has it, else in the policy's own. Empty without a title, and for NULL.
 */
struct cei_text cei_policy_title(const struct cei_policy *policy, const char *language, size_t language_len);

/**
 * The policy as a `cei.policy/1` document, with every default written.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
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
 * Compiles a policy, or `cei-default` if it is NULL, for a rubric.
 *
 * Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if, for example, the policy names a stage that the rubric
 * does not have.
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
 * How many columns the result of cei_rules_stage_matrix has: one for each domain of the rubric, in its order, and then
 * one for the overall stage if the policy has a rule for it. 0 for NULL.
 */
size_t cei_rules_matrix_columns(const struct cei_rules *rules);

/**
 * The stages of the domains of many assessments of which there is nothing but one stage number for each competency:
 * the same as cei_stage gives for a tally with that one answer of one voice, without decisions and evidence.
 *
 * `values` has a row for each of `rows` assessments and a column for each competency of the rubric, in its order:
 *   - 1 up to the number of stages: the stage with that number, 1 for the lowest;
 *   - 0: unanswered. The competency counts as one that has no stage;
 *   - 255: not applicable, or not asked because it does not apply. The competency does not count.
 *
 * `out` is yours and has room for `rows` rows and cei_rules_matrix_columns columns. It gets stage numbers; 0 where a
 * domain has no stage, because too few of its competencies have one; 255 where it has no competency that counts.
 *
 * Both lie as `order` says (CEI_MATRIX_ORDER_ROW_MAJOR or CEI_MATRIX_ORDER_COLUMN_MAJOR). `stride` is how many bytes it
 * is from one row to the next or, column-major, from one column to the next: at least the number of columns or of rows.
 * `out_stride` is the same for `out`. What lies between rows or columns of `values` is not read, and in `out` it stays
 * as it is. The two must not overlap. If `rows` is 0 nothing is done.
 *
 * Column-major is the quicker of the two. No lock is taken and nothing is allocated for a row; any number of threads
 * may stage parts of a matrix at once, with the same rules.
 *
 * NULL for `values` and `out` is fine where they hold nothing.
 *
 * Errors: CEI_STATUS_INVALID_MATRIX if a stride is too short, the order is unknown, or a value is none of these: the
 * message names the row and the column, from 0, and what is in `out` means nothing. CEI_STATUS_INVALID_LENGTH if no
 * memory is so large. CEI_STATUS_NULL_POINTER.
 */
cei_status cei_rules_stage_matrix(const struct cei_rules *rules,
                                  uint32_t order,
                                  const uint8_t *values,
                                  size_t rows,
                                  size_t stride,
                                  uint8_t *out,
                                  size_t out_stride,
                                  struct cei_error **error);

/**
 * The stages of the domains of one assessment, from its `cei.assessment/1` document: everything is checked, nothing is
 * explained. The quickest way from a document to stages; for their reasons there is cei_assess.
 *
 * `out` is yours and has room for `out_len` bytes, at least cei_rules_matrix_columns. It gets what
 * cei_rules_stage_matrix gives for a row, and more of it is not touched.
 *
 *     #include <cei.h>
 *     #include <stdio.h>
 *
 *     // Prints the stage numbers of one line of a stream that has a document on each.
 *     cei_status print_stages(const cei_rules *rules, const char *line, size_t length) {
 *         uint8_t stages[16];
 *         cei_status status = cei_rules_stage_document(rules, line, length, stages, sizeof stages, NULL);
 *         for (size_t i = 0; i < cei_rules_matrix_columns(rules) && status == CEI_STATUS_OK; i++) {
 *             printf("%u%c", stages[i], i + 1 < cei_rules_matrix_columns(rules) ? ' ' : '\n');
 *         }
 *         return status;
 *     }
 *
 * Errors: CEI_STATUS_INVALID_DOCUMENT with all that is wrong with it; CEI_STATUS_INVALID_LENGTH if `out_len` is too
 * small. CEI_STATUS_NULL_POINTER.
 */
cei_status cei_rules_stage_document(const struct cei_rules *rules,
                                    const char *json,
                                    size_t json_len,
                                    uint8_t *out,
                                    size_t out_len,
                                    struct cei_error **error);

/**
 * The stages of the domains of `assessments` assessments, from `len` single answers in any order: the same as cei_stage
 * gives for a tally of the answers of each, without decisions and evidence.
 *
 * One of each array is one answer:
 *   - `of_assessments`: of which assessment, from 0 and less than `assessments`;
 *   - `of_groups`: of which group of the rubric, from 0 in its order; one more than the last is the team;
 *   - `of_competencies`: on which competency of the rubric, from 0 in its order;
 *   - `stages`: a stage number from 1; 0 for unanswered; 255 for not applicable.
 *
 * `out` gets a row for each assessment and a column for each of cei_rules_matrix_columns, as cei_rules_stage_matrix says;
 * `order` and `out_stride` are of `out`. An assessment without an answer has no stage anywhere.
 *
 * Memory for counting: a byte for each assessment, group, competency and stage that is answered on, two more for each where
 * answers name no stage, and 24 MiB; nothing for a row beyond that. No lock is taken.
 *
 * NULL for the arrays is fine where they hold nothing.
 *
 * Errors: CEI_STATUS_INVALID_MATRIX if an answer names what there is not (the message names its row, from 0), if `out_stride` is
 * too short or the order unknown. CEI_STATUS_INVALID_LENGTH if no memory is so large.
 * CEI_STATUS_NULL_POINTER.
 */
cei_status cei_rules_stage_answers(const struct cei_rules *rules,
                                   const uint32_t *of_assessments,
                                   const uint8_t *of_groups,
                                   const uint16_t *of_competencies,
                                   const uint8_t *stages,
                                   size_t len,
                                   size_t assessments,
                                   uint32_t order,
                                   uint8_t *out,
                                   size_t out_stride,
                                   struct cei_error **error);

/**
 * Reads a `cei.assessment/1` document and checks it against `rubric`, or if that is NULL against the built-in rubric
 * that it names.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
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
 * Its id. Empty for NULL.
 */
struct cei_text cei_assessment_id(const struct cei_assessment *assessment);

/**
 * The id of who was assessed. Empty if it does not say, and for NULL.
 */
struct cei_text cei_assessment_subject(const struct cei_assessment *assessment);

/**
 * How many raters it lists. 0 for NULL.
 */
size_t cei_assessment_rater_count(const struct cei_assessment *assessment);

/**
 * How many answers there are, those without a stage among them. 0 for NULL.
 */
size_t cei_assessment_rating_count(const struct cei_assessment *assessment);

/**
 * How many decisions are recorded. 0 for NULL.
 */
size_t cei_assessment_decision_count(const struct cei_assessment *assessment);

/**
 * The assessment as a `cei.assessment/1` document.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_assessment_json(const struct cei_assessment *assessment,
                               struct cei_buffer *out,
                               struct cei_error **error);

/**
 * Frees an assessment. NULL is allowed.
 */
void cei_assessment_free(struct cei_assessment *assessment);

/**
 * A tally without any answer, to add counts to. `assessment` is an id, or several joined by `+`. To say who was
 * assessed and when, what was decided and what is left out, read a `cei.tally/1` document without cells instead.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH; CEI_STATUS_INVALID_TEXT if `assessment` is no id.
 */
cei_status cei_tally_new(const struct cei_rubric *rubric,
                         const char *assessment,
                         size_t assessment_len,
                         struct cei_tally **out,
                         struct cei_error **error);

/**
 * Adds counts to what a tally has for a competency and a group, by their indices in the rubric. The places of the
 * answers in a rubric come from cei_rubric_competency_index and cei_rubric_group_index. Nothing is added if it fails.
 *
 * Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_INVALID_SIZE for the size in `counts`, or if a field that this library
 * does not know is not 0; CEI_STATUS_DOES_NOT_ADD if there is no such competency, group or stage, if the competency is
 * left out, or if a sum is greater than 10^12.
 */
cei_status cei_tally_add_counts(struct cei_tally *tally,
                                size_t competency,
                                size_t group,
                                const struct cei_counts *counts,
                                struct cei_error **error);

/**
 * Fills `counts` with what a tally has for a competency and a group, by their indices in the rubric. False, and nothing
 * is written, if there is no such competency or group, if either is NULL, or if the size in `counts` is none.
 */
bool cei_tally_counts(const struct cei_tally *tally,
                      size_t competency,
                      size_t group,
                      struct cei_counts *counts);

/**
 * Which assessments were counted: their ids, joined by `+`. Empty for NULL.
 */
struct cei_text cei_tally_assessment(const struct cei_tally *tally);

/**
 * The counts of an assessment.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_tally_of(const struct cei_assessment *assessment,
                        struct cei_tally **out,
                        struct cei_error **error);

/**
 * Reads a `cei.tally/1` document and checks it against `rubric`, or if that is NULL against the built-in rubric that
 * it names.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT.
 */
cei_status cei_tally_read(const char *json,
                          size_t json_len,
                          const struct cei_rubric *rubric,
                          struct cei_tally **out,
                          struct cei_error **error);

/**
 * The sum of two tallies of the same rubric, subject and period; both stay as they are.
 *
 * Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_ADD if they are of different ones, if decisions contradict each
 * other, or if one has answers to what the other leaves out.
 */
cei_status cei_tally_add(const struct cei_tally *left,
                         const struct cei_tally *right,
                         struct cei_tally **out,
                         struct cei_error **error);

/**
 * The tally as a `cei.tally/1` document.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_tally_json(const struct cei_tally *tally, struct cei_buffer *out, struct cei_error **error);

/**
 * Frees a tally. NULL is allowed.
 */
void cei_tally_free(struct cei_tally *tally);

/**
 * How many assessments the table has. 0 for NULL.
 */
size_t cei_tallies_count(const struct cei_tallies *tallies);

/**
 * The tally with that index, from 0. Yours: give it to cei_tally_free. NULL past the last one, and for NULL.
 */
struct cei_tally *cei_tallies_get(const struct cei_tallies *tallies, size_t index);

/**
 * The warnings that the table gave, each with its row and column: see cei_report_json. NULL for NULL.
 */
const struct cei_report *cei_tallies_report(const struct cei_tallies *tallies);

/**
 * Frees tallies. NULL is allowed.
 */
void cei_tallies_free(struct cei_tallies *tallies);

/**
 * Counts a table that comes through the Arrow C stream interface. Its columns say which kind of table it is. Ratings have
 * a row for each answer: `assessment`, `competency`, `stage`; maybe `group`, `rater`, `missing`, `subject`, `period`,
 * `evidence`. Counts have a row for each group and competency: `assessment`, `competency`, an `n_` column for each stage,
 * such as `n_maturing`; maybe `group`, `n_unanswered`, `n_dont_know`, `n_not_applicable`, `n_withheld`, `evidence`,
 * `subject`, `period`. A wide table has a row for each assessment or respondent: `assessment`, a column for each
 * competency; maybe `group`, `rater`, `subject`, `period`.
 *
 * Columns are texts, dictionaries or numbers of any kind. A stage is its id or its number. `assessment` is the id of
 * the assessment of all rows where there is no such column, and NULL otherwise. The built-in `cei-self-assessment` is
 * used if `rubric` is NULL.
 *
 * The stream is consumed whatever happens: its `release` was called, and is NULL. The rows go through batch by batch,
 * so that memory grows with the assessments and the raters that have names, not with the rows.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT; CEI_STATUS_UNREADABLE_STREAM if
 * the stream has been released already, or what its producer says; CEI_STATUS_INVALID_DOCUMENT, with a report of all
 * the problems of the table, each with its row and column.
 */
cei_status cei_tallies_of_stream(struct ArrowArrayStream *stream,
                                 const struct cei_rubric *rubric,
                                 const char *assessment,
                                 size_t assessment_len,
                                 struct cei_tallies **out,
                                 struct cei_error **error);

/**
 * The counts as a table: `assessment`, `group`, `competency`, an `n_` column for each stage, `n_unanswered`,
 * `n_dont_know`, `n_not_applicable`, `n_withheld`, `evidence`, `subject`, `period`; a row for each cell with answers.
 *
 * What is in `out` is yours, as the Arrow C stream interface says: call its `release`. It needs neither the tallies nor
 * anything else that was given here. Each batch is made when it is asked for; one thread may read at a time. If there
 * was an error `release` is NULL.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_tallies_counts_stream(const struct cei_tallies *tallies,
                                     struct ArrowArrayStream *out,
                                     struct cei_error **error);

/**
 * The stage of every node as a table: `assessment`, `level`, `id`, `status`, `stage`, `stage_number`, `low`, `high`,
 * `votes`, `members`, `bound`; a row for each domain, competency, group of a competency and part of a lens. The policy
 * `cei-default` is used if `policy` is NULL. `out` as with cei_tallies_counts_stream.
 *
 * Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the policy does not fit the rubric of the tallies.
 */
cei_status cei_tallies_stages_stream(const struct cei_tallies *tallies,
                                     const struct cei_policy *policy,
                                     struct ArrowArrayStream *out,
                                     struct cei_error **error);

/**
 * The stages of the domains as a table: `assessment`, a column for each domain, and `overall` if the policy has a rule
 * for it; a row for each assessment. `policy` and `out` as with cei_tallies_stages_stream.
 *
 * Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the policy does not fit the rubric of the tallies.
 */
cei_status cei_tallies_domains_stream(const struct cei_tallies *tallies,
                                      const struct cei_policy *policy,
                                      struct ArrowArrayStream *out,
                                      struct cei_error **error);

/**
 * Stages a tally by a policy, or by `cei-default` if it is NULL. For many tallies of one rubric, cei_rules_stage is
 * faster.
 *
 * Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the policy does not fit the rubric of the tally.
 */
cei_status cei_stage(const struct cei_tally *tally,
                     const struct cei_policy *policy,
                     struct cei_profile **out,
                     struct cei_error **error);

/**
 * Stages a tally by rules that were made for its rubric.
 *
 * Errors: CEI_STATUS_NULL_POINTER; CEI_STATUS_DOES_NOT_FIT if the rules are for a rubric with another structure.
 */
cei_status cei_rules_stage(const struct cei_rules *rules,
                           const struct cei_tally *tally,
                           struct cei_profile **out,
                           struct cei_error **error);

/**
 * Reads a `cei.profile/1` document, such as one that was kept. Only its form is checked. Its titles and stage numbers
 * are those of `rubric`, or if that is NULL of the built-in rubric that it names.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT; CEI_STATUS_UNKNOWN_NAME if
 * `rubric` is NULL and no built-in one has the id that it names; CEI_STATUS_DOES_NOT_FIT if the rubric has another
 * structure.
 */
cei_status cei_profile_read(const char *json,
                            size_t json_len,
                            const struct cei_rubric *rubric,
                            struct cei_profile **out,
                            struct cei_error **error);

/**
 * Which assessments were counted: their ids, joined by `+`. Empty for NULL.
 */
struct cei_text cei_profile_assessment(const struct cei_profile *profile);

/**
 * The id of who was assessed. Empty if the assessment did not say, and for NULL.
 */
struct cei_text cei_profile_subject(const struct cei_profile *profile);

/**
 * The rubric that it was staged by, for the titles of its stages. It belongs to the profile: do not free it. NULL for
 * NULL.
 */
const struct cei_rubric *cei_profile_rubric(const struct cei_profile *profile);

/**
 * The one stage of all. NULL if the policy has no rule for it, and for NULL.
 */
const struct cei_node *cei_profile_overall(const struct cei_profile *profile);

/**
 * How many domains there are. 0 for NULL.
 */
size_t cei_profile_domain_count(const struct cei_profile *profile);

/**
 * A domain, by its index from 0. NULL past the last one, and for NULL.
 */
const struct cei_node *cei_profile_domain(const struct cei_profile *profile, size_t index);

/**
 * The domain or competency with that id. NULL if there is none, and for NULL.
 */
const struct cei_node *cei_profile_node(const struct cei_profile *profile, const char *id, size_t id_len);

/**
 * How many lenses it was read through. 0 for NULL.
 */
size_t cei_profile_lens_count(const struct cei_profile *profile);

/**
 * The id of a lens, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_profile_lens_id(const struct cei_profile *profile, size_t index);

/**
 * How many parts the lens with that index has. 0 past the last one, and for NULL.
 */
size_t cei_profile_part_count(const struct cei_profile *profile, size_t lens);

/**
 * A part of the lens with that index, by its own index from 0. NULL past the last one, and for NULL.
 */
const struct cei_node *cei_profile_part(const struct cei_profile *profile, size_t lens, size_t index);

/**
 * The part with that id of the lens with that index. NULL if there is none, and for NULL.
 */
const struct cei_node *cei_profile_part_by_id(const struct cei_profile *profile,
                                              size_t lens,
                                              const char *id,
                                              size_t id_len);

/**
 * All its notes, one by one: what is worth knowing. They belong to the profile: do not free them. NULL for NULL.
 */
const struct cei_report *cei_profile_notes(const struct cei_profile *profile);

/**
 * The profile as a `cei.profile/1` document.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_profile_json(const struct cei_profile *profile,
                            struct cei_buffer *out,
                            struct cei_error **error);

/**
 * Frees a profile, its nodes and its notes. NULL is allowed.
 */
void cei_profile_free(struct cei_profile *profile);

/**
 * From a `cei.assessment/1` document to its `cei.profile/1` document in one call. A `rubric` that is NULL is the
 * built-in one that the document names, and a `policy` that is NULL is `cei-default`.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_DOCUMENT; CEI_STATUS_DOES_NOT_FIT if
 * the policy does not fit the rubric.
 */
cei_status cei_assess(const char *json,
                      size_t json_len,
                      const struct cei_rubric *rubric,
                      const struct cei_policy *policy,
                      struct cei_buffer *out,
                      struct cei_error **error);

/**
 * What kind of node it is; CEI_LEVEL_NONE for NULL.
 */
cei_level cei_node_level(const struct cei_node *node);

/**
 * The id of the domain, competency, group or part. Empty for the overall node and for NULL.
 */
struct cei_text cei_node_id(const struct cei_node *node);

/**
 * Where in the `cei.profile/1` document it is: a JSON Pointer such as `/domains/0/competencies/2`. Empty for NULL.
 */
struct cei_text cei_node_path(const struct cei_node *node);

/**
 * Its title in the rubric, in `language` if the rubric has it, else as the rubric's getters choose. Empty for NULL.
 */
struct cei_text cei_node_title(const struct cei_node *node,
                               const char *language,
                               size_t language_len);

/**
 * Whether it has a stage, and if not, why; CEI_STAGE_STATUS_NONE for NULL.
 */
cei_stage_status cei_node_status(const struct cei_node *node);

/**
 * The id of its stage. Empty without one, and for NULL.
 */
struct cei_text cei_node_stage(const struct cei_node *node);

/**
 * The number of its stage, 1 for the lowest. 0 without one, and for NULL.
 */
uint32_t cei_node_stage_number(const struct cei_node *node);

/**
 * The id of the lowest stage that the missing answers could make of it. Empty if that is not known, and for NULL.
 */
struct cei_text cei_node_low(const struct cei_node *node);

/**
 * The number of that stage. 0 if it is not known, and for NULL.
 */
uint32_t cei_node_low_number(const struct cei_node *node);

/**
 * The id of the highest stage that the missing answers could make of it. Empty if that is not known, and for NULL.
 */
struct cei_text cei_node_high(const struct cei_node *node);

/**
 * The number of that stage. 0 if it is not known, and for NULL.
 */
uint32_t cei_node_high_number(const struct cei_node *node);

/**
 * What kept its stage from being higher, or from being at all; CEI_BOUND_NONE for NULL.
 */
cei_bound cei_node_bound(const struct cei_node *node);

/**
 * How many members have a stage: people in a group, groups in a competency, competencies in a domain. 0 for NULL.
 */
uint64_t cei_node_votes(const struct cei_node *node);

/**
 * How many members could have a stage. 0 for NULL.
 */
uint64_t cei_node_members(const struct cei_node *node);

/**
 * By a rule of the kind `reach`: how many votes it takes to have reached a stage. 0 by another, without votes, and for
 * NULL.
 */
uint64_t cei_node_need(const struct cei_node *node);

/**
 * By a rule of the kind `reach`: how many votes are at the stage with that number or above. 0 by another, for a number
 * that is no stage, and for NULL.
 */
uint64_t cei_node_reached(const struct cei_node *node,
                          uint32_t stage_number);

/**
 * By a rule of the kind `points`: the sum of stage number - 1 over the votes. 0 by another, and for NULL.
 */
uint64_t cei_node_points(const struct cei_node *node);

/**
 * By a rule of the kind `points`: the most points that these votes could have. 0 by another, and for NULL.
 */
uint64_t cei_node_most_points(const struct cei_node *node);

/**
 * Why it has this stage or none, in a sentence that a parent can read, in English or Spanish. Empty for NULL.
 */
struct cei_text cei_node_reason(const struct cei_node *node, const char *language, size_t language_len);

/**
 * How many steps (one vote, one stage up) the cheapest way to the next stage takes. 0 where there is no such way:
 * without a stage, at the top, where a decision or a hold binds, and for NULL.
 */
uint64_t cei_node_next_steps(const struct cei_node *node);

/**
 * The id of the stage that is then reached. Empty where cei_node_next_steps is 0, and for NULL.
 */
struct cei_text cei_node_next_stage(const struct cei_node *node);

/**
 * The number of the stage that is then reached. 0 where cei_node_next_steps is, and for NULL.
 */
uint32_t cei_node_next_stage_number(const struct cei_node *node);

/**
 * How many kinds of votes go up on that way. 0 where cei_node_next_steps is, and for NULL.
 */
size_t cei_node_raise_count(const struct cei_node *node);

/**
 * Whose vote goes up: the id of a competency, group or domain. Empty for people in a group, who have no names, past
 * the last one, and for NULL.
 */
struct cei_text cei_node_raise_id(const struct cei_node *node,
                                  size_t index);

/**
 * The id of the stage it goes up from. Empty past the last one, and for NULL.
 */
struct cei_text cei_node_raise_from(const struct cei_node *node, size_t index);

/**
 * The id of the stage it goes up to. Empty past the last one, and for NULL.
 */
struct cei_text cei_node_raise_to(const struct cei_node *node, size_t index);

/**
 * How many votes go up so: 1 where it has a name. 0 past the last one, and for NULL.
 */
uint64_t cei_node_raise_votes(const struct cei_node *node, size_t index);

/**
 * How many domains would have to rise first. More than 0 only where the bound is CEI_BOUND_FOUNDATION; 0 for NULL.
 */
size_t cei_node_held_by_count(const struct cei_node *node);

/**
 * The id of one of them, by its index from 0. Empty past the last one, and for NULL.
 */
struct cei_text cei_node_held_by(const struct cei_node *node, size_t index);

/**
 * Whether a recorded decision gave the stage, also if it was then held. True only for competencies; false for NULL.
 */
bool cei_node_is_decided(const struct cei_node *node);

/**
 * Fills `counts` with the answers of a group; its `evidence` is 0, because a profile does not say it by group. False,
 * and nothing is written, if the node is not a group, if either is NULL, or if the size in `counts` is none.
 */
bool cei_node_counts(const struct cei_node *node,
                     struct cei_counts *counts);

/**
 * How many notes the profile has on this very node. 0 for NULL.
 */
size_t cei_node_note_count(const struct cei_node *node);

/**
 * A note on this node, by its index from 0. It belongs to the profile: do not free it. NULL past the last one, and for
 * NULL.
 */
const struct cei_diagnostic *cei_node_note(const struct cei_node *node,
                                           size_t index);

/**
 * How many nodes are below it: competencies of a domain, groups of a competency. 0 for others, and for NULL.
 */
size_t cei_node_child_count(const struct cei_node *node);

/**
 * A node below it, by its index from 0. NULL past the last one, and for NULL.
 */
const struct cei_node *cei_node_child(const struct cei_node *node, size_t index);

/**
 * The node below it with that id. NULL if there is none, and for NULL.
 */
const struct cei_node *cei_node_child_by_id(const struct cei_node *node, const char *id, size_t id_len);

/**
 * All that the profile says of this node and below it, as that part of a `cei.profile/1` document.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_node_json(const struct cei_node *node, struct cei_buffer *out, struct cei_error **error);

/**
 * What is derived from documents by the operation `name`, such as `agreement`, `gaps` or `growth`, as a document.
 * `arguments` is a JSON object of documents and options, as in `{"assessment":{...},"policy":"mean"}`;
 * cei_operations_json tells the operations and their arguments. The places in an error are places in `arguments`.
 *
 * Errors: CEI_STATUS_NULL_POINTER, CEI_STATUS_INVALID_LENGTH, CEI_STATUS_INVALID_TEXT, CEI_STATUS_INVALID_DOCUMENT;
 * CEI_STATUS_UNKNOWN_NAME, with a report, if there is no such operation.
 */
cei_status cei_derive(const char *name,
                      size_t name_len,
                      const char *arguments,
                      size_t arguments_len,
                      struct cei_buffer *out,
                      struct cei_error **error);

/**
 * Every operation of cei_derive, as a JSON array of `{"name", "text", "arguments"}`: what it gives, by language, and
 * the JSON Schema (draft 2020-12) of its arguments, in which a document is a `$ref` to the `$id` of its schema.
 *
 * Errors: CEI_STATUS_NULL_POINTER.
 */
cei_status cei_operations_json(struct cei_buffer *out,
                               struct cei_error **error);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* CEI_H */
