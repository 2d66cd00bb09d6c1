/// A document that is part of the library, as `build.rs` took it in: deflated.
pub(crate) struct BuiltIn(pub(crate) &'static [u8]);

impl BuiltIn {
    /// The text of the document, which tests have looked at.
    pub(crate) fn text(&self) -> Vec<u8> {
        miniz_oxide::inflate::decompress_to_vec(self.0).unwrap_or_default()
    }
}

/// The document that `build.rs` took in from a file of that name.
macro_rules! built_in {
    ($file:literal) => {
        $crate::reading::BuiltIn(include_bytes!(concat!(env!("OUT_DIR"), "/", $file)))
    };
}

pub(crate) use built_in;
