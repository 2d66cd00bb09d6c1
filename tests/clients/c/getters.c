/*
 * Every getter and every call over plain arrays with NULL, past the end and with an id that is none; and counts in structs of any size. What the getters
 * say where there is something is compared with the JSON, over the whole corpus: see nodes.c. Prints what is wrong, and
 * how many checks there were.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cei.h"

static int checks = 0;
static int wrong = 0;

static void check(int holds, const char *what, int line) {
    checks++;
    if (!holds) {
        wrong++;
        fprintf(stderr, "getters.c:%d: %s\n", line, what);
    }
}

#define CHECK(condition) check((condition) ? 1 : 0, #condition, __LINE__)
#define EMPTY(call) check(is_empty(call), #call, __LINE__)

static int is_empty(cei_text text) {
    return text.ptr != NULL && text.len == 0;
}

static int is(cei_text text, const char *word) {
    return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

/* Every getter of a rubric that has no such thing, or is NULL. */
static void rubric_has_nothing(const cei_rubric *rubric, size_t index, uint32_t number) {
    EMPTY(cei_rubric_stage_id(rubric, number));
    EMPTY(cei_rubric_stage_title(rubric, number, "en", 2));
    CHECK(cei_rubric_stage_number(rubric, "nothing", 7) == 0);
    CHECK(cei_rubric_stage_number(rubric, NULL, 7) == 0);
    EMPTY(cei_rubric_group_id(rubric, index));
    EMPTY(cei_rubric_group_title(rubric, index, "en", 2));
    CHECK(cei_rubric_group_index(rubric, "nobody", 6) == CEI_NOT_FOUND);
    EMPTY(cei_rubric_domain_id(rubric, index));
    EMPTY(cei_rubric_domain_title(rubric, index, NULL, 0));
    CHECK(cei_rubric_domain_index(rubric, NULL, 0) == CEI_NOT_FOUND);
    EMPTY(cei_rubric_competency_id(rubric, index));
    EMPTY(cei_rubric_competency_title(rubric, index, NULL, 2));
    CHECK(cei_rubric_competency_index(rubric, "\xff", 1) == CEI_NOT_FOUND);
    CHECK(cei_rubric_competency_domain(rubric, index) == CEI_NOT_FOUND);
    EMPTY(cei_rubric_descriptor(rubric, index, 1, "en", 2));
    EMPTY(cei_rubric_descriptor(rubric, 0, number, "en", 2));
    EMPTY(cei_rubric_lens_id(rubric, index));
    EMPTY(cei_rubric_lens_title(rubric, index, "en", 2));
}

static void rubrics(const cei_rubric *rubric) {
    rubric_has_nothing(NULL, 0, 1);
    rubric_has_nothing(rubric, SIZE_MAX, 0);
    rubric_has_nothing(rubric, cei_rubric_competency_count(rubric), cei_rubric_stage_count(rubric) + 1);
    EMPTY(cei_rubric_id(NULL));
    EMPTY(cei_rubric_version(NULL));
    EMPTY(cei_rubric_title(NULL, NULL, 0));
    CHECK(cei_rubric_stage_count(NULL) == 0 && cei_rubric_group_count(NULL) == 0 && cei_rubric_domain_count(NULL) == 0);
    CHECK(cei_rubric_competency_count(NULL) == 0 && cei_rubric_lens_count(NULL) == 0);

    CHECK(is(cei_rubric_id(rubric), "cei-self-assessment") && is(cei_rubric_version(rubric), "2023.1"));
    CHECK(cei_rubric_title(rubric, "en", 2).len > 0);
    CHECK(cei_rubric_stage_count(rubric) == 4 && cei_rubric_domain_count(rubric) == 7);
    CHECK(cei_rubric_competency_count(rubric) == 34 && cei_rubric_group_count(rubric) == 6);
    CHECK(cei_rubric_lens_count(rubric) > 0 && cei_rubric_lens_id(rubric, 0).len > 0);
    CHECK(cei_rubric_lens_title(rubric, 0, "en", 2).len > 0);
    CHECK(is(cei_rubric_stage_id(rubric, 1), "not_evident") && is(cei_rubric_stage_title(rubric, 4, "en", 2), "Advanced"));
    CHECK(cei_rubric_stage_number(rubric, "maturing", 8) == 3);
    CHECK(cei_rubric_group_index(rubric, "team", 4) == 5 && is(cei_rubric_group_id(rubric, 5), "team"));
    CHECK(is(cei_rubric_group_title(rubric, 5, "es-MX", 5), "Equipo"));
    CHECK(is(cei_rubric_group_title(rubric, 5, "vi", 2), "Team"));
    CHECK(cei_rubric_group_title(rubric, 0, "en", 2).len > 0);
    CHECK(cei_rubric_domain_index(rubric, "building-relationships", 22) == 0);
    CHECK(is(cei_rubric_domain_id(rubric, 0), "building-relationships") && cei_rubric_domain_title(rubric, 0, "es", 2).len > 0);
    size_t index = cei_rubric_competency_index(rubric, "2.1", 3);
    CHECK(is(cei_rubric_competency_id(rubric, index), "2.1") && cei_rubric_competency_domain(rubric, index) == 1);
    CHECK(cei_rubric_competency_title(rubric, index, "en", 2).len > 0);
    int described = 0;
    for (size_t i = 0; i < 34; i++) {
        for (uint32_t number = 1; number <= 4; number++) {
            described += cei_rubric_descriptor(rubric, i, number, "en", 2).len > 0;
        }
    }
    CHECK(described == 5);
    /* A language that it does not have is its own; what belongs to the rubric stays where it is. */
    CHECK(cei_rubric_domain_title(rubric, 0, "vi", 2).ptr == cei_rubric_domain_title(rubric, 0, "en", 2).ptr);
    CHECK(cei_rubric_domain_title(rubric, 0, "es-MX", 5).ptr == cei_rubric_domain_title(rubric, 0, "es", 2).ptr);
}

static void node_has_nothing(const cei_node *node) {
    cei_counts counts = {.size = sizeof counts};
    EMPTY(cei_node_raise_id(node, SIZE_MAX));
    EMPTY(cei_node_raise_from(node, SIZE_MAX));
    EMPTY(cei_node_raise_to(node, SIZE_MAX));
    CHECK(cei_node_raise_votes(node, SIZE_MAX) == 0);
    EMPTY(cei_node_held_by(node, SIZE_MAX));
    CHECK(cei_node_reached(node, 0) == 0 && cei_node_reached(node, UINT32_MAX) == 0);
    CHECK(cei_node_note(node, SIZE_MAX) == NULL);
    CHECK(cei_node_child(node, SIZE_MAX) == NULL);
    CHECK(cei_node_child_by_id(node, "nothing", 7) == NULL && cei_node_child_by_id(node, NULL, 1) == NULL);
    CHECK(!cei_node_counts(node, &counts) && !cei_node_counts(node, NULL));
}

static void nodes(const cei_profile *profile) {
    cei_buffer buffer;
    cei_error *error;

    node_has_nothing(NULL);
    node_has_nothing(cei_profile_domain(profile, 0));
    CHECK(cei_node_level(NULL) == CEI_LEVEL_NONE && cei_node_status(NULL) == CEI_STAGE_STATUS_NONE);
    CHECK(cei_node_bound(NULL) == CEI_BOUND_NONE);
    EMPTY(cei_node_id(NULL));
    EMPTY(cei_node_path(NULL));
    EMPTY(cei_node_title(NULL, NULL, 0));
    EMPTY(cei_node_stage(NULL));
    EMPTY(cei_node_low(NULL));
    EMPTY(cei_node_high(NULL));
    EMPTY(cei_node_next_stage(NULL));
    EMPTY(cei_node_reason(NULL, NULL, 0));
    CHECK(cei_node_stage_number(NULL) == 0 && cei_node_low_number(NULL) == 0 && cei_node_high_number(NULL) == 0);
    CHECK(cei_node_next_stage_number(NULL) == 0 && cei_node_next_steps(NULL) == 0);
    CHECK(cei_node_votes(NULL) == 0 && cei_node_members(NULL) == 0 && cei_node_need(NULL) == 0);
    CHECK(cei_node_points(NULL) == 0 && cei_node_most_points(NULL) == 0);
    CHECK(cei_node_raise_count(NULL) == 0 && cei_node_held_by_count(NULL) == 0 && cei_node_note_count(NULL) == 0);
    CHECK(cei_node_child_count(NULL) == 0 && !cei_node_is_decided(NULL));
    CHECK(cei_node_json(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_node_json(NULL, &buffer, &error) == CEI_STATUS_NULL_POINTER && buffer.ptr == NULL);
    cei_error_free(error);

    /* An out-of-scope language is English; a node has words, a path and JSON. */
    const cei_node *node = cei_profile_node(profile, "1.1", 3);
    CHECK(is(cei_node_path(node), "/domains/0/competencies/0") && cei_node_level(node) == CEI_LEVEL_COMPETENCY);
    CHECK(cei_node_reason(node, "vi", 2).ptr == cei_node_reason(node, "en", 2).ptr);
    CHECK(cei_node_reason(node, NULL, 0).len > 0 && cei_node_title(node, NULL, 0).len > 0);
    CHECK(cei_node_json(node, &buffer, NULL) == CEI_STATUS_OK && buffer.ptr[0] == '{');
    cei_buffer_free(&buffer);
}

static void profiles(cei_profile *profile) {
    cei_profile *read = (cei_profile *)&checks;
    cei_error *error;
    cei_buffer json;

    CHECK(cei_profile_read(NULL, 0, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_profile_read(NULL, 1, NULL, &read, NULL) == CEI_STATUS_NULL_POINTER && read == NULL);
    CHECK(cei_profile_read("{}", 2, NULL, &read, &error) == CEI_STATUS_INVALID_DOCUMENT);
    CHECK(is(cei_error_code(error), "missing_field"));
    cei_error_free(error);
    EMPTY(cei_profile_assessment(NULL));
    EMPTY(cei_profile_subject(NULL));
    CHECK(cei_profile_rubric(NULL) == NULL && cei_profile_overall(NULL) == NULL && cei_profile_notes(NULL) == NULL);
    CHECK(cei_profile_domain_count(NULL) == 0 && cei_profile_domain(NULL, 0) == NULL);
    CHECK(cei_profile_node(NULL, "1.1", 3) == NULL && cei_profile_lens_count(NULL) == 0);
    EMPTY(cei_profile_lens_id(NULL, 0));
    CHECK(cei_profile_part_count(NULL, 0) == 0 && cei_profile_part(NULL, 0, 0) == NULL);
    CHECK(cei_profile_part_by_id(NULL, 0, "x", 1) == NULL);

    CHECK(cei_profile_domain(profile, 7) == NULL && cei_profile_node(profile, "9.9", 3) == NULL);
    CHECK(cei_profile_node(profile, NULL, 1) == NULL && cei_profile_overall(profile) == NULL);
    CHECK(cei_profile_part(profile, SIZE_MAX, 0) == NULL && cei_profile_part(profile, 0, SIZE_MAX) == NULL);
    CHECK(cei_profile_part_count(profile, SIZE_MAX) == 0 && cei_profile_part_by_id(profile, 0, "x", 1) == NULL);
    EMPTY(cei_profile_lens_id(profile, SIZE_MAX));
    CHECK(cei_profile_lens_id(profile, 0).len > 0);
    CHECK(is(cei_profile_assessment(profile), "counted") && is_empty(cei_profile_subject(profile)));
    CHECK(cei_report_valid(cei_profile_notes(profile)));

    /* One that was kept says the same, and does not fit another rubric. */
    cei_rubric *other;
    CHECK(cei_rubric_built_in("lcff-priority-3", 15, &other, NULL) == CEI_STATUS_OK);
    CHECK(cei_profile_json(profile, &json, NULL) == CEI_STATUS_OK);
    CHECK(cei_profile_read(json.ptr, json.len, other, &read, &error) == CEI_STATUS_DOES_NOT_FIT);
    CHECK(is(cei_error_code(error), "other_rubric"));
    cei_error_free(error);
    CHECK(cei_profile_read(json.ptr, json.len, NULL, &read, NULL) == CEI_STATUS_OK);
    CHECK(is(cei_rubric_id(cei_profile_rubric(read)), "cei-self-assessment"));
    CHECK(cei_node_stage_number(cei_profile_node(read, "1.1", 3)) == cei_node_stage_number(cei_profile_node(profile, "1.1", 3)));
    cei_profile_free(read);
    cei_buffer_free(&json);
    cei_rubric_free(other);
}

static void tallies(const cei_rubric *rubric, cei_profile **profile) {
    cei_tally *tally = (cei_tally *)&checks;
    cei_error *error;
    cei_counts counts = {.size = sizeof counts};
    cei_counts found = {.size = sizeof found};

    CHECK(cei_tally_new(NULL, NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tally_new(NULL, "a", 1, &tally, NULL) == CEI_STATUS_NULL_POINTER && tally == NULL);
    CHECK(cei_tally_new(rubric, NULL, 0, &tally, &error) == CEI_STATUS_INVALID_TEXT && tally == NULL);
    CHECK(is(cei_error_code(error), "invalid_text"));
    cei_error_free(error);
    CHECK(cei_tally_new(rubric, "counted", 7, &tally, NULL) == CEI_STATUS_OK);
    EMPTY(cei_tally_assessment(NULL));
    CHECK(is(cei_tally_assessment(tally), "counted"));

    counts.stages[0] = 1;
    counts.stages[2] = 4;
    counts.unanswered = 5;
    counts.dont_know = 6;
    counts.not_applicable = 7;
    counts.withheld = 8;
    counts.evidence = 9;
    CHECK(cei_tally_add_counts(NULL, 0, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tally_add_counts(NULL, 0, 0, &counts, &error) == CEI_STATUS_NULL_POINTER);
    cei_error_free(error);
    CHECK(cei_tally_add_counts(tally, 0, 0, NULL, &error) == CEI_STATUS_NULL_POINTER);
    cei_error_free(error);
    CHECK(cei_tally_add_counts(tally, SIZE_MAX, 0, &counts, &error) == CEI_STATUS_DOES_NOT_ADD);
    CHECK(is(cei_error_code(error), "out_of_range") && is(cei_error_path(error), "/competency"));
    cei_error_free(error);
    CHECK(cei_tally_add_counts(tally, 0, 6, &counts, NULL) == CEI_STATUS_DOES_NOT_ADD);
    CHECK(cei_tally_add_counts(tally, 0, 0, &counts, &error) == CEI_STATUS_OK && error == NULL);
    CHECK(cei_tally_add_counts(tally, 0, 0, &counts, NULL) == CEI_STATUS_OK);
    CHECK(!cei_tally_counts(NULL, 0, 0, &found) && !cei_tally_counts(tally, 34, 0, &found));
    CHECK(!cei_tally_counts(tally, 0, SIZE_MAX, &found) && !cei_tally_counts(tally, 0, 0, NULL));
    CHECK(cei_tally_counts(tally, 0, 0, &found) && found.stages[0] == 2 && found.stages[2] == 8 && found.stages[8] == 0);
    CHECK(found.unanswered == 10 && found.dont_know == 12 && found.not_applicable == 14 && found.withheld == 16);
    CHECK(found.evidence == 18 && found.size == sizeof found);
    CHECK(cei_tally_counts(tally, 1, 0, &found) && found.stages[0] == 0 && found.evidence == 0);

    /* Another size: none, less than a whole field further, more than any, and of a later version. */
    counts.size = 0;
    CHECK(cei_tally_add_counts(tally, 0, 0, &counts, &error) == CEI_STATUS_INVALID_SIZE);
    CHECK(is(cei_error_code(error), "invalid_size"));
    cei_error_free(error);
    CHECK(!cei_tally_counts(tally, 0, 0, &counts));
    counts.size = SIZE_MAX;
    CHECK(cei_tally_add_counts(tally, 0, 0, &counts, NULL) == CEI_STATUS_INVALID_SIZE);
    struct {
        cei_counts known;
        uint64_t later;
    } longer = {.known = {.size = sizeof longer, .stages = {1}}, .later = 1};
    CHECK(cei_tally_add_counts(tally, 0, 1, (const cei_counts *)&longer, NULL) == CEI_STATUS_INVALID_SIZE);
    longer.later = 0;
    CHECK(cei_tally_add_counts(tally, 0, 1, (const cei_counts *)&longer, NULL) == CEI_STATUS_OK);
    longer.later = 1;
    CHECK(cei_tally_counts(tally, 0, 1, (cei_counts *)&longer) && longer.later == 0 && longer.known.stages[0] == 1);
    counts = (cei_counts){.size = sizeof counts};
    counts.stages[4] = 1;
    CHECK(cei_tally_add_counts(tally, 0, 0, &counts, &error) == CEI_STATUS_DOES_NOT_ADD);
    CHECK(is(cei_error_path(error), "/stages") && cei_report_count(cei_error_report(error)) == 1);
    cei_error_free(error);
    counts = (cei_counts){.size = sizeof counts, .withheld = UINT64_MAX};
    CHECK(cei_tally_add_counts(tally, 0, 0, &counts, NULL) == CEI_STATUS_DOES_NOT_ADD);

    CHECK(cei_stage(tally, NULL, profile, NULL) == CEI_STATUS_OK);
    cei_tally_free(tally);
}

static void others(void) {
    cei_policy *policy;
    cei_assessment *assessment;
    static const char json[] =
        "{\"format\":\"cei.assessment/1\",\"id\":\"a\",\"rubric\":{\"id\":\"cei-self-assessment\",\"version\":\"2023.1\"},"
        "\"subject\":{\"id\":\"s\"},\"raters\":[{\"id\":\"r\",\"group\":\"families\"}],"
        "\"ratings\":[{\"rater\":\"r\",\"competency\":\"1.1\",\"stage\":\"maturing\"},{\"competency\":\"1.2\",\"missing\":\"withheld\"}],"
        "\"decisions\":[{\"competency\":\"1.1\",\"stage\":\"maturing\"}]}";

    EMPTY(cei_policy_id(NULL));
    EMPTY(cei_policy_version(NULL));
    EMPTY(cei_policy_title(NULL, NULL, 0));
    CHECK(cei_policy_built_in("mean", 4, &policy, NULL) == CEI_STATUS_OK);
    CHECK(is(cei_policy_id(policy), "mean") && is(cei_policy_version(policy), "1"));
    CHECK(cei_policy_title(policy, "en", 2).len > 0 && cei_policy_title(policy, "es-MX", 5).len > 0);
    cei_policy_free(policy);

    EMPTY(cei_assessment_id(NULL));
    EMPTY(cei_assessment_subject(NULL));
    CHECK(cei_assessment_rater_count(NULL) == 0 && cei_assessment_rating_count(NULL) == 0);
    CHECK(cei_assessment_decision_count(NULL) == 0);
    CHECK(cei_assessment_read(json, strlen(json), NULL, &assessment, NULL) == CEI_STATUS_OK);
    CHECK(is(cei_assessment_id(assessment), "a") && is(cei_assessment_subject(assessment), "s"));
    CHECK(cei_assessment_rater_count(assessment) == 1 && cei_assessment_rating_count(assessment) == 2);
    CHECK(cei_assessment_decision_count(assessment) == 1);
    cei_assessment_free(assessment);

    CHECK(cei_code_count() > 50 && cei_schema_count() >= 6);
    for (size_t i = 0; i < cei_code_count(); i++) {
        CHECK(cei_code_name(i).len > 0 && cei_code_severity(i) != CEI_SEVERITY_NONE);
        CHECK(cei_code_explanation(i, "en", 2).len > 0);
        CHECK(cei_code_explanation(i, "es", 2).ptr != cei_code_explanation(i, NULL, 0).ptr);
    }
    EMPTY(cei_code_name(SIZE_MAX));
    EMPTY(cei_code_explanation(cei_code_count(), "en", 2));
    CHECK(cei_code_severity(cei_code_count()) == CEI_SEVERITY_NONE);
    for (size_t i = 0; i < cei_schema_count(); i++) {
        cei_buffer schema;
        cei_text name = cei_schema_name(i);
        CHECK(cei_schema(name.ptr, name.len, &schema, NULL) == CEI_STATUS_OK);
        cei_buffer_free(&schema);
    }
    EMPTY(cei_schema_name(cei_schema_count()));
}

/* Two assessments in arrays, by both orders; and what no array can say. */
static void arrays(const cei_rubric *rubric) {
    uint8_t values[2][34];
    uint8_t out[2 * 8];
    cei_rules *rules;
    cei_error *error;
    const uint32_t rows = CEI_MATRIX_ORDER_ROW_MAJOR;

    CHECK(cei_rules_matrix_columns(NULL) == 0);
    CHECK(cei_rules_stage_matrix(NULL, rows, NULL, 0, 0, NULL, 0, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_stage_answers(NULL, NULL, NULL, NULL, NULL, 0, 0, rows, NULL, 0, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_new(NULL, rubric, &rules, NULL) == CEI_STATUS_OK && cei_rules_matrix_columns(rules) == 7);
    memset(values[0], 3, sizeof values[0]);
    memset(values[1], 0, sizeof values[1]);
    CHECK(cei_rules_stage_matrix(rules, rows, values[0], 2, 34, out, 7, &error) == CEI_STATUS_OK && error == NULL);
    CHECK(out[0] == 3 && out[6] == 3 && out[7] == 0 && out[13] == 0);
    CHECK(cei_rules_stage_matrix(rules, rows, NULL, 2, 34, out, 7, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_stage_matrix(rules, rows, values[0], 2, 34, NULL, 7, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_stage_matrix(rules, rows, values[0], 2, 33, out, 7, &error) == CEI_STATUS_INVALID_MATRIX);
    CHECK(cei_error_message(error, "en", 2).len > 0);
    cei_error_free(error);
    CHECK(cei_rules_stage_matrix(rules, 7, values[0], 2, 34, out, 7, NULL) == CEI_STATUS_INVALID_MATRIX);
    values[1][5] = 5;
    CHECK(cei_rules_stage_matrix(rules, rows, values[0], 2, 34, out, 7, NULL) == CEI_STATUS_INVALID_MATRIX);
    CHECK(cei_rules_stage_matrix(rules, rows, NULL, 0, 34, NULL, 7, NULL) == CEI_STATUS_OK);

    const char *document = "{\"format\":\"cei.assessment/1\",\"id\":\"a\",\"rubric\":{\"id\":\"cei-self-assessment\","
                           "\"version\":\"2023.1\"},\"decisions\":[{\"competency\":\"1.1\",\"stage\":\"maturing\"}]}";
    CHECK(cei_rules_stage_document(NULL, document, strlen(document), out, 7, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_stage_document(rules, NULL, 5, out, 7, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_stage_document(rules, document, strlen(document), NULL, 7, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_rules_stage_document(rules, document, strlen(document), out, 6, NULL) == CEI_STATUS_INVALID_LENGTH);
    CHECK(cei_rules_stage_document(rules, document, 20, out, 7, &error) == CEI_STATUS_INVALID_DOCUMENT);
    cei_error_free(error);
    memset(out, 9, sizeof out);
    CHECK(cei_rules_stage_document(rules, document, strlen(document), out, sizeof out, NULL) == CEI_STATUS_OK);
    CHECK(out[0] == 0 && out[6] == 0 && out[7] == 9);

    const uint32_t of_assessments[] = {0, 1};
    const uint8_t of_groups[] = {0, 5};
    const uint16_t of_competencies[] = {0, 33};
    const uint8_t stages[] = {4, 2};
    const uint8_t none[] = {4, 9};
    CHECK(cei_rules_stage_answers(rules, of_assessments, of_groups, of_competencies, stages, 2, 2, rows, out, 7, NULL) == CEI_STATUS_OK);
    CHECK(cei_rules_stage_answers(rules, of_assessments, of_groups, of_competencies, none, 2, 2, rows, out, 7, NULL) == CEI_STATUS_INVALID_MATRIX);
    CHECK(cei_rules_stage_answers(rules, NULL, of_groups, of_competencies, stages, 2, 2, rows, out, 7, NULL) == CEI_STATUS_NULL_POINTER);
    cei_rules_free(rules);
}

int main(void) {
    cei_rubric *rubric;
    cei_profile *profile;
    CHECK(cei_rubric_built_in("cei-self-assessment", 19, &rubric, NULL) == CEI_STATUS_OK);
    rubrics(rubric);
    arrays(rubric);
    tallies(rubric, &profile);
    cei_rubric_free(rubric);
    profiles(profile);
    nodes(profile);
    cei_profile_free(profile);
    others();
    printf("%d checks, %d wrong\n", checks, wrong);
    return wrong == 0 ? 0 : 1;
}
