//! The version of the binary interface: one number for the header, the library and its name (`build.rs`).

/// The version of the binary interface that this header describes; the shared library is `libcei.so.` and this
/// number. It grows when a function or a type changes or goes, not when one is added: cei-c/README.md has the promise.
pub const CEI_ABI_VERSION: u32 = 1;
