use std::cmp::Ordering;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::value::RawValue;

use super::limits::{MAX_DECIMALS, MAX_SAFE_INTEGER};

/// A number with decimals, kept exactly: what is counted must not change because of how a computer writes it.
///
/// A JSON number stands for the shortest decimal that every reader takes for the same number (RFC 8785).
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i128,
    /// How many of the digits stand behind the point.
    scale: u32,
}

impl Decimal {
    pub(crate) const ZERO: Self = Self { digits: 0, scale: 0 };

    /// The exact decimal for a number; `None` beyond 2^53 - 1 or with too many decimals.
    #[must_use]
    pub fn new(number: f64) -> Option<Self> {
        if !number.is_finite() || number.abs() > MAX_SAFE_INTEGER as f64 {
            return None;
        }
        let text = format!("{number}"); // the shortest that reads back as the same number, never with an exponent
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let scale = u32::try_from(decimals.len()).ok().filter(|scale| *scale <= MAX_DECIMALS)?;
        let digits = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { digits, scale })
    }

    /// `self` - `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        let digits = self.at_most_decimals().saturating_sub(other.at_most_decimals());
        Self { digits, scale: MAX_DECIMALS }.normal()
    }

    /// `self` / `whole` as a fraction in lowest terms with a positive denominator; `None` where `whole` is 0.
    #[must_use]
    pub fn over(self, whole: Self) -> Option<(i128, i128)> {
        let (have, of) = (self.at_most_decimals(), whole.at_most_decimals());
        let divisor = gcd(have.unsigned_abs(), of.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?.checked_mul(of.signum())?;
        Some((have.checked_div(divisor)?, of.checked_div(divisor)?))
    }

    /// `have` / `of` in percent, rounded to a tenth, halves away from 0; `of` is positive.
    #[must_use]
    pub(crate) fn percent(have: i128, of: i128) -> Self {
        // Where the numbers are too large for three more digits, both can spare the last ones.
        let (mut have, mut of) = (have, of);
        while have.checked_mul(2_000).is_none() || of.checked_mul(2).is_none() {
            (have, of) = (have.checked_div(10).unwrap_or_default(), of.checked_div(10).unwrap_or_default());
        }
        let doubled = have.saturating_abs().saturating_mul(2_000).saturating_add(of);
        let tenths = doubled.checked_div(of.saturating_mul(2)).unwrap_or_default();
        Self { digits: tenths.saturating_mul(have.signum()), scale: 1 }.normal()
    }

    /// The digits with as many decimals as there can be: exact, since no number has more than 37 digits then.
    fn at_most_decimals(self) -> i128 {
        self.digits.saturating_mul(10_i128.saturating_pow(MAX_DECIMALS.saturating_sub(self.scale)))
    }

    /// Without zeros at the end of the decimals.
    fn normal(mut self) -> Self {
        while self.scale > 0 && self.digits.checked_rem(10) == Some(0) {
            self.digits = self.digits.checked_div(10).unwrap_or_default();
            self.scale = self.scale.saturating_sub(1);
        }
        self
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at_most_decimals().cmp(&other.at_most_decimals())
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { digits, scale } = self.normal();
        let width = usize::try_from(scale).unwrap_or_default();
        let text = format!("{:0>1$}", digits.unsigned_abs(), width.saturating_add(1));
        let (whole, decimals) = text.split_at(text.len().saturating_sub(width));
        let minus = if digits < 0 { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{minus}{whole}{point}{decimals}")
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { digits, scale } = self.normal();
        match i64::try_from(digits) {
            Ok(whole) if scale == 0 => serializer.serialize_i64(whole),
            // The nearest number that JSON readers carry; a difference can have more digits than one has.
            _ => serializer.serialize_f64(self.to_string().parse().unwrap_or_default()),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The text itself, because a quick reader of numbers may be off in the last digit.
        let number = Box::<RawValue>::deserialize(deserializer)?;
        let number = number.get().parse().ok().and_then(Self::new);
        number.ok_or_else(|| de::Error::custom("expected a number that can be kept exactly"))
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(number: f64) -> Decimal {
        Decimal::new(number).unwrap()
    }

    #[test]
    fn differences_are_exact() {
        assert_eq!(decimal(0.3).minus(decimal(0.1)), decimal(0.2));
        assert_eq!(decimal(0.3).minus(decimal(0.1)).to_string(), "0.2");
        assert_eq!(decimal(-1.5).minus(decimal(2.25)).to_string(), "-3.75");
        assert_eq!(decimal(9_007_199_254_740_991.0).minus(decimal(0.5)).to_string(), "9007199254740990.5");
        assert_eq!(decimal(1e-20).to_string(), "0.00000000000000000001");
    }

    #[test]
    fn shares_are_in_lowest_terms() {
        assert_eq!(decimal(0.3).over(decimal(0.9)), Some((1, 3)));
        assert_eq!(decimal(-5.0).over(decimal(-20.0)), Some((1, 4)));
        assert_eq!(decimal(5.0).over(decimal(-20.0)), Some((-1, 4)));
        assert_eq!(decimal(0.0).over(decimal(7.5)), Some((0, 1)));
        assert_eq!(decimal(7.0).over(decimal(0.0)), None);
    }

    #[test]
    fn what_cannot_be_kept_exactly_is_refused() {
        for number in [f64::NAN, f64::INFINITY, 1e16, 1e-21, 1.234_567_890_123_456_7e-5] {
            assert!(Decimal::new(number).is_none(), "{number}");
        }
    }
}
