//! Makes the C header from the sources of cei-c. A package of its own, built alone: what cbindgen brings would otherwise
//! change the features of what the core is built with, and the core would be compiled twice for the tests.
#![allow(clippy::expect_used, reason = "a generator that cannot read has to stop")]

use std::fs;
use std::path::Path;

/// The modules of lib.rs that C sees, in the order in which the header tells of them.
fn public_modules(src: &Path) -> Vec<String> {
    let lib = fs::read_to_string(src.join("lib.rs")).expect("src/lib.rs can be read");
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// The text of `cei.h`, from the sources below `root`.
///
/// # Panics
///
/// If they cannot be read.
#[must_use]
pub fn header(root: &Path) -> String {
    let src = root.join("src");
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml can be read");
    let builder = public_modules(&src).iter().fold(cbindgen::Builder::new().with_config(config), |builder, module| {
        builder.with_src(src.join(format!("{module}.rs")))
    });
    let mut bytes = Vec::new();
    builder.generate().expect("the sources can be read").write(&mut bytes);
    String::from_utf8(bytes).expect("the header is UTF-8")
}
