//! Why a node has its stage, in a sentence that a parent can read.

use std::fmt;

use super::Rules;
use super::profile::{Bound, Status};
use super::rule::CompiledRule;
use super::stages::Node;
use crate::diagnostic::Language;

/// What a node is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Level {
    /// Answers of raters.
    Group,
    /// Voices of groups.
    Competency,
    /// Competencies.
    Domain,
    /// Domains.
    Overall,
}

pub(crate) struct Sentence<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) rule: &'a CompiledRule,
    pub(crate) level: Level,
    pub(crate) node: &'a Node,
}

impl Sentence<'_> {
    pub(crate) fn in_language(&self, language: Language) -> String {
        let stage = self.stage_title(self.node.stage, language);
        let next = self.stage_title(self.node.stage.map(|stage| stage.saturating_add(1)), language);
        let votes = self.node.votes.total();
        let members = self.node.members;
        let es = language == Language::Es;
        match (self.node.status, self.node.bound) {
            (Status::OutOfScope, _) => match (self.level, es) {
                (Level::Domain | Level::Overall, false) => "Everything in it was left out on purpose.",
                (Level::Domain | Level::Overall, true) => "Todo lo que contiene se dejó fuera a propósito.",
                (_, false) => "It was left out on purpose.",
                (_, true) => "Se dejó fuera a propósito.",
            }
            .to_owned(),
            (Status::NotApplicable, _) => match (self.level, es) {
                (Level::Domain | Level::Overall, false) => "Nothing in it applies here.",
                (Level::Domain | Level::Overall, true) => "Nada de lo que contiene aplica aquí.",
                (_, false) => "Everyone who answered said that it does not apply here.",
                (_, true) => "Todas las personas que respondieron dijeron que no aplica aquí.",
            }
            .to_owned(),
            (_, None | Some(Bound::NoAnswers)) => {
                if es { "Nadie ha respondido todavía." } else { "Nobody has answered yet." }.to_owned()
            }
            (_, Some(Bound::NoDecision)) => if es {
                "Todavía no hay una decisión registrada, y la política pide una."
            } else {
                "No decision is recorded yet, and the policy asks for one."
            }
            .to_owned(),
            (_, Some(Bound::Coverage)) => {
                let (of, have) = (self.of(votes, members, language), has(agreeing(votes, members), language));
                let need = needed(self.rule.coverage_need(members), language);
                if es { format!("{of} {have} una etapa; {need}.") } else { format!("{of} {have} a stage; {need}.") }
            }
            (_, Some(Bound::Min)) => {
                let counted = self.counted(votes, language);
                let (have, min) = (has(votes, language), self.rule.min());
                if es {
                    format!("Solo {counted} {have} una etapa; se necesitan al menos {min}.")
                } else {
                    format!("Only {counted} {have} a stage; at least {min} are needed.")
                }
            }
            (_, Some(Bound::Decision)) => {
                if es {
                    format!("El equipo decidió: {stage}.")
                } else {
                    format!("The team decided on {stage}.")
                }
            }
            (_, Some(Bound::Evidence)) => {
                let from = self.stage_title(self.rules.evidence.as_ref().map(|check| check.from), language);
                if es {
                    format!("Se queda en {stage}: a partir de {from} se pide más evidencia de la que hay registrada.")
                } else {
                    format!("It is held at {stage}: from {from} on, more evidence is asked for than is recorded.")
                }
            }
            (_, Some(Bound::Foundation)) => {
                let lowest = self.stage_title(self.node.foundation, language);
                if es {
                    format!("Se queda en {stage}: un dominio sobre el que se apoya está en {lowest}.")
                } else {
                    format!("It is held at {stage}: a domain that it builds on is at {lowest}.")
                }
            }
            (_, Some(Bound::Within)) => {
                let lowest = self.stage_title(self.node.votes.lowest(), language);
                let within = self.rule.within().unwrap_or_default();
                match (es, within) {
                    (true, 0) => {
                        format!("El voto más bajo está en {lowest}, y el resultado no puede estar por encima.")
                    }
                    (true, 1) => {
                        format!(
                            "El voto más bajo está en {lowest}, y el resultado puede estar a lo más una etapa por encima."
                        )
                    }
                    (true, _) => format!(
                        "El voto más bajo está en {lowest}, y el resultado puede estar a lo más {within} etapas por encima."
                    ),
                    (false, 0) => format!("The lowest vote is at {lowest}, and the result cannot be above it."),
                    (false, 1) => {
                        format!("The lowest vote is at {lowest}, and the result can be at most one stage above it.")
                    }
                    (false, _) => {
                        format!(
                            "The lowest vote is at {lowest}, and the result can be at most {within} stages above it."
                        )
                    }
                }
            }
            (_, Some(Bound::Top)) if self.node.decided => {
                if es {
                    format!("El equipo decidió: {stage}, la etapa más alta.")
                } else {
                    format!("The team decided on {stage}, the highest stage.")
                }
            }
            (_, Some(Bound::Reach | Bound::Points | Bound::Top)) if !self.rule.is_reach() => {
                let (have, of) = (self.node.votes.points(), self.rule.most_points(votes));
                let points = match (es, of) {
                    (true, 1) => "punto",
                    (true, _) => "puntos",
                    (false, 1) => "point",
                    (false, _) => "points",
                };
                match (es, self.node.bound == Some(Bound::Top)) {
                    (true, true) => format!("Tiene {have} de {of} {points}: alcanza para {stage}, la etapa más alta."),
                    (true, false) => {
                        format!("Tiene {have} de {of} {points}: alcanza para {stage}, pero no para {next}.")
                    }
                    (false, true) => format!("It has {have} of {of} {points}: enough for {stage}, the highest stage."),
                    (false, false) => {
                        format!("It has {have} of {of} {points}: enough for {stage}, not yet for {next}.")
                    }
                }
            }
            (_, Some(Bound::Top)) => {
                let reached = self.reached(self.node.stage, votes, language);
                let need = needed(self.rule.need(votes).unwrap_or_default(), language);
                if es {
                    format!("{reached} {stage}, la etapa más alta; {need}.")
                } else {
                    format!("{reached} {stage}, the highest stage; {need}.")
                }
            }
            (_, Some(Bound::Reach | Bound::Points)) => {
                let above = self.node.stage.map_or(0, |stage| self.node.votes.reached(stage.saturating_add(1)));
                let reached = self.reached(self.node.stage, votes, language);
                let need = needed(self.rule.need(votes).unwrap_or_default(), language);
                match (es, above) {
                    (true, 0) => format!("{reached} {stage}; {need}. {} llegó todavía a {next}.", self.none_es()),
                    (true, _) => format!("{reached} {stage}; {need}. A {next} solo {} {above}.", arrived(above)),
                    (false, 0) => format!("{reached} {stage}; {need}. None has reached {next} yet."),
                    (false, _) => {
                        format!("{reached} {stage}; {need}. Only {above} {} reached {next}.", has(above, language))
                    }
                }
            }
        }
    }

    /// "4 of 5 competencies have reached"
    fn reached(&self, stage: Option<u8>, votes: u64, language: Language) -> impl fmt::Display {
        let reached = stage.map_or(0, |stage| self.node.votes.reached(stage));
        let of = self.of(reached, votes, language);
        fmt::from_fn(move |f| match language {
            Language::Es => write!(f, "{of} {} a", arrived(agreeing(reached, votes))),
            Language::En => write!(f, "{of} {} reached", has(agreeing(reached, votes), language)),
        })
    }

    fn of(&self, some: u64, all: u64, language: Language) -> impl fmt::Display + use<> {
        let all = self.counted(all, language);
        fmt::from_fn(move |f| match language {
            Language::Es => write!(f, "{some} de {all}"),
            Language::En => write!(f, "{some} of {all}"),
        })
    }

    /// "1 group", "5 competencies"
    fn counted(&self, number: u64, language: Language) -> impl fmt::Display + use<> {
        let one = number == 1;
        let noun = match (self.level, language) {
            (Level::Group, Language::En) => {
                if one {
                    "answer"
                } else {
                    "answers"
                }
            }
            (Level::Group, Language::Es) => {
                if one {
                    "respuesta"
                } else {
                    "respuestas"
                }
            }
            (Level::Competency, Language::En) => {
                if one {
                    "group"
                } else {
                    "groups"
                }
            }
            (Level::Competency, Language::Es) => {
                if one {
                    "grupo"
                } else {
                    "grupos"
                }
            }
            (Level::Domain, Language::En) => {
                if one {
                    "competency"
                } else {
                    "competencies"
                }
            }
            (Level::Domain, Language::Es) => {
                if one {
                    "competencia"
                } else {
                    "competencias"
                }
            }
            (Level::Overall, Language::En) => {
                if one {
                    "domain"
                } else {
                    "domains"
                }
            }
            (Level::Overall, Language::Es) => {
                if one {
                    "dominio"
                } else {
                    "dominios"
                }
            }
        };
        fmt::from_fn(move |f| write!(f, "{number} {noun}"))
    }

    fn none_es(&self) -> &'static str {
        match self.level {
            Level::Group | Level::Domain => "Ninguna",
            Level::Competency | Level::Overall => "Ninguno",
        }
    }

    fn stage_title(&self, stage: Option<u8>, language: Language) -> &str {
        let rubric = self.rules.rubric().document();
        let index = usize::from(stage.unwrap_or_default()).wrapping_sub(1);
        let title = rubric.scale.get(index).map(|stage| stage.title.get(language.tag(), rubric.language.as_str()));
        title.unwrap_or_default()
    }
}

/// The number that a verb agrees with: of a single one there is only the singular.
fn agreeing(some: u64, all: u64) -> u64 {
    if all == 1 { 1 } else { some }
}

fn has(number: u64, language: Language) -> &'static str {
    match (language, number) {
        (Language::En, 1) => "has",
        (Language::En, _) => "have",
        (Language::Es, 1) => "tiene",
        (Language::Es, _) => "tienen",
    }
}

fn arrived(number: u64) -> &'static str {
    if number == 1 { "llegó" } else { "llegaron" }
}

fn needed(number: u64, language: Language) -> impl fmt::Display {
    fmt::from_fn(move |f| match (language, number) {
        (Language::En, 1) => f.write_str("1 is needed"),
        (Language::En, _) => write!(f, "{number} are needed"),
        (Language::Es, 1) => f.write_str("se necesita 1"),
        (Language::Es, _) => write!(f, "se necesitan {number}"),
    })
}
