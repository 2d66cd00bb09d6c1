//! What is known of partnerships, as evidence for the competencies of the domain Community as Collaborators.
//!
//! It is offered, not counted: people decide whether they point to it in a rating. Only the built-in rubric has these
//! competencies, and which fact belongs to which of them is this project's reading. That people trust one another is
//! nothing that such facts can show.

use super::document::{CoordinatedBy, Partnerships, ResourceKind};
use super::review::{is_on, within_a_year};
use crate::assessment::Evidence;
use crate::reading::document;
use crate::values::{Date, Extensions, Id, Text};

/// The rubric that has the competencies.
const RUBRIC: &str = "cei-self-assessment";

document! {
    /// What can be given as evidence for one competency.
    pub struct CompetencyEvidence {
        /// Which competency.
        competency: Id,
        /// The items, as a rating or a decision takes them.
        items: Vec<Evidence>,
    }
}

fn item(en: String, es: String, date: Option<Date>) -> Evidence {
    let title = Text::bilingual(en, es);
    Evidence { title, kind: Id::new("partnerships"), uri: None, date, extensions: Extensions::default() }
}

/// "So many of so many", unless there are none.
fn part(en: &str, es: &str, have: usize, of: usize, date: Option<Date>) -> Option<Evidence> {
    (have > 0).then(|| item(format!("{en}: {have} of {of}"), format!("{es}: {have} de {of}"), date))
}

fn number(en: &str, es: &str, have: usize) -> Option<Evidence> {
    (have > 0).then(|| item(format!("{en}: {have}"), format!("{es}: {have}"), None))
}

pub(super) fn evidence(partnerships: &Partnerships, as_of: Date) -> Vec<CompetencyEvidence> {
    if partnerships.rubric.as_ref().is_some_and(|rubric| rubric.id.as_str() != RUBRIC) {
        return Vec::new();
    }
    let rows = [
        ("7.1", integrated(partnerships, as_of)),
        ("7.2", aligned(partnerships, as_of)),
        ("7.3", beyond_education(partnerships, as_of)),
        ("7.4", data(partnerships, as_of)),
        ("7.5", channels(partnerships, as_of)),
    ];
    let row = |(competency, items): (&str, Vec<Option<Evidence>>)| {
        let items: Vec<Evidence> = items.into_iter().flatten().collect();
        (!items.is_empty()).then(|| Some(CompetencyEvidence { competency: Id::new(competency)?, items }))?
    };
    rows.into_iter().filter_map(row).collect()
}

/// 7.1: someone coordinates, and resources of the community are used in schools.
fn integrated(partnerships: &Partnerships, as_of: Date) -> Vec<Option<Evidence>> {
    let language = partnerships.language.as_str();
    let mut items: Vec<Option<Evidence>> = Vec::new();
    for one in partnerships.coordinating(as_of) {
        let (en, es) = match one.by {
            CoordinatedBy::PointPerson => ("Point person for partnerships", "Persona de enlace para las alianzas"),
            CoordinatedBy::DistrictTeam => ("District team for partnerships", "Equipo del distrito para las alianzas"),
            CoordinatedBy::SiteTeams => ("School teams for partnerships", "Equipos escolares para las alianzas"),
        };
        let role = |wanted| one.role.get(wanted, language);
        items.push(Some(item(format!("{en}: {}", role("en")), format!("{es}: {}", role("es")), one.from)));
    }
    let resources = &partnerships.resources;
    let used = resources.iter().filter(|one| is_on(one.from, one.until, as_of)).count();
    items.push(part("Resources of partners in use", "Recursos de socios en uso", used, resources.len(), None));
    items
}

/// 7.2: partners and schools share a vision and plan together, along the district's own plan.
fn aligned(partnerships: &Partnerships, as_of: Date) -> Vec<Option<Evidence>> {
    let all = partnerships.partners.len();
    let links = || partnerships.partners.iter().filter_map(|one| partnerships.link_of(&one.id));
    let vision = links().filter_map(|link| link.vision.as_ref()).filter(|vision| vision.date <= as_of);
    let recent = |day: &Date| within_a_year(*day, as_of);
    let planned = links().filter_map(|link| link.planning.iter().map(|one| one.date).filter(recent).max());
    let planned: Vec<Date> = planned.collect();
    let plans = links().flat_map(|link| &link.planning).filter(|one| recent(&one.date));
    vec![
        part(
            "Partners with whom a vision is shared",
            "Socios con los que se comparte una visión",
            vision.count(),
            all,
            None,
        ),
        part(
            "Partners with whom there was joint planning within a year",
            "Socios con los que se planificó en conjunto en el último año",
            planned.len(),
            all,
            planned.iter().max().copied(),
        ),
        number(
            "Joint plans aligned to a goal of the district’s or school’s plan",
            "Planes conjuntos ligados a una meta del plan del distrito o de la escuela",
            plans.filter(|one| one.goal.is_some()).count(),
        ),
    ]
}

/// 7.3: services beyond education.
fn beyond_education(partnerships: &Partnerships, as_of: Date) -> Vec<Option<Evidence>> {
    let beyond = |kind: &&ResourceKind| !matches!(kind, ResourceKind::Academics | ResourceKind::ExpandedLearning);
    let in_use = |kind: &&ResourceKind| {
        partnerships.resources.iter().any(|one| one.kind == **kind && is_on(one.from, one.until, as_of))
    };
    vec![number(
        "Kinds of services beyond education in use",
        "Tipos de servicios en uso más allá de la educación",
        ResourceKind::ALL.iter().filter(beyond).filter(in_use).count(),
    )]
}

/// 7.4: assets and needs are looked at and talked about, and partnerships are evaluated, every year.
fn data(partnerships: &Partnerships, as_of: Date) -> Vec<Option<Evidence>> {
    let recent = |day: &Date| within_a_year(*day, as_of);
    let landscape = partnerships.landscape.iter().rfind(|one| recent(&one.date)).map(|one| {
        let shared = one.shared.is_some_and(|day| day <= as_of);
        let (en, es) = if shared {
            ("Landscape analysis, shared with the community", "Análisis del panorama, compartido con la comunidad")
        } else {
            ("Landscape analysis", "Análisis del panorama")
        };
        item(en.to_owned(), es.to_owned(), Some(one.date))
    });
    let links = partnerships.partners.iter().filter_map(|one| partnerships.link_of(&one.id));
    let evaluated = links.filter_map(|link| link.evaluations.iter().map(|one| one.date).filter(recent).max());
    let evaluated: Vec<Date> = evaluated.collect();
    let discussed: Vec<Date> = partnerships.needs.iter().filter_map(|need| need.discussed).filter(recent).collect();
    vec![
        landscape,
        part(
            "Partners with whom the work was evaluated within a year",
            "Socios con los que se evaluó el trabajo en el último año",
            evaluated.len(),
            partnerships.partners.len(),
            evaluated.iter().max().copied(),
        ),
        part(
            "Needs talked about with families and partners within a year",
            "Necesidades conversadas con familias y socios en el último año",
            discussed.len(),
            partnerships.needs.len(),
            discussed.iter().max().copied(),
        ),
    ]
}

/// 7.5: ways in, some of them independent, and open to decisions.
fn channels(partnerships: &Partnerships, as_of: Date) -> Vec<Option<Evidence>> {
    let open = partnerships.open_channels(as_of);
    let count = |is_so: fn(bool, bool) -> bool| open.iter().filter(|one| is_so(one.independent, one.decides)).count();
    vec![
        number("Formal ways in that are open", "Vías formales abiertas", count(|independent, _| !independent)),
        number(
            "Ways in that work independently of the district",
            "Vías que funcionan con independencia del distrito",
            count(|independent, _| independent),
        ),
        part(
            "Ways in by which members take part in decisions",
            "Vías por las que se participa en las decisiones",
            count(|_, decides| decides),
            open.len(),
            None,
        ),
    ]
}
