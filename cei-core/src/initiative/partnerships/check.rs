//! What the form of partnerships cannot say: that partners, needs and schools exist, and that days are in order.

use super::document::Partnerships;
use crate::assessment::check::{cds_code, group};
use crate::diagnostic::Findings;
use crate::initiative::listed::{Listed, once};
use crate::initiative::shared::in_order;
use crate::initiative::{Checked, api};
use crate::rubric::{Rubric, RubricRef, unique};
use crate::values::{Date, Id};

api!(Partnerships, "cei.partnerships/1");

impl Checked for Partnerships {
    fn rubric(&self) -> Option<&RubricRef> {
        self.rubric.as_ref()
    }

    fn check(&self, rubric: &Rubric, findings: &mut Findings) {
        cds_code(self.subject.as_ref(), || "/subject/id".to_owned(), findings);
        unique(findings, "/sites", self.sites.iter().map(|one| &one.id));
        unique(findings, "/partners", self.partners.iter().map(|one| &one.id));
        unique(findings, "/resources", self.resources.iter().map(|one| &one.id));
        unique(findings, "/assets", self.assets.iter().map(|one| &one.id));
        unique(findings, "/needs", self.needs.iter().map(|one| &one.id));
        unique(findings, "/channels", self.channels.iter().map(|one| &one.id));
        let sites = Listed::new("sites", findings, self.sites.iter().map(|one| &one.id));
        let partners = Listed::new("partners", findings, self.partners.iter().map(|one| &one.id));
        let needs = Listed::new("needs", findings, self.needs.iter().map(|one| &one.id));
        for (index, one) in self.coordination.iter().enumerate() {
            let path = format!("/coordination/{index}");
            placed(&one.sites, one.from, one.until, &path, &sites, findings);
        }
        for (index, one) in self.landscape.iter().enumerate() {
            let path = format!("/landscape/{index}");
            partners.each(&one.partners, &format!("{path}/partners"), findings);
            groups(&one.groups, rubric, &path, findings);
            in_order(Some(one.date), one.shared, format!("{path}/shared"), findings);
        }
        for (index, (earlier, later)) in self.landscape.iter().zip(self.landscape.iter().skip(1)).enumerate() {
            let path = format!("/landscape/{}/date", index.saturating_add(1));
            in_order(Some(earlier.date), Some(later.date), path, findings);
        }
        for (index, one) in self.resources.iter().enumerate() {
            let path = format!("/resources/{index}");
            partners.one(&one.partner, || format!("{path}/partner"), findings);
            needs.each(&one.needs, &format!("{path}/needs"), findings);
            placed(&one.sites, one.from, one.until, &path, &sites, findings);
        }
        for (index, one) in self.assets.iter().enumerate() {
            let path = format!("/assets/{index}");
            needs.each(&one.needs, &format!("{path}/needs"), findings);
            placed(&one.sites, one.from, one.until, &path, &sites, findings);
        }
        for (index, one) in self.needs.iter().enumerate() {
            let path = format!("/needs/{index}");
            groups(&one.groups, rubric, &path, findings);
            sites.each(&one.sites, &format!("{path}/sites"), findings);
        }
        for (index, one) in self.links.iter().enumerate() {
            partners.one(&one.partner, || format!("/links/{index}/partner"), findings);
            for (below, evaluation) in one.evaluations.iter().enumerate() {
                let path = format!("/links/{index}/evaluations/{below}/shared");
                in_order(Some(evaluation.date), evaluation.shared, path, findings);
            }
        }
        once(self.links.iter().map(|one| &one.partner), |index| format!("/links/{index}/partner"), findings);
        for (index, one) in self.channels.iter().enumerate() {
            placed(&one.sites, one.from, one.until, &format!("/channels/{index}"), &sites, findings);
        }
    }
}

fn groups(ids: &[Id], rubric: &Rubric, path: &str, findings: &mut Findings) {
    for (index, id) in ids.iter().enumerate() {
        group(id, rubric, || format!("{path}/groups/{index}"), findings);
    }
    once(ids.iter(), |index| format!("{path}/groups/{index}"), findings);
}

/// What is for some schools, from one day until another.
fn placed(
    ids: &[Id],
    from: Option<Date>,
    until: Option<Date>,
    path: &str,
    sites: &Listed<'_>,
    findings: &mut Findings,
) {
    sites.each(ids, &format!("{path}/sites"), findings);
    in_order(from, until, format!("{path}/until"), findings);
}
