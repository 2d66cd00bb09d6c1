//! The schema of an assessment by one rubric, for people: its competencies, stages and groups by name, in one language.

use serde_json::{Map, Value, json};

use super::labels::{Label, label};
use super::{laid_out, value};
use crate::rubric::{Rubric, Stage};
use crate::values::{LanguageTag, Text};

/// The schema of an assessment by this rubric, laid out for reading: what a form generator draws a form from.
///
/// Competencies, stages and groups are choices of the rubric's own, with their titles in `language`, and descriptors as
/// descriptions; what the rubric does not say in that language is in the rubric's own. It is narrower than
/// [`schema`](super::schema) of an assessment: nothing is `null`, and texts are in `language` alone. What it accepts has
/// no error of form, and names nothing that the rubric does not have.
#[must_use]
pub fn assessment_schema(rubric: &Rubric, language: &LanguageTag) -> String {
    let form = Form { rubric, language: language.as_str() };
    let mut schema = value("assessment").unwrap_or_default();
    form.definitions(&mut schema);
    form.root(&mut schema);
    laid_out(&schema)
}

#[derive(Clone, Copy)]
struct Form<'a> {
    rubric: &'a Rubric,
    language: &'a str,
}

impl<'a> Form<'a> {
    /// The words of a text of the rubric.
    fn words(self, text: &'a Text) -> &'a str {
        text.get(self.language, self.rubric.document().language.as_str())
    }

    /// Our own word for something, and what it means.
    fn our(self, key: &str) -> Option<Label> {
        label(key, self.language)
    }

    fn is_english(self) -> bool {
        self.language.split('-').next() == Some("en")
    }

    fn root(self, schema: &mut Value) {
        let document = self.rubric.document();
        let Some(root) = schema.as_object_mut() else { return };
        let id = format!("urn:cei:schema:assessment:1:{}:{}:{}", document.id, document.version, self.language);
        root.insert("$id".to_owned(), json!(id));
        root.insert("title".to_owned(), json!(self.words(&document.title)));
        // The rubric's own text is long, and a form begins with its questions.
        root.shift_remove("description");
        root.insert("examples".to_owned(), json!([self.example()]));
        let reference = |part: &str| json!({ "type": "string", "const": part, "default": part });
        let named = json!({
            "type": "object",
            "properties": { "id": reference(document.id.as_str()), "version": reference(document.version.as_str()) },
            "required": ["id", "version"],
            "additionalProperties": false,
            "default": { "id": document.id.as_str(), "version": document.version.as_str() }
        });
        let Some(fields) = root.get_mut("properties").and_then(Value::as_object_mut) else { return };
        self.fields("Assessment", fields);
        if let Some(format) = fields.get_mut("format").and_then(Value::as_object_mut) {
            let tag = format.get("const").cloned();
            format.extend(tag.map(|tag| ("default".to_owned(), tag)));
        }
        if let Some(rubric) = fields.get_mut("rubric") {
            *rubric = with(self.our("Assessment.rubric"), named);
        }
    }

    /// One answer, so that a reader sees the shape.
    fn example(self) -> Value {
        let document = self.rubric.document();
        let stage = document.scale.last().map(|stage| stage.id.as_str());
        let ratings: Vec<Value> = self
            .rubric
            .competencies()
            .first()
            .map(|competency| json!({ "competency": competency.as_str(), "stage": stage }))
            .into_iter()
            .collect();
        json!({
            "format": "cei.assessment/1",
            "id": "spring",
            "rubric": { "id": document.id.as_str(), "version": document.version.as_str() },
            "ratings": ratings
        })
    }

    fn definitions(self, schema: &mut Value) {
        let Some(all) = schema.get_mut("$defs").and_then(Value::as_object_mut) else { return };
        all.shift_remove("RubricRef");
        for (name, definition) in all.iter_mut() {
            if let Some(fields) = definition.get_mut("properties").and_then(Value::as_object_mut) {
                self.fields(name, fields);
            }
            if let Some(choices) = definition.get_mut("oneOf").and_then(Value::as_array_mut) {
                choices.iter_mut().for_each(|choice| self.choice(name, choice));
                definition.as_object_mut().and_then(|choice| choice.insert("type".to_owned(), json!("string")));
            }
            if let (false, Some(definition)) = (self.is_english(), definition.as_object_mut()) {
                definition.shift_remove("description");
            }
            *definition = with(self.our(name), definition.clone());
        }
        if let Some(subject) = all.get_mut("Subject").and_then(Value::as_object_mut) {
            // The library knows this by its meaning; a form can say it at once.
            subject.insert(
                "if".to_owned(),
                json!({ "required": ["scheme"], "properties": { "scheme": { "const": "cds" } } }),
            );
            let digits = json!({ "type": "string", "pattern": "^[0-9]{14}$", "maxLength": 14 });
            subject.insert("then".to_owned(), json!({ "properties": { "id": digits } }));
        }
        if let Some(text) = all.get_mut("Text") {
            self.only_language(text);
        }
        if let Some(rating) = all.get_mut("Rating") {
            self.stage_or_none(rating);
        }
        all.insert("Competency".to_owned(), self.competencies());
        all.insert("Stage".to_owned(), self.stages());
        all.insert("Group".to_owned(), self.groups());
    }

    /// Fields without `null`, with titles, and with the rubric's own choices.
    fn fields(self, of: &str, fields: &mut Map<String, Value>) {
        for (name, field) in fields {
            let own = match name.as_str() {
                "competency" => Some("Competency"),
                "stage" => Some("Stage"),
                "group" => Some("Group"),
                _ => None,
            };
            let mut inner = match own {
                Some(own) => json!({ "$ref": format!("#/$defs/{own}") }),
                None => never_null(field),
            };
            if let (true, Some(inner), Some(words)) =
                (self.is_english(), inner.as_object_mut(), field.get("description"))
            {
                inner.entry("description").or_insert_with(|| words.clone());
            } else if let Some(inner) = inner.as_object_mut() {
                inner.shift_remove("description");
            }
            *field = with(self.our(&format!("{of}.{name}")), inner);
        }
    }

    /// A word of the library's own as a choice with a title.
    fn choice(self, of: &str, choice: &mut Value) {
        let Some(word) = choice.get("const").and_then(Value::as_str).map(str::to_owned) else { return };
        let titled = with(self.our(&format!("{of}.{word}")), choice.clone());
        *choice = titled;
        if let (false, Some(choice)) = (self.is_english(), choice.as_object_mut()) {
            choice.shift_remove("description");
        }
    }

    /// A plain text is in English, since an assessment names no language; any other has its tag.
    fn only_language(self, text: &mut Value) {
        let Some(plain) = text.get("anyOf").and_then(|kinds| kinds.get(0)).cloned() else { return };
        *text = if self.language == "en" {
            plain
        } else {
            json!({
                "type": "object",
                "properties": { self.language: with(self.our("Text"), plain) },
                "minProperties": 1,
                "additionalProperties": false
            })
        };
    }

    /// A rating with a stage, or one without; each with the fields that it has.
    fn stage_or_none(self, rating: &mut Value) {
        let kind = |with_stage: bool| {
            let (has, lacks) = if with_stage { ("stage", "missing") } else { ("missing", "stage") };
            let mut kind = rating.clone();
            if let Some(kind) = kind.as_object_mut() {
                for word in ["description", "if", "then", "else"] {
                    kind.shift_remove(word);
                }
                kind.insert("required".to_owned(), json!(["competency", has]));
            }
            if let Some(fields) = kind.get_mut("properties").and_then(Value::as_object_mut) {
                fields.shift_remove(lacks);
            }
            with(self.our(if with_stage { "Rating with a stage" } else { "Rating without a stage" }), kind)
        };
        *rating = with(self.our("Rating"), json!({ "oneOf": [kind(true), kind(false)] }));
    }

    fn competencies(self) -> Value {
        let competencies = self.rubric.document().domains.iter().flat_map(|domain| &domain.competencies);
        let choices = competencies.map(|competency| {
            let mut words: Vec<String> = competency.text.iter().map(|text| self.words(text).to_owned()).collect();
            words.extend(competency.descriptors.iter().map(|(id, text)| {
                let stage = self.rubric.document().scale.iter().find(|stage| stage.id == *id);
                let name = stage.map_or(id.as_str(), |stage| self.words(&stage.title));
                format!("{name}: {}", self.words(text))
            }));
            let title = format!("{} {}", competency.id, self.words(&competency.title));
            choice(competency.id.as_str(), &title, &words.join("\n"))
        });
        json!({ "type": "string", "oneOf": choices.collect::<Vec<_>>() })
    }

    fn stages(self) -> Value {
        let says = |stage: &'a Stage| {
            let words = stage.text.iter().chain(&stage.messages).map(|text| self.words(text));
            choice(stage.id.as_str(), self.words(&stage.title), &words.collect::<Vec<_>>().join("; "))
        };
        json!({ "type": "string", "oneOf": self.rubric.document().scale.iter().map(says).collect::<Vec<_>>() })
    }

    /// The rubric's groups, and the team.
    fn groups(self) -> Value {
        let groups = self.rubric.document().groups.iter().map(|group| {
            let words = group.text.as_ref().map_or("", |text| self.words(text));
            choice(group.id.as_str(), self.words(&group.title), words)
        });
        let named = self.rubric.document().groups.len();
        let team = self.rubric.groups().get(named).map(|id| {
            let title = self.our("team").map_or(id.as_str(), |label| label.title);
            choice(id.as_str(), title, "")
        });
        let choices: Vec<Value> = groups.chain(team).collect();
        json!({ "type": "string", "oneOf": choices })
    }
}

fn choice(id: &str, title: &str, description: &str) -> Value {
    let mut choice = json!({ "const": id, "title": title });
    if let (false, Some(choice)) = (description.is_empty(), choice.as_object_mut()) {
        choice.insert("description".to_owned(), json!(description));
    }
    choice
}

/// With our title in front, and our description if there is one.
fn with(label: Option<Label>, schema: Value) -> Value {
    let (Some(label), Value::Object(rest)) = (label, &schema) else { return schema };
    let mut titled = Map::new();
    titled.insert("title".to_owned(), json!(label.title));
    titled.extend(label.description.map(|words| ("description".to_owned(), json!(words))));
    for (word, value) in rest {
        titled.entry(word.clone()).or_insert_with(|| value.clone());
    }
    Value::Object(titled)
}

/// The schema of an optional field when it is there.
fn never_null(field: &Value) -> Value {
    let parts = field.get("anyOf").and_then(Value::as_array).map(Vec::as_slice);
    match parts {
        Some([inner, null]) if null.get("type") == Some(&json!("null")) => inner.clone(),
        _ => field.clone(),
    }
}
