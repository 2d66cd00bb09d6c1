/*
 * Tables through the Arrow C stream interface: a stream written by hand goes in, counts and stages come out, and what
 * counts come out can go in again. Then every mistake: NULL, a stream that was released, a producer that fails, a table
 * that is none. Prints what is wrong, and how many checks there were.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cei.h"

/* From the specification of the Arrow C data and C stream interfaces. */
struct ArrowSchema {
    const char *format, *name, *metadata;
    int64_t flags, n_children;
    struct ArrowSchema **children, *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length, null_count, offset, n_buffers, n_children;
    const void **buffers;
    struct ArrowArray **children, *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

static int checks = 0;
static int wrong = 0;

static void check(int holds, const char *what, int line) {
    checks++;
    if (!holds) {
        wrong++;
        fprintf(stderr, "streams.c:%d: %s\n", line, what);
    }
}

#define CHECK(condition) check((condition) ? 1 : 0, #condition, __LINE__)

/* A table of text columns that stays where it is: two batches with the same rows each. */
enum { COLUMNS = 4, ROWS = 3 };
static const char *const names[COLUMNS] = {"assessment", "group", "competency", "stage"};
static const char *const values[COLUMNS] = {"aab", "familiesstudentsfamilies", "1.11.11.2", "maturingadvanced2"};
static const int32_t offsets[COLUMNS][ROWS + 1] = {{0, 1, 2, 3}, {0, 8, 16, 24}, {0, 3, 6, 9}, {0, 8, 16, 17}};

struct table {
    int batches_left;
    int fails;
    int released;
};

static void release_schema(struct ArrowSchema *schema) {
    if (schema->n_children > 0) {
        for (int64_t i = 0; i < schema->n_children; i++) {
            if (schema->children[i]->release != NULL) {
                schema->children[i]->release(schema->children[i]);
            }
        }
        free(schema->children[0]);
        free(schema->children);
    }
    schema->release = NULL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    (void)stream;
    struct ArrowSchema *fields = calloc(COLUMNS, sizeof *fields);
    struct ArrowSchema **children = calloc(COLUMNS, sizeof *children);
    for (int i = 0; i < COLUMNS; i++) {
        fields[i] = (struct ArrowSchema){.format = "u", .name = names[i], .release = release_schema};
        children[i] = &fields[i];
    }
    *out = (struct ArrowSchema){
        .format = "+s", .name = "", .n_children = COLUMNS, .children = children, .release = release_schema};
    return 0;
}

static void release_array(struct ArrowArray *array) {
    if (array->n_children > 0) {
        for (int64_t i = 0; i < array->n_children; i++) {
            if (array->children[i]->release != NULL) {
                array->children[i]->release(array->children[i]);
            }
        }
        free(array->children[0]);
        free(array->children);
    }
    free(array->buffers);
    array->release = NULL;
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    struct table *table = stream->private_data;
    if (table->fails) {
        return EIO;
    }
    if (table->batches_left == 0) {
        *out = (struct ArrowArray){.release = NULL};
        return 0;
    }
    table->batches_left--;
    struct ArrowArray *columns = calloc(COLUMNS, sizeof *columns);
    struct ArrowArray **children = calloc(COLUMNS, sizeof *children);
    for (int i = 0; i < COLUMNS; i++) {
        const void **buffers = calloc(3, sizeof *buffers);
        buffers[1] = offsets[i];
        buffers[2] = values[i];
        columns[i] = (struct ArrowArray){.length = ROWS, .n_buffers = 3, .buffers = buffers, .release = release_array};
        children[i] = &columns[i];
    }
    *out = (struct ArrowArray){.length = ROWS,
                               .n_buffers = 1,
                               .n_children = COLUMNS,
                               .buffers = calloc(1, sizeof(void *)),
                               .children = children,
                               .release = release_array};
    return 0;
}

static const char *get_last_error(struct ArrowArrayStream *stream) {
    (void)stream;
    return "the disk is full";
}

static void release_stream(struct ArrowArrayStream *stream) {
    ((struct table *)stream->private_data)->released++;
    stream->release = NULL;
}

static struct ArrowArrayStream stream_of(struct table *table) {
    return (struct ArrowArrayStream){get_schema, get_next, get_last_error, release_stream, table};
}

/* The rows of a stream, by batches; the first texts of its first column go to `first`. */
static int64_t rows_of(struct ArrowArrayStream *stream, int64_t *columns, char *first, size_t first_len) {
    struct ArrowSchema schema;
    CHECK(stream->get_schema(stream, &schema) == 0);
    *columns = schema.n_children;
    schema.release(&schema);
    int64_t rows = 0;
    for (;;) {
        struct ArrowArray batch;
        CHECK(stream->get_next(stream, &batch) == 0);
        if (batch.release == NULL) {
            break;
        }
        if (rows == 0 && batch.length > 0) {
            const int32_t *at = batch.children[0]->buffers[1];
            const char *text = batch.children[0]->buffers[2];
            snprintf(first, first_len, "%.*s", (int)(at[1] - at[0]), text + at[0]);
        }
        rows += batch.length;
        batch.release(&batch);
    }
    stream->release(stream);
    return rows;
}

static void round_trip(void) {
    struct table table = {.batches_left = 2};
    struct ArrowArrayStream in = stream_of(&table), out, again;
    cei_tallies *tallies;
    cei_error *error;
    CHECK(cei_tallies_of_stream(&in, NULL, NULL, 0, &tallies, &error) == CEI_STATUS_OK && error == NULL);
    CHECK(in.release == NULL && table.released == 1);
    CHECK(cei_tallies_count(tallies) == 2);
    CHECK(cei_report_valid(cei_tallies_report(tallies)));
    CHECK(cei_tallies_get(tallies, 2) == NULL);

    /* Both batches were counted: two answers of one group on one competency. */
    cei_tally *tally = cei_tallies_get(tallies, 0);
    cei_text id = cei_tally_assessment(tally);
    CHECK(id.len == 1 && id.ptr[0] == 'a');
    cei_rubric *rubric;
    CHECK(cei_rubric_built_in("cei-self-assessment", 19, &rubric, NULL) == CEI_STATUS_OK);
    cei_counts counts = {.size = sizeof counts};
    size_t families = cei_rubric_group_index(rubric, "families", 8);
    CHECK(cei_tally_counts(tally, 0, families, &counts) && counts.stages[2] == 2 && counts.stages[3] == 0);
    cei_tally_free(tally);

    int64_t columns;
    char first[8] = "";
    CHECK(cei_tallies_domains_stream(tallies, NULL, &out, &error) == CEI_STATUS_OK);
    CHECK(rows_of(&out, &columns, first, sizeof first) == 2 && columns == 8 && strcmp(first, "a") == 0);
    CHECK(cei_tallies_stages_stream(tallies, NULL, &out, &error) == CEI_STATUS_OK);
    /* 7 domains, 34 competencies and the parts of the lenses for each, and the three groups that have answers. */
    int64_t stages = rows_of(&out, &columns, first, sizeof first);
    CHECK(stages >= 2 * (7 + 34) + 3 && columns == 11);

    /* Counts that come out can go in; the stream lives on without its tallies. */
    CHECK(cei_tallies_counts_stream(tallies, &again, &error) == CEI_STATUS_OK);
    cei_tallies_free(tallies);
    CHECK(cei_tallies_of_stream(&again, rubric, NULL, 0, &tallies, &error) == CEI_STATUS_OK);
    CHECK(again.release == NULL && cei_tallies_count(tallies) == 2);
    CHECK(cei_tallies_stages_stream(tallies, NULL, &out, NULL) == CEI_STATUS_OK);
    CHECK(rows_of(&out, &columns, first, sizeof first) == stages);
    cei_tallies_free(tallies);
    cei_rubric_free(rubric);
}

static void mistakes(void) {
    struct table table = {.batches_left = 1};
    struct ArrowArrayStream stream, out;
    cei_tallies *tallies = (cei_tallies *)&checks;
    cei_error *error;

    CHECK(cei_tallies_of_stream(NULL, NULL, NULL, 0, &tallies, NULL) == CEI_STATUS_NULL_POINTER && tallies == NULL);
    /* It is consumed though there is no place for what is made. */
    stream = stream_of(&table);
    CHECK(cei_tallies_of_stream(&stream, NULL, NULL, 0, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(stream.release == NULL && table.released == 1);
    CHECK(cei_tallies_of_stream(&stream, NULL, NULL, 0, &tallies, &error) == CEI_STATUS_UNREADABLE_STREAM);
    cei_text code = cei_error_code(error);
    CHECK(code.len == strlen("unreadable_stream") && memcmp(code.ptr, "unreadable_stream", code.len) == 0);
    CHECK(cei_error_message(error, "es", 2).len > 0 && cei_error_help(error, "en", 2).len > 0);
    cei_error_free(error);

    table = (struct table){.fails = 1};
    stream = stream_of(&table);
    CHECK(cei_tallies_of_stream(&stream, NULL, NULL, 0, &tallies, &error) == CEI_STATUS_UNREADABLE_STREAM);
    cei_text message = cei_error_message(error, "en", 2);
    char said[200];
    snprintf(said, sizeof said, "%.*s", (int)message.len, message.ptr);
    CHECK(strstr(said, "the disk is full") != NULL && table.released == 1);
    cei_error_free(error);

    /* A rubric without these competencies: each row is told of. */
    cei_rubric *other;
    CHECK(cei_rubric_built_in("lcff-priority-3", 15, &other, NULL) == CEI_STATUS_OK);
    table = (struct table){.batches_left = 1};
    stream = stream_of(&table);
    CHECK(cei_tallies_of_stream(&stream, other, NULL, 0, &tallies, &error) == CEI_STATUS_INVALID_DOCUMENT);
    CHECK(cei_report_count(cei_error_report(error)) >= 3 && table.released == 1);
    cei_error_free(error);
    cei_rubric_free(other);

    stream = stream_of(&table);
    CHECK(cei_tallies_of_stream(&stream, NULL, "\xff", 1, &tallies, NULL) == CEI_STATUS_INVALID_TEXT);

    CHECK(cei_tallies_count(NULL) == 0 && cei_tallies_get(NULL, 0) == NULL && cei_tallies_report(NULL) == NULL);
    cei_tallies_free(NULL);
    CHECK(cei_tallies_counts_stream(NULL, &out, NULL) == CEI_STATUS_NULL_POINTER && out.release == NULL);
    CHECK(cei_tallies_counts_stream(NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tallies_stages_stream(NULL, NULL, &out, NULL) == CEI_STATUS_NULL_POINTER && out.release == NULL);
    CHECK(cei_tallies_stages_stream(NULL, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);
    CHECK(cei_tallies_domains_stream(NULL, NULL, &out, NULL) == CEI_STATUS_NULL_POINTER && out.release == NULL);
    CHECK(cei_tallies_domains_stream(NULL, NULL, NULL, NULL) == CEI_STATUS_NULL_POINTER);

    /* A table without rows. */
    table = (struct table){.batches_left = 0};
    stream = stream_of(&table);
    CHECK(cei_tallies_of_stream(&stream, NULL, NULL, 0, &tallies, NULL) == CEI_STATUS_OK);
    CHECK(cei_tallies_count(tallies) == 0 && cei_report_count(cei_tallies_report(tallies)) == 1);
    int64_t columns;
    char first[8] = "";
    CHECK(cei_tallies_domains_stream(tallies, NULL, &out, NULL) == CEI_STATUS_OK);
    CHECK(rows_of(&out, &columns, first, sizeof first) == 0 && columns == 8);
    cei_tallies_free(tallies);
}

int main(void) {
    round_trip();
    mistakes();
    printf("%d checks, %d wrong\n", checks, wrong);
    return wrong == 0 ? 0 : 1;
}
