// What the build scripts take in: this file is part of each of them.

use std::fs;
use std::path::Path;

/// A JSON text without the space between its parts.
pub(crate) fn compact(path: &Path) -> String {
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).expect("what is built in can be read");
    let (mut in_string, mut escaped) = (false, false);
    text.chars()
        .filter(|&char| {
            let stays = in_string || !char.is_whitespace();
            in_string ^= char == '"' && !escaped;
            escaped = in_string && char == '\\' && !escaped;
            stays
        })
        .collect()
}

pub(crate) fn deflated(text: &str) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9)
}
