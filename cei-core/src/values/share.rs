use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::limits::MAX_DENOMINATOR;

/// How many of the votes are wanted: SPEC 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// One.
    Any,
    /// More than half.
    Majority,
    /// Every one.
    All,
    /// The fraction `p/q`, with 1 ≤ p ≤ q ≤ 1,000,000.
    Fraction(u32, u32),
}

impl Share {
    /// Reads `"any"`, `"majority"`, `"all"` or `"p/q"`.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        match text {
            "any" => Some(Self::Any),
            "majority" => Some(Self::Majority),
            "all" => Some(Self::All),
            _ => {
                let (p, q) = text.split_once('/')?;
                let (p, q) = (whole(p)?, whole(q)?);
                (p <= q).then_some(Self::Fraction(p, q))
            }
        }
    }

    /// `need(share, n)`: how many of `n` votes it takes. At least 1, but for `all` of none.
    #[must_use]
    pub fn need(self, n: u64) -> u64 {
        match self {
            Self::Any => 1,
            Self::Majority => (n >> 1).saturating_add(1),
            Self::All => n,
            Self::Fraction(p, q) => {
                let wanted = u128::from(p).saturating_mul(u128::from(n)).div_ceil(u128::from(q.max(1)));
                u64::try_from(wanted).unwrap_or(n).max(1)
            }
        }
    }

    /// The fraction, where it is one.
    #[must_use]
    pub fn fraction(self) -> Option<(u32, u32)> {
        match self {
            Self::Fraction(p, q) => Some((p, q)),
            _ => None,
        }
    }
}

/// A whole number from 1 to the largest denominator, written without a sign or leading zeros.
fn whole(text: &str) -> Option<u32> {
    let canonical = !text.starts_with('0') && text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok()?;
    (canonical && (1..=MAX_DENOMINATOR).contains(&number)).then_some(number)
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any"),
            Self::Majority => f.write_str("majority"),
            Self::All => f.write_str("all"),
            Self::Fraction(p, q) => write!(f, "{p}/{q}"),
        }
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::id::deserialize_with(deserializer, "a share", Self::new)
    }
}

/// Where each stage above the lowest begins, as shares of the most points possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cutoffs {
    /// 1/(k−1), 2/(k−1), ..., 1: the mean, rounded down.
    Even,
    /// k−1 fractions in (0, 1] that do not decrease.
    At(Vec<Share>),
}

impl Serialize for Cutoffs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Even => serializer.serialize_str("even"),
            Self::At(shares) => shares.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Cutoffs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CutoffsVisitor;

        impl<'de> de::Visitor<'de> for CutoffsVisitor {
            type Value = Cutoffs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`even` or a list of fractions")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Cutoffs, E> {
                if text == "even" { Ok(Cutoffs::Even) } else { Err(E::custom("expected `even`")) }
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Cutoffs, A::Error> {
                let mut shares = Vec::new();
                while let Some(share) = seq.next_element::<Share>()? {
                    if share.fraction().is_none() {
                        return Err(de::Error::custom("expected a fraction"));
                    }
                    shares.push(share);
                }
                Ok(Cutoffs::At(shares))
            }
        }

        deserializer.deserialize_any(CutoffsVisitor)
    }
}
