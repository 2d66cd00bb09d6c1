//! Gives the shared library its name for the linker, because cargo alone sets none; and takes the schemas in, deflated,
//! because what makes them is much larger than they are.

#![allow(clippy::expect_used, reason = "a build that cannot read or write has to stop")]

use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/abi.rs"]
#[allow(unreachable_pub, reason = "the library shows it to C")]
mod abi;
#[path = "../cei-core/deflated.rs"]
mod deflated;

use deflated::{compact, deflated};

fn main() {
    println!("cargo:rerun-if-changed=src/abi.rs");
    let abi = abi::CEI_ABI_VERSION;
    match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libcei.{abi}.dylib"),
        Ok("windows") => {}
        _ => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libcei.so.{abi}"),
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    let folder = folder();
    println!("cargo:rerun-if-changed={}", folder.display());
    let (names, text) = schemas(&folder);
    fs::write(out.join("schemas.rs"), names).expect("the names can be written");
    fs::write(out.join("schemas"), deflated(&text)).expect("the schemas can be written");
    let operations = compact(&folder.join("operations.json"));
    fs::write(out.join("operations"), deflated(&operations)).expect("the table can be written");
}

fn folder() -> PathBuf {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where this is"));
    // Not the first of that name: tests/fuzz, which builds these sources too, has tests/schemas above it.
    let mut folders = root.ancestors().map(|above| above.join("schemas"));
    folders.find(|folder| folder.join("operations.json").is_file()).expect("the schemas are above")
}

/// `[("agreement", 1234), ...]`, each with its length, and all of them one after another.
fn schemas(folder: &Path) -> (String, String) {
    let listed = fs::read_dir(folder).expect("the schemas can be listed");
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("the schemas can be listed").path()).collect();
    paths.sort();
    let (mut names, mut texts) = (String::new(), String::new());
    for path in paths {
        if let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".schema.json")) {
            let text = compact(&path);
            names += &format!("({name:?}, {}),\n", text.len());
            texts += &text;
        }
    }
    (format!("[\n{names}]"), texts)
}
