/*
 * Answers the requests of the corpus (tests/vectors) with the C library.
 *
 *     corpus_c OP RUBRIC POLICY [DOCUMENT [DOCUMENT]]   one request; exits 0 if there is a result, 1 for a report with
 *                                                       errors, 2 for misuse
 *     corpus_c < requests                               one request a line, fields apart by tabs; each answer is a
 *                                                       line "EXIT LENGTH", then the bytes, then an end of line
 *
 * OP is assess, stage, tally, merge, validate, compile or digest. RUBRIC and POLICY are `-` for none, the name of a
 * built-in one, or, with a `/` in it, a file. Or OP is `derive:` and the name of an operation, and the document is its
 * arguments.
 */
#include <string.h>

#include "cei.h"
#include "files.h"

#define FIELDS 5
#define DERIVE "derive:"

typedef struct request {
    const char *op;
    cei_rubric *rubric;
    cei_policy *policy;
    file documents[2];
} request;

static int batch = 0;

static int answer(int code, const char *bytes, size_t len) {
    if (batch) {
        printf("%d %zu\n", code, len);
    }
    fwrite(bytes, 1, len, stdout);
    putchar('\n');
    fflush(stdout);
    return code;
}

static int misuse(const char *words) {
    return answer(2, words, strlen(words));
}

/* The report of an error, or what the call itself lacked. Frees it. */
static int refused(cei_error *error) {
    cei_buffer text;
    int code;
    if (cei_error_report(error) == NULL) {
        cei_text message = cei_error_message(error, NULL, 0);
        code = answer(2, message.ptr, message.len);
    } else if (cei_report_json(cei_error_report(error), "en", 2, &text, NULL) == CEI_STATUS_OK) {
        code = answer(1, text.ptr, text.len);
        cei_buffer_free(&text);
    } else {
        code = misuse("no report");
    }
    cei_error_free(error);
    return code;
}

/* The text just made, or else the error. */
static int made(cei_status status, cei_buffer *text, cei_error *error) {
    if (status != CEI_STATUS_OK) {
        return refused(error);
    }
    int code = answer(0, text->ptr, text->len);
    cei_buffer_free(text);
    return code;
}

/* The profile of a tally by cei_stage, which has to be that by cei_rules_stage. Frees nothing it is given. */
static int stage(const request *asked, const cei_tally *tally, const cei_rubric *rubric) {
    cei_profile *profile = NULL;
    cei_profile *other = NULL;
    cei_rules *rules = NULL;
    cei_buffer text = {NULL, 0};
    cei_buffer again = {NULL, 0};
    cei_error *error = NULL;
    cei_status status = cei_stage(tally, asked->policy, &profile, &error);
    int code;
    if (status == CEI_STATUS_OK) {
        status = cei_profile_json(profile, &text, &error);
    }
    if (status == CEI_STATUS_OK && rubric != NULL
        && (cei_rules_new(asked->policy, rubric, &rules, NULL) != CEI_STATUS_OK
            || cei_rules_stage(rules, tally, &other, NULL) != CEI_STATUS_OK
            || cei_profile_json(other, &again, NULL) != CEI_STATUS_OK || text.len != again.len
            || memcmp(text.ptr, again.ptr, text.len) != 0)) {
        cei_buffer_free(&text);
        code = misuse("cei_stage and cei_rules_stage differ");
    } else {
        code = made(status, &text, error);
    }
    cei_buffer_free(&again);
    cei_rules_free(rules);
    cei_profile_free(other);
    cei_profile_free(profile);
    return code;
}

static int do_stage(const request *asked) {
    cei_tally *tally = NULL;
    cei_error *error = NULL;
    const file *document = &asked->documents[0];
    if (cei_tally_read(document->bytes, document->len, asked->rubric, &tally, &error) != CEI_STATUS_OK) {
        return refused(error);
    }
    int code = stage(asked, tally, asked->rubric);
    cei_tally_free(tally);
    return code;
}

/* Whether cei_rules_stage_document gives the stages of the profile that was made of the document; false without one. */
static bool staged_alike(const request *asked, cei_buffer made) {
    uint8_t stages[1001]; /* no rubric has more than 1,000 domains */
    const file *document = &asked->documents[0];
    cei_rules *rules = NULL;
    cei_profile *profile = NULL;
    bool alike = cei_rules_new(asked->policy, asked->rubric, &rules, NULL) == CEI_STATUS_OK
        && cei_rules_stage_document(rules, document->bytes, document->len, stages, sizeof stages, NULL) == CEI_STATUS_OK
        && cei_profile_read(made.ptr, made.len, asked->rubric, &profile, NULL) == CEI_STATUS_OK;
    for (size_t i = 0; alike && i < cei_profile_domain_count(profile); i++) {
        alike = cei_node_stage_number(cei_profile_domain(profile, i)) == (stages[i] == 255 ? 0U : stages[i]);
    }
    cei_profile_free(profile);
    cei_rules_free(rules);
    return alike;
}

static int do_assess(const request *asked) {
    cei_buffer text;
    cei_error *error;
    const file *document = &asked->documents[0];
    cei_status status = cei_assess(document->bytes, document->len, asked->rubric, asked->policy, &text, &error);
    if (status == CEI_STATUS_OK && asked->rubric != NULL && !staged_alike(asked, text)) {
        cei_buffer_free(&text);
        return misuse("cei_assess and cei_rules_stage_document differ");
    }
    return made(status, &text, error);
}

static int do_tally(const request *asked) {
    cei_assessment *assessment = NULL;
    cei_tally *tally = NULL;
    cei_buffer text = {NULL, 0};
    cei_error *error = NULL;
    const file *document = &asked->documents[0];
    cei_status status = cei_assessment_read(document->bytes, document->len, asked->rubric, &assessment, &error);
    if (status == CEI_STATUS_OK) {
        status = cei_tally_of(assessment, &tally, &error);
    }
    if (status == CEI_STATUS_OK) {
        status = cei_tally_json(tally, &text, &error);
    }
    int code = made(status, &text, error);
    cei_tally_free(tally);
    cei_assessment_free(assessment);
    return code;
}

static int do_merge(const request *asked) {
    cei_tally *left = NULL;
    cei_tally *right = NULL;
    cei_tally *sum = NULL;
    cei_buffer text = {NULL, 0};
    cei_error *error = NULL;
    const file *documents = asked->documents;
    cei_status status = cei_tally_read(documents[0].bytes, documents[0].len, asked->rubric, &left, &error);
    if (status == CEI_STATUS_OK) {
        status = cei_tally_read(documents[1].bytes, documents[1].len, asked->rubric, &right, &error);
    }
    if (status == CEI_STATUS_OK) {
        status = cei_tally_add(left, right, &sum, &error);
    }
    if (status == CEI_STATUS_OK) {
        status = cei_tally_json(sum, &text, &error);
    }
    int code = made(status, &text, error);
    cei_tally_free(sum);
    cei_tally_free(right);
    cei_tally_free(left);
    return code;
}

/* The report of a document. For `compile`, the policy has to compile exactly if the report is valid. */
static int do_validate(const request *asked) {
    cei_report *report = NULL;
    cei_buffer text = {NULL, 0};
    cei_error *error = NULL;
    const file *document = &asked->documents[0];
    cei_status status = cei_validate(document->bytes, document->len, asked->rubric, &report, &error);
    if (status == CEI_STATUS_OK) {
        status = cei_report_json(report, "en", 2, &text, &error);
    }
    if (status != CEI_STATUS_OK) {
        return refused(error);
    }
    int valid = cei_report_valid(report);
    cei_report_free(report);
    if (strcmp(asked->op, "compile") == 0) {
        cei_policy *policy = NULL;
        cei_rules *rules = NULL;
        int compiles = cei_policy_parse(document->bytes, document->len, &policy, NULL) == CEI_STATUS_OK
            && cei_rules_new(policy, asked->rubric, &rules, NULL) == CEI_STATUS_OK;
        cei_rules_free(rules);
        cei_policy_free(policy);
        if (compiles != valid) {
            cei_buffer_free(&text);
            return misuse("cei_validate and cei_rules_new differ");
        }
    }
    int code = answer(valid ? 0 : 1, text.ptr, text.len);
    cei_buffer_free(&text);
    return code;
}

static int digests(const cei_rubric *rubric, const cei_policy *policy) {
    char text[256];
    int len;
    if (rubric != NULL) {
        cei_text digest = cei_rubric_digest(rubric);
        cei_text structure = cei_rubric_structure(rubric);
        len = snprintf(text, sizeof text, "{\"digest\":\"%.*s\",\"structure\":\"%.*s\"}", (int)digest.len, digest.ptr,
                       (int)structure.len, structure.ptr);
    } else {
        cei_text digest = cei_policy_digest(policy);
        len = snprintf(text, sizeof text, "{\"digest\":\"%.*s\"}", (int)digest.len, digest.ptr);
    }
    return answer(0, text, (size_t)len);
}

static int is(cei_text text, const char *word) {
    return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

/* Of the document, a rubric or a policy; or of the one that the request names. */
static int do_digest(const request *asked) {
    cei_rubric *rubric = NULL;
    cei_policy *policy = NULL;
    cei_error *error = NULL;
    const file *document = &asked->documents[0];
    if (document->bytes == NULL) {
        return digests(asked->rubric, asked->policy);
    }
    cei_status status = cei_rubric_parse(document->bytes, document->len, &rubric, &error);
    if (status != CEI_STATUS_OK && is(cei_error_code(error), "unknown_format")) {
        cei_error_free(error);
        status = cei_policy_parse(document->bytes, document->len, &policy, &error);
    }
    int code = status == CEI_STATUS_OK ? digests(rubric, policy) : refused(error);
    cei_policy_free(policy);
    cei_rubric_free(rubric);
    return code;
}

/* What is derived from the document. */
static int do_derive(const request *asked) {
    cei_buffer text;
    cei_error *error;
    const char *name = asked->op + strlen(DERIVE);
    const file *document = &asked->documents[0];
    cei_status status = cei_derive(name, strlen(name), document->bytes, document->len, &text, &error);
    return made(status, &text, error);
}

static cei_status load_rubric(const char *name, cei_rubric **out, cei_error **error) {
    if (strchr(name, '/') == NULL) {
        return cei_rubric_built_in(name, strlen(name), out, error);
    }
    file document = file_read(name);
    cei_status status = cei_rubric_parse(document.bytes, document.len, out, error);
    free(document.bytes);
    return status;
}

static cei_status load_policy(const char *name, cei_policy **out, cei_error **error) {
    if (strchr(name, '/') == NULL) {
        return cei_policy_built_in(name, strlen(name), out, error);
    }
    file document = file_read(name);
    cei_status status = cei_policy_parse(document.bytes, document.len, out, error);
    free(document.bytes);
    return status;
}

static int run(char **fields, size_t count) {
    static const struct {
        const char *op;
        size_t documents;
        int (*act)(const request *);
    } acts[] = {{"assess", 1, do_assess},     {"stage", 1, do_stage},      {"tally", 1, do_tally},  {"merge", 2, do_merge},
                {"validate", 1, do_validate}, {"compile", 1, do_validate}, {"digest", 0, do_digest}};
    if (count < 3) {
        return misuse("OP RUBRIC POLICY [DOCUMENT [DOCUMENT]]");
    }
    request asked = {fields[0], NULL, NULL, {{NULL, 0}, {NULL, 0}}};
    cei_error *error = NULL;
    cei_status status = CEI_STATUS_OK;
    int code = 2;
    if (strcmp(fields[1], "-") != 0) {
        status = load_rubric(fields[1], &asked.rubric, &error);
    }
    if (status == CEI_STATUS_OK && strcmp(fields[2], "-") != 0) {
        status = load_policy(fields[2], &asked.policy, &error);
    }
    size_t read = 0;
    while (read < count - 3 && read < 2) {
        asked.documents[read] = file_read(fields[3 + read]);
        if (asked.documents[read].bytes == NULL) {
            break;
        }
        read++;
    }
    if (status != CEI_STATUS_OK) {
        code = refused(error);
    } else if (read != count - 3) {
        code = misuse("a document cannot be read");
    } else {
        size_t i = 0;
        while (i < sizeof acts / sizeof acts[0] && strcmp(acts[i].op, asked.op) != 0) {
            i++;
        }
        if (strncmp(asked.op, DERIVE, strlen(DERIVE)) == 0 && read >= 1) {
            code = do_derive(&asked);
        } else if (i < sizeof acts / sizeof acts[0] && read >= acts[i].documents) {
            code = acts[i].act(&asked);
        } else {
            code = misuse("no such OP, or too few documents");
        }
    }
    free(asked.documents[0].bytes);
    free(asked.documents[1].bytes);
    cei_policy_free(asked.policy);
    cei_rubric_free(asked.rubric);
    return code;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        return run(argv + 1, (size_t)argc - 1 < FIELDS ? (size_t)argc - 1 : FIELDS);
    }
    static char line[1 << 16];
    batch = 1;
    while (fgets(line, sizeof line, stdin) != NULL) {
        char *fields[FIELDS];
        size_t count = 0;
        for (char *field = strtok(line, "\t\n"); field != NULL && count < FIELDS; field = strtok(NULL, "\t\n")) {
            fields[count++] = field;
        }
        run(fields, count);
    }
    return 0;
}
