//! What partnerships show as of a day: which needs are covered and where, which gifts nobody draws on yet, and how
//! far each partner and the schools share a vision, plan, evaluate and give.
//!
//! What is dated later than that day is not counted.

use super::document::{
    AssetKind, AssetOf, Channel, ChannelKind, Coordination, Link, Need, NeedKind, PartnerKind, Partnerships,
    ResourceKind,
};
use super::evidence::{CompetencyEvidence, evidence};
use crate::initiative::part::{PartOf, review_api};
use crate::reading::{choice, document, tag};
use crate::values::{Date, Id, is_absent};

review_api!(PartnershipsReview, "cei.partnerships_review/1");

tag! {
    /// The `format` of a review of partnerships.
    pub struct PartnershipsReviewFormat = "cei.partnerships_review/1"
}

choice! {
    /// Whether something answers a need.
    pub enum Coverage {
        /// Something in use answers it, at every school where it is needed.
        Covered = "covered",
        /// Something in use answers it, at some of the schools.
        InPart = "in_part",
        /// Nothing in use answers it where it is needed, and something is offered that would.
        Offered = "offered",
        /// Nothing answers it where it is needed.
        Unmet = "unmet",
    }

    /// Where a resource or an asset comes from.
    pub enum SourceOf {
        /// A partner's resource.
        Resource = "resource",
        /// An asset of families, students or the community.
        Asset = "asset",
    }

    /// Who gives in a link.
    pub enum Giving {
        /// Both sides.
        Both = "both",
        /// The school or district alone.
        SchoolOnly = "school_only",
        /// The partner alone.
        PartnerOnly = "partner_only",
        /// What is given is not said.
        NotSaid = "not_said",
    }
}

document! {
    /// What partnerships show as of a day.
    pub struct PartnershipsReview {
        /// `cei.partnerships_review/1`.
        format: PartnershipsReviewFormat,
        /// Which document.
        partnerships: Id,
        /// The day as of which it is seen.
        as_of: Date,
        /// Whether someone coordinates, and at which schools nobody does.
        coordination: CoordinationReview,
        /// The last landscape analysis.
        landscape: LandscapeReview,
        /// How many needs of each kind are covered.
        kinds: Vec<KindReview>,
        /// Every need, and what answers it: a row of the matrix of coverage.
        coverage: Vec<NeedReview>,
        /// Needs that nothing answers, or that nothing in use does.
        unmet: Vec<Id>,
        /// Resources and assets that nobody draws on.
        unused: Vec<UnusedGift>,
        /// Every partner.
        partners: Vec<PartnerLinkReview>,
        /// Partners with whom no vision is shared.
        without_vision: Vec<Id>,
        /// Partners with whom there was no joint planning.
        without_planning: Vec<Id>,
        /// Partners with whom there was no evaluation within a year.
        without_evaluation: Vec<Id>,
        /// Partners in whose link one side alone gives.
        one_sided: Vec<Id>,
        /// How many partners of each kind; only kinds that there are.
        partner_kinds: Vec<PartnerKindReview>,
        /// How many resources of each kind are in use; only kinds that there are.
        resource_kinds: Vec<ResourceKindReview>,
        /// The ways in that are open.
        channels: ChannelsReview,
        /// What of this can be given as evidence for the competencies of Community as Collaborators.
        evidence: Vec<CompetencyEvidence>,
    }

    /// Who coordinates.
    pub struct CoordinationReview {
        /// How many people or teams do.
        active: u64,
        /// The schools for which nobody does.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites_without: Vec<Id> = Default::default(),
    }

    /// The last landscape analysis.
    pub struct LandscapeReview {
        /// Its day, if there was one.
        #[serde(default, skip_serializing_if = "is_absent")]
        date: Option<Date>,
        /// Whether it is at most a year old.
        within_a_year: bool,
        /// Whether what was found was shared.
        shared: bool,
        /// How many of the partners took part.
        partners: PartOf,
    }

    /// The needs of one kind.
    pub struct KindReview {
        /// Which kind.
        kind: NeedKind,
        /// How many are covered at every school, of all.
        covered: PartOf,
    }

    /// One need.
    pub struct NeedReview {
        /// Which need.
        need: Id,
        /// What kind.
        kind: NeedKind,
        /// Whether it is answered.
        coverage: Coverage,
        /// What answers it.
        sources: Vec<NeedSource>,
        /// The schools where it is needed and nothing in use answers it.
        #[serde(default, skip_serializing_if = "is_absent")]
        sites_without: Vec<Id> = Default::default(),
        /// Whether families and partners talked about it within a year.
        discussed: bool,
    }

    /// Something that answers a need.
    pub struct NeedSource {
        /// A resource or an asset.
        source: SourceOf,
        /// Which one.
        id: Id,
        /// Whose resource it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        partner: Option<Id>,
        /// Whose asset it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        of: Option<AssetOf>,
        /// Whether it is in use.
        in_use: bool,
    }

    /// Something that nobody draws on.
    pub struct UnusedGift {
        /// A resource or an asset.
        source: SourceOf,
        /// Which one.
        id: Id,
        /// Whose resource it is.
        #[serde(default, skip_serializing_if = "is_absent")]
        partner: Option<Id>,
        /// What kind of resource.
        #[serde(default, skip_serializing_if = "is_absent")]
        resource: Option<ResourceKind>,
        /// What kind of asset.
        #[serde(default, skip_serializing_if = "is_absent")]
        asset: Option<AssetKind>,
        /// The needs it would answer at a school where nothing in use does.
        #[serde(default, skip_serializing_if = "is_absent")]
        would_answer: Vec<Id> = Default::default(),
    }

    /// How one partner and the schools work together.
    pub struct PartnerLinkReview {
        /// Which partner.
        partner: Id,
        /// Whether there is a link at all.
        linked: bool,
        /// Whether they share a vision.
        vision: bool,
        /// The last day they planned together.
        #[serde(default, skip_serializing_if = "is_absent")]
        planned: Option<Date>,
        /// The last day they evaluated their work.
        #[serde(default, skip_serializing_if = "is_absent")]
        evaluated: Option<Date>,
        /// Whether that is at most a year ago.
        evaluated_within_a_year: bool,
        /// Who gives.
        giving: Giving,
    }

    /// The partners of one kind.
    pub struct PartnerKindReview {
        /// Which kind.
        kind: PartnerKind,
        /// How many.
        partners: u64,
    }

    /// The resources of one kind.
    pub struct ResourceKindReview {
        /// Which kind.
        kind: ResourceKind,
        /// How many are in use, of all.
        in_use: PartOf,
    }

    /// The ways in that are open.
    pub struct ChannelsReview {
        /// How many.
        open: u64,
        /// How many of them are independent of the district.
        independent: u64,
        /// By how many of them members take part in decisions.
        decides: u64,
        /// The kinds that there are.
        kinds: Vec<ChannelKind>,
    }
}

/// Something of a partner, a family, a student or the community that answers needs.
struct Gift<'a> {
    source: SourceOf,
    id: &'a Id,
    partner: Option<&'a Id>,
    of: Option<AssetOf>,
    resource: Option<ResourceKind>,
    asset: Option<AssetKind>,
    needs: &'a [Id],
    sites: &'a [Id],
    in_use: bool,
}

impl Gift<'_> {
    /// Whether it is for that school.
    fn reaches(&self, site: &Id) -> bool {
        self.sites.is_empty() || self.sites.contains(site)
    }
}

/// Whether something that is from one day until another is so on a day; what has no first day is not.
pub(super) fn is_on(from: Option<Date>, until: Option<Date>, as_of: Date) -> bool {
    from.is_some_and(|from| from <= as_of) && until.is_none_or(|until| as_of <= until)
}

/// Whether a day is not later than another, and at most a year before it.
pub(super) fn within_a_year(date: Date, as_of: Date) -> bool {
    date <= as_of && as_of <= date.plus_years(1)
}

impl Partnerships {
    /// What the partnerships show as of a day.
    ///
    /// ```
    /// use cei_core::{Date, Partnerships};
    ///
    /// let document = r#"{"format":"cei.partnerships/1","id":"spring",
    ///     "needs":[{"id":"rent","kind":"financial","title":"Help with rent"}]}"#;
    /// let (partnerships, _notes) = Partnerships::read(document, None)?;
    /// let review = partnerships.review(Date::new("2026-03-01").unwrap());
    /// assert_eq!(review.unmet[0].as_str(), "rent");
    /// # Ok::<(), cei_core::Report>(())
    /// ```
    #[must_use]
    pub fn review(&self, as_of: Date) -> PartnershipsReview {
        let gifts = self.gifts(as_of);
        let coverage: Vec<NeedReview> = self.needs.iter().map(|need| self.need(need, &gifts, as_of)).collect();
        let covered = |one: &&NeedReview| one.coverage == Coverage::Covered;
        let partners: Vec<PartnerLinkReview> =
            self.partners.iter().map(|one| link(&one.id, self.link_of(&one.id), as_of)).collect();
        let those = |is_so: fn(&PartnerLinkReview) -> bool| -> Vec<Id> {
            partners.iter().filter(|one| is_so(one)).map(|one| one.partner.clone()).collect()
        };
        PartnershipsReview {
            format: PartnershipsReviewFormat::Format,
            partnerships: self.id.clone(),
            as_of,
            coordination: self.coordination_review(as_of),
            landscape: self.landscape_review(as_of),
            kinds: NeedKind::ALL
                .iter()
                .map(|kind| {
                    let of_kind: Vec<_> = coverage.iter().filter(|one| one.kind == *kind).collect();
                    let have = of_kind.iter().copied().filter(covered).count() as u64;
                    KindReview { kind: *kind, covered: PartOf { have, of: of_kind.len() as u64 } }
                })
                .collect(),
            unmet: coverage
                .iter()
                .filter(|one| matches!(one.coverage, Coverage::Offered | Coverage::Unmet))
                .map(|one| one.need.clone())
                .collect(),
            unused: gifts.iter().filter(|gift| !gift.in_use).map(|gift| unused(gift, &coverage)).collect(),
            without_vision: those(|one| !one.vision),
            without_planning: those(|one| one.planned.is_none()),
            without_evaluation: those(|one| !one.evaluated_within_a_year),
            one_sided: those(|one| matches!(one.giving, Giving::SchoolOnly | Giving::PartnerOnly)),
            partner_kinds: PartnerKind::ALL
                .iter()
                .map(|kind| {
                    let of_kind = self.partners.iter().filter(|one| one.kind == *kind);
                    PartnerKindReview { kind: *kind, partners: of_kind.count() as u64 }
                })
                .filter(|row| row.partners > 0)
                .collect(),
            resource_kinds: ResourceKind::ALL
                .iter()
                .map(|kind| {
                    let of_kind: Vec<_> = gifts.iter().filter(|one| one.resource == Some(*kind)).collect();
                    let have = of_kind.iter().filter(|one| one.in_use).count() as u64;
                    ResourceKindReview { kind: *kind, in_use: PartOf { have, of: of_kind.len() as u64 } }
                })
                .filter(|row| row.in_use.of > 0)
                .collect(),
            channels: channels(&self.open_channels(as_of)),
            evidence: evidence(self, as_of),
            coverage,
            partners,
        }
    }

    fn gifts(&self, as_of: Date) -> Vec<Gift<'_>> {
        let resources = self.resources.iter().map(|one| Gift {
            source: SourceOf::Resource,
            id: &one.id,
            partner: Some(&one.partner),
            of: None,
            resource: Some(one.kind),
            asset: None,
            needs: &one.needs,
            sites: &one.sites,
            in_use: is_on(one.from, one.until, as_of),
        });
        let assets = self.assets.iter().map(|one| Gift {
            source: SourceOf::Asset,
            id: &one.id,
            partner: None,
            of: Some(one.of),
            resource: None,
            asset: Some(one.kind),
            needs: &one.needs,
            sites: &one.sites,
            in_use: is_on(one.from, one.until, as_of),
        });
        resources.chain(assets).collect()
    }

    /// The schools that are meant: those named, or all.
    fn sites_of<'a>(&'a self, named: &'a [Id]) -> Vec<&'a Id> {
        if named.is_empty() { self.sites.iter().map(|site| &site.id).collect() } else { named.iter().collect() }
    }

    fn need(&self, need: &Need, gifts: &[Gift<'_>], as_of: Date) -> NeedReview {
        let answers: Vec<&Gift<'_>> = gifts.iter().filter(|gift| gift.needs.contains(&need.id)).collect();
        let in_use: Vec<&&Gift<'_>> = answers.iter().filter(|gift| gift.in_use).collect();
        let wanted = self.sites_of(&need.sites);
        let is_without = |site: &&&Id| !in_use.iter().any(|gift| gift.reaches(site));
        let without: Vec<Id> = wanted.iter().filter(is_without).map(|&site| site.clone()).collect();
        // A gift for other schools than those where it is needed answers nothing there, used or not.
        let somewhere = |gift: &Gift<'_>| wanted.is_empty() || wanted.iter().any(|site| gift.reaches(site));
        let is_used = in_use.iter().any(|gift| somewhere(gift));
        let is_offered = answers.iter().any(|gift| !gift.in_use && somewhere(gift));
        let coverage = match (is_used, without.is_empty(), is_offered) {
            (true, true, _) => Coverage::Covered,
            (true, false, _) => Coverage::InPart,
            (false, _, true) => Coverage::Offered,
            (false, _, false) => Coverage::Unmet,
        };
        NeedReview {
            need: need.id.clone(),
            kind: need.kind,
            coverage,
            sources: answers
                .iter()
                .map(|gift| NeedSource {
                    source: gift.source,
                    id: gift.id.clone(),
                    partner: gift.partner.cloned(),
                    of: gift.of,
                    in_use: gift.in_use,
                })
                .collect(),
            sites_without: without,
            discussed: need.discussed.is_some_and(|day| within_a_year(day, as_of)),
        }
    }

    pub(super) fn link_of(&self, partner: &Id) -> Option<&Link> {
        self.links.iter().find(|link| link.partner == *partner)
    }

    /// Who coordinates on that day. Without a first day someone always did.
    pub(super) fn coordinating(&self, as_of: Date) -> impl Iterator<Item = &Coordination> {
        let begun = move |one: &Coordination| one.from.is_none_or(|from| from <= as_of);
        self.coordination.iter().filter(move |one| begun(one) && one.until.is_none_or(|until| as_of <= until))
    }

    fn coordination_review(&self, as_of: Date) -> CoordinationReview {
        let active: Vec<&Coordination> = self.coordinating(as_of).collect();
        let has = |site: &Id| active.iter().any(|one| one.sites.is_empty() || one.sites.contains(site));
        CoordinationReview {
            active: active.len() as u64,
            sites_without: self.sites.iter().filter(|one| !has(&one.id)).map(|one| one.id.clone()).collect(),
        }
    }

    fn landscape_review(&self, as_of: Date) -> LandscapeReview {
        let last = self.landscape.iter().rfind(|one| one.date <= as_of);
        LandscapeReview {
            date: last.map(|one| one.date),
            within_a_year: last.is_some_and(|one| within_a_year(one.date, as_of)),
            shared: last.is_some_and(|one| one.shared.is_some_and(|day| day <= as_of)),
            partners: PartOf { have: last.map_or(0, |one| one.partners.len() as u64), of: self.partners.len() as u64 },
        }
    }

    /// The ways in that are open on that day. Without a first day one always was.
    pub(super) fn open_channels(&self, as_of: Date) -> Vec<&Channel> {
        let begun = |one: &Channel| one.from.is_none_or(|from| from <= as_of);
        self.channels.iter().filter(|one| begun(one) && one.until.is_none_or(|until| as_of <= until)).collect()
    }
}

fn unused(gift: &Gift<'_>, coverage: &[NeedReview]) -> UnusedGift {
    let lacks = |one: &NeedReview| match one.coverage {
        Coverage::Covered => false,
        Coverage::InPart | Coverage::Offered | Coverage::Unmet => {
            one.sites_without.is_empty() || one.sites_without.iter().any(|site| gift.reaches(site))
        }
    };
    let waits = |need: &&Id| coverage.iter().any(|one| one.need == **need && lacks(one));
    UnusedGift {
        source: gift.source,
        id: gift.id.clone(),
        partner: gift.partner.cloned(),
        resource: gift.resource,
        asset: gift.asset,
        would_answer: gift.needs.iter().filter(waits).cloned().collect(),
    }
}

fn link(partner: &Id, link: Option<&Link>, as_of: Date) -> PartnerLinkReview {
    let days = |days: Vec<Date>| days.into_iter().filter(|day| *day <= as_of).max();
    let evaluated = link.and_then(|link| days(link.evaluations.iter().map(|one| one.date).collect()));
    let gives = link.map(|link| (!link.school_gives.is_empty(), !link.partner_gives.is_empty()));
    PartnerLinkReview {
        partner: partner.clone(),
        linked: link.is_some(),
        vision: link.and_then(|link| link.vision.as_ref()).is_some_and(|vision| vision.date <= as_of),
        planned: link.and_then(|link| days(link.planning.iter().map(|one| one.date).collect())),
        evaluated,
        evaluated_within_a_year: evaluated.is_some_and(|day| within_a_year(day, as_of)),
        giving: match gives.unwrap_or_default() {
            (true, true) => Giving::Both,
            (true, false) => Giving::SchoolOnly,
            (false, true) => Giving::PartnerOnly,
            (false, false) => Giving::NotSaid,
        },
    }
}

fn channels(open: &[&Channel]) -> ChannelsReview {
    ChannelsReview {
        open: open.len() as u64,
        independent: open.iter().filter(|one| one.independent).count() as u64,
        decides: open.iter().filter(|one| one.decides).count() as u64,
        kinds: ChannelKind::ALL.iter().filter(|kind| open.iter().any(|one| one.kind == **kind)).copied().collect(),
    }
}
