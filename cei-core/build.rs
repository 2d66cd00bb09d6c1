//! Takes in the documents that are built in and long, deflated: most of them are seldom asked for, and they would be a
//! tenth of a library that does not ask.

#![allow(clippy::expect_used, reason = "a build that cannot read or write has to stop")]

use std::path::{Path, PathBuf};
use std::{env, fs};

mod deflated;

/// Below `data`; the library finds each by its file's name.
const DOCUMENTS: [&str; 4] = [
    "cei-self-assessment.json",
    "lcff-priority-3.json",
    "initiative/consultation-checks.json",
    "initiative/inaugural-cohort.json",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    for document in DOCUMENTS {
        let path = Path::new("data").join(document);
        let name = path.file_name().expect("a document is a file");
        fs::write(out.join(name), deflated::deflated(&deflated::compact(&path))).expect("a document can be written");
    }
}
