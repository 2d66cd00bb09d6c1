/* Two Rust static libraries in one program: each works, and a panic of the one is not the other's. */
#include <stdio.h>

#include "cei.h"

size_t beside_len(uint32_t number);

int main(void) {
    cei_rubric *rubric;
    if (cei_rubric_built_in("cei-self-assessment", 19, &rubric, NULL) != CEI_STATUS_OK) {
        return 1;
    }
    size_t competencies = cei_rubric_competency_count(rubric);
    cei_rubric_free(rubric);
    printf("%zu %zu %zu\n", competencies, beside_len(10), beside_len(2000));
    return competencies == 34 && beside_len(10) == 30 && beside_len(2000) == 0 ? 0 : 1;
}
