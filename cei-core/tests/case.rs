//! The built-in rubrics as CASE packages, and back. The Python package's tests look closer.
#![cfg(feature = "case")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(missing_docs, reason = "a test has no API")]

use cei_core::interop::case::{CaseOptions, case_export, case_import};
use cei_core::{LanguageTag, Rubric};

#[test]
fn the_built_in_rubrics_come_back_whole() {
    for name in Rubric::names() {
        let rubric = Rubric::built_in(name).unwrap();
        let packages = |rubric: &Rubric| {
            let spanish = CaseOptions { language: LanguageTag::new("es"), ..CaseOptions::default() };
            ["", "es"].map(|tag| match tag {
                "" => case_export(rubric, &CaseOptions::default()).unwrap(),
                _ => case_export(rubric, &spanish).unwrap(),
            })
        };
        let [english, spanish] = packages(&rubric);
        let (again, report) = case_import(&english, &[&spanish]).unwrap();
        assert_eq!(report.diagnostics(), []);
        assert_eq!(again.to_json(), rubric.to_json());
        assert_eq!(packages(&again), [english, spanish]);
    }
}
