//! The growth plan: its form, its checks, a draft from a profile, progress against a later one.

mod check;
mod document;
mod draft;
mod progress;

pub use document::{Action, Focus, FocusMeasure, Plan, PlanFormat, PlanProfile, Problem, Reflection};
pub use draft::DraftOptions;
pub use progress::{
    ActionCounts, FocusProgress, Progress, ProgressCounts, ProgressFormat, ProgressOptions, ProgressStatus,
};
