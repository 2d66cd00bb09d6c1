use std::fmt;

use jiff_core::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day, `YYYY-MM-DD` (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(civil::Date);

impl Date {
    /// The day, if `text` is one that exists.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let is_plain = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
        if !is_plain || ![year, month, day].into_iter().all(is_digits) {
            return None;
        }
        Self::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The day of that year, month and day of the month, if it exists.
    pub(crate) fn of(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The same day so many years later: 28 February for 29 February where there is none. The last day that can be
    /// written where it would be later than that.
    pub(crate) fn plus_years(self, years: u64) -> Self {
        let year = self.0.year().saturating_add(i16::try_from(years).unwrap_or(i16::MAX));
        Self(civil::Date::new_constrain(year, self.0.month(), self.0.day()).unwrap_or(civil::Date::MAX))
    }

    /// How many days lie between; below 0 if this one is earlier.
    pub(crate) fn days_since(self, other: Self) -> i64 {
        self.0.since(other.0).into()
    }

    /// How many whole years until another day; 0 if that is earlier.
    pub(crate) fn whole_years_until(self, other: Self) -> u64 {
        let most = u64::try_from(other.0.year().saturating_sub(self.0.year())).unwrap_or_default();
        if self.plus_years(most) <= other { most } else { most.saturating_sub(1) }
    }

    pub(crate) fn unreadable() -> Self {
        Self(civil::date(0, 1, 1))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::id::deserialize_with(deserializer, "a date such as 2025-09-20", Self::new)
    }
}

/// Whether a text is a moment: a day, a time and its offset from UTC (ISO 8601), such as `2026-08-01T00:00:00Z`.
#[cfg(feature = "case")]
pub(crate) fn is_moment(text: &str) -> bool {
    let Some((day, rest)) = text.split_once('T') else { return false };
    let (time, offset) = match rest.strip_suffix('Z') {
        Some(time) => (time, "00:00"),
        None => rest.rsplit_once(['+', '-']).unwrap_or_default(),
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let (hour, rest) = time.split_once(':').unwrap_or_default();
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    let is_offset = match offset.split_once(':').or_else(|| offset.split_at_checked(2)) {
        Some((hours, "")) => is_at_most(hours, 23),
        Some((hours, minutes)) => is_at_most(hours, 23) && is_at_most(minutes, 59),
        None => false,
    };
    let is_time = is_at_most(hour, 23) && is_at_most(minute, 59) && is_at_most(second, 60);
    Date::new(day).is_some() && is_time && !fraction.is_empty() && is_digits(fraction) && is_offset
}

/// Whether a text is a number of two digits, up to `most`.
#[cfg(feature = "case")]
fn is_at_most(text: &str, most: u8) -> bool {
    text.len() == 2 && is_digits(text) && text.parse().is_ok_and(|number: u8| number <= most)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A school year: `2025-26` begins in 2025.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchoolYear(u16);

impl SchoolYear {
    /// The school year, if `text` names two years that follow each other.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let (first, second) = text.split_once('-')?;
        if first.len() != 4 || second.len() != 2 || ![first, second].into_iter().all(is_digits) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_form() {
        for good in ["0000-01-01", "2024-02-29", "9999-12-31"] {
            assert_eq!(Date::new(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "2025-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-1-01",
            "20250101",
            "2025-01-01-",
            "+025-01-01",
            "-025-01-01",
        ] {
            assert_eq!(Date::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn years_end_on_a_day_that_exists() {
        let leap = Date::of(2024, 2, 29).unwrap();
        assert_eq!(leap.plus_years(1), Date::of(2025, 2, 28).unwrap());
        assert_eq!(leap.plus_years(4), Date::of(2028, 2, 29).unwrap());
        assert_eq!(leap.plus_years(u64::MAX).to_string(), "9999-12-31");
        assert_eq!(leap.plus_years(1).days_since(leap), 365);
        assert_eq!(leap.days_since(leap.plus_years(1)), -365);
        assert_eq!(leap.whole_years_until(Date::of(2027, 2, 27).unwrap()), 2);
    }

    #[cfg(feature = "case")]
    #[test]
    fn a_moment_has_a_day_a_time_and_an_offset() {
        let good = [
            "2026-08-01T00:00:00Z",
            "2026-08-01T23:59:60.123+01:00",
            "2026-08-01T00:00Z",
            "2026-08-01T00:00:00-0730",
            "2026-08-01T00:00:00+02",
        ];
        for moment in good {
            assert!(is_moment(moment), "{moment}");
        }
        let bad = [
            "",
            "2026",
            "2026-08-01",
            "2026-08-01T",
            "2026-08-01T00:00:00",
            "2026-08-01T24:00:00Z",
            "2026-08-01T00:60:00Z",
            "2026-08-01T00:00:00.Z",
            "2026-08-01T00:00:00+24:00",
            "2026-08-01T00:00:00+1",
            "2026-02-30T00:00:00Z",
            "2026-08-01T00Z",
            "2026-08-01T00:00:00Zé",
            "2026-08-01T00:00:00+é",
        ];
        for moment in bad {
            assert!(!is_moment(moment), "{moment}");
        }
    }
}
