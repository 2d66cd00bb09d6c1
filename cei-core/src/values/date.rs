use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day, `YYYY-MM-DD` (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day, if `text` is one that exists.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !plain {
            return None; // jiff also reads other forms of ISO 8601; one form in, the same form out
        }
        text.parse().ok().map(Self)
    }

    /// The day of that year, month and day of the month, if it exists.
    pub(crate) fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The same day so many years later: 28 February for 29 February where there is none. The last day that can be
    /// written where it would be later than that.
    pub(crate) fn plus_years(self, years: u64) -> Self {
        let years = i32::try_from(years).unwrap_or(i32::MAX);
        let later = jiff::Span::new().try_years(years).and_then(|span| self.0.checked_add(span));
        Self(later.unwrap_or(jiff::civil::Date::MAX))
    }

    /// How many days lie between; below 0 if this one is earlier.
    pub(crate) fn days_since(self, other: Self) -> i64 {
        self.0.since(other.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// How many whole years until another day; 0 if that is earlier.
    pub(crate) fn whole_years_until(self, other: Self) -> u64 {
        let most = u64::try_from(other.0.year().saturating_sub(self.0.year())).unwrap_or_default();
        if self.plus_years(most) <= other { most } else { most.saturating_sub(1) }
    }

    pub(crate) fn unreadable() -> Self {
        Self(jiff::civil::Date::ZERO)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::id::deserialize_with(deserializer, "a date such as 2025-09-20", Self::new)
    }
}

/// A school year: `2025-26` begins in 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchoolYear(u16);

impl SchoolYear {
    /// The school year, if `text` names two years that follow each other.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let (first, second) = text.split_once('-')?;
        let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(first, 4) || !digits(second, 2) {
            return None;
        }
        let (first, second): (u16, u16) = (first.parse().ok()?, second.parse().ok()?);
        (first.saturating_add(1).checked_rem(100)? == second).then_some(Self(first))
    }

    /// The year in which it begins.
    pub(crate) fn first_year(self) -> i16 {
        i16::try_from(self.0).unwrap_or(i16::MAX)
    }

    pub(crate) fn unreadable() -> Self {
        Self(0)
    }
}

impl fmt::Display for SchoolYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0.saturating_add(1).checked_rem(100).unwrap_or_default();
        write!(f, "{:04}-{second:02}", self.0)
    }
}

impl Serialize for SchoolYear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SchoolYear {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::id::deserialize_with(deserializer, "a school year such as 2025-26", Self::new)
    }
}
