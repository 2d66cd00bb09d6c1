//! Input that nobody means well: cut off, nested, huge, broken, mutated. Whatever comes in, the answer is a report of
//! bounded size, never a crash and never a hang; the quick and the thorough reader agree; and what is accepted is
//! written and read again as the same.
//!
//! The time limits here measure no speed: they are many times what is needed, and only what grows with the square of
//! the input runs into them.
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

use std::sync::mpsc;
use std::time::Duration;

use cei_core::limits::{MAX_DEPTH, MAX_DIAGNOSTICS, MAX_DOCUMENT_BYTES, MAX_ID_CHARS};
use cei_core::{Assessment, Diagnostic, Language, Param, Policy, Report, Rubric, Severity, Tally, validate};
use rng::Rng;
use serde_json::{Value, json};

// ---------------------------------------------------------------------------------------------------------------------
// Small valid documents of every kind

fn rubric_text() -> String {
    r#"{"format":"cei.rubric/1","id":"r","version":"1","title":{"en":"Rubric","es":"Rúbrica"},"languages":[{"tag":"en","status":"source"}],"scale":[{"id":"low","title":"Low","messages":["no"]},{"id":"mid","title":"Mid"},{"id":"high","title":"High"}],"groups":[{"id":"families","title":"Families"}],"domains":[{"id":"a","title":"A","number":"1","competencies":[{"id":"a1","title":"a1","descriptors":{"low":"x","high":"ñ"}},{"id":"a2","title":"a2"}]},{"id":"b","title":"B","constituents":["families"],"builds_on":["a"],"competencies":[{"id":"b1","title":"b1"}]}],"lenses":[{"id":"l","title":"L","basis":"source","parts":[{"id":"p","title":"P","stage":"mid","competencies":["b1","a1"]}]}],"modules":[{"id":"m","title":"M","outcomes":["o"],"domains":["b"]}],"strategies":[{"id":"s","title":"S","competencies":["a1"]}],"glossary":[{"term":"t","text":"x"}],"resources":[{"title":"R","uri":"x"}]}"#.to_owned()
}

fn policy_text() -> String {
    r#"{"format":"cei.policy/1","id":"p","version":"1","language":"es","title":"Política","raters":{"by":"reach","share":"majority","min":1},"groups":{"by":"points","cutoffs":["1/3","2/3"],"coverage":"3/5"},"domain":{"by":"reach","share":"2/3","within":1},"overall":{"by":"points","cutoffs":"even"},"decision":"require","evidence":{"from":"mid","items":2,"groups":1,"effect":"hold"},"foundation":{"ahead":1,"effect":"note"}}"#.to_owned()
}

fn assessment_text() -> String {
    r#"{"format":"cei.assessment/1","id":"x","rubric":{"id":"r","version":"1"},"subject":{"id":"30664310000000","scheme":"cds","name":"Señal 🌻","level":"district","parent":"o"},"period":{"school_year":"2025-26","from":"2025-09-01","to":"2025-10-15"},"raters":[{"id":"r1","group":"families","extensions":{"n":[1,-2,3.5,1e300,null,true]}},{"id":"r2","group":"team"}],"out_of_scope":[{"competency":"a2","reason":"later"}],"ratings":[{"rater":"r1","competency":"a1","stage":"high","evidence":[{"title":{"es":"Acta"},"kind":"document","uri":"x","date":"2025-09-20"}]},{"group":"families","competency":"b1","missing":"dont_know"},{"competency":"b1","stage":"mid"}],"decisions":[{"competency":"a1","stage":"mid","method":"thumbs","date":"2025-10-15","note":"n","evidence":[{"title":"t"}]}]}"#.to_owned()
}

fn tally_text() -> String {
    r#"{"format":"cei.tally/1","rubric":{"id":"r","version":"1"},"assessment":"a+b","subject":{"id":"s","name":"S"},"period":{"school_year":"1999-00"},"cells":[{"competency":"a1","group":"families","stages":[1,0,2],"missing":{"dont_know":1,"withheld":3},"evidence":2},{"competency":"b1","group":"team","stages":[0,4,0]}],"decisions":[{"competency":"b1","stage":"low","evidence":[{"title":"t"}]}],"out_of_scope":[{"competency":"a2"}]}"#.to_owned()
}

fn rubric() -> Rubric {
    Rubric::parse(rubric_text()).unwrap()
}

fn profile_text() -> String {
    let rubric = rubric();
    let rules = Policy::parse(policy_text()).unwrap().compile(&rubric).unwrap();
    rules.stage(&Tally::read(tally_text(), &rubric).unwrap().0).unwrap().to_json()
}

fn report_text() -> String {
    let text = assessment_text().replace("\"r1\"", "\"r 1\"").replace("2025-10-15", "2025-02-30");
    validate(text, Some(&rubric())).to_json(Language::Es)
}

/// One document of every kind.
fn documents() -> Vec<(&'static str, String)> {
    vec![
        ("rubric", rubric_text()),
        ("policy", policy_text()),
        ("assessment", assessment_text()),
        ("tally", tally_text()),
        ("profile", profile_text()),
        ("report", report_text()),
    ]
}

/// An assessment of the rubric above with one more field.
fn assessment_with(field: &str) -> String {
    format!(r#"{{"format":"cei.assessment/1","id":"x","rubric":{{"id":"r","version":"1"}},{field}}}"#)
}

fn tally_with(stage_count: &str) -> String {
    format!(
        r#"{{"format":"cei.tally/1","rubric":{{"id":"r","version":"1"}},"assessment":"x","cells":[{{"competency":"a1","group":"team","stages":[{stage_count},0,0]}}]}}"#
    )
}

/// A rubric with more in its lists.
fn rubric_with(scale: &str, groups: &str, domains: &str, more: &str) -> String {
    format!(
        r#"{{"format":"cei.rubric/1","id":"r","version":"1","title":"t","scale":[{{"id":"low","title":"l"}},{{"id":"high","title":"h"}}{scale}],"groups":[{groups}],"domains":[{domains}]{more}}}"#
    )
}

// ---------------------------------------------------------------------------------------------------------------------
// What every answer has to be

/// Validates, checks what holds of every report, and gives it.
fn report_on(document: impl AsRef<[u8]>) -> Report {
    let document = document.as_ref();
    let report = validate(document, Some(&rubric()));
    let diagnostics = report.diagnostics();
    assert!(diagnostics.len() <= MAX_DIAGNOSTICS + 1);
    let is_last = |index: usize| index == MAX_DIAGNOSTICS;
    assert!((0..diagnostics.len()).all(|index| (diagnostics[index].code.name() == "more_problems") == is_last(index)));
    let positions: Vec<_> = diagnostics.iter().take(MAX_DIAGNOSTICS).filter_map(|one| one.position).collect();
    assert!(positions.is_sorted(), "not in the order of their places");
    for language in [Language::En, Language::Es] {
        let text = report.to_json(language);
        // Paths and values are the document's own; everything else is short.
        let most = 1_000_000 + 8 * document.len();
        assert!(text.len() <= most, "a report of {} bytes on a document of {}", text.len(), document.len());
        let again = validate(&text, None);
        assert!(again.valid(), "a report is a valid document: {again}");
    }
    drop(report.clone().masked().to_json(Language::En));
    report
}

#[track_caller]
fn refused(document: impl AsRef<[u8]>) -> Report {
    let report = report_on(document.as_ref());
    let shown = String::from_utf8_lossy(&document.as_ref()[..document.as_ref().len().min(300)]).into_owned();
    assert!(!report.valid(), "accepted: {shown}");
    assert!(Rubric::parse(&document).is_err(), "Rubric::parse accepts {shown}");
    assert!(Policy::parse(&document).is_err(), "Policy::parse accepts {shown}");
    assert!(Assessment::read(&document, &rubric()).is_err(), "Assessment::read accepts {shown}");
    assert!(Tally::read(&document, &rubric()).is_err(), "Tally::read accepts {shown}");
    report
}

/// Refused for one error only; there may be warnings and notes.
#[track_caller]
fn refused_for(document: impl AsRef<[u8]>, code: &str) -> Diagnostic {
    let report = refused(document.as_ref());
    let errors: Vec<Diagnostic> = errors(&report).cloned().collect();
    let codes: Vec<&str> = errors.iter().map(|one| one.code.name()).collect();
    let shown = String::from_utf8_lossy(&document.as_ref()[..document.as_ref().len().min(300)]).into_owned();
    assert_eq!(codes, [code], "{shown}");
    errors[0].clone()
}

fn errors(report: &Report) -> impl Iterator<Item = &Diagnostic> {
    report.diagnostics().iter().filter(|one| one.severity == Severity::Error)
}

#[track_caller]
fn accepted(document: impl AsRef<[u8]>) {
    let report = report_on(document.as_ref());
    let shown = String::from_utf8_lossy(&document.as_ref()[..document.as_ref().len().min(300)]).into_owned();
    assert!(report.valid(), "{report}\n{shown}");
}

/// Runs in another thread, which is left behind if it is not done in time.
fn try_in_time<T: Send + 'static>(what: &str, run: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
    const LIMIT: Duration = Duration::from_secs(120);
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(run()));
    receive.recv_timeout(LIMIT).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => format!("{what}: not done in {LIMIT:?}"),
        mpsc::RecvTimeoutError::Disconnected => format!("{what}: it panicked"),
    })
}

#[track_caller]
fn in_time<T: Send + 'static>(what: &str, run: impl FnOnce() -> T + Send + 'static) -> T {
    try_in_time(what, run).unwrap_or_else(|late| panic!("{late}"))
}

/// How many problems there are, if there are more than a report holds: those in it and those only counted.
fn all_problems(report: &Report) -> u64 {
    let diagnostics = report.diagnostics();
    assert_eq!(diagnostics.len(), MAX_DIAGNOSTICS + 1, "{:?}", diagnostics.last());
    match diagnostics[MAX_DIAGNOSTICS].params.get("count") {
        Some(Param::Number(count)) => MAX_DIAGNOSTICS as u64 + count,
        other => panic!("{other:?}"),
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Broken text

#[test]
fn documents_to_start_with_are_valid() {
    for (_, text) in documents() {
        accepted(text);
    }
}

#[test]
fn cut_off_at_every_byte() {
    for (_, text) in documents() {
        // A profile and a report are long; their first bytes and some of the others will do.
        for at in (0..text.len()).filter(|at| *at < 2_000 || at % 97 == 0) {
            let code = if text.is_char_boundary(at) { "invalid_json" } else { "invalid_utf8" };
            let (line, column) = refused_for(&text.as_bytes()[..at], code).position.unwrap();
            let end = String::from_utf8_lossy(&text.as_bytes()[..at]).chars().count() as u64 + 1;
            assert!(line == 1 && (1..=end).contains(&column), "{at}: {line}:{column}");
        }
    }
}

#[test]
fn nothing_and_next_to_nothing() {
    for text in
        ["", " ", "\n\t \r\n", "\u{feff}", "\u{feff} \n", "{", "}", "\"", "nul", "{}{}", "{} x", "[1,]", "{\"a\":1,}"]
    {
        refused_for(text, "invalid_json");
    }
    for text in ["null", "true", "0", "\"{}\"", "[]", "[{}]", " [ ] "] {
        refused_for(text, "wrong_type");
    }
    refused_for("{}", "missing_field");
    refused_for(r#"{"format":"cei.assessment/2"}"#, "unknown_format");
    refused_for(r#"{"format":null}"#, "wrong_type");
    refused_for(r#"{"format":["cei.assessment/1"]}"#, "wrong_type");
}

#[test]
fn broken_utf_8_is_reported_where_it_is() {
    let bytes: [&[u8]; 9] = [
        b"\xff",
        b"\x80",
        b"\xc0\x80",           // NUL, too long
        b"\xed\xa0\x80",       // a surrogate
        b"\xf4\x90\x80\x80",   // beyond Unicode
        b"\xe2\x82",           // cut off
        b"\xf0\x9f\x8c",       // cut off
        b"\xc3(",              // no continuation
        b"\xff\xfe{\x00}\x00", // UTF-16
    ];
    let text = "{\n \"ñ🌻\":\n\"x\", \"y\": [1]}";
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        for broken in bytes {
            let document = [&text.as_bytes()[..at], broken, &text.as_bytes()[at..]].concat();
            let error = refused_for(&document, "invalid_utf8");
            let before = &text[..at];
            let line = before.matches('\n').count() as u64 + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() as u64 + 1;
            assert_eq!(error.position, Some((line, column)), "{document:?}");
            assert_eq!(error.params.get("offset"), Some(&Param::Number(at as u64)));
        }
    }
}

/// A byte order mark is no part of the text: it moves no column, whatever is wrong.
#[test]
fn a_byte_order_mark_moves_no_column() {
    let mark = "\u{feff}".as_bytes();
    let at = |document: &[u8]| refused(document).diagnostics()[0].position;
    for broken in [&b"{\"a\":]"[..], b"{\"a\":\xff}", b"\xff", b"{}", b"{\n\"\xff\"}"] {
        assert_eq!(at(&[mark, broken].concat()), at(broken), "{}", String::from_utf8_lossy(broken));
    }
    for (_, text) in documents() {
        accepted([mark, text.as_bytes()].concat());
        refused_for([mark, mark, text.as_bytes()].concat(), "invalid_json");
        refused_for([text.as_bytes(), mark].concat(), "invalid_json");
    }
}

#[test]
fn what_is_no_json_number() {
    let numbers = [
        "NaN",
        "Infinity",
        "-Infinity",
        "nan",
        "inf",
        "1e999",
        "-1e999",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "-",
        "0x10",
        "1_000",
        "1,000 ",
        "--1",
        "1e1.5",
        "\u{663}",
    ];
    for number in numbers {
        refused_for(assessment_with(&format!(r#""extensions":{{"n":{number}}}"#)), "invalid_json");
        refused_for(tally_with(number), "invalid_json");
    }
    let huge = format!("1{}", "0".repeat(400));
    refused_for(tally_with(&huge), "invalid_json");
    refused_for(assessment_with(&format!(r#""extensions":{{"n":[{huge}]}}"#)), "invalid_json");
}

#[test]
fn numbers_at_the_edges() {
    for count in ["0", "-0", "-0.0", "0e5", "1000000000000", "1e12", "1E+12", "1.0e12", "100e-2", "1000000000000.0"] {
        accepted(tally_with(count));
    }
    for count in [
        "-1",
        "1000000000001",
        "1e13",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "1e300",
        "-1e300",
    ] {
        refused_for(tally_with(count), "out_of_range");
    }
    for count in ["0.5", "1e-1", "1.5e0", "-0.25", "1e-300", "\"1\"", "true", "null", "[1]", "{}"] {
        refused_for(tally_with(count), "wrong_type");
    }
    for number in
        ["9007199254740991", "-9007199254740991", "-0", "9007199254740993.0", "1e16", "1e300", "-1e-300", "0.1"]
    {
        accepted(assessment_with(&format!(r#""extensions":{{"n":{number}}}"#)));
    }
    for number in ["9007199254740992", "-9007199254740992", "18446744073709551616", "123456789012345678901234567890"] {
        refused_for(assessment_with(&format!(r#""extensions":{{"n":{number}}}"#)), "out_of_range");
    }
}

#[test]
fn strings_that_are_none() {
    for string in
        [r"\ud800", r"\udc00", r"\ud800\ud800", r"\ud800x", r"\udc00\ud800", r"\u12", r"\x41", "a\nb", "a\0b", "\u{1}"]
    {
        refused_for(assessment_with(&format!(r#""extensions":{{"s":"{string}"}}"#)), "invalid_json");
        refused_for(assessment_with(&format!(r#""extensions":{{"{string}":1}}"#)), "invalid_json");
        refused_for(assessment_with(&format!(r#""{string}":1"#)), "invalid_json");
        refused_for(assessment_text().replace("\"x\"", &format!("\"{string}\"")), "invalid_json");
    }
    accepted(assessment_with(r#""subject":{"id":"s","name":"a\u0000b"},"extensions":{"\u0000":"\u0000\ud83c\udf3b"}"#));
    refused_for(assessment_with(r#""subject":{"id":"s\u0000"}"#), "invalid_id");
    refused_for([assessment_text().as_bytes(), b"\0"].concat(), "invalid_json");
    refused_for([b"\0", assessment_text().as_bytes()].concat(), "invalid_json");
}

#[test]
fn keys_that_stand_twice() {
    for (kind, text) in documents() {
        let document: Value = serde_json::from_str(&text).unwrap();
        for (key, value) in document.as_object().unwrap() {
            let twice = format!("{},\"{key}\":{value}}}", &text[..text.len() - 1]);
            let report = report_on(&twice);
            assert!(!report.valid(), "{kind} {key}");
            let found: Vec<_> = errors(&report).map(|one| (one.code.name(), one.path.as_str(), one.position)).collect();
            let at = Some((1, text.chars().count() as u64 + 1));
            assert_eq!(found, [("duplicate_key", format!("/{key}").as_str(), at)], "{kind}");
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Too much

#[test]
fn nested_very_deep() {
    const DEEP: usize = 200_000;
    let arrays = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let mixed = |depth: usize| format!("{}{}", "[{\"a\":".repeat(depth / 2), "}]".repeat(depth / 2));
    let many: [(&str, String); 5] = [
        ("arrays", arrays(DEEP)),
        ("objects", objects(DEEP)),
        ("mixed", mixed(DEEP).replace("\"a\":}", "\"a\":1}")),
        ("arrays not closed", "[".repeat(DEEP)),
        ("objects not closed", "{\"a\":".repeat(DEEP)),
    ];
    for (name, value) in many {
        in_time(name, move || {
            let error = refused_for(&value, "too_deep");
            assert_eq!(error.params.get("limit"), Some(&Param::Number(MAX_DEPTH as u64)));
            for field in ["extensions", "unknown", "ratings", "id", "subject", "rubric", "format"] {
                refused_for(assessment_with(&format!("\"{field}\":{value}")), "too_deep");
                refused_for(format!("{{\"{field}\":{value}"), "too_deep");
            }
            for evidence in ["title", "extensions"] {
                let items =
                    format!(r#""ratings":[{{"competency":"a1","stage":"low","evidence":[{{"{evidence}":{value}}}]}}]"#);
                refused_for(assessment_with(&items), "too_deep");
            }
            refused_for(rubric_with("", "", &value, ""), "too_deep");
            refused_for(policy_text().replace("\"require\"", &value), "too_deep");
        });
    }
}

/// The document is level 1, `extensions` level 2.
#[test]
fn nested_just_deep_enough() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")] {
        let levels = open.matches(['[', '{']).count();
        let with = |more: usize| {
            let times = (MAX_DEPTH - 2) / levels;
            let rest = MAX_DEPTH - 2 - times * levels + more;
            let value =
                format!("{}{}1{}{}", "[".repeat(rest), open.repeat(times), close.repeat(times), "]".repeat(rest));
            assessment_with(&format!(r#""extensions":{{"n":{value}}}"#))
        };
        accepted(with(0));
        refused_for(with(1), "too_deep");
        let text = Assessment::read(with(0), &rubric()).unwrap().0.to_json();
        assert_eq!(text, with(0));
    }
    // Brackets in a string are no levels.
    accepted(assessment_with(&format!(r#""extensions":{{"s":"{}"}}"#, "[{".repeat(100_000))));
}

#[test]
fn very_large_documents() {
    in_time("70 MiB", || {
        let bytes = 70 * 1024 * 1024;
        let params = refused_for(vec![b' '; bytes], "too_large").params;
        assert_eq!(params.get("bytes"), Some(&Param::Number(bytes as u64)));
        assert_eq!(params.get("limit"), Some(&Param::Number(MAX_DOCUMENT_BYTES as u64)));
        refused_for(vec![b'['; bytes], "too_large");
        refused_for(vec![0xff; bytes], "too_large");
    });
    in_time("64 MiB", || {
        let mut text = assessment_text().into_bytes();
        text.resize(MAX_DOCUMENT_BYTES, b'\n');
        accepted(&text);
        text.push(b'\n');
        refused_for(&text, "too_large");
        // One string as long as there may be.
        let words = |count: usize| assessment_with(&format!(r#""extensions":{{"s":"{}"}}"#, "a".repeat(count)));
        let room = MAX_DOCUMENT_BYTES - words(0).len();
        accepted(words(room));
        refused_for(words(room + 1), "too_large");
    });
}

#[test]
fn very_long_ids_and_words() {
    let with_id = |id: &str| assessment_text().replace("\"id\":\"x\"", &format!("\"id\":\"{id}\""));
    accepted(with_id(&"a".repeat(MAX_ID_CHARS)));
    refused_for(with_id(&"a".repeat(MAX_ID_CHARS + 1)), "invalid_id");
    in_time("long ids", move || {
        let long = "a".repeat(10_000_000);
        refused_for(with_id(&long), "invalid_id");
        refused_for(assessment_text().replace("2025-26", &long), "invalid_school_year");
        refused_for(assessment_text().replace("2025-09-01", &long), "invalid_date");
        refused_for(policy_text().replace("\"2/3\",\"within", &format!("\"{long}\",\"within")), "invalid_share");
        refused_for(policy_text().replace("\"es\"", &format!("\"{long}\"")), "invalid_language_tag");
        refused_for(assessment_text().replace("cei.assessment/1", &long), "unknown_format");
        accepted(assessment_text().replace("\"n\"", &format!("\"{long}\"")));
    });
}

/// Looking for something similar to it must not take longer the longer it is.
#[test]
fn a_very_long_unknown_word() {
    in_time("a field", || {
        refused_for(assessment_with(&format!("\"{}\":1", "x".repeat(MAX_DOCUMENT_BYTES - 200))), "unknown_field");
    });
    in_time("a word", || {
        let long = "x".repeat(MAX_DOCUMENT_BYTES - 2_000);
        refused_for(assessment_text().replace("dont_know", &long), "invalid_value");
    });
}

/// A long key must not stand in every path below it.
#[test]
fn many_problems_below_a_long_key() {
    in_time("a long key", || {
        let numbers = vec!["9007199254740992"; 999].join(","); // and the warning that nobody answered
        let text = assessment_with(&format!(r#""extensions":{{"{}":[{numbers}]}}"#, "k".repeat(100_000)));
        assert_eq!(refused(text).diagnostics().len(), 1_000);
    });
}

const MANY: usize = 1_000_000;

#[test]
fn a_million_small_errors() {
    let list = |item: &str, count: usize| vec![item; count].join(",");
    let ratings = |item: &str| assessment_with(&format!("\"ratings\":[{}]", list(item, MANY)));
    // What it is, the document, and how many problems there are for every item.
    let cases: Vec<(&str, String, usize)> = vec![
        ("numbers for ratings", ratings("1"), 1),
        ("nulls for ratings", ratings("null"), 1),
        // Their form alone fills the report, so that what they mean is not looked into.
        ("ratings of nothing", ratings("{}"), 1),
        ("unknown stages", ratings(r#"{"competency":"b1","stage":"x"}"#), 1),
        ("unknown competencies", ratings(r#"{"competency":"x","stage":"low"}"#), 1),
        ("unknown fields", ratings(r#"{"competency":"b1","stage":"low","x":1}"#), 1),
        ("numbers for stages", ratings(r#"{"competency":"b1","stage":1}"#), 1),
        ("numbers for raters", assessment_with(&format!("\"raters\":[{}]", list("1", MANY))), 1),
        ("numbers for decisions", assessment_with(&format!("\"decisions\":[{}]", list("1", MANY))), 1),
        ("negative counts", tally_with(&list("-1", MANY)), 1),
        ("numbers for domains", rubric_with("", "", &list("1", MANY), ""), 1),
        (
            "numbers for groups",
            rubric_with("", &list("1", MANY), r#"{"id":"d","title":"t","competencies":[{"id":"c","title":"t"}]}"#, ""),
            1,
        ),
    ];
    let mut wrong = Vec::new();
    for (name, text, each) in cases {
        let report = match try_in_time(name, move || report_on(text)) {
            Ok(report) => report,
            Err(late) => {
                wrong.push(late);
                continue;
            }
        };
        assert!(!report.valid(), "{name}");
        // Where the form alone fills the report, the meaning need not be counted. One or two more than these:
        // `stage_count`, `too_many_items`, that nobody answered.
        let (least, most) = (MANY as u64, (MANY * each) as u64 + 2);
        let count = all_problems(&report);
        if !(least..=most).contains(&count) {
            wrong.push(format!("{name}: {count} problems, {least} to {most} expected"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn many_unknown_fields_and_keys() {
    let fields =
        |count: usize| (0..count).map(|index| format!("\"field-{index}\":{index}")).collect::<Vec<_>>().join(",");
    let report = in_time("fields", move || refused(assessment_with(&fields(100_000))));
    // And the warning that nobody answered.
    assert!((100_000..=100_001).contains(&all_problems(&report)), "{}", all_problems(&report));
    let twice = vec!["\"id\":\"x\""; 100_000].join(",");
    let report = in_time("one key", move || refused(assessment_with(&twice)));
    assert!((100_000..=100_001).contains(&all_problems(&report)), "{}", all_problems(&report));
    // In `extensions` they are fine.
    let fields = (0..100_000).map(|index| format!("\"field-{index}\":{index}")).collect::<Vec<_>>().join(",");
    in_time("extensions", move || accepted(assessment_with(&format!("\"extensions\":{{{fields}}}"))));
}

/// Lists that refer to each other: nothing may look through all of one for each of the other.
#[test]
fn long_lists_that_refer_to_each_other() {
    const LONG: usize = 150_000;
    let list = |item: &dyn Fn(usize) -> String| (0..LONG).map(item).collect::<Vec<_>>().join(",");
    let unknown_raters = assessment_with(&format!(
        "\"raters\":[{}],\"ratings\":[{}]",
        list(&|index| format!(r#"{{"id":"r{index}","group":"families"}}"#)),
        list(&|index| format!(r#"{{"rater":"q{index}","competency":"b1","stage":"low"}}"#)),
    ));
    let competency = |index: usize| format!(r#"{{"id":"c{index}","title":"t"}}"#);
    let one_domain = |competencies: &str| format!(r#"{{"id":"d","title":"t","competencies":[{competencies}]}}"#);
    let strategy = |ids: &str| format!(r#","strategies":[{{"id":"s","title":"t","competencies":[{ids}]}}]"#);
    let known = rubric_with(
        "",
        "",
        &one_domain(&list(&competency)),
        &strategy(&list(&|index| format!("\"c{}\"", LONG - 1 - index))),
    );
    let unknown =
        rubric_with("", "", &one_domain(&list(&competency)), &strategy(&list(&|index| format!("\"q{index}\""))));
    let descriptors = rubric_with(
        "",
        "",
        &one_domain(&format!(
            r#"{{"id":"c","title":"t","descriptors":{{{}}}}}"#,
            list(&|index| format!("\"s{index}\":\"x\""))
        )),
        "",
    );
    let domain = |index: usize, below: &str| {
        format!(
            r#"{{"id":"d{index}","title":"t","builds_on":[{below}],"competencies":[{{"id":"c{index}","title":"t"}}]}}"#
        )
    };
    // Each builds on the next, so that the last has to be taken first.
    let chain = rubric_with("", "", &list(&|index| domain(index, &format!("\"d{}\"", index + 1))), "");
    let circle = rubric_with("", "", &list(&|index| domain(index, &format!("\"d{}\"", (index + 1) % LONG))), "");
    let apart = rubric_with("", "", &list(&|index| domain(index, "")), "");
    let stages = rubric_with(&format!(",{}", list(&competency)), "", &one_domain(&competency(0)), "");
    let cases = [
        ("unknown raters", unknown_raters),
        ("known competencies", known),
        ("unknown competencies", unknown),
        ("descriptors", descriptors),
        ("a chain of domains", chain),
        ("a circle of domains", circle),
        ("domains", apart),
        ("stages", stages),
    ];
    let valid = |text: String| move || validate(text, Some(&rubric())).valid();
    let late: Vec<String> = (cases.into_iter())
        .filter_map(|(name, text)| match try_in_time(name, valid(text)) {
            Ok(valid) => valid.then(|| format!("{name}: accepted")),
            Err(late) => Some(late),
        })
        .collect();
    assert!(late.is_empty(), "with {LONG} items: {late:#?}");
}

// ---------------------------------------------------------------------------------------------------------------------
// Mutations

const SNIPPETS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1",
    "1.0",
    "1e0",
    "1e999",
    "9007199254740992",
    "\"\"",
    "\" \"",
    "\"a\"",
    "{}",
    "[]",
    "\"x\":1,",
    "\"extensions\":{},",
    "\"extensions\":null,",
    "[[",
    "]]",
    "\u{feff}",
    "\0",
    "ñ",
    "🌻",
    "\n",
    "\"even\"",
    "\"all\"",
    "\"1/2\"",
    "\"es\"",
    "\"top\"",
];

/// Some bytes changed, taken out, put in, doubled, swapped.
fn mutated_bytes(rng: &mut Rng, text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=rng.below(3) {
        let at = rng.below(bytes.len());
        let to = (at + 1 + rng.below(12)).min(bytes.len());
        match rng.below(7) {
            0 => bytes[at] = u8::try_from(rng.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << rng.below(8),
            2 => drop(bytes.drain(at..to)),
            3 => {
                let part = bytes[at..to].to_vec();
                bytes.splice(at..at, part);
            }
            4 => {
                let digit = b"0123456789"[rng.below(10)];
                bytes.insert(at, digit);
            }
            _ => {
                let snippet = rng.pick(&SNIPPETS).bytes();
                bytes.splice(at..at + rng.below(2), snippet);
            }
        }
        if bytes.is_empty() {
            bytes.push(b' ');
        }
    }
    bytes
}

/// One value of the document put in the place of another, or changed into another kind.
fn mutated_value(rng: &mut Rng, text: &str) -> Vec<u8> {
    fn count(value: &Value) -> usize {
        1 + match value {
            Value::Array(items) => items.iter().map(count).sum(),
            Value::Object(fields) => fields.values().map(count).sum::<usize>(),
            _ => 0,
        }
    }
    fn at<'a>(value: &'a mut Value, index: &mut usize) -> Option<&'a mut Value> {
        if *index == 0 {
            return Some(value);
        }
        *index -= 1;
        match value {
            Value::Array(items) => items.iter_mut().find_map(|item| at(item, index)),
            Value::Object(fields) => fields.values_mut().find_map(|item| at(item, index)),
            _ => None,
        }
    }
    let mut document: Value = serde_json::from_str(text).unwrap();
    let all = count(&document);
    for _ in 0..=rng.below(2) {
        let other = at(&mut document, &mut rng.below(all)).cloned().unwrap_or_default();
        let Some(place) = at(&mut document, &mut rng.below(all)) else { continue };
        *place = match rng.below(14) {
            0 => other,
            1 => Value::Null,
            2 => json!([place.clone()]),
            3 => json!({"a": place.clone()}),
            // An object without its names, and a word as an object: forms that are not JSON's own.
            4 | 5 => match place.clone() {
                Value::Object(fields) => fields.into_iter().map(|(_, value)| value).collect(),
                Value::String(word) => json!({word: null}),
                other => json!([other]),
            },
            6 => match place.clone() {
                Value::Object(fields) => fields.into_iter().map(|(key, value)| json!([key, value])).collect(),
                other => json!([other, null]),
            },
            7 => match place.clone() {
                Value::Number(number) => json!(number.as_f64()),
                Value::String(word) => json!(word.to_uppercase()),
                other => other,
            },
            8 => json!(""),
            9 => json!(rng.below(5)),
            10 => json!(true),
            11 => match place.clone() {
                Value::Array(mut items) => {
                    items.reverse();
                    Value::Array(items)
                }
                Value::Object(mut fields) => {
                    let key = fields.keys().nth(rng.below(fields.len().max(1))).cloned();
                    key.and_then(|key| fields.remove(&key));
                    Value::Object(fields)
                }
                other => other,
            },
            12 => json!([]),
            _ => json!({}),
        };
    }
    document.to_string().into_bytes()
}

/// What reading gives: the document written again, or the report.
type ReadAs = Result<String, Report>;

fn read(kind: &str, document: &[u8], rubric: &Rubric) -> Option<ReadAs> {
    Some(match kind {
        "rubric" => Rubric::parse(document).map(|rubric| rubric.to_json()),
        "policy" => Policy::parse(document).map(|policy| policy.to_json()),
        "assessment" => Assessment::read(document, rubric).map(|(assessment, _)| assessment.to_json()),
        "tally" => Tally::read(document, rubric).map(|(tally, _)| tally.to_json()),
        _ => return None,
    })
}

/// What is wrong with how the library takes the document; nothing if all is well.
fn disagreement(kind: &str, document: &[u8], rubric: &Rubric) -> Option<String> {
    // A policy is validated without a rubric, as it is parsed without one.
    let held_against = (kind != "policy").then_some(rubric);
    let report = validate(document, held_against);
    drop(report.to_json(Language::En));
    if kind == "assessment"
        && let Some(what) = counted_otherwise(document, rubric)
    {
        return Some(what);
    }
    let read_as = read(kind, document, rubric)?;
    if read_as.is_ok() != report.valid() {
        return Some(format!("read: {:?}, validate: {report}", read_as.map_err(|report| report.to_string())));
    }
    // A field that is null is as if it were left out, but only the thorough reader takes a null there.
    let rest = document.strip_prefix(b"{").filter(|rest| !rest.trim_ascii_start().starts_with(b"}"));
    if let Some(rest) = rest {
        let forced = [b"{\"extensions\":null,", rest].concat();
        let again = read(kind, &forced, rubric)?;
        let same = match (&read_as, &again) {
            (Ok(a), Ok(b)) => a == b,
            (Err(a), Err(b)) => summary(a) == summary(b),
            _ => false,
        };
        if !same && !contains(document, b"\"extensions\"") {
            return Some(format!("the readers disagree: quick {read_as:?}, thorough {again:?}"));
        }
    }
    let written = read_as.ok()?;
    match read(kind, written.as_bytes(), rubric)? {
        Ok(again) if again == written => None,
        Ok(again) => Some(format!("written as {written}\nthen as {again}")),
        Err(report) => Some(format!("written as {written}\nwhich is not accepted: {report}")),
    }
}

/// Whether an assessment that is counted while it is read gives other counts, or another report, than one that is read
/// and then counted.
fn counted_otherwise(document: &[u8], rubric: &Rubric) -> Option<String> {
    let quick = Tally::of_valid_document(rubric, document).map(|tally| tally.to_json());
    let long = Tally::of_document(rubric, document).map(|(tally, _)| tally.to_json());
    let same = match (&quick, &long) {
        (Ok(a), Ok(b)) => a == b,
        (Err(a), Err(b)) => a.to_string() == b.to_string(),
        _ => false,
    };
    (!same).then(|| format!("counted while read {quick:?}, after it {long:?}"))
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// What is reported, without the places, which are not the same.
fn summary(report: &Report) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&str, String)> = (report.diagnostics().iter())
        .map(|one| {
            let reason = one.code.name() == "invalid_utf8";
            (one.code.name(), if reason { String::new() } else { format!("{} {:?}", one.path, one.params) })
        })
        .collect();
    all.sort();
    all
}

fn mutate(count: usize, seed: u64, mutate: impl Fn(&mut Rng, &str) -> Vec<u8>) -> usize {
    let rubric = rubric();
    let documents = documents();
    let mut valid = 0;
    for index in 0..count {
        let mut rng = Rng(seed.wrapping_mul(1_000_000_007).wrapping_add(index as u64));
        let (kind, text) = &documents[index % documents.len()];
        let document = mutate(&mut rng, text);
        let result = std::panic::catch_unwind(|| disagreement(kind, &document, &rubric));
        let shown = String::from_utf8_lossy(&document);
        match result {
            Ok(None) => {}
            Ok(Some(what)) => panic!("{kind}, mutation {index}: {what}\nin {shown}"),
            Err(_) => panic!("{kind}, mutation {index}: panics\non {shown}"),
        }
        valid += usize::from(validate(&document, Some(&rubric)).valid());
    }
    valid
}

#[test]
fn mutated_bytes_are_read_alike() {
    let valid = mutate(24_000, 1, mutated_bytes);
    assert!(valid > 500, "only {valid} mutations are still valid: they say little");
}

/// Everything that an assessment can say, said well and said badly, in whatever order.
#[test]
fn assessments_are_counted_alike_while_they_are_read() {
    let rating = |fields: &str| format!("{{{fields}}}");
    let mut rng = Rng(7);
    let (mut valid, mut all) = (0, 0);
    for _ in 0..20_000 {
        let mut ratings = Vec::new();
        for _ in 0..rng.below(4) {
            let mut fields = vec![format!("\"competency\":\"{}\"", rng.pick(&["a1", "a2", "b1", "a1", "nope"]))];
            fields.push(rng.pick(&["\"stage\":\"low\"", "\"stage\":\"high\"", "\"missing\":\"withheld\""]).to_string());
            fields.extend(
                [
                    "\"rater\":\"r1\"",
                    "\"rater\":\"r\\u0032\"",
                    "\"group\":\"families\"",
                    "\"group\":null",
                    "\"stage\":null",
                    "\"missing\":\"dont_know\"",
                    "\"evidence\":[{\"title\":\"t\"},{\"title\":\"u\"}]",
                    "\"extensions\":{\"a\":9007199254740992}",
                    "\"extensions\":{\"a\":1}",
                    "\"more\":1",
                ]
                .iter()
                .filter(|_| rng.below(8) == 0)
                .map(ToString::to_string),
            );
            let at = rng.below(fields.len());
            fields.swap(0, at);
            ratings.push(rating(&fields.join(",")));
        }
        let raters = [
            "{\"id\":\"r1\",\"group\":\"families\"}",
            "{\"id\":\"r2\",\"group\":\"team\"}",
            "{\"id\":\"r1\",\"group\":\"families\"}",
        ];
        let raters = raters[..[2, 2, 2, 2, 0, 1, 3][rng.below(7)]].join(",");
        let mut fields = vec![
            "\"format\":\"cei.assessment/1\"".to_owned(),
            "\"id\":\"a\"".to_owned(),
            "\"rubric\":{\"id\":\"r\",\"version\":\"1\"}".to_owned(),
            format!("\"raters\":[{raters}]"),
            format!("\"ratings\":[{}]", ratings.join(",")),
        ];
        fields.extend(
            [
                "\"subject\":{\"id\":\"123\",\"scheme\":\"cds\"}",
                "\"subject\":{\"id\":\"123\"}",
                "\"period\":{}",
                "\"period\":{\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}",
                "\"out_of_scope\":[{\"competency\":\"a2\"}]",
                "\"decisions\":[{\"competency\":\"a1\",\"stage\":\"high\"}]",
                "\"decisions\":[{\"competency\":\"a2\",\"stage\":\"highest\"}]",
                "\"extensions\":{\"b\":[1.5]}",
                "\"ratings\":null",
                "\"raters\":[]",
                "\"id\":\"b\"",
            ]
            .iter()
            .filter(|_| rng.below(10) == 0)
            .map(ToString::to_string),
        );
        if rng.below(4) == 0 {
            let (a, b) = (rng.below(fields.len()), rng.below(fields.len()));
            fields.swap(a, b);
        }
        let document = format!("{{{}}}", fields.join(","));
        let rubric = rubric();
        if let Some(what) = counted_otherwise(document.as_bytes(), &rubric) {
            panic!("{what}\nin {document}");
        }
        all += 1;
        valid += usize::from(Tally::of_document(&rubric, &document).is_ok());
    }
    assert!(valid > all / 10 && valid < all * 9 / 10, "{valid} of {all} are valid: they say little");
}

#[test]
fn mutated_values_are_read_alike() {
    let valid = mutate(24_000, 2, mutated_value);
    assert!(valid > 500, "only {valid} mutations are still valid: they say little");
}

/// An object is written with the names of its fields, and a word as a string; serde alone would take more.
#[test]
fn other_forms_of_objects_and_words_are_refused() {
    refused_for(r#"["cei.assessment/1","x",["r","1"]]"#, "wrong_type");
    refused_for(assessment_text().replace(r#"{"id":"r","version":"1"}"#, r#"["r","1"]"#), "wrong_type");
    refused_for(assessment_text().replace(r#"{"title":"t"}"#, r#"["t"]"#), "wrong_type");
    refused_for(assessment_text().replace(r#""dont_know""#, r#"{"dont_know":null}"#), "wrong_type");
    refused_for(assessment_text().replace(r#""cei.assessment/1""#, r#"{"cei.assessment/1":null}"#), "wrong_type");
    refused_for(
        policy_text().replace(r#"{"by":"reach","share":"majority","min":1}"#, r#"["reach","majority"]"#),
        "wrong_type",
    );
    refused_for(policy_text().replace(r#""require""#, r#"{"require":null}"#), "wrong_type");
    refused_for(rubric_text().replace(r#"{"term":"t","text":"x"}"#, r#"["t","x"]"#), "wrong_type");
    refused_for(tally_text().replace(r#"{"dont_know":1,"withheld":3}"#, "[0,1,0,3]"), "wrong_type");
}

/// Tokens in any order, and bytes in any order.
#[test]
fn noise() {
    let mut rng = Rng(3);
    for _ in 0..4_000 {
        let mut soup = String::new();
        for _ in 0..rng.below(30) {
            soup += rng.pick(&SNIPPETS);
        }
        refused(&soup);
        let length = rng.below(60);
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(rng.below(256)).unwrap()).collect();
        refused(&bytes);
    }
}

#[test]
fn a_tally_of_another_rubric_is_refused() {
    let tally = Tally::read(tally_text(), &rubric()).unwrap().0;
    let rules = Policy::built_in("cei-default").unwrap().compile(&Rubric::cei()).unwrap();
    let report = rules.stage(&tally).unwrap_err();
    let found = &report.diagnostics()[0];
    assert_eq!((found.code.name(), found.path.as_str()), ("rubric_mismatch", "/rubric"));
    // A mended word is no other structure.
    let mended = Rubric::parse(rubric_text().replace("\"Low\"", "\"Lower\"")).unwrap();
    let rules = Policy::built_in("cei-default").unwrap().compile(&mended).unwrap();
    assert!(rules.stage(&tally).is_ok());
}
