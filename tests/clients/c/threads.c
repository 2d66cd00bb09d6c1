/*
 * Eight threads share every handle: each reads, stages and explains with the same rubric, rules, tally and profile, and
 * all have to see the same. What a handle makes when first asked for (words, nodes, digests) is first asked for by all
 * at once.
 *
 *     threads FILE [ROUNDS]
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <string.h>

#include "cei.h"
#include "files.h"

#define THREADS 8

typedef struct shared {
    int rounds;
    file document;
    cei_rubric *rubric;
    cei_policy *policy;
    cei_rules *rules;
    cei_assessment *assessment;
    cei_tally *tally;
    cei_profile *profile;
    cei_report *report;
    cei_error *error;
    pthread_barrier_t barrier;
} shared;

/* Mixes some bytes into a sum. */
static uint64_t mix(uint64_t sum, const char *bytes, size_t len) {
    for (size_t i = 0; i < len; i++) {
        sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
    }
    return sum;
}

static uint64_t mix_text(uint64_t sum, cei_text text) {
    return mix(sum, text.ptr, text.len);
}

static uint64_t mix_node(uint64_t sum, const cei_node *node) {
    sum = mix_text(sum, cei_node_id(node));
    sum = mix_text(sum, cei_node_reason(node, "es", 2));
    sum = mix_text(sum, cei_node_title(node, "en", 2));
    for (size_t i = 0; i < cei_node_note_count(node); i++) {
        sum = mix_text(sum, cei_diagnostic_message(cei_node_note(node, i), "en", 2));
        sum = mix_text(sum, cei_diagnostic_params(cei_node_note(node, i)));
    }
    for (size_t i = 0; i < cei_node_child_count(node); i++) {
        sum = mix_node(sum, cei_node_child(node, i));
    }
    return sum;
}

static uint64_t mix_report(uint64_t sum, const cei_report *report) {
    for (size_t i = 0; i < cei_report_count(report); i++) {
        const cei_diagnostic *one = cei_report_get(report, i);
        sum = mix_text(sum, cei_diagnostic_message(one, "es", 2));
        sum = mix_text(sum, cei_diagnostic_help(one, "en", 2));
        sum = mix_text(sum, cei_diagnostic_params(one));
    }
    return sum;
}

static void *work(void *given) {
    shared *all = given;
    uint64_t *sum = calloc(1, sizeof *sum);
    pthread_barrier_wait(&all->barrier);
    for (int round = 0; sum != NULL && round < all->rounds; round++) {
        cei_profile *profile = NULL;
        cei_buffer json = {NULL, 0};
        cei_tally *twice = NULL;
        *sum = mix_text(*sum, cei_policy_digest(all->policy));
        *sum = mix_text(*sum, cei_rubric_digest(all->rubric));
        for (size_t i = 0; i < cei_profile_domain_count(all->profile); i++) {
            *sum = mix_node(*sum, cei_profile_domain(all->profile, i));
        }
        *sum = mix_report(*sum, cei_profile_notes(all->profile));
        *sum = mix_report(*sum, cei_assessment_report(all->assessment));
        *sum = mix_report(*sum, all->report);
        *sum = mix_report(*sum, cei_error_report(all->error));
        *sum = mix_text(*sum, cei_error_message(all->error, "es", 2));
        if (cei_rules_stage(all->rules, all->tally, &profile, NULL) == CEI_STATUS_OK
            && cei_profile_json(profile, &json, NULL) == CEI_STATUS_OK
            && cei_tally_add(all->tally, all->tally, &twice, NULL) == CEI_STATUS_OK) {
            *sum = mix(*sum, json.ptr, json.len);
        }
        cei_buffer_free(&json);
        cei_tally_free(twice);
        cei_profile_free(profile);
    }
    return sum;
}

int main(int argc, char **argv) {
    shared all = {.rounds = argc > 2 ? atoi(argv[2]) : 20};
    pthread_t threads[THREADS];
    uint64_t sums[THREADS];
    if (argc < 2 || (all.document = file_read(argv[1])).bytes == NULL) {
        return 2;
    }
    if (cei_rubric_built_in("cei-self-assessment", 19, &all.rubric, NULL) != CEI_STATUS_OK
        || cei_policy_built_in("cei-default", 11, &all.policy, NULL) != CEI_STATUS_OK
        || cei_rules_new(all.policy, all.rubric, &all.rules, NULL) != CEI_STATUS_OK
        || cei_assessment_read(all.document.bytes, all.document.len, all.rubric, &all.assessment, NULL) != CEI_STATUS_OK
        || cei_tally_of(all.assessment, &all.tally, NULL) != CEI_STATUS_OK
        || cei_rules_stage(all.rules, all.tally, &all.profile, NULL) != CEI_STATUS_OK
        || cei_validate("{\"format\":\"cei.tally/1\"}", 24, NULL, &all.report, NULL) != CEI_STATUS_OK
        || cei_rubric_parse("{}", 2, &(cei_rubric *){NULL}, &all.error) == CEI_STATUS_OK
        || pthread_barrier_init(&all.barrier, NULL, THREADS) != 0) {
        return 2;
    }
    for (int i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, work, &all) != 0) {
            return 2;
        }
    }
    int differ = 0;
    for (int i = 0; i < THREADS; i++) {
        void *sum = NULL;
        pthread_join(threads[i], &sum);
        sums[i] = sum != NULL ? *(uint64_t *)sum : 0;
        differ += sums[i] == 0 || sums[i] != sums[0];
        free(sum);
    }
    pthread_barrier_destroy(&all.barrier);
    cei_error_free(all.error);
    cei_report_free(all.report);
    cei_profile_free(all.profile);
    cei_tally_free(all.tally);
    cei_assessment_free(all.assessment);
    cei_rules_free(all.rules);
    cei_policy_free(all.policy);
    cei_rubric_free(all.rubric);
    free(all.document.bytes);
    printf("%d threads, %d rounds each, %d differ\n", THREADS, all.rounds, differ);
    return differ == 0 ? 0 : 1;
}
