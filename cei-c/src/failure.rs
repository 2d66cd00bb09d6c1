//! Why a call did not do what was asked.

use cei_core::{AnswerError, Language, MatrixError, Report};

use crate::status::cei_status;
use crate::words::Words;

pub(crate) enum Failure {
    /// An argument that must not be `NULL` is.
    NullPointer(&'static str),
    /// No memory is so long.
    InvalidLength(&'static str),
    /// A name is not UTF-8, or an id has not the form of one.
    InvalidText(&'static str),
    /// A struct has not the size of any version, or more in it than this version knows.
    InvalidSize(&'static str),
    /// Nothing built in is called so.
    UnknownName { kind: (&'static str, &'static str), name: String, known: Vec<&'static str> },
    /// Rules and tally are of rubrics with another structure.
    OtherRubric,
    /// A matrix or an array of answers cannot be used.
    Matrix(BadMatrix),
    /// What the producer of an Arrow stream said, or what is wrong with its batches.
    Stream(String),
    /// There are errors in a document, or documents do not fit together.
    Report(cei_status, Report),
    /// The library panicked.
    Panic(String),
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Report(cei_status::InvalidDocument, report)
    }
}

impl Failure {
    pub(crate) fn status(&self) -> cei_status {
        match self {
            Self::NullPointer(_) => cei_status::NullPointer,
            Self::InvalidLength(_) => cei_status::InvalidLength,
            Self::InvalidText(_) => cei_status::InvalidText,
            Self::InvalidSize(_) => cei_status::InvalidSize,
            Self::UnknownName { .. } => cei_status::UnknownName,
            Self::OtherRubric => cei_status::DoesNotFit,
            Self::Matrix(_) => cei_status::InvalidMatrix,
            Self::Stream(_) => cei_status::UnreadableStream,
            Self::Report(status, _) => *status,
            Self::Panic(_) => cei_status::Internal,
        }
    }

    /// The code of a failure that no report speaks of.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NullPointer(_) => "null_pointer",
            Self::InvalidLength(_) => "invalid_length",
            Self::InvalidText(_) => "invalid_text",
            Self::InvalidSize(_) => "invalid_size",
            Self::UnknownName { .. } => "unknown_name",
            Self::OtherRubric => "other_rubric",
            Self::Matrix(_) => "invalid_matrix",
            Self::Stream(_) => "unreadable_stream",
            Self::Report(..) => "",
            Self::Panic(_) => "internal",
        }
    }

    /// The words of a failure that no report speaks of.
    pub(crate) fn words(&self, language: Language) -> Words {
        let (en, es) = match self {
            Self::NullPointer(argument) => (
                (format!("the argument `{argument}` is NULL"), "give a valid pointer".to_owned()),
                (format!("el argumento `{argument}` es NULL"), "dé un puntero válido".to_owned()),
            ),
            Self::InvalidLength(argument) => (
                (
                    format!("the length of `{argument}` is greater than any memory"),
                    "give the length in bytes; it may have been negative".to_owned(),
                ),
                (
                    format!("la longitud de `{argument}` es mayor que cualquier memoria"),
                    "dé la longitud en bytes; quizá era negativa".to_owned(),
                ),
            ),
            Self::InvalidText(argument) => (
                (
                    format!("the argument `{argument}` is not UTF-8, or not an id"),
                    "give names as UTF-8, and ids of letters, digits, `.`, `_` and `-`".to_owned(),
                ),
                (
                    format!("el argumento `{argument}` no está en UTF-8 o no es un identificador"),
                    "dé los nombres en UTF-8, y los identificadores con letras, cifras, `.`, `_` y `-`".to_owned(),
                ),
            ),
            Self::InvalidSize(argument) => (
                (
                    format!("the size written in `{argument}` is not usable, or a field unknown here is not 0"),
                    "write its sizeof into its field `size`, and 0 into the fields that you do not use".to_owned(),
                ),
                (
                    format!("el tamaño escrito en `{argument}` no sirve, o un campo aquí desconocido no es 0"),
                    "escriba su sizeof en el campo `size`, y 0 en los campos que no use".to_owned(),
                ),
            ),
            Self::UnknownName { kind: (en, es), name, known } => {
                let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                let known = known.join(", ");
                (
                    (format!("no built-in {en} is called `{name}`"), format!("use one of {known}")),
                    (format!("no hay {es} con el nombre `{name}`"), format!("use una de estas: {known}")),
                )
            }
            Self::OtherRubric => (
                (
                    "the rules and the tally are of rubrics with a different structure".to_owned(),
                    "compile the policy for the rubric of the tally".to_owned(),
                ),
                (
                    "las reglas y el recuento son de rúbricas con estructura distinta".to_owned(),
                    "compile la política para la rúbrica del recuento".to_owned(),
                ),
            ),
            Self::Matrix(error) => matrix(error),
            Self::Stream(said) => (
                (
                    format!("the table cannot be read: {said}"),
                    "give a stream of record batches that has not been released".to_owned(),
                ),
                (
                    format!("no se puede leer la tabla: {said}"),
                    "dé una secuencia de lotes de registros que no se haya liberado".to_owned(),
                ),
            ),
            Self::Report(..) => Default::default(),
            Self::Panic(said) => (
                (
                    format!("something went wrong inside the library: {said}"),
                    "report this with the document that leads to it; it is safe to go on".to_owned(),
                ),
                (
                    format!("algo falló dentro de la biblioteca: {said}"),
                    "infórmelo junto con el documento que lo provoca; se puede seguir sin riesgo".to_owned(),
                ),
            ),
        };
        let (message, help) = match language {
            Language::Es => es,
            _ => en,
        };
        Words { message, help }
    }
}

/// What is wrong with a matrix or an array of answers.
pub(crate) enum BadMatrix {
    /// It is unknown how it lies.
    Order,
    Matrix(MatrixError),
    Answers(AnswerError),
}

type Said = (String, String);

/// What is wrong with a matrix and how to mend it, in English and Spanish.
fn matrix(error: &BadMatrix) -> (Said, Said) {
    let said = |en: (String, &str), es: (String, &str)| ((en.0, en.1.to_owned()), (es.0, es.1.to_owned()));
    match error {
        BadMatrix::Matrix(MatrixError::Value { row, column, value }) => said(
            (
                format!("the value `{value}` in row {row}, column {column} is not a stage number, counted from 0"),
                "write a stage number, 0 for unanswered, or 255 for not applicable",
            ),
            (
                format!(
                    "el valor `{value}` de la fila {row}, columna {column} no es un número de etapa (se cuenta desde 0)"
                ),
                "escriba un número de etapa, 0 si no hay respuesta o 255 si no corresponde",
            ),
        ),
        BadMatrix::Matrix(MatrixError::Stride { stride, length }) => said(
            (
                format!("the stride {stride} is shorter than the {length} values that lie in one piece"),
                "give the distance in bytes from one row, or one column, to the next",
            ),
            (
                format!("el paso {stride} es más corto que los {length} valores contiguos"),
                "dé la distancia en bytes de una fila, o una columna, a la siguiente",
            ),
        ),
        BadMatrix::Answers(AnswerError::Row { row }) => said(
            (
                format!("the answer in row {row}, counted from 0, names something that there is not"),
                "count assessments, groups and competencies from 0, and give stage numbers",
            ),
            (
                format!("la respuesta de la fila {row} (se cuenta desde 0) nombra algo que no existe"),
                "cuente las evaluaciones, los grupos y las competencias desde 0, y dé números de etapa",
            ),
        ),
        _ => said(
            (
                "the order of the matrix is unknown".to_owned(),
                "use CEI_MATRIX_ORDER_ROW_MAJOR or CEI_MATRIX_ORDER_COLUMN_MAJOR",
            ),
            (
                "el orden de la matriz es desconocido".to_owned(),
                "use CEI_MATRIX_ORDER_ROW_MAJOR o CEI_MATRIX_ORDER_COLUMN_MAJOR",
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use cei_core::Code;

    use super::*;

    #[test]
    fn codes_are_not_those_of_documents() {
        let name = Failure::UnknownName { kind: ("a", "b"), name: String::new(), known: vec![] };
        for failure in [
            Failure::NullPointer("a"),
            Failure::InvalidLength("a"),
            Failure::InvalidText("a"),
            Failure::InvalidSize("a"),
            name,
            Failure::OtherRubric,
            Failure::Matrix(BadMatrix::Order),
            Failure::Matrix(BadMatrix::Matrix(MatrixError::Value { row: 0, column: 0, value: 9 })),
            Failure::Matrix(BadMatrix::Matrix(MatrixError::Stride { stride: 1, length: 2 })),
            Failure::Matrix(BadMatrix::Answers(AnswerError::Row { row: 0 })),
            Failure::Stream(String::new()),
            Failure::Panic(String::new()),
        ] {
            // A name that is none means the same in a document and in a call.
            let known = Code::from_name(failure.code()).filter(|code| *code != Code::UnknownName);
            assert_eq!(known, None, "{}", failure.code());
            for language in [Language::En, Language::Es] {
                let words = failure.words(language);
                assert!(!words.message.is_empty() && !words.help.is_empty());
                assert!(!words.message.ends_with('.') && !words.help.ends_with('.'));
            }
        }
    }
}
