/*
 * A whole round with the C library: load the rubric, check an assessment and print all that was found, count it, stage
 * it, explain every domain, and free everything.
 *
 *     round FILE [LANGUAGE]
 *
 * The profile goes to the standard output, what is for people to the standard error.
 *
 * Exits 0 if there is a profile, 1 if there are errors in the document, 2 for misuse.
 */
#include <inttypes.h>
#include <string.h>

#include "cei.h"
#include "files.h"

static const char *severity_name(cei_severity severity) {
    switch (severity) {
    case CEI_SEVERITY_ERROR: return "error";
    case CEI_SEVERITY_WARNING: return "warning";
    case CEI_SEVERITY_NOTE: return "note";
    default: return "?";
    }
}

static void print(FILE *stream, cei_text text) {
    fwrite(text.ptr, 1, text.len, stream);
}

static void print_report(const cei_report *report, const char *language) {
    for (size_t i = 0; i < cei_report_count(report); i++) {
        const cei_diagnostic *one = cei_report_get(report, i);
        fprintf(stderr, "%" PRIu64 ":%" PRIu64 " %s[", cei_diagnostic_line(one), cei_diagnostic_column(one),
                severity_name(cei_diagnostic_severity(one)));
        print(stderr, cei_diagnostic_code(one));
        fputs("] ", stderr);
        print(stderr, cei_diagnostic_path(one));
        fputs(": ", stderr);
        print(stderr, cei_diagnostic_message(one, language, strlen(language)));
        fputs("\n    ", stderr);
        print(stderr, cei_diagnostic_help(one, language, strlen(language)));
        fputs("\n    ", stderr);
        print(stderr, cei_diagnostic_params(one));
        fputc('\n', stderr);
    }
}

/* What the stage of a domain is, why, what it may still become, and the cheapest way to the next. */
static void explain(const cei_profile *profile, const char *language) {
    size_t len = strlen(language);
    const cei_rubric *rubric = cei_profile_rubric(profile);
    for (size_t i = 0; i < cei_profile_domain_count(profile); i++) {
        const cei_node *domain = cei_profile_domain(profile, i);
        print(stderr, cei_node_title(domain, language, len));
        fputs(": ", stderr);
        print(stderr, cei_rubric_stage_title(rubric, cei_node_stage_number(domain), language, len));
        fprintf(stderr, " (%" PRIu32 " to %" PRIu32 ")\n    ", cei_node_low_number(domain), cei_node_high_number(domain));
        print(stderr, cei_node_reason(domain, language, len));
        fputc('\n', stderr);
        for (size_t raise = 0; raise < cei_node_raise_count(domain); raise++) {
            fputs("    ", stderr);
            print(stderr, cei_node_title(cei_profile_node(profile, cei_node_raise_id(domain, raise).ptr,
                                                          cei_node_raise_id(domain, raise).len), language, len));
            fputs(": ", stderr);
            print(stderr, cei_node_raise_from(domain, raise));
            fputs(" -> ", stderr);
            print(stderr, cei_node_raise_to(domain, raise));
            fputc('\n', stderr);
        }
    }
    print_report(cei_profile_notes(profile), language);
}

static int failed(cei_error *error, const char *language) {
    cei_status status = cei_error_status(error);
    fprintf(stderr, "status %d, ", (int)status);
    print(stderr, cei_error_code(error));
    fputs(" at `", stderr);
    print(stderr, cei_error_path(error));
    fputs("`: ", stderr);
    print(stderr, cei_error_message(error, language, strlen(language)));
    fputs("; ", stderr);
    print(stderr, cei_error_help(error, language, strlen(language)));
    fputc('\n', stderr);
    print_report(cei_error_report(error), language);
    cei_error_free(error);
    return status < 20 || status >= 90 ? 2 : 1;
}

static int run(const char *json, size_t len, const char *language) {
    static const char name[] = "cei-self-assessment";
    cei_rubric *rubric = NULL;
    cei_policy *policy = NULL;
    cei_rules *rules = NULL;
    cei_report *report = NULL;
    cei_report *masked = NULL;
    cei_assessment *assessment = NULL;
    cei_tally *tally = NULL;
    cei_profile *profile = NULL;
    cei_buffer text = {NULL, 0};
    cei_error *error = NULL;
    int result = 0;

    if (cei_rubric_built_in(name, strlen(name), &rubric, &error) != CEI_STATUS_OK
        || cei_policy_built_in("cei-default", 11, &policy, &error) != CEI_STATUS_OK
        || cei_rules_new(policy, rubric, &rules, &error) != CEI_STATUS_OK
        || cei_validate(json, len, rubric, &report, &error) != CEI_STATUS_OK
        || cei_report_masked(report, &masked, &error) != CEI_STATUS_OK
        || cei_report_json(masked, language, strlen(language), &text, &error) != CEI_STATUS_OK) {
        result = failed(error, language);
    } else {
        fprintf(stderr, "%s, %zu findings\n", cei_report_valid(report) ? "valid" : "not valid", cei_report_count(report));
        fprintf(stderr, "%s\n", text.ptr);
        cei_buffer_free(&text);
        print_report(report, language);
        if (cei_assessment_read(json, len, rubric, &assessment, &error) != CEI_STATUS_OK
            || cei_tally_of(assessment, &tally, &error) != CEI_STATUS_OK) {
            result = failed(error, language);
        } else {
            print_report(cei_assessment_report(assessment), language);
            /* What was made keeps what it needs. */
            cei_rubric_free(rubric);
            rubric = NULL;
            cei_assessment_free(assessment);
            assessment = NULL;
            if (cei_rules_stage(rules, tally, &profile, &error) != CEI_STATUS_OK
                || cei_profile_json(profile, &text, &error) != CEI_STATUS_OK) {
                result = failed(error, language);
            } else {
                puts(text.ptr);
                explain(profile, language);
            }
        }
    }

    cei_buffer_free(&text);
    cei_buffer_free(&text);
    cei_profile_free(profile);
    cei_tally_free(tally);
    cei_assessment_free(assessment);
    cei_report_free(masked);
    cei_report_free(report);
    cei_rules_free(rules);
    cei_policy_free(policy);
    cei_rubric_free(rubric);
    return result;
}

int main(int argc, char **argv) {
    if (argc < 2 || cei_abi_version() != CEI_ABI_VERSION) {
        fputs("usage: round FILE [LANGUAGE]\n", stderr);
        return 2;
    }
    file document = file_read(argv[1]);
    if (document.bytes == NULL) {
        perror(argv[1]);
        return 2;
    }
    int result = run(document.bytes, document.len, argc > 2 ? argv[2] : "en");
    free(document.bytes);
    return result;
}
