//! Gives the shared library its name for the linker, because cargo alone sets none; and takes the schemas in, deflated,
//! because what makes them is much larger than they are.

#![allow(clippy::expect_used, reason = "a build that cannot read or write has to stop")]

use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/abi.rs"]
#[allow(unreachable_pub, reason = "the library shows it to C")]
mod abi;

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
    fs::write(out.join("schemas.rs"), schemas(&folder)).expect("the schemas can be written");
    fs::write(out.join("operations"), deflated(&folder.join("operations.json"))).expect("the table can be written");
}

fn folder() -> PathBuf {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where this is"));
    let folder = root.ancestors().map(|above| above.join("schemas")).find(|folder| folder.is_dir());
    folder.expect("the schemas are above")
}

/// `[("agreement", &[...]), ...]`, by name.
fn schemas(folder: &Path) -> String {
    let listed = fs::read_dir(folder).expect("the schemas can be listed");
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("the schemas can be listed").path()).collect();
    paths.sort();
    let pairs = paths.iter().filter_map(|path| {
        let name = path.file_name()?.to_str()?.strip_suffix(".schema.json")?;
        let bytes: Vec<String> = deflated(path).iter().map(|byte| format!("{byte}_u8")).collect();
        Some(format!("({name:?}, &[{}] as &[u8]),\n", bytes.join(",")))
    });
    format!("[\n{}]", pairs.collect::<String>())
}

/// A JSON text without the space between its parts, deflated.
fn deflated(path: &Path) -> Vec<u8> {
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).expect("a schema can be read");
    let (mut in_string, mut escaped) = (false, false);
    let compact: String = text
        .chars()
        .filter(|&char| {
            let stays = in_string || !char.is_whitespace();
            in_string ^= char == '"' && !escaped;
            escaped = in_string && char == '\\' && !escaped;
            stays
        })
        .collect();
    miniz_oxide::deflate::compress_to_vec(compact.as_bytes(), 9)
}
