//! Gives the shared library its name for the linker: cargo alone sets none.

#[path = "src/abi.rs"]
#[allow(unreachable_pub, reason = "the library shows it to C")]
mod abi;

fn main() {
    println!("cargo:rerun-if-changed=src/abi.rs");
    let abi = abi::CEI_ABI_VERSION;
    match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libcei.{abi}.dylib"),
        Ok("windows") => {}
        _ => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libcei.so.{abi}"),
    }
}
