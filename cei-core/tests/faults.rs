//! "All problems of a document in one pass": faults planted in valid documents come back exactly, each with its code,
//! path, line, column and params, in the order of their places; alone, in pairs, and in random subsets.
//!
//! A template is a valid document with marks in it. `⟨name⟩good⟨|⟩bad⟨/⟩` is a place where a fault can be planted, and
//! `⟦name⟧` a place that a diagnostic can point to; `⟦!⟧` inside of a fault is its own place. Every text is built from
//! the template, and so are the places: nothing expected comes from the library.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]
#![allow(missing_docs, reason = "a test has no API")]

#[path = "support/rng.rs"]
mod rng;

use std::collections::{BTreeSet, HashMap};

use cei_core::{Assessment, Param, Policy, Report, Rubric, Tally, validate};
use rng::Rng;

/// What a planted fault has to be reported as.
struct Fault {
    name: &'static str,
    code: &'static str,
    path: &'static str,
    /// A place of the template; `!` is the fault's own.
    place: &'static str,
    params: &'static [(&'static str, &'static str)],
}

/// A piece of a template.
enum Piece {
    Text(String),
    Place(String),
    Fault { name: String, good: Vec<Piece>, bad: Vec<Piece> },
}

fn pieces(template: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['⟨', '⟦']) {
        all.push(Piece::Text(rest[..at].to_owned()));
        let place = rest[at..].starts_with('⟦');
        let after = &rest[at + '⟨'.len_utf8()..];
        let (name, after) = after.split_once(if place { '⟧' } else { '⟩' }).unwrap();
        rest = after;
        if place {
            all.push(Piece::Place(name.to_owned()));
        } else {
            let (good, after) = rest.split_once("⟨|⟩").unwrap();
            let (bad, after) = after.split_once("⟨/⟩").unwrap();
            let bad = bad.replace("⟦!⟧", &format!("⟦{name}!⟧"));
            all.push(Piece::Fault { name: name.to_owned(), good: pieces(good), bad: pieces(&bad) });
            rest = after;
        }
    }
    all.push(Piece::Text(rest.to_owned()));
    all
}

/// A text with some faults in it.
#[derive(Default)]
struct Built {
    text: String,
    /// In bytes.
    places: HashMap<String, usize>,
}

impl Built {
    fn add(&mut self, pieces: &[Piece], planted: &BTreeSet<&str>) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text += text,
                Piece::Place(name) => {
                    let before = self.places.insert(name.clone(), self.text.len());
                    assert_eq!(before, None, "the place {name} stands twice");
                }
                Piece::Fault { name, good, bad } => {
                    self.add(if planted.contains(name.as_str()) { bad } else { good }, planted);
                }
            }
        }
    }

    /// Line and column of a byte, from 1, in code points.
    fn position(&self, at: usize) -> (u64, u64) {
        let before = &self.text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        (line as u64, column as u64)
    }
}

/// One diagnostic in a form that can be compared and read.
type Line = (Option<(u64, u64)>, String, String, Vec<(String, String)>);

fn found(report: &Report) -> Vec<Line> {
    let words = |param: &Param| match param {
        Param::Text(text) => text.clone(),
        Param::Number(number) => number.to_string(),
        Param::Flag(flag) => flag.to_string(),
        Param::List(items) => items.join(", "),
    };
    (report.diagnostics().iter())
        .map(|one| {
            let params = one.params.iter().map(|(name, param)| (name.to_owned(), words(param))).collect();
            (one.position, one.code.name().to_owned(), one.path.clone(), params)
        })
        .collect()
}

/// What else reads the document, and has to report the same.
type Reads = Box<dyn Fn(&str) -> Vec<Result<(), Report>>>;

/// A template with all its faults.
struct Document {
    pieces: Vec<Piece>,
    faults: &'static [Fault],
    /// Before the text.
    prefix: &'static str,
    read: Reads,
    rubric: Option<Rubric>,
}

impl Document {
    fn names(&self) -> Vec<&'static str> {
        self.faults.iter().map(|fault| fault.name).collect()
    }

    fn check(&self, planted: &BTreeSet<&str>) {
        let mut built = Built::default();
        built.add(&self.pieces, planted);
        let mut wanted: Vec<(usize, Line)> = (self.faults.iter())
            .filter(|fault| planted.contains(fault.name))
            .map(|fault| {
                let place = if fault.place == "!" { format!("{}!", fault.name) } else { fault.place.to_owned() };
                let at = built.places[&place];
                let params = fault.params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
                (at, (Some(built.position(at)), fault.code.to_owned(), fault.path.to_owned(), params.collect()))
            })
            .collect();
        // "ordered by where they are [...], then by code"
        wanted.sort_by(|(at, a), (bt, b)| (at, &a.1, &a.2).cmp(&(bt, &b.1, &b.2)));
        let wanted: Vec<Line> = wanted.into_iter().map(|(_, line)| line).collect();
        let text = format!("{}{}", self.prefix, built.text);
        let report = validate(&text, self.rubric.as_ref());
        let got = found(&report);
        if got != wanted {
            let less: Vec<&Line> = wanted.iter().filter(|line| !got.contains(line)).collect();
            let more: Vec<&Line> = got.iter().filter(|line| !wanted.contains(line)).collect();
            panic!("planted {planted:?}\nmissing {less:#?}\nnot planted {more:#?}\nin order {got:#?}\nin {text}");
        }
        let has_error = self.faults.iter().any(|fault| {
            planted.contains(fault.name) && !["silent_group", "top_without_evidence"].contains(&fault.code)
        });
        assert_eq!(report.valid(), !has_error);
        for read in (self.read)(&text) {
            assert_eq!(read.is_ok(), !has_error);
            if let Err(same) = read {
                assert_eq!(found(&same), wanted, "read and validate differ: {text}");
            }
        }
    }

    /// None, each alone, every pair, all, and `subsets` at random.
    fn check_all(&self, subsets: usize, seed: u64) {
        let names = self.names();
        self.check(&BTreeSet::new());
        for (index, one) in names.iter().enumerate() {
            self.check(&BTreeSet::from([*one]));
            for other in &names[..index] {
                self.check(&BTreeSet::from([*one, *other]));
            }
        }
        self.check(&names.iter().copied().collect());
        let mut rng = Rng(seed);
        for _ in 0..subsets {
            let share = 1 + rng.number() % 99;
            let planted = names.iter().copied().filter(|_| rng.number() % 100 < share).collect();
            self.check(&planted);
        }
    }
}

const RUBRIC: &str = r#"{"format":"cei.rubric/1","id":"school-rubric","version":"1","title":"Our rubric",
    "scale":[{"id":"not_evident","title":"a"},{"id":"developing","title":"b"},{"id":"maturing","title":"c"},{"id":"advanced","title":"d"}],
    "groups":[{"id":"students","title":"a"},{"id":"families","title":"b"},{"id":"educators","title":"c"}],
    "domains":[
        {"id":"one","title":"a","constituents":["families"],"competencies":[{"id":"1.1","title":"a"},{"id":"welcome","title":"b"},{"id":"trust","title":"c"},{"id":"listen","title":"d"}]},
        {"id":"two","title":"b","competencies":[COMPETENCIES]}]}"#;

fn rubric() -> Rubric {
    let competencies: Vec<String> = (1..=30).map(|index| format!(r#"{{"id":"2.{index}","title":"a"}}"#)).collect();
    Rubric::parse(RUBRIC.replace("COMPETENCIES", &competencies.join(","))).unwrap()
}

const ASSESSMENT: &str = r#"{
  "format": "cei.assessment/1",
  "id": ⟨id⟩"spring-2026"⟨|⟩⟦!⟧"spring 2026"⟨/⟩,
  "rubric": ⟦rubric⟧{"id": "school-rubric", "version": ⟨version⟩"1"⟨|⟩"2"⟨/⟩⟨rubric_field⟩⟨|⟩, ⟦!⟧"versio": "1"⟨/⟩},
  "subject": {
    "id": ⟨cds⟩"30664310000000"⟨|⟩⟦!⟧"3066431000000"⟨/⟩, "scheme": "cds",
    "name": {"en": ⟨name_blank⟩"Sample District"⟨|⟩⟦!⟧" \t"⟨/⟩, "es": "Distrito de la Señal 🌻"⟨name_tag⟩⟨|⟩, "Spanish language": ⟦!⟧"Señal"⟨/⟩},
    "level": ⟨level⟩"district"⟨|⟩⟦!⟧"distrito"⟨/⟩, "parent": ⟨parent⟩"county-30"⟨|⟩⟦!⟧"-county"⟨/⟩⟨subject_field⟩⟨|⟩, ⟦!⟧"nmae": "x"⟨/⟩
  },
  "period": {"school_year": ⟨year⟩"2025-26"⟨|⟩⟦!⟧"2025-2026"⟨/⟩, "from": "2025-09-01", "to": ⟨order⟩"2025-10-15"⟨|⟩⟦!⟧"2025-08-31"⟨/⟩},
  "raters": [
    {"id": "miriam", "group": "families"},
    {"id": "jo-an", "group": "educators"},
    {"id": "spare-one", "group": ⟨rater_group⟩"students"⟨|⟩⟦!⟧"studens"⟨/⟩},
    {"id": ⟨rater_twice⟩"spare-two"⟨|⟩⟦!⟧"spare-one"⟨/⟩, "group": "students"},
    ⟦raters/4⟧{"id": "spare-3"⟨rater_no_group⟩, "group": "students"⟨|⟩⟨/⟩},
    {"id": ⟨rater_type⟩"spare-4"⟨|⟩⟦!⟧4⟨/⟩, "group": "students"},
    {"id": "spare-5", "group": "students", "extensions": {"idioma": "español ✓", "n": ⟨rater_big⟩9007199254740991⟨|⟩⟦!⟧9007199254740992⟨/⟩}},
    ⟨rater_string⟩{"id": "spare-6", "group": "students"}⟨|⟩⟦!⟧"spare-6"⟨/⟩, {"id": "spare-7", "group": ⟨rater_null⟩"students"⟨|⟩⟦!⟧null⟨/⟩}
  ],
  "out_of_scope": [
    {"competency": ⟨out_unknown⟩"2.20"⟨|⟩⟦!⟧"9.99"⟨/⟩}, {"competency": "2.21"},
    {"competency": ⟨out_twice⟩"2.22"⟨|⟩⟦!⟧"2.21"⟨/⟩},
    {"competency": "2.23", "reason": ⟨out_blank⟩{"es": "este año no"}⟨|⟩⟦!⟧""⟨/⟩},
    {"competency": "2.24"⟨out_field⟩⟨|⟩, ⟦!⟧"reson": "later"⟨/⟩}
  ],
  "ratings": ⟦ratings⟧[
    {"rater": "miriam", "competency": "1.1", ⟨silent⟩"stage": "developing"⟨|⟩"missing": "dont_know"⟨/⟩},
    {"rater": "jo-an", "competency": "1.1", "stage": ⟨stage⟩"maturing"⟨|⟩⟦!⟧"maturng"⟨/⟩},
    {"rater": "jo-an", "competency": ⟨competency⟩"welcome"⟨|⟩⟦!⟧"wellcome"⟨/⟩, "stage": "developing"},
    {"rater": ⟨rater⟩"miriam"⟨|⟩⟦!⟧"mirian"⟨/⟩, "competency": "2.1", "stage": "developing"},
    {"group": ⟨group⟩"families"⟨|⟩⟦!⟧"familias"⟨/⟩, "competency": "2.2", "missing": "withheld"},
    ⟦ratings/5⟧{"rater": "miriam", ⟨both⟩⟨|⟩"group": "families", ⟨/⟩"competency": "2.3", "stage": "developing"},
    ⟦ratings/6⟧{"rater": "miriam", "competency": "2.4", "stage": "developing"⟨two⟩⟨|⟩, "missing": "withheld"⟨/⟩},
    ⟦ratings/7⟧{"rater": "miriam", "competency": "2.5"⟨none⟩, "missing": "unanswered"⟨|⟩⟨/⟩},
    ⟦ratings/8⟧{"rater": "miriam", "competency": ⟨twice⟩"2.6"⟨|⟩"2.5"⟨/⟩, "stage": "developing"},
    {"competency": ⟨out_answer⟩"2.7"⟨|⟩⟦!⟧"2.24"⟨/⟩, "stage": "developing"},
    {"competency": "2.8", "missing": ⟨missing⟩"dont_know"⟨|⟩⟦!⟧"dontknow"⟨/⟩},
    ⟦ratings/11⟧{⟨no_competency⟩"competency": "2.8", ⟨|⟩⟨/⟩"stage": "developing"},
    {"competency": "2.9", "stage": ⟨stage_type⟩"developing"⟨|⟩⟦!⟧2⟨/⟩},
    ⟨null_rating⟩{"competency": "2.9", "stage": null, "missing": "withheld"}⟨|⟩⟦!⟧null⟨/⟩,
    {"competency": "2.10", "stage": "developing", "evidence": ⟨evidence⟩[{"title": "Agenda"}]⟨|⟩⟦!⟧{"title": "Agenda"}⟨/⟩},
    {"competency": "2.11", "stage": "advanced", "evidence": [{"title": "🌻 Invitación", "kind": ⟨kind⟩"document"⟨|⟩⟦!⟧"a flyer"⟨/⟩, "uri": ⟨uri⟩"https://example.org/ñ"⟨|⟩⟦!⟧" "⟨/⟩, "date": ⟨date⟩"2025-09-20"⟨|⟩⟦!⟧"2025-02-30"⟨/⟩}]},
    {"competency": "2.11", "stage": "maturing", "evidence": [
      ⟦evidence/0⟧{⟨no_title⟩"title": "Encuesta", ⟨|⟩⟨/⟩"kind": "data"}, {"title": ⟨title_type⟩"Ω"⟨|⟩⟦!⟧12⟨/⟩},
      {"title": ⟨title_empty⟩{"es": "Acta"}⟨|⟩⟦!⟧{}⟨/⟩}, {"title": "Acta", "extensions": ⟨ext_type⟩{"página": 1}⟨|⟩⟦!⟧[1]⟨/⟩},
      {"title": "Acta"⟨evidence_field⟩⟨|⟩, ⟦!⟧"titel": "Acta"⟨/⟩}
    ]},
    {"competency": "2.12", "stage": "developing"⟨key_twice⟩⟨|⟩, ⟦!⟧"stage": "maturing"⟨/⟩},
    ⟦ratings/18⟧{"competency": "2.13", "stage": ⟨top⟩"maturing"⟨|⟩"advanced"⟨/⟩},
    {"competency": "2.14", "stage": "maturing", "extensions": {"a/b~c": {"b": [true, {"ñ": 1⟨deep_twice⟩⟨|⟩, ⟦!⟧"\u00f1": 2⟨/⟩}]}, "n": ⟨negative⟩-9007199254740991⟨|⟩⟦!⟧-9007199254740992⟨/⟩}},
    {"competency": "2.14"⟨slash_field⟩⟨|⟩, ⟦!⟧"st/age": "maturing"⟨/⟩, "stage": "maturing"},
    {"rater": ⟨rater_id⟩"jo-an"⟨|⟩⟦!⟧"jo an"⟨/⟩, "competency": "2.15", "stage": "maturing"⟨no_near_field⟩⟨|⟩, ⟦!⟧"zebra": []⟨/⟩}
  ],
  "decisions": [
    {"competency": "welcome", "stage": ⟨d_stage⟩"maturing"⟨|⟩⟦!⟧"Maturing"⟨/⟩},
    {"competency": ⟨d_competency⟩"trust"⟨|⟩⟦!⟧"truts"⟨/⟩, "stage": "maturing", "evidence": null},
    ⟦decisions/2⟧{"competency": ⟨d_twice⟩"listen"⟨|⟩"welcome"⟨/⟩, "stage": "maturing"},
    {"competency": ⟨d_out⟩"2.15"⟨|⟩⟦!⟧"2.23"⟨/⟩, "stage": "maturing", "method": ⟨d_method⟩"dot_voting"⟨|⟩⟦!⟧"dot-voting"⟨/⟩},
    {"competency": "2.16", "stage": "maturing", "date": ⟨d_date⟩"2025-10-01"⟨|⟩⟦!⟧"1/10/2025"⟨/⟩, "note": ⟨d_note⟩"¡Sí!"⟨|⟩⟦!⟧"\u00a0\n"⟨/⟩},
    ⟦decisions/5⟧{"competency": "2.17"⟨d_no_stage⟩, "stage": "maturing"⟨|⟩⟨/⟩, "evidence": [⟨d_item⟩{"title": "Acta"}⟨|⟩⟦!⟧"Acta"⟨/⟩]},
    {"competency": ⟨d_null⟩"2.18"⟨|⟩⟦!⟧null⟨/⟩, "stage": "maturing", "extensions": ⟨d_ext⟩{}⟨|⟩⟦!⟧true⟨/⟩}
  ],
  "extensions": {"tool": "sheet", "row": ⟨root_big⟩[1, 2.5, 1e300]⟨|⟩[1, ⟦!⟧12345678901234567890]⟨/⟩}⟨root_field⟩⟨|⟩,
  ⟦!⟧"descisions": []⟨/⟩
}
"#;

macro_rules! faults {
    ($($name:literal $code:literal $path:literal $place:literal { $($param:literal: $value:literal),* })*) => {
        &[$(Fault { name: $name, code: $code, path: $path, place: $place, params: &[$(($param, $value)),*] }),*]
    };
}

const IN_ASSESSMENT: &[Fault] = faults! {
    "id" "invalid_id" "/id" "!" {"value": "spring 2026"}
    "version" "rubric_mismatch" "/rubric" "rubric" {"found": "school-rubric 2", "expected": "school-rubric 1"}
    "rubric_field" "unknown_field" "/rubric/versio" "!" {"field": "versio", "suggestion": "version"}
    "cds" "invalid_cds_code" "/subject/id" "!" {"value": "3066431000000"}
    "name_blank" "empty_text" "/subject/name/en" "!" {}
    "name_tag" "invalid_language_tag" "/subject/name/Spanish language" "!" {"value": "Spanish language"}
    "level" "invalid_value" "/subject/level" "!" {"value": "distrito", "allowed": "school, district, county, state, network", "suggestion": "district"}
    "parent" "invalid_id" "/subject/parent" "!" {"value": "-county"}
    "subject_field" "unknown_field" "/subject/nmae" "!" {"field": "nmae", "suggestion": "name"}
    "year" "invalid_school_year" "/period/school_year" "!" {"value": "2025-2026"}
    "order" "dates_out_of_order" "/period/to" "!" {"from": "2025-09-01", "to": "2025-08-31"}
    "rater_group" "unknown_group" "/raters/2/group" "!" {"id": "studens", "suggestion": "students"}
    "rater_twice" "duplicate_id" "/raters/3/id" "!" {"id": "spare-one"}
    "rater_no_group" "missing_field" "/raters/4" "raters/4" {"field": "group"}
    "rater_type" "wrong_type" "/raters/5/id" "!" {"expected": "string", "found": "number"}
    "rater_big" "out_of_range" "/raters/6/extensions/n" "!" {"value": "9007199254740992", "low": "-9007199254740991", "high": "9007199254740991"}
    "rater_string" "wrong_type" "/raters/7" "!" {"expected": "object", "found": "string"}
    "rater_null" "wrong_type" "/raters/8/group" "!" {"expected": "string", "found": "null"}
    "out_unknown" "unknown_competency" "/out_of_scope/0/competency" "!" {"id": "9.99"}
    "out_twice" "duplicate_out_of_scope" "/out_of_scope/2/competency" "!" {"competency": "2.21"}
    "out_blank" "empty_text" "/out_of_scope/3/reason" "!" {}
    "out_field" "unknown_field" "/out_of_scope/4/reson" "!" {"field": "reson", "suggestion": "reason"}
    "silent" "silent_group" "/ratings" "ratings" {"domain": "one", "group": "families"}
    "stage" "unknown_stage" "/ratings/1/stage" "!" {"id": "maturng", "suggestion": "maturing"}
    "competency" "unknown_competency" "/ratings/2/competency" "!" {"id": "wellcome", "suggestion": "welcome"}
    "rater" "unknown_rater" "/ratings/3/rater" "!" {"id": "mirian", "suggestion": "miriam"}
    "group" "unknown_group" "/ratings/4/group" "!" {"id": "familias", "suggestion": "families"}
    "both" "rater_and_group" "/ratings/5" "ratings/5" {}
    "two" "stage_and_missing" "/ratings/6" "ratings/6" {}
    "none" "stage_or_missing" "/ratings/7" "ratings/7" {}
    "twice" "duplicate_rating" "/ratings/8" "ratings/8" {"rater": "miriam", "competency": "2.5"}
    "out_answer" "out_of_scope_answer" "/ratings/9/competency" "!" {"competency": "2.24"}
    "missing" "invalid_value" "/ratings/10/missing" "!" {"value": "dontknow", "allowed": "unanswered, dont_know, not_applicable, withheld", "suggestion": "dont_know"}
    "no_competency" "missing_field" "/ratings/11" "ratings/11" {"field": "competency"}
    "stage_type" "wrong_type" "/ratings/12/stage" "!" {"expected": "string", "found": "number"}
    "null_rating" "wrong_type" "/ratings/13" "!" {"expected": "object", "found": "null"}
    "evidence" "wrong_type" "/ratings/14/evidence" "!" {"expected": "array", "found": "object"}
    "kind" "invalid_id" "/ratings/15/evidence/0/kind" "!" {"value": "a flyer"}
    "uri" "empty_text" "/ratings/15/evidence/0/uri" "!" {}
    "date" "invalid_date" "/ratings/15/evidence/0/date" "!" {"value": "2025-02-30"}
    "no_title" "missing_field" "/ratings/16/evidence/0" "evidence/0" {"field": "title"}
    "title_type" "wrong_type" "/ratings/16/evidence/1/title" "!" {"expected": "text (a string or an object of strings)", "found": "number"}
    "title_empty" "empty_text" "/ratings/16/evidence/2/title" "!" {}
    "ext_type" "wrong_type" "/ratings/16/evidence/3/extensions" "!" {"expected": "object", "found": "array"}
    "evidence_field" "unknown_field" "/ratings/16/evidence/4/titel" "!" {"field": "titel", "suggestion": "title"}
    "key_twice" "duplicate_key" "/ratings/17/stage" "!" {"key": "stage"}
    "top" "top_without_evidence" "/ratings/18" "ratings/18" {"competency": "2.13"}
    "deep_twice" "duplicate_key" "/ratings/19/extensions/a~1b~0c/b/1/ñ" "!" {"key": "ñ"}
    "negative" "out_of_range" "/ratings/19/extensions/n" "!" {"value": "-9007199254740992", "low": "-9007199254740991", "high": "9007199254740991"}
    "slash_field" "unknown_field" "/ratings/20/st~1age" "!" {"field": "st/age", "suggestion": "stage"}
    "rater_id" "invalid_id" "/ratings/21/rater" "!" {"value": "jo an"}
    "no_near_field" "unknown_field" "/ratings/21/zebra" "!" {"field": "zebra"}
    "d_stage" "unknown_stage" "/decisions/0/stage" "!" {"id": "Maturing", "suggestion": "maturing"}
    "d_competency" "unknown_competency" "/decisions/1/competency" "!" {"id": "truts", "suggestion": "trust"}
    "d_twice" "duplicate_decision" "/decisions/2" "decisions/2" {"competency": "welcome"}
    "d_out" "out_of_scope_answer" "/decisions/3/competency" "!" {"competency": "2.23"}
    "d_method" "invalid_value" "/decisions/3/method" "!" {"value": "dot-voting", "allowed": "thumbs, dot_voting, poll, facilitated", "suggestion": "dot_voting"}
    "d_date" "invalid_date" "/decisions/4/date" "!" {"value": "1/10/2025"}
    "d_note" "empty_text" "/decisions/4/note" "!" {}
    "d_no_stage" "missing_field" "/decisions/5" "decisions/5" {"field": "stage"}
    "d_item" "wrong_type" "/decisions/5/evidence/0" "!" {"expected": "object", "found": "string"}
    "d_null" "wrong_type" "/decisions/6/competency" "!" {"expected": "string", "found": "null"}
    "d_ext" "wrong_type" "/decisions/6/extensions" "!" {"expected": "object", "found": "boolean"}
    "root_big" "out_of_range" "/extensions/row/1" "!" {"value": "12345678901234567890", "low": "-9007199254740991", "high": "9007199254740991"}
    "root_field" "unknown_field" "/descisions" "!" {"field": "descisions", "suggestion": "decisions"}
};

fn assessment(template: &str, prefix: &'static str) -> Document {
    let rubric = rubric();
    let for_read = rubric.clone();
    Document {
        pieces: pieces(template),
        faults: IN_ASSESSMENT,
        prefix,
        read: Box::new(move |text| vec![Assessment::read(text, &for_read).map(drop)]),
        rubric: Some(rubric),
    }
}

#[test]
fn faults_of_an_assessment() {
    assert!(IN_ASSESSMENT.len() >= 40);
    assessment(ASSESSMENT, "").check_all(400, 1);
}

/// The same on one line, with the line ends of Windows, with tabs, and after a byte order mark.
#[test]
fn faults_of_an_assessment_in_other_layouts() {
    let subsets = |document: &Document, seed: u64| {
        let mut rng = Rng(seed);
        for share in [0, 3, 10, 30, 50, 70, 90, 100] {
            for _ in 0..12 {
                document.check(&document.names().into_iter().filter(|_| rng.number() % 100 < share).collect());
            }
        }
    };
    subsets(&assessment(&ASSESSMENT.replace('\n', ""), ""), 2);
    subsets(&assessment(&ASSESSMENT.replace('\n', "\r\n"), ""), 3);
    subsets(&assessment(&ASSESSMENT.replace("  ", "\t"), ""), 4);
    subsets(&assessment(ASSESSMENT, "\u{feff}"), 5);
}

const POLICY: &str = r#"{
  "format": "cei.policy/1", "id": "ours", "version": ⟨version⟩"1"⟨|⟩⟦!⟧"1 (draft)"⟨/⟩, "language": ⟨language⟩"es"⟨|⟩⟦!⟧"español"⟨/⟩,
  "title": ⟨title⟩"Política"⟨|⟩⟦!⟧""⟨/⟩,
  "raters": {"by": "points", "cutoffs": ⟦cutoffs⟧["1/4", "1/2"⟨count⟩, "3/4"⟨|⟩⟨/⟩], "coverage": ⟨coverage⟩"any"⟨|⟩⟦!⟧"0/5"⟨/⟩},
  "groups": ⟦groups⟧{"by": "points"⟨no_cutoffs⟩, "cutoffs": "even"⟨|⟩⟨/⟩, "min": ⟨min⟩1⟨|⟩⟦!⟧-1⟨/⟩},
  "domain": {"by": ⟨by⟩"reach"⟨|⟩⟦!⟧"reech"⟨/⟩, "share": ⟨share⟩"2/3"⟨|⟩⟦!⟧"3/2"⟨/⟩, "within": ⟨within⟩1⟨|⟩⟦!⟧4⟨/⟩⟨both_kinds⟩⟨|⟩, ⟦!⟧"cutoffs": "even"⟨/⟩},
  "overall": {"by": "points", "cutoffs": ["1/4", ⟨decrease⟩"1/2"⟨|⟩⟦!⟧"1/5"⟨/⟩, ⟨cutoff⟩"3/4"⟨|⟩⟦!⟧"all"⟨/⟩]},
  "decision": ⟨decision⟩"prefer"⟨|⟩⟦!⟧"prefers"⟨/⟩,
  "evidence": {"from": ⟨lowest⟩"top"⟨|⟩⟦!⟧"not_evident"⟨/⟩, "items": ⟨items⟩2⟨|⟩⟦!⟧1.5⟨/⟩, "groups": ⟨number⟩1⟨|⟩⟦!⟧"1"⟨/⟩, "effect": ⟨effect⟩"note"⟨|⟩⟦!⟧"notes"⟨/⟩},
  "foundation": {"ahead": ⟨ahead⟩1⟨|⟩⟦!⟧9⟨/⟩⟨field⟩⟨|⟩, ⟦!⟧"efect": "hold"⟨/⟩}⟨key⟩⟨|⟩,
  ⟦!⟧"raters": {}⟨/⟩
}"#;

const IN_POLICY: &[Fault] = faults! {
    "version" "invalid_id" "/version" "!" {"value": "1 (draft)"}
    "language" "invalid_language_tag" "/language" "!" {"value": "español"}
    "title" "empty_text" "/title" "!" {}
    "count" "cutoff_count" "/raters/cutoffs" "cutoffs" {"found": "2", "expected": "3"}
    "coverage" "invalid_share" "/raters/coverage" "!" {"value": "0/5"}
    "no_cutoffs" "missing_field" "/groups" "groups" {"field": "cutoffs"}
    "min" "out_of_range" "/groups/min" "!" {"value": "-1", "low": "0", "high": "1000000000000"}
    "by" "invalid_value" "/domain/by" "!" {"value": "reech", "allowed": "reach, points", "suggestion": "reach"}
    "share" "invalid_share" "/domain/share" "!" {"value": "3/2"}
    "within" "out_of_range" "/domain/within" "!" {"value": "4", "low": "0", "high": "3"}
    "both_kinds" "unknown_field" "/domain/cutoffs" "!" {"field": "cutoffs"}
    "decrease" "cutoffs_decrease" "/overall/cutoffs/1" "!" {"value": "1/5", "previous": "1/4"}
    "cutoff" "invalid_share" "/overall/cutoffs/2" "!" {"value": "all"}
    "decision" "invalid_value" "/decision" "!" {"value": "prefers", "allowed": "prefer, ignore, require", "suggestion": "prefer"}
    "lowest" "lowest_stage" "/evidence/from" "!" {"id": "not_evident"}
    "items" "wrong_type" "/evidence/items" "!" {"expected": "whole number", "found": "number"}
    "number" "wrong_type" "/evidence/groups" "!" {"expected": "whole number", "found": "string"}
    "effect" "invalid_value" "/evidence/effect" "!" {"value": "notes", "allowed": "note, hold", "suggestion": "note"}
    "ahead" "out_of_range" "/foundation/ahead" "!" {"value": "9", "low": "0", "high": "3"}
    "field" "unknown_field" "/foundation/efect" "!" {"field": "efect", "suggestion": "effect"}
    "key" "duplicate_key" "/raters" "!" {"key": "raters"}
};

#[test]
fn faults_of_a_policy() {
    Document {
        pieces: pieces(POLICY),
        faults: IN_POLICY,
        prefix: "",
        // Without a rubric `parse` does not see all of them.
        read: Box::new(|_| Vec::new()),
        rubric: Some(rubric()),
    }
    .check_all(200, 6);
}

/// What parsing leaves to compiling is found there, and all of it.
#[test]
fn faults_of_a_policy_that_only_a_rubric_shows() {
    let mut built = Built::default();
    built.add(&pieces(POLICY), &BTreeSet::from(["count", "within", "lowest", "ahead"]));
    let policy = Policy::parse(&built.text).unwrap();
    let codes = |report: &Report| -> Vec<(&'static str, String)> {
        report.diagnostics().iter().map(|one| (one.code.name(), one.path.clone())).collect()
    };
    let wanted = [
        ("cutoff_count", "/raters/cutoffs"),
        ("out_of_range", "/domain/within"),
        ("lowest_stage", "/evidence/from"),
        ("out_of_range", "/foundation/ahead"),
    ]
    .map(|(code, path)| (code, path.to_owned()));
    assert_eq!(codes(&policy.compile(&rubric()).unwrap_err()), wanted);
    assert_eq!(codes(&validate(&built.text, Some(&rubric()))), wanted);
}

const SCALE_AND_MORE: &str = r#"{
  "format": "cei.rubric/1", "id": "r", "version": "1", "title": ⟨title⟩{"es": "Rúbrica"}⟨|⟩⟦!⟧["Rúbrica"]⟨/⟩,
  "languages": [{"tag": ⟨tag⟩"es-MX"⟨|⟩⟦!⟧"es_MX"⟨/⟩, "status": ⟨status⟩"source"⟨|⟩⟦!⟧"sources"⟨/⟩}],
  "scale": [{"id": "low", "title": "Bajo"}, ⟦scale/1⟧{"id": "mid"⟨no_title⟩, "title": "Medio"⟨|⟩⟨/⟩},
    {"id": "high", "title": "Alto", "messages": [⟨message⟩"¡Bien!"⟨|⟩⟦!⟧""⟨/⟩]}, {"id": ⟨stage_twice⟩"top"⟨|⟩⟦!⟧"low"⟨/⟩, "title": "Más alto"}],
  "groups": [{"id": "families", "title": "Familias"}, {"id": ⟨reserved⟩"staff"⟨|⟩⟦!⟧"team"⟨/⟩, "title": "Personal"}],
  "domains": [
    {"id": "first", "title": "A", "builds_on": ⟦circle⟧[⟨circle⟩⟨|⟩"second"⟨/⟩], "constituents": [⟨group⟩"families"⟨|⟩⟦!⟧"familias"⟨/⟩],
      "competencies": [{"id": "c1", "title": "a", "descriptors": {"low": "…", ⟨descriptor⟩"high": "…"⟨|⟩"hihg": ⟦!⟧"…"⟨/⟩}}, {"id": "c2", "title": ⟨blank⟩"b"⟨|⟩⟦!⟧"\n"⟨/⟩}]},
    {"id": "second", "title": "B", "number": ⟨number⟩"2"⟨|⟩⟦!⟧2⟨/⟩, "builds_on": ["first"⟨foundation⟩⟨|⟩, ⟦!⟧"frist"⟨/⟩],
      "competencies": [{"id": "c3", "title": "c"}, {"id": ⟨id_twice⟩"c4"⟨|⟩⟦!⟧"first"⟨/⟩, "title": "d"}]},
    {"id": "third", "title": "C", "competencies": ⟨empty⟩[{"id": "c5", "title": "e"}]⟨|⟩⟦!⟧[]⟨/⟩}
  ],
  "lenses": [{"id": "lens", "title": "L", "basis": ⟨basis⟩"source"⟨|⟩⟦!⟧"ours"⟨/⟩,
      "parts": [{"id": "p", "title": "P", "stage": ⟨part_stage⟩"mid"⟨|⟩⟦!⟧"middle"⟨/⟩, "competencies": ["c1", ⟨part⟩"c2"⟨|⟩⟦!⟧"c1"⟨/⟩, ⟨part_id⟩"c3"⟨|⟩⟦!⟧"c 3"⟨/⟩]}]},
    {"id": "other", "title": "O", "parts": ⟨no_parts⟩[{"id": "p", "title": "P"}]⟨|⟩⟦!⟧[]⟨/⟩}],
  "modules": [{"id": "m", "title": "M", "domains": [⟨module⟩"third"⟨|⟩⟦!⟧"fourth"⟨/⟩]}],
  "strategies": [{"id": "s", "title": "S", "competencies": [⟨strategy⟩"c1"⟨|⟩⟦!⟧"strategy-1"⟨/⟩]}],
  "glossary": [⟦glossary/0⟧{"term": "voz"⟨no_text⟩, "text": "…"⟨|⟩⟨/⟩}],
  "resources": [{"title": "R", "uri": ⟨uri⟩"https://example.org"⟨|⟩⟦!⟧""⟨/⟩⟨field⟩⟨|⟩, ⟦!⟧"url": "https://example.org"⟨/⟩}]
}"#;

const IN_RUBRIC: &[Fault] = faults! {
    "title" "wrong_type" "/title" "!" {"expected": "text (a string or an object of strings)", "found": "array"}
    "tag" "invalid_language_tag" "/languages/0/tag" "!" {"value": "es_MX"}
    "status" "invalid_value" "/languages/0/status" "!" {"value": "sources", "allowed": "source, project", "suggestion": "source"}
    "no_title" "missing_field" "/scale/1" "scale/1" {"field": "title"}
    "message" "empty_text" "/scale/2/messages/0" "!" {}
    "stage_twice" "duplicate_id" "/scale/3/id" "!" {"id": "low"}
    "reserved" "reserved_id" "/groups/1/id" "!" {"id": "team"}
    "circle" "builds_on_cycle" "/domains/0/builds_on" "circle" {"ids": "first, second"}
    "group" "unknown_group" "/domains/0/constituents/0" "!" {"id": "familias", "suggestion": "families"}
    "descriptor" "unknown_stage" "/domains/0/competencies/0/descriptors/hihg" "!" {"id": "hihg", "suggestion": "high"}
    "blank" "empty_text" "/domains/0/competencies/1/title" "!" {}
    "number" "wrong_type" "/domains/1/number" "!" {"expected": "string", "found": "number"}
    "foundation" "unknown_domain" "/domains/1/builds_on/1" "!" {"id": "frist", "suggestion": "first"}
    "id_twice" "duplicate_id" "/domains/1/competencies/1/id" "!" {"id": "first"}
    "empty" "too_few_items" "/domains/2/competencies" "!" {"found": "0", "least": "1"}
    "basis" "invalid_value" "/lenses/0/basis" "!" {"value": "ours", "allowed": "source, project, user"}
    "part_stage" "unknown_stage" "/lenses/0/parts/0/stage" "!" {"id": "middle"}
    "part" "duplicate_id" "/lenses/0/parts/0/competencies/1" "!" {"id": "c1"}
    "part_id" "invalid_id" "/lenses/0/parts/0/competencies/2" "!" {"value": "c 3"}
    "no_parts" "too_few_items" "/lenses/1/parts" "!" {"found": "0", "least": "1"}
    "module" "unknown_domain" "/modules/0/domains/0" "!" {"id": "fourth"}
    "strategy" "unknown_competency" "/strategies/0/competencies/0" "!" {"id": "strategy-1"}
    "no_text" "missing_field" "/glossary/0" "glossary/0" {"field": "text"}
    "uri" "empty_text" "/resources/0/uri" "!" {}
    "field" "unknown_field" "/resources/0/url" "!" {"field": "url", "suggestion": "uri"}
};

#[test]
fn faults_of_a_rubric() {
    Document {
        pieces: pieces(SCALE_AND_MORE),
        faults: IN_RUBRIC,
        prefix: "",
        read: Box::new(|text| vec![Rubric::parse(text).map(drop)]),
        rubric: None,
    }
    .check_all(200, 7);
}

const TALLY: &str = r#"{
  "format": "cei.tally/1", "rubric": ⟦rubric⟧{"id": ⟨rubric⟩"school-rubric"⟨|⟩"school-rubrics"⟨/⟩, "version": "1"}, "assessment": ⟨ids⟩"a+b"⟨|⟩⟦!⟧"a++b"⟨/⟩,
  "period": {"school_year": ⟨year⟩"1999-00"⟨|⟩⟦!⟧"1999-2000"⟨/⟩},
  "cells": [
    {"competency": "1.1", "group": "families", "stages": ⟨count⟩[1, 4, 2, 0]⟨|⟩⟦!⟧[1, 4, 2]⟨/⟩, "missing": {"dont_know": 1⟨kind⟩⟨|⟩, ⟦!⟧"dontknow": 1⟨/⟩}, "evidence": 3},
    {"competency": "1.1", "group": ⟨group⟩"team"⟨|⟩⟦!⟧"teams"⟨/⟩, "stages": [1, ⟨negative⟩0⟨|⟩⟦!⟧-1⟨/⟩, 3.0, 4e0]},
    {"competency": ⟨competency⟩"welcome"⟨|⟩⟦!⟧"wellcome"⟨/⟩, "group": "students", "stages": [⟨large⟩1000000000000⟨|⟩⟦!⟧1000000000001⟨/⟩, 0, ⟨word⟩0⟨|⟩⟦!⟧"0"⟨/⟩, 0]},
    ⟦cells/3⟧{"competency": ⟨twice⟩"trust"⟨|⟩"1.1"⟨/⟩, "group": "families", "stages": [0, 0, 0, 1]},
    {"competency": ⟨out⟩"2.1"⟨|⟩⟦!⟧"2.20"⟨/⟩, "group": "educators", "stages": [0, 0, 1, 0], "evidence": ⟨evidence⟩1⟨|⟩⟦!⟧[1]⟨/⟩},
    ⟦cells/5⟧{"competency": "2.2", "group": "educators"⟨no_stages⟩, "stages": [0, 0, 1, 0]⟨|⟩⟨/⟩}
  ],
  "decisions": [{"competency": "2.3", "stage": ⟨stage⟩"maturing"⟨|⟩⟦!⟧"maturity"⟨/⟩}, ⟦decisions/1⟧{"competency": ⟨decided⟩"2.4"⟨|⟩"2.3"⟨/⟩, "stage": "maturing", "date": ⟨date⟩null⟨|⟩⟦!⟧20251001⟨/⟩}],
  "out_of_scope": [{"competency": "2.20"}, {"competency": ⟨out_twice⟩"2.21"⟨|⟩⟦!⟧"2.20"⟨/⟩}]⟨field⟩⟨|⟩, ⟦!⟧"cell": []⟨/⟩
}"#;

const IN_TALLY: &[Fault] = faults! {
    "rubric" "rubric_mismatch" "/rubric" "rubric" {"found": "school-rubrics 1", "expected": "school-rubric 1"}
    "ids" "invalid_id" "/assessment" "!" {"value": "a++b"}
    "year" "invalid_school_year" "/period/school_year" "!" {"value": "1999-2000"}
    "count" "stage_count" "/cells/0/stages" "!" {"found": "3", "expected": "4"}
    "kind" "unknown_field" "/cells/0/missing/dontknow" "!" {"field": "dontknow", "suggestion": "dont_know"}
    "group" "unknown_group" "/cells/1/group" "!" {"id": "teams", "suggestion": "team"}
    "negative" "out_of_range" "/cells/1/stages/1" "!" {"value": "-1", "low": "0", "high": "1000000000000"}
    "competency" "unknown_competency" "/cells/2/competency" "!" {"id": "wellcome", "suggestion": "welcome"}
    "large" "out_of_range" "/cells/2/stages/0" "!" {"value": "1000000000001", "low": "0", "high": "1000000000000"}
    "word" "wrong_type" "/cells/2/stages/2" "!" {"expected": "whole number", "found": "string"}
    "twice" "duplicate_cell" "/cells/3" "cells/3" {"competency": "1.1", "group": "families"}
    "out" "out_of_scope_answer" "/cells/4/competency" "!" {"competency": "2.20"}
    "evidence" "wrong_type" "/cells/4/evidence" "!" {"expected": "whole number", "found": "array"}
    "no_stages" "missing_field" "/cells/5" "cells/5" {"field": "stages"}
    "stage" "unknown_stage" "/decisions/0/stage" "!" {"id": "maturity", "suggestion": "maturing"}
    "decided" "duplicate_decision" "/decisions/1" "decisions/1" {"competency": "2.3"}
    "date" "wrong_type" "/decisions/1/date" "!" {"expected": "string", "found": "number"}
    "out_twice" "duplicate_out_of_scope" "/out_of_scope/1/competency" "!" {"competency": "2.20"}
    "field" "unknown_field" "/cell" "!" {"field": "cell", "suggestion": "cells"}
};

#[test]
fn faults_of_a_tally() {
    let rubric = rubric();
    let for_read = rubric.clone();
    Document {
        pieces: pieces(TALLY),
        faults: IN_TALLY,
        prefix: "",
        read: Box::new(move |text| vec![Tally::read(text, &for_read).map(drop)]),
        rubric: Some(rubric),
    }
    .check_all(200, 8);
}

fn minimal(ratings: &str) -> String {
    format!(r#"{{"format":"cei.assessment/1","id":"a","rubric":{{"id":"school-rubric","version":"1"}},{ratings}}}"#)
}

/// "a duplicate: the second one" holds for every one after the first.
#[test]
fn a_key_that_stands_three_times_is_reported_where_it_stands() {
    let text = minimal("\n\"ratings\":[],\n\"ratings\":[],\n \"ratings\":[]");
    let mut got = found(&validate(&text, Some(&rubric())));
    got.retain(|(_, code, ..)| code != "no_answers");
    let at = |line, column| {
        let params = vec![("key".to_owned(), "ratings".to_owned())];
        (Some((line, column)), "duplicate_key".to_owned(), "/ratings".to_owned(), params)
    };
    assert_eq!(got, [at(3, 1), at(4, 2)]);
}

/// "same input, same bytes": of several raters as near, the same one is always meant.
#[test]
fn a_suggestion_is_the_same_every_time() {
    let raters: Vec<String> = (1..9).map(|index| format!(r#"{{"id":"r{index}","group":"families"}}"#)).collect();
    let text = minimal(&format!(
        r#""raters":[{}],"ratings":[{{"rater":"r9","competency":"1.1","stage":"maturing"}}]"#,
        raters.join(",")
    ));
    let first = found(&validate(&text, Some(&rubric())));
    for _ in 0..50 {
        assert_eq!(found(&validate(&text, Some(&rubric()))), first);
    }
}

/// Evidence that cannot be read is not evidence that is missing.
#[test]
fn nothing_is_said_of_what_could_not_be_read() {
    let text = minimal(r#""ratings":[{"competency":"1.1","stage":"advanced","evidence":{"title":"Agenda"}}]"#);
    let report = validate(&text, Some(&rubric()));
    let codes: Vec<&str> = report.diagnostics().iter().map(|one| one.code.name()).collect();
    assert!(!codes.contains(&"top_without_evidence"), "{codes:?}");
}
