//! What the fields of an assessment are called in a form, in English and in Spanish.

/// A title, and a description where the title does not say it all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) title: &'static str,
    pub(super) description: Option<&'static str>,
}

/// The label of a definition, of a field as `Definition.field`, or of a choice as `Definition.word`; in Spanish where
/// the language is a Spanish one, else in English.
pub(super) fn label(key: &str, language: &str) -> Option<Label> {
    let (_, en, es) = LABELS.iter().find(|(known, ..)| *known == key)?;
    let words = if language.split('-').next() == Some("es") { es } else { en };
    let (title, description) = words.split_once(": ").map_or((*words, None), |(title, rest)| (title, Some(rest)));
    Some(Label { title, description })
}

/// The key; the title in English and in Spanish, each with a description after a colon where it has one.
const LABELS: [(&str, &str, &str); 66] = [
    ("Assessment.format", "Format", "Formato"),
    (
        "Assessment.id",
        "Name of the assessment: Letters, digits, periods, hyphens.",
        "Nombre de la evaluación: Letras, cifras, puntos, guiones.",
    ),
    ("Assessment.rubric", "Rubric", "Rúbrica"),
    ("Assessment.subject", "Who is assessed", "A quién se evalúa"),
    ("Assessment.period", "When", "Cuándo"),
    (
        "Assessment.raters",
        "People who rate: By an id that says nothing about them.",
        "Personas que califican: Con un identificador que no diga nada de ellas.",
    ),
    ("Assessment.out_of_scope", "Left out on purpose", "Lo que se deja fuera a propósito"),
    ("Assessment.ratings", "Ratings", "Calificaciones"),
    ("Assessment.decisions", "Decisions of the team", "Decisiones del equipo"),
    ("Assessment.extensions", "Additions", "Añadidos"),
    ("Subject", "Who is assessed", "A quién se evalúa"),
    (
        "Subject.id",
        "Code: A California CDS code has 14 digits.",
        "Código: El código CDS de California tiene 14 cifras.",
    ),
    (
        "Subject.scheme",
        "Kind of code: cds for a California CDS code.",
        "Tipo de código: cds para un código CDS de California.",
    ),
    ("Subject.name", "Name", "Nombre"),
    ("Subject.level", "Kind of body", "Tipo de organismo"),
    ("Subject.parent", "Code of the body it belongs to", "Código del organismo al que pertenece"),
    ("Level.school", "School", "Escuela"),
    ("Level.district", "School district", "Distrito escolar"),
    ("Level.county", "County office of education", "Oficina de educación del condado"),
    ("Level.state", "State", "Estado"),
    ("Level.network", "Network", "Red"),
    ("Period", "When", "Cuándo"),
    ("Period.school_year", "School year: Such as 2025-26.", "Año escolar: Por ejemplo, 2025-26."),
    (
        "Period.from",
        "First day: Year-month-day, such as 2025-09-01.",
        "Primer día: Año-mes-día, por ejemplo 2025-09-01.",
    ),
    ("Period.to", "Last day: Year-month-day, such as 2025-10-15.", "Último día: Año-mes-día, por ejemplo 2025-10-15."),
    ("Rater", "Someone who rates", "Persona que califica"),
    ("Rater.id", "Id: Says nothing about the person.", "Identificador: No dice nada de la persona."),
    ("Rater.group", "Group", "Grupo"),
    ("Rater.extensions", "Additions", "Añadidos"),
    ("OutOfScope", "A competency left out", "Una competencia que se deja fuera"),
    ("OutOfScope.competency", "Competency", "Competencia"),
    ("OutOfScope.reason", "Why", "Por qué"),
    ("Rating", "Rating", "Calificación"),
    ("Rating with a stage", "With a stage", "Con etapa"),
    ("Rating without a stage", "Without a stage", "Sin etapa"),
    (
        "Rating.rater",
        "Who rates: One of the people named above.",
        "Quién califica: Una de las personas nombradas arriba.",
    ),
    ("Rating.group", "Group: For an answer without a name.", "Grupo: Para una respuesta sin nombre."),
    ("Rating.competency", "Competency", "Competencia"),
    ("Rating.stage", "Stage", "Etapa"),
    ("Rating.missing", "Why there is no stage", "Por qué no hay etapa"),
    ("Rating.evidence", "Evidence", "Evidencia"),
    ("Rating.extensions", "Additions", "Añadidos"),
    ("Missing.unanswered", "Not answered", "Sin respuesta"),
    ("Missing.dont_know", "Doesn't know", "No sabe"),
    ("Missing.not_applicable", "Not applicable", "No se aplica"),
    ("Missing.withheld", "Withheld", "Reservada"),
    ("Decision.competency", "Competency", "Competencia"),
    ("Decision.stage", "Stage", "Etapa"),
    ("Decision.method", "How the team decided", "Cómo decidió el equipo"),
    ("Decision.date", "Day: Year-month-day.", "Día: Año-mes-día."),
    ("Decision.note", "What was said", "Lo que se dijo"),
    ("Decision.evidence", "Evidence", "Evidencia"),
    ("Method.thumbs", "Thumbs", "Pulgares"),
    ("Method.dot_voting", "Dot voting", "Votación con puntos"),
    ("Method.poll", "Poll", "Encuesta"),
    ("Method.facilitated", "Facilitated talk", "Conversación facilitada"),
    ("Decision", "Decision of the team", "Decisión del equipo"),
    ("Decision.extensions", "Additions", "Añadidos"),
    ("Evidence", "Evidence", "Evidencia"),
    ("Evidence.kind", "Kind: Such as document, data, story.", "Tipo: Por ejemplo document, data, story."),
    ("Evidence.uri", "Where it is", "Dónde está"),
    ("Evidence.date", "Day: Year-month-day.", "Día: Año-mes-día."),
    ("Evidence.extensions", "Additions", "Añadidos"),
    ("Evidence.title", "What it is called", "Cómo se llama"),
    ("Text", "Text", "Texto"),
    ("team", "The team", "El equipo"),
];
