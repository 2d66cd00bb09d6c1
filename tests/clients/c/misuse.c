/*
 * Every function with NULL for everything, and the other mistakes a caller can make: each has to come back with its
 * status or the empty value of its type. Prints what does not, and how many checks there were.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cei.h"

static int checks = 0;
static int wrong = 0;
static cei_error *error = NULL;

static void check(int holds, const char *what, int line) {
    checks++;
    if (!holds) {
        wrong++;
        fprintf(stderr, "misuse.c:%d: %s\n", line, what);
    }
}

#define CHECK(condition) check((condition) ? 1 : 0, #condition, __LINE__)

static int is_empty(cei_text text) {
    return text.ptr != NULL && text.len == 0;
}

static int is(cei_text text, const char *word) {
    return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

/* The call failed so, said so, and made nothing. Frees the error. */
static void check_failed(cei_status status, cei_status expected, const char *code, int line) {
    check(status == expected, "the status is the expected one", line);
    check(cei_error_status(error) == expected, "the error has the status", line);
    check(is(cei_error_code(error), code), code, line);
    check(cei_error_message(error, "en", 2).len > 0, "there is a message", line);
    check(cei_error_help(error, "es-MX", 5).len > 0, "there is help in Spanish", line);
    check(cei_error_message(error, "es", 2).len > 0, "there is a message in Spanish", line);
    cei_error_free(error);
}

#define FAILS(call, expected, code)                                                                                    \
    do {                                                                                                               \
        error = (cei_error *)&checks;                                                                                  \
        cei_status status = (call);                                                                                    \
        check_failed(status, expected, code, __LINE__);                                                                \
    } while (0)

/* Everything NULL, and once more with a place for what is made and for the error. */
static void nulls(void) {
    cei_rubric *rubric = (cei_rubric *)&checks;
    cei_policy *policy = (cei_policy *)&checks;
    cei_rules *rules = (cei_rules *)&checks;
    cei_report *report = (cei_report *)&checks;
    cei_assessment *assessment = (cei_assessment *)&checks;
    cei_tally *tally = (cei_tally *)&checks;
    cei_profile *profile = (cei_profile *)&checks;
    cei_buffer buffer = {(char *)&checks, 7};

    CHECK(cei_codes_json(NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_schema(NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_schema(NULL, 3, &buffer, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_schema("nothing", 7, &buffer, NULL) == CEI_STATUS_UNKNOWN_NAME);
    CHECK(cei_operations_json(NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_derive(NULL, 0, NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_derive(NULL, 4, "{}", 2, &buffer, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_derive("gap", 3, "{}", 2, &buffer, NULL) == CEI_STATUS_UNKNOWN_NAME);
    CHECK(cei_derive("gaps", 4, NULL, 0, &buffer, NULL) == CEI_STATUS_INVALID_DOCUMENT);
    CHECK(cei_validate(NULL, 0, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_report_json(NULL, NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_report_masked(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rubric_parse(NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rubric_built_in(NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rubric_json(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_policy_parse(NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_policy_built_in(NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_policy_json(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_new(NULL, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_assessment_read(NULL, 0, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_assessment_json(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tally_of(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tally_read(NULL, 0, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tally_add(NULL, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tally_json(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_stage(NULL, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_stage(NULL, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_profile_json(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_assess(NULL, 0, NULL, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);

    FAILS(cei_report_json(NULL, NULL, 0, &buffer, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    CHECK(buffer.ptr == NULL && buffer.len == 0);
    FAILS(cei_report_masked(NULL, &report, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    CHECK(report == NULL);
    FAILS(cei_rubric_json(NULL, &buffer, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_policy_json(NULL, &buffer, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_rules_new(NULL, NULL, &rules, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    CHECK(rules == NULL);
    FAILS(cei_assessment_json(NULL, &buffer, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_tally_of(NULL, &tally, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_tally_add(NULL, NULL, &tally, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_tally_json(NULL, &buffer, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_stage(NULL, NULL, &profile, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_rules_stage(NULL, NULL, &profile, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    CHECK(profile == NULL);
    FAILS(cei_profile_json(NULL, &buffer, &error), CEI_STATUS_NULL_POINTER, "null_pointer");

    /* NULL with length 0 is an empty text: not misuse, and not JSON. */
    FAILS(cei_rubric_parse(NULL, 0, &rubric, &error), CEI_STATUS_INVALID_DOCUMENT, "invalid_json");
    CHECK(rubric == NULL);
    FAILS(cei_policy_parse(NULL, 0, &policy, &error), CEI_STATUS_INVALID_DOCUMENT, "invalid_json");
    CHECK(policy == NULL);
    FAILS(cei_assessment_read(NULL, 0, NULL, &assessment, &error), CEI_STATUS_INVALID_DOCUMENT, "invalid_json");
    CHECK(assessment == NULL);
    FAILS(cei_tally_read(NULL, 0, NULL, &tally, &error), CEI_STATUS_INVALID_DOCUMENT, "invalid_json");
    CHECK(tally == NULL);
    FAILS(cei_assess(NULL, 0, NULL, NULL, &buffer, &error), CEI_STATUS_INVALID_DOCUMENT, "invalid_json");
    FAILS(cei_rubric_built_in(NULL, 0, &rubric, &error), CEI_STATUS_UNKNOWN_NAME, "unknown_name");
    FAILS(cei_policy_built_in(NULL, 0, &policy, &error), CEI_STATUS_UNKNOWN_NAME, "unknown_name");

    CHECK(cei_error_status(NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(is_empty(cei_error_code(NULL)));
    CHECK(is_empty(cei_error_path(NULL)));
    CHECK(is_empty(cei_error_message(NULL, NULL, 0)));
    CHECK(is_empty(cei_error_help(NULL, NULL, 0)));
    CHECK(cei_error_report(NULL) == NULL);
    CHECK(!cei_report_valid(NULL));
    CHECK(cei_report_count(NULL) == 0);
    CHECK(cei_report_get(NULL, 0) == NULL);
    CHECK(cei_diagnostic_severity(NULL) == CEI_SEVERITY_NONE);
    CHECK(is_empty(cei_diagnostic_code(NULL)));
    CHECK(is_empty(cei_diagnostic_path(NULL)));
    CHECK(cei_diagnostic_line(NULL) == 0);
    CHECK(cei_diagnostic_column(NULL) == 0);
    CHECK(is_empty(cei_diagnostic_message(NULL, NULL, 0)));
    CHECK(is_empty(cei_diagnostic_help(NULL, NULL, 0)));
    CHECK(is_empty(cei_diagnostic_params(NULL)));
    CHECK(is_empty(cei_rubric_digest(NULL)));
    CHECK(is_empty(cei_rubric_structure(NULL)));
    CHECK(is_empty(cei_policy_digest(NULL)));
    CHECK(cei_assessment_report(NULL) == NULL);

    cei_buffer_free(NULL);
    cei_error_free(NULL);
    cei_report_free(NULL);
    cei_rubric_free(NULL);
    cei_policy_free(NULL);
    cei_rules_free(NULL);
    cei_assessment_free(NULL);
    cei_tally_free(NULL);
    cei_profile_free(NULL);
}

static void bytes_in(void) {
    static const char *not_null = "{}";
    cei_rubric *rubric;
    cei_policy *policy;
    cei_report *report;
    cei_buffer buffer;

    FAILS(cei_rubric_parse(NULL, 1, &rubric, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_validate(NULL, 1, NULL, &report, &error), CEI_STATUS_NULL_POINTER, "null_pointer");
    FAILS(cei_policy_parse(not_null, SIZE_MAX, &policy, &error), CEI_STATUS_INVALID_LENGTH, "invalid_length");
    FAILS(cei_assess(not_null, SIZE_MAX / 2 + 1, NULL, NULL, &buffer, &error), CEI_STATUS_INVALID_LENGTH, "invalid_length");
    FAILS(cei_rubric_built_in("\xff", 1, &rubric, &error), CEI_STATUS_INVALID_TEXT, "invalid_text");
    FAILS(cei_policy_built_in("mean\0", 5, &policy, &error), CEI_STATUS_UNKNOWN_NAME, "unknown_name");

    /* Whatever is in the document, checking it succeeds. */
    CHECK(cei_validate(NULL, 0, NULL, &report, &error) == CEI_STATUS_OK && error == NULL);
    CHECK(!cei_report_valid(report) && cei_report_count(report) == 1);
    CHECK(is(cei_diagnostic_code(cei_report_get(report, 0)), "invalid_json"));
    CHECK(cei_diagnostic_line(cei_report_get(report, 0)) == 1);
    CHECK(cei_diagnostic_severity(cei_report_get(report, 0)) == CEI_SEVERITY_ERROR);
    CHECK(cei_report_get(report, 1) == NULL && cei_report_get(report, SIZE_MAX) == NULL);
    /* A language without messages is English, and so is one that cannot be read. */
    cei_text english = cei_diagnostic_message(cei_report_get(report, 0), "en", 2);
    CHECK(cei_diagnostic_message(cei_report_get(report, 0), "vi", 2).ptr == english.ptr);
    CHECK(cei_diagnostic_message(cei_report_get(report, 0), "\xff", 1).ptr == english.ptr);
    CHECK(cei_diagnostic_message(cei_report_get(report, 0), NULL, 9).ptr == english.ptr);
    CHECK(cei_diagnostic_message(cei_report_get(report, 0), "es", 2).ptr != english.ptr);
    cei_report_free(report);
    CHECK(cei_validate("\xff\xfe", 2, NULL, &report, NULL) == CEI_STATUS_OK);
    CHECK(is(cei_diagnostic_code(cei_report_get(report, 0)), "invalid_utf8"));
    cei_report_free(report);
}

static void documents(void) {
    static const char policy_json[] =
        "{\"format\":\"cei.policy/1\",\"id\":\"p\",\"version\":\"1\",\"raters\":{\"by\":\"points\",\"cutoffs\":[\"1/2\"]},"
        "\"groups\":{\"by\":\"reach\",\"share\":\"any\"},\"domain\":{\"by\":\"reach\",\"share\":\"any\"}}";
    static const char one[] =
        "{\"format\":\"cei.tally/1\",\"rubric\":{\"id\":\"cei-self-assessment\",\"version\":\"2023.1\"},"
        "\"assessment\":\"a\",\"subject\":{\"id\":\"s\"},\"cells\":[]}";
    static const char two[] =
        "{\"format\":\"cei.tally/1\",\"rubric\":{\"id\":\"lcff-priority-3\",\"version\":\"%s\"},"
        "\"assessment\":\"b\",\"cells\":[]}";
    char other[sizeof two + 64];
    cei_rubric *rubric;
    cei_policy *policy;
    cei_rules *rules;
    cei_tally *left;
    cei_tally *right;
    cei_tally *sum;
    cei_profile *profile;
    cei_buffer buffer;

    CHECK(cei_policy_parse(policy_json, strlen(policy_json), &policy, NULL) == CEI_STATUS_OK);
    CHECK(cei_tally_read(one, strlen(one), NULL, &left, NULL) == CEI_STATUS_OK);
    FAILS(cei_stage(left, policy, &profile, &error), CEI_STATUS_DOES_NOT_FIT, "cutoff_count");

    /* Another rubric, whose version is only known at run time. */
    CHECK(cei_rubric_built_in("lcff-priority-3", 15, &rubric, NULL) == CEI_STATUS_OK);
    CHECK(cei_rubric_json(rubric, &buffer, NULL) == CEI_STATUS_OK);
    CHECK(buffer.ptr != NULL && buffer.ptr[buffer.len] == '\0' && strlen(buffer.ptr) == buffer.len);
    const char *version = strstr(buffer.ptr, "\"version\":\"");
    CHECK(version != NULL);
    version += 11;
    snprintf(other, sizeof other, "%.*s%.*s%s", (int)(strstr(two, "%s") - two), two, (int)strcspn(version, "\""), version,
             strstr(two, "%s") + 2);
    cei_buffer_free(&buffer);
    cei_buffer_free(&buffer);
    CHECK(buffer.ptr == NULL && buffer.len == 0);
    CHECK(cei_tally_read(other, strlen(other), NULL, &right, NULL) == CEI_STATUS_OK);
    FAILS(cei_tally_add(left, right, &sum, &error), CEI_STATUS_DOES_NOT_ADD, "tally_mismatch");
    CHECK(cei_rules_new(NULL, rubric, &rules, &error) == CEI_STATUS_OK && error == NULL);
    FAILS(cei_rules_stage(rules, left, &profile, &error), CEI_STATUS_DOES_NOT_FIT, "other_rubric");
    CHECK(cei_rules_stage(rules, right, &profile, NULL) == CEI_STATUS_OK);
    cei_profile_free(profile);

    cei_rubric_free(rubric);

    /* A document of another kind, without a rubric to hold it against. */
    cei_assessment *assessment;
    FAILS(cei_assessment_read(policy_json, strlen(policy_json), NULL, &assessment, &error), CEI_STATUS_INVALID_DOCUMENT,
          "unknown_format");
    FAILS(cei_assess(one, strlen(one), NULL, NULL, &buffer, &error), CEI_STATUS_INVALID_DOCUMENT, "unknown_format");

    /* One that made an error keeps all its problems. */
    CHECK(cei_rubric_parse("{\"format\":\"cei.rubric/1\"}", 25, &rubric, &error) == CEI_STATUS_INVALID_DOCUMENT);
    CHECK(rubric == NULL && cei_report_count(cei_error_report(error)) > 3);
    CHECK(is_empty(cei_error_path(error)) && is(cei_error_code(error), "missing_field"));
    CHECK(cei_diagnostic_params(cei_report_get(cei_error_report(error), 0)).len > 2);
    cei_error_free(error);

    cei_rules_free(rules);
    cei_tally_free(left);
    cei_tally_free(right);
    cei_policy_free(policy);
}

static void library(void) {
    cei_rubric *rubric;
    cei_policy *policy;
    cei_buffer codes;

    CHECK(cei_abi_version() == CEI_ABI_VERSION);
    CHECK(cei_version().len >= 5 && cei_rules_version().len >= 1);
    CHECK(cei_codes_json(&codes, NULL) == CEI_STATUS_OK && codes.ptr[0] == '[');
    CHECK(strstr(codes.ptr, "\"unknown_competency\"") != NULL && strstr(codes.ptr, "\"voice_below\"") != NULL);
    cei_buffer_free(&codes);
    CHECK(cei_schema("assessment", 10, &codes, NULL) == CEI_STATUS_OK && strstr(codes.ptr, "\"$schema\"") != NULL);
    cei_buffer_free(&codes);
    CHECK(cei_operations_json(&codes, NULL) == CEI_STATUS_OK && strstr(codes.ptr, "\"growth\"") != NULL);
    cei_buffer_free(&codes);
    CHECK(cei_rubric_built_in_count() >= 2 && cei_policy_built_in_count() >= 3);
    for (size_t i = 0; i < cei_rubric_built_in_count(); i++) {
        cei_text name = cei_rubric_built_in_name(i);
        CHECK(cei_rubric_built_in(name.ptr, name.len, &rubric, NULL) == CEI_STATUS_OK);
        CHECK(cei_rubric_digest(rubric).len == 71 && cei_rubric_structure(rubric).len == 71);
        CHECK(cei_rubric_digest(rubric).ptr == cei_rubric_digest(rubric).ptr);
        cei_rubric_free(rubric);
    }
    for (size_t i = 0; i < cei_policy_built_in_count(); i++) {
        cei_text name = cei_policy_built_in_name(i);
        CHECK(cei_policy_built_in(name.ptr, name.len, &policy, NULL) == CEI_STATUS_OK);
        CHECK(cei_policy_digest(policy).len == 71);
        CHECK(cei_policy_json(policy, &codes, NULL) == CEI_STATUS_OK);
        cei_buffer_free(&codes);
        cei_policy_free(policy);
    }
    CHECK(is_empty(cei_rubric_built_in_name(cei_rubric_built_in_count())));
    CHECK(is_empty(cei_policy_built_in_name(SIZE_MAX)));
}

int main(void) {
    nulls();
    bytes_in();
    documents();
    library();
    printf("%d checks, %d wrong\n", checks, wrong);
    return wrong == 0 ? 0 : 1;
}
