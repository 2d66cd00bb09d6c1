use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// `sha256:` and 64 hexadecimal digits, of a document's canonical JSON (RFC 8785).
#[derive(Clone, PartialEq, Eq)]
pub struct Digest(String);

impl Digest {
    /// The digest, if `text` has the form of one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let hex = text.strip_prefix("sha256:")?;
        let well_formed = hex.len() == 64 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The digest as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn unreadable() -> Self {
        Self(String::new())
    }
}

/// The digest of a value in normal form.
pub(crate) fn digest_of(normal: &impl Serialize) -> Digest {
    use fmt::Write as _;
    // Our documents have text keys and finite numbers only, so that canonical JSON always exists.
    let canonical = serde_json_canonicalizer::to_vec(normal).unwrap_or_default();
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(&canonical) {
        let _ = write!(text, "{byte:02x}"); // writing to a String does not fail
    }
    Digest(text)
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::id::deserialize_with(deserializer, "a sha256 digest", Self::new)
    }
}
