/*
 * A panic inside the library comes back as a status, as an error that quotes it, and as the empty value of its type; and
 * the library goes on. Linked with a library that was built with the feature `test-panic`, in which bytes or a text that
 * begin with `cei-test-panic` make whatever reads them panic. No other build has that.
 */
#include <stdio.h>
#include <string.h>

#include "cei.h"

#define WORD "cei-test-panic"
#define LEN 14

static int wrong = 0;

static void check(int holds, const char *what) {
    if (!holds) {
        wrong++;
        fprintf(stderr, "%s\n", what);
    }
}

static int ends_with(cei_text text, const char *words) {
    size_t len = strlen(words);
    return text.len >= len && memcmp(text.ptr + text.len - len, words, len) == 0;
}

/* The call says that something went wrong inside, made nothing, and quotes the panic. */
static void panicked(cei_status status, const void *made, cei_error *error, const char *what) {
    cei_text message = cei_error_message(error, "es", 2);
    check(status == CEI_STATUS_INTERNAL && cei_error_status(error) == CEI_STATUS_INTERNAL, what);
    check(made == NULL, what);
    check(ends_with(message, "asked to panic"), what);
    cei_error_free(error);
}

int main(void) {
    cei_error *error = NULL;
    cei_rubric *rubric = NULL;
    cei_policy *policy = NULL;
    cei_assessment *assessment = NULL;
    cei_tally *tally = NULL;
    cei_profile *profile = NULL;
    cei_report *report = NULL;
    cei_buffer buffer = {NULL, 0};

    cei_status status = cei_rubric_parse(WORD, LEN, &rubric, &error);
    panicked(status, rubric, error, "cei_rubric_parse");
    status = cei_policy_parse(WORD, LEN, &policy, &error);
    panicked(status, policy, error, "cei_policy_parse");
    status = cei_rubric_built_in(WORD, LEN, &rubric, &error);
    panicked(status, rubric, error, "cei_rubric_built_in");
    status = cei_policy_built_in(WORD, LEN, &policy, &error);
    panicked(status, policy, error, "cei_policy_built_in");
    status = cei_assessment_read(WORD, LEN, NULL, &assessment, &error);
    panicked(status, assessment, error, "cei_assessment_read");
    status = cei_tally_read(WORD, LEN, NULL, &tally, &error);
    panicked(status, tally, error, "cei_tally_read");
    status = cei_profile_read(WORD, LEN, NULL, &profile, &error);
    panicked(status, profile, error, "cei_profile_read");
    status = cei_validate(WORD, LEN, NULL, &report, &error);
    panicked(status, report, error, "cei_validate");
    status = cei_assess(WORD, LEN, NULL, NULL, &buffer, &error);
    panicked(status, buffer.ptr, error, "cei_assess");
    status = cei_schema(WORD, LEN, &buffer, &error);
    panicked(status, buffer.ptr, error, "cei_schema");
    check(cei_assess(WORD, LEN, NULL, NULL, &buffer, NULL) == CEI_STATUS_INTERNAL, "without a place for the error");

    /* It is safe to go on, and calls that cannot fail give the empty value of their type. */
    check(cei_rubric_built_in("cei-self-assessment", 19, &rubric, &error) == CEI_STATUS_OK && error == NULL, "going on");
    check(cei_rubric_title(rubric, WORD, LEN).len == 0 && cei_rubric_title(rubric, "en", 2).len > 0, "a text");
    check(cei_rubric_competency_index(rubric, WORD, LEN) == CEI_NOT_FOUND, "an index");
    check(cei_rubric_stage_number(rubric, WORD, LEN) == 0, "a number");
    status = cei_tally_new(rubric, WORD, LEN, &tally, &error);
    panicked(status, tally, error, "cei_tally_new");
    check(cei_tally_new(rubric, "a", 1, &tally, NULL) == CEI_STATUS_OK, "going on with a tally");
    check(cei_stage(tally, NULL, &profile, NULL) == CEI_STATUS_OK, "going on with a profile");
    check(cei_profile_node(profile, WORD, LEN) == NULL && cei_profile_node(profile, "1.1", 3) != NULL, "a handle");
    cei_profile_free(profile);
    cei_tally_free(tally);
    cei_rubric_free(rubric);
    printf("%d wrong\n", wrong);
    return wrong == 0 ? 0 : 1;
}
