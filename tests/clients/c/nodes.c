/*
 * What a screen shows of a profile, by the getters alone, for comparing with the profile's JSON.
 *
 *     nodes < requests
 *
 * A request is a line as for corpus.c, with the OP assess or stage. The answer to each is one line a node, its fields
 * apart by tabs in the order of `print_node`, then a line with a dot. The profile is read back from its JSON first, so
 * that one that was kept says the same.
 */
#include <inttypes.h>
#include <string.h>

#include "cei.h"
#include "files.h"

static void text(cei_text text) {
    printf("\t%.*s", (int)text.len, text.ptr);
}

static void number(uint64_t number) {
    printf("\t%" PRIu64, number);
}

static void print_node(const cei_node *node, uint32_t stages) {
    printf("%d", (int)cei_node_level(node));
    text(cei_node_path(node));
    text(cei_node_id(node));
    number((uint64_t)cei_node_status(node));
    text(cei_node_stage(node));
    number(cei_node_stage_number(node));
    text(cei_node_low(node));
    number(cei_node_low_number(node));
    text(cei_node_high(node));
    number(cei_node_high_number(node));
    number((uint64_t)cei_node_bound(node));
    number(cei_node_votes(node));
    number(cei_node_members(node));
    number(cei_node_need(node));
    for (uint32_t stage = 1; stage <= stages; stage++) {
        number(cei_node_reached(node, stage));
    }
    number(cei_node_points(node));
    number(cei_node_most_points(node));
    text(cei_node_reason(node, "en", 2));
    text(cei_node_reason(node, "es-MX", 5));
    number(cei_node_next_steps(node));
    text(cei_node_next_stage(node));
    number(cei_node_next_stage_number(node));
    number(cei_node_raise_count(node));
    for (size_t i = 0; i < cei_node_raise_count(node); i++) {
        text(cei_node_raise_id(node, i));
        text(cei_node_raise_from(node, i));
        text(cei_node_raise_to(node, i));
        number(cei_node_raise_votes(node, i));
    }
    number(cei_node_held_by_count(node));
    for (size_t i = 0; i < cei_node_held_by_count(node); i++) {
        text(cei_node_held_by(node, i));
    }
    number(cei_node_is_decided(node));
    cei_counts counts = {.size = sizeof counts};
    number(cei_node_counts(node, &counts));
    for (uint32_t stage = 0; stage < stages; stage++) {
        number(counts.stages[stage]);
    }
    number(counts.unanswered);
    number(counts.dont_know);
    number(counts.not_applicable);
    number(counts.withheld);
    number(cei_node_note_count(node));
    for (size_t i = 0; i < cei_node_note_count(node); i++) {
        const cei_diagnostic *note = cei_node_note(node, i);
        text(cei_diagnostic_code(note));
        text(cei_diagnostic_message(note, "es", 2));
        text(cei_diagnostic_help(note, "en", 2));
        text(cei_diagnostic_params(note));
    }
    text(cei_node_title(node, "es", 2));
    cei_buffer json;
    if (cei_node_json(node, &json, NULL) == CEI_STATUS_OK) {
        printf("\t%s\n", json.ptr);
        cei_buffer_free(&json);
    }
    for (size_t i = 0; i < cei_node_child_count(node); i++) {
        const cei_node *child = cei_node_child(node, i);
        cei_text id = cei_node_id(child);
        if (cei_node_child_by_id(node, id.ptr, id.len) != child) {
            puts("cei_node_child_by_id differs");
        }
        print_node(child, stages);
    }
}

static void print_profile(const cei_profile *profile) {
    uint32_t stages = cei_rubric_stage_count(cei_profile_rubric(profile));
    if (cei_profile_overall(profile) != NULL) {
        print_node(cei_profile_overall(profile), stages);
    }
    for (size_t i = 0; i < cei_profile_domain_count(profile); i++) {
        const cei_node *domain = cei_profile_domain(profile, i);
        cei_text id = cei_node_id(domain);
        if (cei_profile_node(profile, id.ptr, id.len) != domain) {
            puts("cei_profile_node differs");
        }
        print_node(domain, stages);
    }
    for (size_t lens = 0; lens < cei_profile_lens_count(profile); lens++) {
        for (size_t i = 0; i < cei_profile_part_count(profile, lens); i++) {
            const cei_node *part = cei_profile_part(profile, lens, i);
            cei_text id = cei_node_id(part);
            if (cei_profile_part_by_id(profile, lens, id.ptr, id.len) != part) {
                puts("cei_profile_part_by_id differs");
            }
            print_node(part, stages);
        }
    }
}

/* The profile of a request, or NULL. */
static cei_profile *profile_of(const char *op, const cei_rubric *rubric, const cei_policy *policy, const file *document) {
    cei_assessment *assessment = NULL;
    cei_tally *tally = NULL;
    cei_profile *staged = NULL;
    cei_profile *read = NULL;
    cei_buffer json = {NULL, 0};
    if (strcmp(op, "assess") == 0) {
        cei_assessment_read(document->bytes, document->len, rubric, &assessment, NULL);
        cei_tally_of(assessment, &tally, NULL);
    } else {
        cei_tally_read(document->bytes, document->len, rubric, &tally, NULL);
    }
    if (cei_stage(tally, policy, &staged, NULL) == CEI_STATUS_OK && cei_profile_json(staged, &json, NULL) == CEI_STATUS_OK) {
        cei_profile_read(json.ptr, json.len, cei_profile_rubric(staged), &read, NULL);
    }
    cei_buffer_free(&json);
    cei_profile_free(staged);
    cei_tally_free(tally);
    cei_assessment_free(assessment);
    return read;
}

int main(void) {
    static char line[1 << 16];
    while (fgets(line, sizeof line, stdin) != NULL) {
        const char *op = strtok(line, "\t\n");
        const char *rubric_name = strtok(NULL, "\t\n");
        const char *policy_name = strtok(NULL, "\t\n");
        const char *document_name = strtok(NULL, "\t\n");
        if (document_name == NULL) {
            return 2;
        }
        cei_rubric *rubric = NULL;
        cei_policy *policy = NULL;
        file bytes = file_read(rubric_name);
        if (bytes.bytes != NULL) {
            cei_rubric_parse(bytes.bytes, bytes.len, &rubric, NULL);
        } else {
            cei_rubric_built_in(rubric_name, strlen(rubric_name), &rubric, NULL);
        }
        free(bytes.bytes);
        bytes = file_read(policy_name);
        if (bytes.bytes != NULL) {
            cei_policy_parse(bytes.bytes, bytes.len, &policy, NULL);
        } else if (strcmp(policy_name, "-") != 0) {
            cei_policy_built_in(policy_name, strlen(policy_name), &policy, NULL);
        }
        free(bytes.bytes);
        file document = file_read(document_name);
        cei_profile *profile = profile_of(op, rubric, policy, &document);
        print_profile(profile);
        puts(".");
        fflush(stdout);
        cei_profile_free(profile);
        free(document.bytes);
        cei_policy_free(policy);
        cei_rubric_free(rubric);
    }
    return 0;
}
