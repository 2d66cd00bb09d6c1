//! The statistics of agreement in closed form, from how many answers each unit has in each category.
//!
//! All of them are functions of that matrix alone: who gave which answer does not matter to them.
//! `docs/agreement.md` has the formulas and where they come from.

use super::Undefined;
use crate::diagnostic::{Code, Params, Report};
use crate::reading::choice;
use crate::values::limits::{MAX_STAGES, MIN_STAGES};

choice! {
    /// What Krippendorff's alpha takes for a large difference.
    pub enum Metric {
        /// Any difference is as large as any other.
        Nominal = "nominal",
        /// Krippendorff's own: by how many answers lie between.
        Ordinal = "ordinal",
        /// The square of the difference of stage numbers.
        Interval = "interval",
    }

    /// What Gwet's AC takes for partial agreement.
    pub enum Weights {
        /// None: AC1.
        Identity = "identity",
        /// Less with the distance.
        Linear = "linear",
        /// Less with the number of pairs of stages in between.
        Ordinal = "ordinal",
        /// Less with the square of the distance.
        Quadratic = "quadratic",
    }
}

/// A statistic, or why it cannot be computed.
pub type Computed = Result<f64, Undefined>;

/// How many statistics there are: exact agreement, alphas, ACs.
pub(super) const STATISTICS: usize = 8;

/// Unit by unit into category by category.
#[inline(always)]
#[expect(clippy::indexing_slicing, reason = "every index is below K or LANES, which the compiler sees")]
fn across<const K: usize, T: Number>(units: &[[T; K]; LANES]) -> [Lanes; K] {
    std::array::from_fn(|category| std::array::from_fn(|lane| units[lane][category].number()))
}

/// Calls a function that is generic in the number of categories.
macro_rules! by_categories {
    ($categories:expr, $function:ident, $T:ty, $counts:expr) => {
        match $categories {
            2 => $function::<2, $T>($counts),
            3 => $function::<3, $T>($counts),
            4 => $function::<4, $T>($counts),
            5 => $function::<5, $T>($counts),
            6 => $function::<6, $T>($counts),
            7 => $function::<7, $T>($counts),
            8 => $function::<8, $T>($counts),
            9 => $function::<9, $T>($counts),
            _ => Coefficients::NONE,
        }
    };
}

/// How much a set of answers agrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficients {
    pub(super) units: u64,
    /// In the order of the document.
    pub(super) statistics: [Computed; STATISTICS],
}

impl Coefficients {
    /// From a matrix of counts, unit by unit: for each, how many answers there are in each of the categories.
    ///
    /// # Errors
    ///
    /// A report if there are not 2 to 9 categories, or if the counts do not make up whole units.
    pub fn of(counts: &[u32], categories: u8) -> Result<Self, Report> {
        let k = usize::from(categories);
        in_range("", k, MIN_STAGES, MAX_STAGES)?;
        whole("", counts.len(), k)?;
        Ok(Self::of_counts(counts, k))
    }

    /// From many such matrices, one after the other, each of `units` units.
    ///
    /// # Errors
    ///
    /// A report if there are not 2 to 9 categories, or if the counts do not make up whole matrices.
    pub fn each(counts: &[u32], units: usize, categories: u8) -> Result<Vec<Self>, Report> {
        let k = usize::from(categories);
        in_range("", k, MIN_STAGES, MAX_STAGES)?;
        let cells = units.saturating_mul(k).max(1);
        whole("", counts.len(), cells)?;
        Ok(counts.chunks_exact(cells).map(|counts| Self::of_counts(counts, k)).collect())
    }

    const NONE: Self = Self { units: 0, statistics: [Err(Undefined::NoPairableUnits); STATISTICS] };

    /// As [`Coefficients::of`]; the caller knows that the shape is right.
    pub(super) fn of_counts<T: Number>(counts: &[T], categories: usize) -> Self {
        fn by<const K: usize, T: Number>(counts: &[T]) -> Coefficients {
            let (units, _) = counts.as_chunks::<K>();
            let (steps, rest) = units.as_chunks::<LANES>();
            let mut last = [[T::default(); K]; LANES];
            for (place, unit) in last.iter_mut().zip(rest) {
                *place = *unit;
            }
            let mut sums = Sums::new();
            for step in steps {
                sums.add(&across(step), &[0.0; LANES]);
            }
            sums.add(&across(&last), &[0.0; LANES]);
            sums.together().coefficients()
        }
        by_categories!(categories, by, T, counts)
    }

    /// From counts category by category, each padded with zeros to a multiple of [`LANES`] units; and of each unit, how
    /// many pairs of its answers are a rater drawn twice.
    pub(super) fn of_columns<T: Number>(counts: &[T], same: &[T], categories: usize) -> Self {
        fn by<const K: usize, T: Number>((counts, same): (&[T], &[T])) -> Coefficients {
            let (counts, _) = counts.as_chunks::<LANES>();
            let (same, _) = same.as_chunks::<LANES>();
            let steps = same.len().max(1);
            let mut sums = Sums::new();
            for (step, same) in same.iter().enumerate() {
                let mut units = [[0.0; LANES]; K];
                for (of, counts) in units.iter_mut().zip(counts.iter().skip(step).step_by(steps)) {
                    *of = counts.map(T::number);
                }
                sums.add(&units, &same.map(T::number));
            }
            sums.together().coefficients()
        }
        by_categories!(categories, by, T, (counts, same))
    }

    /// How many units have an answer.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.units
    }

    /// The share of agreeing pairs: of the pairs of answers to a unit, the mean over the units.
    pub fn exact(&self) -> Computed {
        self.at(0)
    }

    /// Krippendorff's alpha.
    pub fn alpha(&self, metric: Metric) -> Computed {
        self.at(match metric {
            Metric::Nominal => 1,
            Metric::Ordinal => 2,
            Metric::Interval => 3,
        })
    }

    /// Gwet's AC1 (identity weights) or AC2.
    pub fn ac(&self, weights: Weights) -> Computed {
        self.at(match weights {
            Weights::Identity => 4,
            Weights::Linear => 5,
            Weights::Ordinal => 6,
            Weights::Quadratic => 7,
        })
    }

    fn at(&self, index: usize) -> Computed {
        self.statistics.get(index).copied().unwrap_or(Err(Undefined::NoPairableUnits))
    }
}

/// Refuses a number outside of its range.
pub(super) fn in_range(path: &str, found: usize, low: usize, high: usize) -> Result<(), Report> {
    if (low..=high).contains(&found) {
        return Ok(());
    }
    let params = Params::new().with("value", found.to_string()).with("low", low as u64).with("high", high as u64);
    Err(Report::of(Code::OutOfRange, path, params))
}

/// Refuses a length that is not a multiple.
pub(super) fn whole(path: &str, length: usize, of: usize) -> Result<(), Report> {
    let rest = length.checked_rem(of).unwrap_or_default();
    in_range(path, length, 0, length.saturating_sub(rest))
}

/// A count, as what the statistics are computed in.
pub(super) trait Number: Copy + Default {
    fn number(self) -> f64;
}

impl Number for u32 {
    fn number(self) -> f64 {
        f64::from(self)
    }
}

impl Number for u64 {
    fn number(self) -> f64 {
        self as f64
    }
}

/// Units that are added up side by side. Part of what is computed: the order of additions decides the last digits.
pub(super) const LANES: usize = 4;

type Lanes = [f64; LANES];

/// What the units add up to; enough for every statistic.
struct Sums<T, const K: usize> {
    /// Units with an answer.
    rated: T,
    /// Units with answers of two raters or more.
    pairable: T,
    /// Pairs of answers in them that are a rater drawn twice.
    same: T,
    /// By category: the share it has of a unit's answers, over rated units.
    shares: [T; K],
    /// By category: the answers of pairable units.
    values: [T; K],
    /// By two categories, the smaller first: r_c r_d m / p, over pairable units of m answers that make p pairs.
    coincidences: [[T; K]; K],
    /// Likewise r_c r_d / p.
    pairs: [[T; K]; K],
}

impl<const K: usize> Sums<Lanes, K> {
    fn new() -> Self {
        let zero = [0.0; LANES];
        Self {
            rated: zero,
            pairable: zero,
            same: zero,
            shares: [zero; K],
            values: [zero; K],
            coincidences: [[zero; K]; K],
            pairs: [[zero; K]; K],
        }
    }

    /// Some units at once. Those without answers add nothing.
    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "every index is below K or LANES, which the compiler sees")]
    fn add(&mut self, units: &[Lanes; K], same: &Lanes) {
        let (mut share, mut paired, mut others, mut both) = ([0.0; LANES], [0.0; LANES], [0.0; LANES], [0.0; LANES]);
        for lane in 0..LANES {
            let m: f64 = units.iter().map(|of| of[lane]).sum();
            let pairs = m * (m - 1.0) - 2.0 * same[lane];
            let rated = if m >= 1.0 { 1.0 } else { 0.0 };
            paired[lane] = if pairs >= 1.0 { 1.0 } else { 0.0 };
            share[lane] = rated / if m > 1.0 { m } else { 1.0 };
            both[lane] = paired[lane] / if pairs > 1.0 { pairs } else { 1.0 };
            others[lane] = m * both[lane];
            self.rated[lane] += rated;
            self.pairable[lane] += paired[lane];
            self.same[lane] += same[lane] * paired[lane];
        }
        for c in 0..K {
            for lane in 0..LANES {
                self.shares[c][lane] += units[c][lane] * share[lane];
                self.values[c][lane] += units[c][lane] * paired[lane];
            }
            for d in c.saturating_add(1)..K {
                for lane in 0..LANES {
                    let product = units[c][lane] * units[d][lane];
                    self.coincidences[c][d][lane] += product * others[lane];
                    self.pairs[c][d][lane] += product * both[lane];
                }
            }
        }
    }

    fn together(&self) -> Sums<f64, K> {
        let sum = |lanes: Lanes| -> f64 { lanes.iter().sum() };
        Sums {
            rated: sum(self.rated),
            pairable: sum(self.pairable),
            same: sum(self.same),
            shares: self.shares.map(sum),
            values: self.values.map(sum),
            coincidences: self.coincidences.map(|row| row.map(sum)),
            pairs: self.pairs.map(|row| row.map(sum)),
        }
    }
}

impl<const K: usize> Sums<f64, K> {
    fn coefficients(&self) -> Coefficients {
        Coefficients { units: self.rated as u64, statistics: self.statistics() }
    }

    fn statistics(&self) -> [Computed; STATISTICS] {
        if self.pairable < 1.0 {
            return [Err(Undefined::NoPairableUnits); STATISTICS];
        }
        let k = K as f64;
        let last = k - 1.0;
        let spread: f64 = self.shares.iter().map(|share| share / self.rated).map(|share| share * (1.0 - share)).sum();
        [
            Ok(1.0 - self.apart(|_| 1.0)),
            self.alpha(|_, _| 1.0),
            self.alpha(|c, d| squared(self.between(c, d))),
            self.alpha(|c, d| squared(distance(c, d))),
            self.ac(spread, |_| 1.0),
            self.ac(spread, |distance| distance / last),
            self.ac(spread, |distance| distance * (distance + 1.0) / (k * last)),
            self.ac(spread, |distance| squared(distance / last)),
        ]
    }

    /// Krippendorff's ordinal difference: the values from `c` to `d`, the two ends counted half.
    fn between(&self, c: usize, d: usize) -> f64 {
        let at = |index: usize| self.values.get(index).copied().unwrap_or_default();
        let all: f64 = self.values.iter().skip(c).take(d.saturating_sub(c).saturating_add(1)).sum();
        all - (at(c) + at(d)) / 2.0
    }

    /// 1 - observed / expected disagreement, with the squared difference of two categories.
    #[inline(always)]
    fn alpha(&self, difference: impl Fn(usize, usize) -> f64) -> Computed {
        let total: f64 = self.values.iter().sum();
        let (mut observed, mut expected) = (0.0, 0.0);
        for (c, (row, first)) in self.coincidences.iter().zip(&self.values).enumerate() {
            for (d, (coincidences, second)) in row.iter().zip(&self.values).enumerate().skip(c.saturating_add(1)) {
                let difference = difference(c, d);
                observed += coincidences * difference;
                expected += first * second * difference;
            }
        }
        let pairs = total * (total - 1.0) - 2.0 * self.same;
        if expected > 0.0 { Ok(1.0 - pairs / total * (observed / expected)) } else { Err(Undefined::ConstantRatings) }
    }

    /// 1 - p_a, with what a pair of categories so far apart is short of full agreement.
    #[inline(always)]
    fn apart(&self, short: impl Fn(f64) -> f64) -> f64 {
        let mut apart = 0.0;
        for (c, row) in self.pairs.iter().enumerate() {
            for (d, pairs) in row.iter().enumerate().skip(c.saturating_add(1)) {
                apart += pairs * short(distance(c, d));
            }
        }
        2.0 * apart / self.pairable
    }

    /// (p_a - p_e) / (1 - p_e), where `spread` is what p_e has of the answers. With two categories or more p_e is below
    /// 1, so that there is always a value.
    #[inline(always)]
    fn ac(&self, spread: f64, short: impl Fn(f64) -> f64) -> Computed {
        let k = K as f64;
        let mut weights = k * k;
        for c in 0..K {
            for d in c.saturating_add(1)..K {
                weights -= 2.0 * short(distance(c, d));
            }
        }
        let by_chance = weights * spread / (k * (k - 1.0));
        Ok(1.0 - self.apart(short) / (1.0 - by_chance))
    }
}

fn distance(c: usize, d: usize) -> f64 {
    d.saturating_sub(c) as f64
}

fn squared(x: f64) -> f64 {
    x * x
}
