//! Built-in data of the initiative, and reviews at the edges of time.
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(missing_docs, reason = "a test has no API")]

use cei_core::consultation::{CheckState, ConsultationCheck};
use cei_core::{
    Cohort, CohortReview, Consultation, ConsultationReview, Date, Partnerships, PartnershipsReview, Rubric, validate,
};

const DAYS: [&str; 4] = ["0001-01-01", "2024-02-29", "2026-06-30", "9999-12-31"];

fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/../tests/example/initiative/ejemplo-{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

#[test]
fn the_inaugural_cohort_is_valid_and_complete() {
    let cohort = Cohort::inaugural();
    let report = validate(cohort.to_json(), None);
    assert!(report.diagnostics().is_empty(), "{report:?}");
    let counts = (cohort.teams.len(), cohort.convenings.len(), cohort.milestones.len(), cohort.consortium.len());
    assert_eq!(counts, (6, 8, 3, 4));
    assert_eq!(Cohort::read(cohort.to_json(), None).unwrap().0, cohort);
}

#[test]
fn every_check_has_one_row_in_the_data() {
    let listed: Vec<ConsultationCheck> = ConsultationCheck::list().iter().map(|info| info.id).collect();
    assert_eq!(listed, ConsultationCheck::ALL);
}

#[test]
fn a_review_is_read_as_it_is_written_on_any_day() {
    let rubric = Rubric::cei();
    let cohort = Cohort::read(example("cohort"), None).unwrap().0;
    let consultation = Consultation::read(example("consultation-2025-26"), None).unwrap().0;
    let partnerships = Partnerships::read(example("partnerships"), None).unwrap().0;
    for day in DAYS.map(|day| Date::new(day).unwrap()) {
        let review = cohort.review(&rubric, day, &[]).unwrap();
        assert_eq!(CohortReview::read(review.to_json()).unwrap(), review);
        let review = consultation.review(day);
        assert_eq!(ConsultationReview::read(review.to_json()).unwrap(), review);
        let review = partnerships.review(day);
        assert_eq!(PartnershipsReview::read(review.to_json()).unwrap(), review);
    }
}

#[test]
fn nothing_is_missing_before_its_time_and_nothing_open_after() {
    let consultation = Consultation::read(example("consultation-2024-25"), None).unwrap().0;
    let states = |day: &str| {
        let review = consultation.review(Date::new(day).unwrap());
        (
            review.missing.len(),
            review.open.len(),
            review.checks.iter().filter(|one| one.state == CheckState::Met).count(),
        )
    };
    assert_eq!(states("0001-01-01").0, 0);
    assert_eq!(states("9999-12-31").1, 0);
    assert_eq!(states("9999-12-31"), (3, 0, 16));
}
