//! The one catalogue of diagnostic codes: what each is called, how grave it is, which parameters it
//! carries, and what it says in English and in Spanish.
//!
//! How an entry is written:
//!
//! - A message starts in lower case and has no full stop. It says what is there, never who did it.
//! - A help is one sentence on how to mend it, in the same form. The renderer puts
//!   "did you mean ...?" in front of it when the diagnostic has a `suggestion`, so no template does.
//! - What was read stands in backticks. A parameter that is a list (`ids`, `allowed`, `expected` of formats, `foundations`,
//!   the `groups` of `voice_below`) comes from the renderer with its own backticks and commas.
//! - Braces in a message or a help are placeholders and nothing else; each names a parameter.
//! - An explanation is one to three full sentences: what it means, and why it matters.
//! - The name of a code is stable: it is never renamed and never used again for something else.

use super::Severity;

/// The same words in English and in Spanish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Bilingual {
    /// English.
    pub en: &'static str,
    /// Spanish.
    pub es: &'static str,
}

/// What the catalogue holds about one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The code itself.
    pub code: Code,
    /// Its stable name in `snake_case`, as in a report's `code`.
    pub name: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where it belongs: `reading`, `rubric`, `policy`, `assessment`, `tally`, `table`, `profile`, `comparison`, `privacy` or `interop`.
    pub group: &'static str,
    /// The names of its parameters, in the order of a report's `params`. `suggestion` may be absent
    /// from a diagnostic; the others are always there.
    pub params: &'static [&'static str],
    /// What it says, with `{param}` placeholders.
    pub message: Bilingual,
    /// How to mend it, with `{param}` placeholders.
    pub help: Bilingual,
    /// What it means, and why it matters.
    pub explanation: Bilingual,
    /// A small input that provokes it, or words that describe one.
    pub example: &'static str,
}

/// Writes the enum of codes and the table behind it from one list, so that neither can lack a code.
macro_rules! catalogue {
    ($(
        group $group:literal {
            $(
                $variant:ident $name:literal $severity:ident [$($param:ident),*] {
                    message $message_en:literal
                    es $message_es:literal
                    help $help_en:literal
                    es $help_es:literal
                    explanation $explanation_en:literal
                    es $explanation_es:literal
                    example $example:literal
                }
            )*
        }
    )*) => {
        /// A stable code that says which kind of finding a diagnostic is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(
                #[doc = $explanation_en]
                $variant,
            )*)*
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$($(Code::$variant,)*)*];

            /// What the catalogue holds about this code.
            #[must_use]
            pub fn entry(self) -> &'static Entry {
                match self {
                    $($(
                        Code::$variant => &Entry {
                            code: Code::$variant,
                            name: $name,
                            severity: Severity::$severity,
                            group: $group,
                            params: &[$(stringify!($param)),*],
                            message: Bilingual { en: $message_en, es: $message_es },
                            help: Bilingual { en: $help_en, es: $help_es },
                            explanation: Bilingual { en: $explanation_en, es: $explanation_es },
                            example: $example,
                        },
                    )*)*
                }
            }

            /// The code of this name, if there is one.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Code> {
                match name {
                    $($($name => Some(Code::$variant),)*)*
                    _ => None,
                }
            }
        }
    };
}

impl Code {
    /// Its stable name in `snake_case`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().severity
    }
}

catalogue! {
    group "reading" {
        TooLarge "too_large" Error [bytes, limit] {
            message "this document has {bytes} bytes, and at most {limit} are read"
            es "este documento tiene {bytes} bytes y se leen como máximo {limit}"
            help "split it into several documents of the same subject and period, and add up \
                their tallies"
            es "divídalo en varios documentos de la misma entidad y el mismo periodo, y sume sus \
                recuentos"
            explanation "A document above the size limit is not read at all. The limit keeps one \
                very large file from using up the memory of the machine that reads it."
            es "Un documento que pasa del límite de tamaño no se lee. El límite evita que un \
                archivo muy grande agote la memoria de la máquina que lo lee."
            example "an assessment of 70 MiB"
        }
        TooDeep "too_deep" Error [limit] {
            message "this document is nested deeper than {limit} levels"
            es "este documento está anidado a más de {limit} niveles"
            help "take out the lists and objects that only wrap others, also inside `extensions`"
            es "quite las listas y los objetos que solo envuelven a otros, también dentro de \
                `extensions`"
            explanation "Lists and objects may stand inside one another only so far. No document \
                needs more depth than the limit, and without one a crafted file could crash the \
                reader."
            es "Las listas y los objetos solo pueden anidarse hasta cierto punto. Ningún \
                documento necesita más profundidad que el límite, y sin él un archivo preparado a \
                propósito podría hacer que el programa de lectura se caiga."
            example "65 lists inside one another, `[[[[...]]]]`, in `extensions`"
        }
        InvalidUtf8 "invalid_utf8" Error [offset] {
            message "the text is not UTF-8 at byte {offset}"
            es "el texto no está en UTF-8 a partir del byte {offset}"
            help "save the file again with the encoding UTF-8"
            es "guarde el archivo de nuevo con la codificación UTF-8"
            explanation "Documents are read as UTF-8, so that accents and every language arrive \
                unharmed. Files saved by older spreadsheet programs often use another encoding."
            es "Los documentos se leen en UTF-8 para que los acentos y todos los idiomas lleguen \
                intactos. Los archivos guardados con programas antiguos de hojas de cálculo \
                suelen usar otra codificación."
            example "a file saved as Latin-1 that contains the word `José`"
        }
        InvalidJson "invalid_json" Error [reason] {
            message "this is not valid JSON: {reason}"
            es "esto no es JSON válido: {reason}"
            help "look just before this place for a missing comma, quotation mark or bracket"
            es "busque justo antes de este lugar una coma, unas comillas o un corchete que falte"
            explanation "The text breaks the grammar of JSON at this place. Nothing after it can \
                be read, so further findings may appear once it is mended."
            es "El texto rompe la gramática de JSON en este lugar. Lo que sigue no se puede leer, \
                así que pueden aparecer otros hallazgos cuando se corrija."
            example r#"{"stage":"developing",}"#
        }
        WrongType "wrong_type" Error [expected, found] {
            message "expected here: {expected}; found: {found}"
            es "aquí se espera: {expected}; se encontró: {found}"
            help "write this value in the expected form"
            es "escriba este valor en la forma esperada"
            explanation "The value is of another kind than its field takes, for example a number \
                where text belongs. Values are never converted silently, because a guess could \
                change what a person said."
            es "El valor es de otra clase que la que admite su campo, por ejemplo un número donde \
                va un texto. Los valores nunca se convierten en silencio, porque una suposición \
                podría cambiar lo que dijo una persona."
            example r#"{"competency":1.1,"stage":"developing"}"#
        }
        UnknownField "unknown_field" Error [field, suggestion] {
            message "the field `{field}` is not known here"
            es "el campo `{field}` no se conoce aquí"
            help "take it out, or move it into `extensions` where the document has one"
            es "quítelo o páselo a `extensions` donde el documento lo admita"
            explanation "Each object of a document has a fixed set of fields. A field outside of \
                it is refused rather than skipped, because a misspelled field would otherwise be \
                lost without a word."
            es "Cada objeto de un documento tiene un conjunto fijo de campos. Un campo ajeno se \
                rechaza en lugar de pasarse por alto, porque de otro modo un campo con un error \
                de ortografía se perdería sin aviso."
            example r#"{"competency":"1.1","stgae":"developing"}"#
        }
        MissingField "missing_field" Error [field] {
            message "the field `{field}` is missing"
            es "falta el campo `{field}`"
            help "add `{field}` to this object"
            es "agregue `{field}` a este objeto"
            explanation "The object lacks a field that it cannot do without. No value is assumed \
                for it."
            es "Al objeto le falta un campo del que no puede prescindir. No se supone ningún \
                valor en su lugar."
            example r#"{"stage":"developing"}"#
        }
        DuplicateKey "duplicate_key" Error [key] {
            message "the key `{key}` stands more than once in this object"
            es "la clave `{key}` aparece más de una vez en este objeto"
            help "keep one of them and take the others out"
            es "deje una de ellas y quite las demás"
            explanation "An object names each key once. With two values under one key, different \
                programs would read different values from the same document."
            es "Un objeto nombra cada clave una sola vez. Con dos valores bajo una misma clave, \
                distintos programas leerían valores distintos del mismo documento."
            example r#"{"stage":"developing","stage":"maturing"}"#
        }
        UnknownFormat "unknown_format" Error [found, expected, suggestion] {
            message "the format `{found}` is not one that is read here"
            es "el formato `{found}` no es uno de los que se leen aquí"
            help "check that this is the intended document; what can be read here is {expected}"
            es "compruebe que este sea el documento previsto; aquí se puede leer {expected}"
            explanation "Every document names its kind and version in `format`. A document of \
                another kind or of a later version is refused, because its fields may mean \
                something else."
            es "Todo documento indica su tipo y versión en `format`. Un documento de otro tipo o \
                de una versión posterior se rechaza, porque sus campos pueden significar otra \
                cosa."
            example r#"{"format":"cei.assessment/2"}"#
        }
        InvalidValue "invalid_value" Error [value, allowed, suggestion] {
            message "the value `{value}` is not one that this field takes"
            es "el valor `{value}` no es uno de los que admite este campo"
            help "the values of this field are {allowed}"
            es "los valores de este campo son {allowed}"
            explanation "The field takes one of a fixed list of values, and this is none of them. \
                Upper and lower case count."
            es "El campo admite un valor de una lista fija, y este no está en ella. Las \
                mayúsculas y las minúsculas cuentan."
            example r#"{"competency":"1.1","missing":"no_answer"}"#
        }
        InvalidId "invalid_id" Error [value] {
            message "`{value}` does not have the form of an id"
            es "`{value}` no tiene la forma de un identificador"
            help "use 1 to 64 characters: letters `A` to `Z` and `a` to `z`, digits, `.`, `_` and \
                `-`, with a letter or digit first"
            es "use de 1 a 64 caracteres: letras de la `A` a la `Z` y de la `a` a la `z` sin \
                acentos, dígitos, `.`, `_` y `-`, con una letra o un dígito al principio"
            explanation "Ids and versions keep to a short, plain form, so that they work \
                unchanged as column names, in file names and in every programming language. Words \
                for people belong in `title`, which takes any text."
            es "Los identificadores y las versiones tienen una forma corta y sencilla para que \
                sirvan sin cambios como nombres de columna, en nombres de archivo y en cualquier \
                lenguaje de programación. Las palabras para las personas van en `title`, que \
                admite cualquier texto."
            example r#"{"id":"first grade families"}"#
        }
        InvalidDate "invalid_date" Error [value] {
            message "`{value}` is not a date of the calendar"
            es "`{value}` no es una fecha del calendario"
            help "write the day as year, month and day, such as `2025-09-20`"
            es "escriba el día como año, mes y día, por ejemplo `2025-09-20`"
            explanation "Dates are ISO 8601 days, and the day must exist. Other orders of day and \
                month are read differently from place to place."
            es "Las fechas son días según ISO 8601, y el día debe existir. Otros órdenes de día y \
                mes se leen de manera distinta según el lugar."
            example r#"{"date":"9/20/2025"}"#
        }
        InvalidSchoolYear "invalid_school_year" Error [value] {
            message "`{value}` does not have the form of a school year"
            es "`{value}` no tiene la forma de un año escolar"
            help "write the first year in full and the last two digits of the next, such as \
                `2025-26`"
            es "escriba el primer año completo y las dos últimas cifras del siguiente, por \
                ejemplo `2025-26`"
            explanation "A school year names two years that follow one another. One spelling for \
                all lets assessments of the same year find each other."
            es "Un año escolar nombra dos años seguidos. Con una sola forma de escribirlo, las \
                evaluaciones del mismo año escolar se pueden reunir."
            example r#"{"period":{"school_year":"2025/2026"}}"#
        }
        InvalidLanguageTag "invalid_language_tag" Error [value] {
            message "`{value}` does not have the form of a language tag"
            es "`{value}` no tiene la forma de una etiqueta de idioma"
            help "use a tag such as `en`, `es` or `es-MX`"
            es "use una etiqueta como `en`, `es` o `es-MX`"
            explanation "Languages are named by BCP-47 tags, so that every program picks the same \
                text for the same reader. The name of a language in words is not a tag."
            es "Los idiomas se nombran con etiquetas BCP-47, para que todos los programas elijan \
                el mismo texto para el mismo lector. El nombre del idioma en palabras no es una \
                etiqueta."
            example r#"{"title":{"Spanish language":"Relaciones"}}"#
        }
        InvalidShare "invalid_share" Error [value] {
            message "`{value}` is not a share that a rule can use"
            es "`{value}` no es una proporción que una regla pueda usar"
            help "write a fraction above 0 and at most 1, such as `2/3`, with no number above \
                1,000,000; `share` and `coverage` also take `any`, `majority` and `all`"
            es "escriba una fracción mayor que 0 y de 1 como máximo, por ejemplo `2/3`, con \
                números de hasta 1,000,000; `share` y `coverage` también admiten `any`, \
                `majority` y `all`"
            explanation "Shares are exact fractions, because a decimal such as 0.67 is not two \
                thirds and could tip a stage one way or the other."
            es "Las proporciones son fracciones exactas, porque un decimal como 0.67 no es dos \
                tercios y podría inclinar una etapa hacia un lado o hacia el otro."
            example r#"{"by":"reach","share":"3/2"}"#
        }
        OutOfRange "out_of_range" Error [value, low, high] {
            message "the number `{value}` is not between {low} and {high}"
            es "el número `{value}` no está entre {low} y {high}"
            help "use a whole number from {low} to {high}"
            es "use un número entero de {low} a {high}"
            explanation "The number lies outside what the field can mean, or outside what every \
                language and JSON reader carries without loss. It is refused rather than rounded \
                or cut."
            es "El número queda fuera de lo que el campo puede significar, o de lo que todo \
                lenguaje y todo lector de JSON conserva sin pérdida. Se rechaza en lugar de \
                redondearse o recortarse."
            example r#"{"by":"reach","share":"2/3","within":12}"#
        }
        TooManyDecimals "too_many_decimals" Error [value, most] {
            message "the number `{value}` has more decimals than the {most} that are kept"
            es "el número `{value}` tiene más decimales que los {most} que se conservan"
            help "round the number to at most {most} decimals"
            es "redondee el número a {most} decimales como máximo"
            explanation "Values that are measured are kept exactly, decimal by decimal. A number with more \
                decimals than that is refused rather than rounded."
            es "Los valores que se miden se conservan con exactitud, decimal por decimal. Un número con \
                más decimales se rechaza en lugar de redondearse."
            example r#"{"date":"2025-09-20","value":1e-30}"#
        }
        UnknownName "unknown_name" Error [value, allowed, suggestion] {
            message "nothing built in is called `{value}`"
            es "nada de lo incorporado se llama `{value}`"
            help "use one of {allowed}, or give the document itself"
            es "use uno de {allowed} o indique el documento mismo"
            explanation "Where a document is asked for, the name of a built-in one may stand in its place. This is \
                the name of none."
            es "Donde se pide un documento puede ir en su lugar el nombre de uno incorporado. Este no es el nombre \
                de ninguno."
            example r#"{"policy":"cei-defualt"}"#
        }
        OneOfFields "one_of_fields" Error [found, allowed] {
            message "{found} of the fields {allowed} are here, and one is needed"
            es "aquí hay {found} de los campos {allowed} y hace falta uno"
            help "give exactly one of them"
            es "indique exactamente uno de ellos"
            explanation "The fields stand for the same thing in different forms. With none of them there is nothing \
                to work on, and with more than one it would not be clear which counts."
            es "Los campos representan lo mismo en formas distintas. Sin ninguno no hay con qué trabajar, y con más \
                de uno no quedaría claro cuál vale."
            example r#"{"assessment":{...},"tally":{...}} as the arguments of `agreement`"#
        }
        UnknownOperation "unknown_operation" Error [value, allowed, suggestion] {
            message "there is no operation `{value}`"
            es "no hay ninguna operación `{value}`"
            help "use one of {allowed}"
            es "use una de {allowed}"
            explanation "Results are asked for by the name of the operation that makes them, and this is the name of \
                none."
            es "Los resultados se piden con el nombre de la operación que los produce, y este no es el nombre de \
                ninguna."
            example "`gap` instead of `gaps`"
        }
        TooFewItems "too_few_items" Error [found, least] {
            message "the number of items in this list is {found}, and the least is {least}"
            es "el número de elementos de esta lista es {found} y el mínimo es {least}"
            help "add what is missing from the list"
            es "agregue lo que le falta a la lista"
            explanation "The list needs more items before it makes sense. A scale, for example, \
                needs two stages, and a domain needs one competency."
            es "La lista necesita más elementos para tener sentido. Una escala, por ejemplo, \
                necesita dos etapas, y un dominio necesita una competencia."
            example r#"{"scale":[{"id":"not_evident","title":"Not evident"}]}"#
        }
        TooManyItems "too_many_items" Error [found, most] {
            message "the number of items in this list is {found}, and the most is {most}"
            es "el número de elementos de esta lista es {found} y el máximo es {most}"
            help "shorten the list, or split what it holds"
            es "acorte la lista o divida lo que contiene"
            explanation "The list is longer than can be worked with. A scale, for example, has at \
                most nine stages, so that a stage number is a single digit everywhere."
            es "La lista es más larga de lo que se puede manejar. Una escala, por ejemplo, tiene \
                como máximo nueve etapas, para que el número de etapa sea siempre una sola cifra."
            example "a rubric whose `scale` lists 10 stages"
        }
        EmptyText "empty_text" Error [] {
            message "this text is empty"
            es "este texto está vacío"
            help "write the text, or leave the field out if it may be absent"
            es "escriba el texto, o deje fuera el campo si puede faltar"
            explanation "A text that is there must say something. An empty one would leave a \
                blank in reports and rating sheets that nobody can tell from a lost title."
            es "Un texto presente debe decir algo. Uno vacío dejaría en los informes y en las \
                hojas de respuestas un hueco que nadie distingue de un título perdido."
            example r#"{"id":"1.1","title":""}"#
        }
        MoreProblems "more_problems" Error [count] {
            message "further findings that are not listed: {count}"
            es "otros hallazgos que no figuran en la lista: {count}"
            help "mend those listed and check the document again"
            es "corrija los de la lista y vuelva a revisar el documento"
            explanation "A report lists only so many findings and then says how many more there \
                are. So many often have one cause, such as a rubric that does not match or a \
                shifted column."
            es "Un informe enumera solo cierta cantidad de hallazgos y después dice cuántos más \
                hay. Cuando son tantos suelen tener una misma causa, como una rúbrica que no \
                corresponde o una columna desplazada."
            example "a document with 1,200 unknown fields"
        }
    }

    group "rubric" {
        DuplicateId "duplicate_id" Error [id] {
            message "the id `{id}` is already in use"
            es "el identificador `{id}` ya está en uso"
            help "give each its own id, or take the repeated one out"
            es "dé a cada uno su propio identificador o quite el repetido"
            explanation "An id names one thing of its kind; domains and competencies share one \
                set of ids. With two of the same id, an answer could not be told apart from an \
                answer to the other."
            es "Un identificador nombra una sola cosa de su clase; los dominios y las \
                competencias comparten un mismo conjunto. Con dos iguales, no se sabría a cuál de \
                los dos corresponde una respuesta."
            example r#"{"competencies":[{"id":"1.1","title":"..."},{"id":"1.1","title":"..."}]}"#
        }
        ReservedId "reserved_id" Error [id] {
            message "the id `{id}` is reserved"
            es "el identificador `{id}` está reservado"
            help "choose another id"
            es "elija otro identificador"
            explanation "Some ids have a fixed meaning in every rubric: `team` is the group of \
                all answers that name neither a rater nor a group. A rubric's own group of that \
                name would mix with it."
            es "Algunos identificadores tienen un significado fijo en toda rúbrica: `team` es el \
                grupo de las respuestas que no nombran ni participante ni grupo. Un grupo propio \
                con ese nombre se mezclaría con él."
            example r#"{"groups":[{"id":"team","title":"Our team"}]}"#
        }
        UnknownDomain "unknown_domain" Error [id, suggestion] {
            message "the domain `{id}` is not in this rubric"
            es "el dominio `{id}` no está en esta rúbrica"
            help "use the id of one of the rubric's `domains`"
            es "use el identificador de uno de los dominios de la rúbrica (`domains`)"
            explanation "Something refers to a domain that the rubric does not have. A reference \
                that leads nowhere would silently drop a domain from what is decided."
            es "Algo se refiere a un dominio que la rúbrica no tiene. Una referencia que no lleva \
                a ninguna parte dejaría un dominio fuera de lo que se decide, sin aviso."
            example r#"{"builds_on":["building-relations"]}"#
        }
        UnknownCompetency "unknown_competency" Error [id, suggestion] {
            message "the competency `{id}` is not in this rubric"
            es "la competencia `{id}` no está en esta rúbrica"
            help "use the id of one of the rubric's competencies, and check that the rubric's \
                version is the intended one"
            es "use el identificador de una de las competencias de la rúbrica y compruebe que la \
                versión de la rúbrica sea la prevista"
            explanation "Something refers to a competency that the rubric does not have. Leaving \
                it out silently would lose what a person said."
            es "Algo se refiere a una competencia que la rúbrica no tiene. Omitirla en silencio \
                perdería lo que dijo una persona."
            example r#"{"competency":"9.9","stage":"developing"}"#
        }
        UnknownGroup "unknown_group" Error [id, suggestion] {
            message "the group `{id}` is not in this rubric"
            es "el grupo `{id}` no está en esta rúbrica"
            help "use the id of one of the rubric's `groups`"
            es "use el identificador de uno de los grupos de la rúbrica (`groups`)"
            explanation "Something refers to a constituent group that the rubric does not have. \
                Each group is one voice, so a group under two spellings would count twice."
            es "Algo se refiere a un grupo que la rúbrica no tiene. Cada grupo es una voz, de \
                modo que un grupo escrito de dos maneras contaría dos veces."
            example r#"{"id":"r1","group":"parents"}"#
        }
        UnknownStage "unknown_stage" Error [id, suggestion] {
            message "the stage `{id}` is not on this rubric's scale"
            es "la etapa `{id}` no está en la escala de esta rúbrica"
            help "use the id of one of the stages in the rubric's `scale`"
            es "use el identificador de una de las etapas de la escala de la rúbrica (`scale`)"
            explanation "Something names a stage that the scale does not have. Stages are named \
                by id, not by title, so that an answer reads the same in every language."
            es "Algo nombra una etapa que la escala no tiene. Las etapas se nombran por su \
                identificador y no por su título, para que una respuesta se lea igual en todos \
                los idiomas."
            example r#"{"competency":"1.1","stage":"emerging"}"#
        }
        UnknownRater "unknown_rater" Error [id, suggestion] {
            message "the rater `{id}` is not listed in this assessment"
            es "el participante `{id}` no figura en esta evaluación"
            help "add the rater to `raters` with a group, or give the rating a `group` instead"
            es "agregue al participante a `raters` con su grupo, o indique en la respuesta un \
                `group` en su lugar"
            explanation "A rating refers to a rater who is not among the assessment's `raters`. \
                The list says which group a rater speaks for; without it the answer has no place."
            es "Una respuesta se refiere a un participante que no está en la lista `raters` de la \
                evaluación. Esa lista dice por qué grupo habla cada quien; sin ella la respuesta \
                no tiene lugar."
            example r#"{"raters":[{"id":"r1","group":"families"}],"ratings":[{"rater":"r2","competency":"1.1","stage":"maturing"}]}"#
        }
        BuildsOnCycle "builds_on_cycle" Error [ids] {
            message "these domains build on one another in a circle: {ids}"
            es "estos dominios se apoyan unos en otros en círculo: {ids}"
            help "take one of these domains out of the `builds_on` of another, so that one of \
                them comes first"
            es "quite uno de estos dominios del `builds_on` de otro, para que alguno quede primero"
            explanation "`builds_on` says which domains are the foundation of which. In a circle \
                no domain comes first, so none could be decided before those that rest on it."
            es "`builds_on` dice qué dominios son la base de cuáles. En un círculo ningún dominio \
                va primero, así que ninguno se podría decidir antes que los que se apoyan en él."
            example r#"{"domains":[{"id":"a","builds_on":["b"]},{"id":"b","builds_on":["a"]}]}"#
        }
    }

    group "policy" {
        CutoffCount "cutoff_count" Error [found, expected] {
            message "the number of cutoffs is {found}, and this rubric's scale needs {expected}"
            es "el número de puntos de corte es {found} y la escala de esta rúbrica necesita \
                {expected}"
            help "give one cutoff for each stage above the lowest, or write `even`, which fits \
                any scale"
            es "indique un punto de corte por cada etapa por encima de la más baja, o escriba \
                `even`, que se ajusta a cualquier escala"
            explanation "Cutoffs divide the share of points into stages, so there is one fewer \
                than the scale has stages. With any other number it would not be clear which \
                stage a share belongs to."
            es "Los puntos de corte dividen la proporción de puntos en etapas, así que hay uno \
                menos que las etapas de la escala. Con otra cantidad no quedaría claro a qué \
                etapa corresponde una proporción."
            example r#"{"by":"points","cutoffs":["1/2"]}, with a scale of 4 stages"#
        }
        CutoffsDecrease "cutoffs_decrease" Error [value, previous] {
            message "the cutoff `{value}` is lower than `{previous}` before it"
            es "el punto de corte `{value}` es menor que `{previous}`, el anterior"
            help "order the cutoffs from the lowest to the highest"
            es "ordene los puntos de corte del más bajo al más alto"
            explanation "A later stage may not ask for fewer points than an earlier one. \
                Otherwise a stage in between could never be reached."
            es "Una etapa posterior no puede pedir menos puntos que una anterior. De otro modo \
                habría una etapa intermedia a la que nunca se podría llegar."
            example r#"{"by":"points","cutoffs":["1/2","1/4","3/4"]}"#
        }
        LowestStage "lowest_stage" Error [id] {
            message "`{id}` is the lowest stage of the scale, and evidence can be asked for only \
                above it"
            es "`{id}` es la etapa más baja de la escala, y solo se puede pedir evidencia por \
                encima de ella"
            help "name a higher stage in `from`, or `top` for the highest"
            es "indique en `from` una etapa más alta, o `top` para la más alta"
            explanation "A competency without evidence can be held just below the stage named in \
                `from`. Below the lowest stage there is none to hold it at."
            es "Una competencia sin evidencia se puede retener justo debajo de la etapa indicada \
                en `from`. Debajo de la etapa más baja no hay ninguna otra."
            example r#"{"evidence":{"from":"not_evident"}}"#
        }
    }

    group "assessment" {
        UnknownRubric "unknown_rubric" Error [id, version] {
            message "the rubric `{id}` with version `{version}` is not known here"
            es "la rúbrica `{id}` con versión `{version}` no se conoce aquí"
            help "check `id` and `version`, or pass the rubric document along"
            es "revise `id` y `version`, o proporcione también el documento de la rúbrica"
            explanation "The document names a rubric that is neither built in nor given. Without \
                it nobody can tell which competencies and stages its answers mean."
            es "El documento nombra una rúbrica que no está incorporada ni se proporcionó. Sin \
                ella no se sabe a qué competencias y etapas se refieren sus respuestas."
            example r#"{"rubric":{"id":"cei-self-assessment","version":"1999.1"}}"#
        }
        RubricMismatch "rubric_mismatch" Error [found, expected] {
            message "this document is for the rubric `{found}`, and the one in use is `{expected}`"
            es "este documento es para la rúbrica `{found}`, y la que está en uso es `{expected}`"
            help "use the rubric and the version that the answers were given for"
            es "use la rúbrica y la versión con las que se dieron las respuestas"
            explanation "Answers are read only with the rubric they were given for. The same id \
                can stand for other words in another rubric or version."
            es "Las respuestas se leen solo con la rúbrica para la que se dieron. El mismo \
                identificador puede corresponder a otras palabras en otra rúbrica o versión."
            example r#"{"rubric":{"id":"cei-self-assessment","version":"2023.1"}}, checked with another rubric"#
        }
        DuplicateRating "duplicate_rating" Error [rater, competency] {
            message "the rater `{rater}` has more than one answer on the competency `{competency}`"
            es "el participante `{rater}` tiene más de una respuesta sobre la competencia \
                `{competency}`"
            help "keep the answer that stands and take the others out"
            es "deje la respuesta que vale y quite las demás"
            explanation "A rater has one answer on each competency. Which of two is meant cannot \
                be known, and counting both would give one person two voices."
            es "Cada participante tiene una sola respuesta por competencia. No se puede saber \
                cuál de dos vale, y contar ambas daría dos voces a una persona."
            example r#"{"ratings":[{"rater":"r1","competency":"1.1","stage":"developing"},{"rater":"r1","competency":"1.1","stage":"maturing"}]}"#
        }
        DuplicateDecision "duplicate_decision" Error [competency] {
            message "the competency `{competency}` has more than one decision"
            es "la competencia `{competency}` tiene más de una decisión"
            help "keep the decision that stands and take the others out"
            es "deje la decisión que vale y quite las demás"
            explanation "A team agrees on one stage for a competency. Which of two in one \
                document stands cannot be known, and the earlier one may be out of date."
            es "Un equipo acuerda una etapa por competencia. De dos en el mismo documento no se \
                puede saber cuál vale, y la anterior puede haber quedado superada."
            example r#"{"decisions":[{"competency":"1.1","stage":"developing"},{"competency":"1.1","stage":"maturing"}]}"#
        }
        DuplicateOutOfScope "duplicate_out_of_scope" Error [competency] {
            message "the competency `{competency}` is listed as out of scope more than once"
            es "la competencia `{competency}` aparece más de una vez como fuera de alcance"
            help "keep one of them, with its reason"
            es "deje una sola, con su motivo"
            explanation "Listing a competency once takes it out of scope. Two entries may give \
                two reasons, and a report could show only one."
            es "Basta con indicar una vez que una competencia queda fuera de alcance. Dos \
                entradas pueden dar dos motivos, y un informe solo podría mostrar uno."
            example r#"{"out_of_scope":[{"competency":"3.4"},{"competency":"3.4"}]}"#
        }
        StageAndMissing "stage_and_missing" Error [] {
            message "this rating has a stage and also a reason for giving none"
            es "esta respuesta tiene una etapa y también un motivo para no dar ninguna"
            help "keep `stage` or `missing`, whichever the answer was"
            es "deje `stage` o `missing`, según cuál haya sido la respuesta"
            explanation "A rating is either a stage or a reason for giving none, such as \
                `dont_know`. With both it is not clear whether it counts as a voice."
            es "Una respuesta es una etapa o un motivo para no darla, como `dont_know`. Con ambas \
                cosas no queda claro si cuenta como voz."
            example r#"{"competency":"1.1","stage":"developing","missing":"dont_know"}"#
        }
        StageOrMissing "stage_or_missing" Error [] {
            message "this rating has neither a stage nor a reason for giving none"
            es "esta respuesta no tiene ni una etapa ni un motivo para no darla"
            help "add `stage`, or `missing` with `unanswered`, `dont_know`, `not_applicable` or \
                `withheld`"
            es "agregue `stage`, o `missing` con `unanswered`, `dont_know`, `not_applicable` o \
                `withheld`"
            explanation "A rating is either a stage or a reason for giving none. Why there is no \
                stage matters: `not_applicable` is left out of the count, while `dont_know` and \
                `unanswered` show that a voice is still missing."
            es "Una respuesta es una etapa o un motivo para no darla. El motivo importa: \
                `not_applicable` queda fuera del conteo, mientras que `dont_know` y `unanswered` \
                muestran que todavía falta una voz."
            example r#"{"rater":"r1","competency":"1.1"}"#
        }
        RaterAndGroup "rater_and_group" Error [] {
            message "this rating names a rater and also a group"
            es "esta respuesta nombra a un participante y también a un grupo"
            help "keep `rater` for a listed rater, or `group` for an anonymous answer"
            es "deje `rater` si el participante está en la lista, o `group` si la respuesta es \
                anónima"
            explanation "A listed rater already has a group, and a rating with only a group is \
                anonymous. With both, the answer could count in two groups, and the person would \
                no longer be anonymous."
            es "Un participante de la lista ya tiene grupo, y una respuesta que solo lleva grupo \
                es anónima. Con ambas cosas, la respuesta podría contar en dos grupos y la \
                persona dejaría de ser anónima."
            example r#"{"rater":"r1","group":"families","competency":"1.1","stage":"developing"}"#
        }
        OutOfScopeAnswer "out_of_scope_answer" Error [competency] {
            message "the competency `{competency}` is out of scope and also has an answer or a \
                decision"
            es "la competencia `{competency}` está fuera de alcance y también tiene una respuesta \
                o una decisión"
            help "take it out of `out_of_scope`, or take out its answers and decisions"
            es "quítela de `out_of_scope`, o quite sus respuestas y decisiones"
            explanation "What is out of scope counts nowhere. An answer on it would be lost \
                without a word, so one of the two has to go."
            es "Lo que está fuera de alcance no cuenta en ninguna parte. Una respuesta sobre ello \
                se perdería sin aviso, así que hay que quitar una de las dos cosas."
            example r#"{"out_of_scope":[{"competency":"3.4"}],"ratings":[{"competency":"3.4","stage":"developing"}]}"#
        }
        DatesOutOfOrder "dates_out_of_order" Error [from, to] {
            message "`{to}` comes before `{from}`, and has to be the same day or later"
            es "`{to}` es anterior a `{from}`, y tiene que ser el mismo día o posterior"
            help "exchange the two dates, or mend the one that is off"
            es "intercambie las dos fechas o corrija la que no corresponda"
            explanation "A period runs from its first day to its last, and an answer comes after what it answers; both may \
                be the same day. What is told as of a day rests on these dates."
            es "Un periodo va de su primer día al último, y una respuesta llega después de lo que responde; pueden ser \
                del mismo día. Lo que se informa a una fecha se apoya en estas fechas."
            example r#"{"period":{"from":"2025-10-15","to":"2025-09-01"}}"#
        }
        InvalidCdsCode "invalid_cds_code" Error [value] {
            message "`{value}` does not have the form of a California CDS code"
            es "`{value}` no tiene la forma de un código CDS de California"
            help "write all 14 digits as text, with leading zeros and without hyphens or spaces"
            es "escriba los 14 dígitos como texto, con los ceros iniciales y sin guiones ni \
                espacios"
            explanation "A CDS code is 14 digits: county, district and school. Spreadsheets often \
                drop the leading zero, and the code then names another county or none."
            es "Un código CDS tiene 14 dígitos: condado, distrito y escuela. Las hojas de cálculo \
                suelen quitar el cero inicial, y entonces el código nombra otro condado o \
                ninguno."
            example r#"{"subject":{"id":"1611190000000","scheme":"cds"}}"#
        }
        SilentGroup "silent_group" Note [domain, group] {
            message "the group `{group}` has no voice yet in the domain `{domain}`"
            es "el grupo `{group}` aún no tiene voz en el dominio `{domain}`"
            help "invite `{group}` to rate this domain, or ask how they would like to be heard"
            es "invite al grupo `{group}` a responder sobre este dominio, o pregúntele cómo \
                quiere ser escuchado"
            explanation "The rubric names this group as a constituent of the domain, and nobody \
                of the group gave a stage on any of its competencies. The stages are valid, and \
                they speak without that group."
            es "La rúbrica nombra a este grupo entre los participantes del dominio, y nadie del \
                grupo indicó una etapa en ninguna de sus competencias. Las etapas son válidas, y \
                hablan sin ese grupo."
            example "a domain with the constituent `students` and answers of `families` only"
        }
        TopWithoutEvidence "top_without_evidence" Note [competency] {
            message "a rating of the competency `{competency}` at the highest stage has no evidence"
            es "una respuesta en la etapa más alta de la competencia `{competency}` no tiene \
                evidencia"
            help "add what shows it under `evidence`: a document, a link, minutes of a meeting"
            es "agregue en `evidence` lo que la muestra: un documento, un enlace, el acta de una \
                reunión"
            explanation "The rating stands and counts. Evidence lets others see the practice and \
                learn from it, and some policies ask for it at the highest stage."
            es "La respuesta vale y cuenta. La evidencia permite que otras personas vean la \
                práctica y aprendan de ella, y algunas políticas la piden en la etapa más alta."
            example r#"{"rater":"r1","competency":"1.1","stage":"advanced"}"#
        }
        SingleRater "single_rater" Warning [] {
            message "all answers of this assessment come from one rater"
            es "todas las respuestas de esta evaluación son de un solo participante"
            help "invite others to rate as well, from each of the constituent groups"
            es "invite a otras personas a responder también, de cada uno de los grupos"
            explanation "The rubric is meant for several voices that come to a decision together. \
                With one rater the profile shows how one person sees it, and agreement cannot be \
                computed."
            es "La rúbrica está pensada para varias voces que llegan juntas a una decisión. Con \
                un solo participante, el perfil muestra cómo lo ve una persona, y no se puede \
                calcular el acuerdo."
            example r#"{"raters":[{"id":"r1","group":"families"}],"ratings":[{"rater":"r1","competency":"1.1","stage":"developing"}]}"#
        }
        NoAnswers "no_answers" Warning [] {
            message "this assessment has no answers yet"
            es "esta evaluación aún no tiene respuestas"
            help "add ratings or decisions, or check that the file is the filled one"
            es "agregue respuestas o decisiones, o compruebe que el archivo sea el que se llenó"
            explanation "No rating gives a stage and no decision is recorded, so every competency \
                will be without a stage. The document is valid; often an empty template was \
                passed instead of the filled one."
            es "Ninguna respuesta indica una etapa y no hay ninguna decisión, así que todas las \
                competencias quedarán sin etapa. El documento es válido; con frecuencia se \
                entregó una plantilla vacía en lugar de la que se llenó."
            example r#"{"ratings":[],"decisions":[]}"#
        }
    }

    group "tally" {
        StageCount "stage_count" Error [found, expected] {
            message "the number of stage counts in this cell is {found}, and the scale has \
                {expected} stages"
            es "el número de conteos por etapa de esta celda es {found} y la escala tiene \
                {expected} etapas"
            help "give one count for each stage, lowest first, with 0 where nobody chose it"
            es "indique un conteo por etapa, de la más baja a la más alta, con 0 donde nadie la \
                eligió"
            explanation "A cell counts the answers for every stage of the scale, in the scale's \
                order. With another number of counts they cannot be matched to stages."
            es "Una celda cuenta las respuestas de cada etapa de la escala, en el orden de la \
                escala. Con otra cantidad de conteos no se pueden asignar a las etapas."
            example r#"{"competency":"1.1","group":"families","stages":[1,4,2]}, with a scale of 4 stages"#
        }
        DuplicateCell "duplicate_cell" Error [competency, group] {
            message "the competency `{competency}` and the group `{group}` have more than one cell"
            es "la competencia `{competency}` y el grupo `{group}` tienen más de una celda"
            help "add the counts up in one cell, or take the repeated one out"
            es "sume los conteos en una sola celda o quite la repetida"
            explanation "There is one cell for each competency and group. Two of them may be two \
                parts of a count or the same count twice, and only those who counted can tell."
            es "Hay una celda por cada competencia y grupo. Dos pueden ser partes de un mismo \
                conteo o el mismo conteo repetido, y solo quien contó puede saberlo."
            example r#"{"cells":[{"competency":"1.1","group":"families","stages":[1,0,0,0]},{"competency":"1.1","group":"families","stages":[0,2,0,0]}]}"#
        }
        TallyMismatch "tally_mismatch" Error [field, left, right] {
            message "these tallies do not add up: `{field}` is `{left}` in one and `{right}` in \
                the other"
            es "estos recuentos no se pueden sumar: `{field}` es `{left}` en uno y `{right}` en \
                el otro"
            help "add only tallies of the same rubric, subject and period"
            es "sume solo recuentos de la misma rúbrica, la misma entidad y el mismo periodo"
            explanation "Adding tallies joins the answers of one subject in one period under one \
                rubric. Across schools or years a sum would hide what differs between them; set \
                their profiles side by side instead."
            es "Sumar recuentos reúne las respuestas de una misma entidad, en un mismo periodo y \
                con una misma rúbrica. Entre escuelas o años, la suma ocultaría lo que los \
                distingue; ponga sus perfiles lado a lado."
            example r#"a tally with {"period":{"school_year":"2024-25"}} added to one with {"period":{"school_year":"2025-26"}}"#
        }
        DecisionConflict "decision_conflict" Error [competency] {
            message "the tallies hold different decisions on the competency `{competency}`"
            es "los recuentos tienen decisiones distintas sobre la competencia `{competency}`"
            help "ask the team which decision stands, and keep only that one"
            es "pregunte al equipo qué decisión vale y deje solo esa"
            explanation "When tallies are added, equal decisions become one. Different ones are \
                left to the team, because no rule can say which of them it meant."
            es "Al sumar recuentos, las decisiones iguales se vuelven una sola. Las distintas \
                quedan en manos del equipo, porque ninguna regla puede decir cuál quiso tomar."
            example r#"a tally with {"decisions":[{"competency":"1.1","stage":"developing"}]} added to one that decides `maturing`"#
        }
    }

    group "table" {
        MissingColumn "missing_column" Error [column, suggestion] {
            message "the table has no column `{column}`"
            es "la tabla no tiene la columna `{column}`"
            help "add the column `{column}`, or rename the one that holds it"
            es "agregue la columna `{column}` o cambie el nombre de la que la contiene"
            explanation "Each kind of table has columns with fixed names, and this one is needed. \
                A column under another name can be given with the rename option."
            es "Cada tipo de tabla tiene columnas con nombres fijos, y esta es necesaria. Una \
                columna con otro nombre se puede indicar con la opción de renombrar."
            example "a table of ratings with the columns `assessment`, `rater` and `stage`, without `competency`"
        }
        ColumnType "column_type" Error [column, found, expected] {
            message "the column `{column}` is of the type `{found}`; expected: {expected}"
            es "la columna `{column}` es del tipo `{found}`; se espera: {expected}"
            help "convert the column before passing the table"
            es "convierta la columna antes de entregar la tabla"
            explanation "Stages and ids may come as text, categories or whole numbers, counts as \
                whole numbers. Any other type could round or reword what was answered."
            es "Las etapas y los identificadores pueden venir como texto, categorías o números \
                enteros; los conteos, como números enteros. Otro tipo podría redondear o cambiar \
                lo que se respondió."
            example "a column `stage` of dates"
        }
        NullValue "null_value" Error [column] {
            message "the column `{column}` has an empty value in this row"
            es "la columna `{column}` tiene un valor vacío en esta fila"
            help "fill in the value, or leave the row out if it holds no answer"
            es "complete el valor, o deje fuera la fila si no contiene ninguna respuesta"
            explanation "Each row needs a value here to be placed. An empty `stage` is fine and \
                counts as unanswered; an empty competency or count is not."
            es "Cada fila necesita un valor aquí para tener su lugar. Una `stage` vacía es válida \
                y cuenta como sin respuesta; una competencia o un conteo vacíos no lo son."
            example "a row of ratings with the stage `maturing` and an empty `competency`"
        }
        RaterGroups "rater_groups" Warning [rater, left, right] {
            message "the rater `{rater}` answers in the groups `{left}` and `{right}`"
            es "la persona `{rater}` responde en los grupos `{left}` y `{right}`"
            help "give every rater one group; if the numbering starts again in each group, put the \
                group in front of the number"
            es "asigne un solo grupo a cada persona; si la numeración empieza de nuevo en cada \
                grupo, anteponga el grupo al número"
            explanation "In one assessment a rater speaks in one group. The same id in two groups \
                is either one person who is counted in two voices, or two people with one id, whose \
                answers on the same competency would be taken for duplicates."
            es "En una misma evaluación, cada persona habla en un grupo. Un mismo identificador en \
                dos grupos es una persona que se cuenta en dos voces, o dos personas con un solo \
                identificador, cuyas respuestas sobre una misma competencia se tomarían por \
                repetidas."
            example "two rows with the rater `r1`, one with the group `families` and one with `students`"
        }
        NotWhole "not_whole" Error [value] {
            message "`{value}` is not a whole number"
            es "`{value}` no es un número entero"
            help "use whole numbers for stage numbers and counts; an average is not an answer"
            es "use números enteros para los números de etapa y los conteos; un promedio no es \
                una respuesta"
            explanation "A stage number or a count is a whole number. A fraction is often an \
                average, and averages cannot be turned back into the answers behind them."
            es "Un número de etapa o un conteo es un número entero. Una fracción suele ser un \
                promedio, y de un promedio no se recuperan las respuestas que hay detrás."
            example "a table of ratings with the stage number 2.5"
        }
        RowLength "row_length" Error [found, expected] {
            message "this row has {found} cells, and the header has {expected}"
            es "esta fila tiene {found} celdas y el encabezado tiene {expected}"
            help "put quotation marks around a text that holds the separator or a line break, and write a separator for \
                each empty cell"
            es "ponga entre comillas el texto que contiene el separador o un salto de línea, y escriba un separador por \
                cada celda vacía"
            explanation "With more cells than the header, or fewer, it cannot be told which cell belongs to which column. \
                A last row that is short is often the mark of a file that was cut off."
            es "Con más celdas que el encabezado, o con menos, no se puede saber qué celda pertenece a qué columna. Una \
                última fila corta suele ser señal de un archivo truncado."
            example "a row `spring,families,1.1` below the header `assessment,group,competency,stage`"
        }
        RowTooLong "row_too_long" Error [limit] {
            message "the row that begins here has more than {limit} bytes, and what follows is not read"
            es "la fila que comienza aquí tiene más de {limit} bytes, y lo que sigue no se lee"
            help "look for a quotation mark that is not closed, in this row or just above"
            es "busque unas comillas sin cerrar, en esta fila o justo encima"
            explanation "A quotation mark that is not closed makes one cell of all that follows. No answer is that long, and \
                without a limit such a file could fill the memory."
            es "Unas comillas sin cerrar convierten en una sola celda todo lo que sigue. Ninguna respuesta es tan larga, y sin \
                un límite un archivo así podría llenar la memoria."
            example "a file of many megabytes with a quotation mark before `spring` that is never closed"
        }
        NamelessColumn "nameless_column" Warning [number] {
            message "column {number} has values and no name, and is not read"
            es "la columna {number} tiene valores y no tiene nombre, y no se lee"
            help "if it holds answers, write its name into the header"
            es "si contiene respuestas, escriba su nombre en el encabezado"
            explanation "Columns are known by their names. A column that lost its name is not read, and is named here so that \
                its answers are not lost without a word."
            es "Las columnas se conocen por su nombre. La que perdió el suyo no se lee, y se menciona aquí para que sus \
                respuestas no se pierdan sin aviso."
            example "the header `assessment,1.1,,1.3` above rows of four answers"
        }
        MergedCells "merged_cells" Error [range] {
            message "the cells {range} are merged, and only the first of them has a value"
            es "las celdas {range} están combinadas y solo la primera tiene un valor"
            help "take the merge apart and fill every cell"
            es "separe las celdas y complete cada una"
            explanation "To a reader, all but the first of merged cells are empty. An empty cell says something here: that a \
                question was not asked, or that an answer is the team's."
            es "Para quien lee el archivo, de las celdas combinadas todas menos la primera están vacías. Aquí una celda \
                vacía dice algo: que no se preguntó, o que una respuesta es del equipo."
            example "a workbook whose header spans two columns with one name"
        }
        FormulaWithoutValue "formula_without_value" Error [formula] {
            message "the formula `{formula}` has no value in this file"
            es "la fórmula `{formula}` no tiene ningún valor en este archivo"
            help "open the file in a spreadsheet program and save it, or write the value in place of the formula"
            es "abra el archivo en un programa de hojas de cálculo y guárdelo, o escriba el valor en lugar de la fórmula"
            explanation "A workbook keeps the last value of each formula beside it. A program that writes formulas without \
                computing them leaves none, and the cell must not be taken for an empty one."
            es "Un libro guarda junto a cada fórmula su último valor. Un programa que escribe fórmulas sin calcularlas no \
                deja ninguno, y la celda no debe tomarse por vacía."
            example "a workbook made by a script, with the stage `=B2`"
        }
    }

    group "profile" {
        DecisionDiffers "decision_differs" Note [id, decision, votes] {
            message "the decision on the competency `{id}` is `{decision}`, and the votes alone \
                give `{votes}`"
            es "la decisión sobre la competencia `{id}` es `{decision}`, y los votos por sí solos \
                dan `{votes}`"
            help "the decision stands; it helps to write down in its note what the team took into \
                account"
            es "la decisión se mantiene; ayuda anotar en ella (`note`) lo que el equipo tomó en \
                cuenta"
            explanation "A team may come to another stage than the votes would give, and its \
                decision is what counts. The difference is shown so that those who rated can see \
                how it came about."
            es "Un equipo puede llegar a una etapa distinta de la que darían los votos, y lo que \
                cuenta es su decisión. La diferencia se muestra para que quienes respondieron \
                puedan ver cómo se llegó a ella."
            example "families and educators vote `developing`, and the team decides `maturing`"
        }
        EvidenceMissing "evidence_missing" Note [id, stage, items, needed_items, groups, needed_groups, held] {
            message "the stage `{stage}` of the competency `{id}` rests on less evidence than the \
                policy asks for: items {items} (asked for {needed_items}), groups {groups} (asked \
                for {needed_groups})"
            es "la etapa `{stage}` de la competencia `{id}` se apoya en menos evidencia de la que \
                pide la política: elementos {items} (se piden {needed_items}), grupos {groups} \
                (se piden {needed_groups})"
            help "add to the ratings or the decision what shows the practice: a document, a link, \
                minutes of a meeting"
            es "agregue a las respuestas o a la decisión lo que muestra la práctica: un \
                documento, un enlace, el acta de una reunión"
            explanation "The policy asks for evidence from a certain stage on, and some of it is \
                not attached yet. The practice may well be there. If the policy holds such \
                stages, the competency stays just below until the evidence is added."
            es "La política pide evidencia a partir de cierta etapa, y una parte todavía no se ha \
                adjuntado. Es muy posible que la práctica exista. Si la política retiene esas \
                etapas, la competencia queda justo debajo hasta que se agregue la evidencia."
            example "a competency at `advanced` without any evidence, under the policy `cei-default`"
        }
        AheadOfFoundation "ahead_of_foundation" Note [id, stage, foundations, lowest, held] {
            message "the competencies of the domain `{id}` point to `{stage}`, further ahead of \
                its foundation than the policy foresees: {foundations} at `{lowest}`"
            es "las competencias del dominio `{id}` apuntan a `{stage}`, más por delante de su \
                base de lo que prevé la política: {foundations} en `{lowest}`"
            help "look next at {foundations}, so that what was reached here has a firm base"
            es "conviene mirar ahora {foundations}, para que lo alcanzado aquí tenga una base firme"
            explanation "Some domains build on others, as shared decisions build on trust. A \
                domain far ahead of its foundation may be hard to sustain. If the policy holds \
                such stages, the domain stays within reach of its foundation until that rises."
            es "Algunos dominios se apoyan en otros, como las decisiones compartidas se apoyan en \
                la confianza. Un dominio muy por delante de su base puede ser difícil de \
                sostener. Si la política retiene esas etapas, el dominio queda cerca de su base \
                hasta que esta avance."
            example "a domain at `advanced` that builds on one at `developing`, with `ahead` 1"
        }
        VoiceBelow "voice_below" Note [id, groups] {
            message "the competency `{id}` is seen at an earlier stage by {groups}"
            es "hay voces que ven la competencia `{id}` en una etapa anterior: {groups}"
            help "listen to what {groups} see here before choosing the next step"
            es "antes de elegir el siguiente paso, conviene escuchar lo que ven aquí {groups}"
            explanation "The competency's stage is later than the one these groups give it. A \
                majority must not make a voice invisible, and what these groups see often shows \
                where to go next."
            es "La etapa de la competencia es posterior a la que le dan estos grupos. Una mayoría \
                no debe volver invisible una voz, y lo que ven estos grupos suele mostrar por \
                dónde seguir."
            example "educators, leaders and community see a competency at `maturing`, students at `developing`"
        }
    }

    group "comparison" {
        BootstrapNeedsAnswers "bootstrap_needs_answers" Error [] {
            message "an interval needs the answers of people, and a tally has only their counts"
            es "un intervalo necesita las respuestas de las personas, y un recuento solo tiene sus cantidades"
            help "give the assessment in place of the tally, or leave out `bootstrap`"
            es "indique la evaluación en lugar del recuento, o quite `bootstrap`"
            explanation "An interval says what another draw of the same raters could have given. Counts do not say \
                which answers belong to one rater, so that nobody can be drawn from them."
            es "Un intervalo dice qué habría podido dar otro sorteo de las mismas personas. Las cantidades no dicen \
                qué respuestas son de una misma persona, así que de ellas no se puede sortear a nadie."
            example r#"{"tally":{...},"bootstrap":{"resamples":1000}}"#
        }
        SubjectDiffers "subject_differs" Error [found, expected] {
            message "this round is of the subject `{found}`, and the first one is of `{expected}`"
            es "esta ronda es de la entidad `{found}` y la primera es de `{expected}`"
            help "compare rounds of one subject, or allow `subject_differs` if it is the same body under another id"
            es "compare rondas de una misma entidad, o permita `subject_differs` si es la misma con otro \
                identificador"
            explanation "Growth is what became of one school, district or network. Two different ones side by side \
                would be a comparison between them, which says nothing of either's path."
            es "El avance es lo que pasó con una misma escuela, un mismo distrito o una misma red. Poner dos \
                distintas lado a lado sería compararlas entre sí, lo que nada dice del camino de cada una."
            example r#"a profile with {"subject":{"id":"school-a"}} compared with one of {"subject":{"id":"school-b"}}"#
        }
        StructureDiffers "structure_differs" Error [found, expected] {
            message "this profile rests on the rubric `{found}`, whose structure is not that of `{expected}`"
            es "este perfil se apoya en la rúbrica `{found}`, cuya estructura no es la de `{expected}`"
            help "give a crosswalk between the two rubrics, or allow `structure_differs` to compare what has the same id"
            es "indique una tabla de correspondencias (crosswalk) entre las dos rúbricas, o permita \
                `structure_differs` para comparar lo que tiene el mismo identificador"
            explanation "The structure of a rubric is its scale, groups, domains and competencies, without the \
                words. Where it differs, the same id may stand for something else, and a change could come from \
                the rubric and not from practice."
            es "La estructura de una rúbrica son su escala, sus grupos, sus dominios y sus competencias, sin los \
                textos. Donde difiere, el mismo identificador puede nombrar otra cosa, y un cambio podría venir \
                de la rúbrica y no de la práctica."
            example "a profile of a rubric with 34 competencies compared with one of its next version, which has 35"
        }
        RulesDiffer "rules_differ" Error [found, expected] {
            message "this profile was staged by version `{found}` of the rules, and the first one by `{expected}`"
            es "este perfil se obtuvo con la versión `{found}` de las reglas y el primero con la `{expected}`"
            help "stage the earlier tally again with the present rules, or allow `rules_differ`"
            es "vuelva a obtener las etapas del recuento anterior con las reglas actuales, o permita `rules_differ`"
            explanation "The version of the rules changes when the same answers could give another profile. Across \
                versions a change may come from the rules and not from practice."
            es "La versión de las reglas cambia cuando las mismas respuestas podrían dar otro perfil. Entre \
                versiones, un cambio puede venir de las reglas y no de la práctica."
            example r#"a profile with {"rules":"1"} compared with one of a later version"#
        }
        PolicyDiffers "policy_differs" Error [found, expected] {
            message "this profile was staged under the policy `{found}`, and the first one under `{expected}`"
            es "este perfil se obtuvo con la política `{found}` y el primero con `{expected}`"
            help "stage both tallies under one policy, or allow `policy_differs`"
            es "obtenga las etapas de ambos recuentos con una misma política, o permita `policy_differs`"
            explanation "A policy decides how answers become stages, and its digest tells whether any part of it \
                was changed, even under the same name. Under two policies the same answers can give two stages."
            es "Una política decide cómo las respuestas se vuelven etapas, y su resumen criptográfico muestra si \
                cambió alguna parte, aun con el mismo nombre. Con dos políticas, las mismas respuestas pueden dar \
                dos etapas."
            example "a profile under `cei-default` compared with one under `cei-every-voice`"
        }
        ScaleDiffers "scale_differs" Error [found, expected] {
            message "the scale of this round has the stages {found}, and that of the last one {expected}"
            es "la escala de esta ronda tiene las etapas {found} y la de la última {expected}"
            help "compare only rounds that were rated on the same stages"
            es "compare solo rondas que se valoraron con las mismas etapas"
            explanation "A stage rose or fell only on one and the same scale. No crosswalk leads from the stages of \
                one scale to those of another."
            es "Una etapa solo sube o baja en una misma escala. Ninguna tabla de correspondencias lleva de las \
                etapas de una escala a las de otra."
            example "a round on a scale of 4 stages compared with one on a scale of 5"
        }
        RoundsOutOfOrder "rounds_out_of_order" Error [earlier, later] {
            message "the round of `{later}` stands after the one of `{earlier}`"
            es "la ronda de `{later}` está después de la de `{earlier}`"
            help "give the rounds in order of time, the earliest first"
            es "indique las rondas en orden cronológico, la más antigua primero"
            explanation "Growth runs from the first round to the last. In the opposite order everything that rose \
                would be reported as fallen."
            es "El avance va de la primera ronda a la última. En el orden contrario, todo lo que subió aparecería \
                como una baja."
            example "the profile of 2025-26 given before that of 2024-25"
        }
        AssessmentDiffers "assessment_differs" Error [found, expected] {
            message "these answers are of the assessment `{found}`, and the profile is of `{expected}`"
            es "estas respuestas son de la evaluación `{found}` y el perfil es de `{expected}`"
            help "give the assessment that the profile was made from, or leave the answers out"
            es "indique la evaluación de la que salió el perfil, o deje fuera las respuestas"
            explanation "Turnover and intervals are computed from the answers behind a profile. Those of another \
                assessment, or of one out of several that were added up, would speak of other people."
            es "La rotación de participantes y los intervalos se calculan con las respuestas de las que salió el \
                perfil. Las de otra evaluación, o las de una sola entre varias que se sumaron, hablarían de otras \
                personas."
            example "the profile of `a+b` with the answers of `a`"
        }
        ManyToMany "many_to_many" Error [from, to] {
            message "this entry leads from several competencies ({from}) to several ({to})"
            es "esta entrada lleva de varias competencias ({from}) a varias ({to})"
            help "split it into entries with a single competency on one of the sides"
            es "divídala en entradas que tengan una sola competencia en uno de los lados"
            explanation "An entry of a crosswalk says that a competency was renamed, split or merged. From several to \
                several it cannot be told which became which."
            es "Una entrada de la tabla de correspondencias dice que una competencia cambió de nombre, se dividió o \
                se unió con otras. De varias a varias no se sabe cuál pasó a ser cuál."
            example r#"{"map":[{"from":["1.1","1.2"],"to":["1.1","1.3"]}]}"#
        }
        DuplicateSubject "duplicate_subject" Error [subject] {
            message "the subject `{subject}` is there more than once"
            es "la entidad `{subject}` aparece más de una vez"
            help "give one profile for each subject, of one round"
            es "indique un solo perfil por entidad, de una misma ronda"
            explanation "An overview counts subjects. One that is there twice, often with the profiles of two rounds, \
                would be counted twice."
            es "Un panorama cuenta entidades. Una que aparece dos veces, muchas veces con los perfiles de dos \
                rondas, se contaría doble."
            example "the profiles of 2024-25 and 2025-26 of one school in the overview of its district"
        }
    }
    group "privacy" {
        RowExposed "row_exposed" Error [competency, group, min_n] {
            message "`{group}` gave fewer than {min_n} answers or stages on `{competency}`, and the row is shown"
            es "`{group}` dio menos de {min_n} respuestas o etapas en `{competency}`, y la fila se muestra"
            help "make the release anew with `disclose`, which hides such a row"
            es "genere de nuevo la publicación con `disclose`, que oculta una fila así"
            explanation "Where few people of a group answered, their counts can tell who said what. Such a row is \
                hidden before anything is published."
            es "Donde respondieron pocas personas de un grupo, sus cantidades pueden revelar quién dijo qué. Una fila \
                así se oculta antes de publicar nada."
            example r#"{"group":"students","status":"staged","stage":"maturing","stages":[0,2,3,0]} with `min_n` 11"#
        }
        HiddenRowSpeaks "hidden_row_speaks" Error [competency, group] {
            message "the row of `{group}` on `{competency}` is marked hidden and still says something"
            es "la fila de `{group}` en `{competency}` está marcada como oculta y aun así dice algo"
            help "keep only `group` and `hidden` of the row"
            es "deje en la fila solo `group` y `hidden`"
            explanation "A hidden row says which group answered and nothing else: no count, no stage, no reason."
            es "Una fila oculta dice qué grupo respondió y nada más: ni cantidades, ni etapa, ni motivo."
            example r#"{"group":"students","hidden":true,"stages":[0,2,3,0]}"#
        }
        HiddenNodeSpeaks "hidden_node_speaks" Error [id] {
            message "`{id}` is marked hidden and still says something"
            es "`{id}` está marcado como oculto y aun así dice algo"
            help "leave out its status, stage, range, reason and next step"
            es "quite su estado, etapa, rango, motivo y próximo paso"
            explanation "A hidden stage says nothing of its own: whether there is a stage would tell something as well."
            es "Una etapa oculta no dice nada propio: también diría algo saber si hay etapa."
            example r#"{"id":"1.1","hidden":true,"stage":"maturing"}"#
        }
        ReasonExposed "reason_exposed" Error [id] {
            message "something beneath `{id}` is hidden or merged, and more is said of it than its stage"
            es "bajo `{id}` hay algo oculto o combinado, y se dice más que su etapa"
            help "make the release anew with `disclose`, which leaves out `range`, `because`, `next`, `held_by` and notes there"
            es "genere de nuevo la publicación con `disclose`, que quita ahí `range`, `because`, `next`, `held_by` y las notas"
            explanation "The reason of a stage counts the votes beneath it, and range and next step follow from them. \
                Where one of those is hidden, its share could be read from these."
            es "El motivo de una etapa cuenta los votos que hay debajo, y el rango y el próximo paso salen de ellos. \
                Donde se oculta alguno, su parte se podría leer ahí."
            example r#"a competency with a hidden group and `"range":["developing","advanced"]`"#
        }
        DerivedExposed "derived_exposed" Error [id] {
            message "the stage of `{id}` is shown, and one that it rests on is hidden"
            es "se muestra la etapa de `{id}`, y está oculta una en la que se basa"
            help "hide the stage of `{id}` as well"
            es "oculte también la etapa de `{id}`"
            explanation "The overall stage rests on those of the domains, and a part of a lens on those of its competencies. \
                Beside what else is shown, it could tell the one that is hidden."
            es "La etapa en conjunto se basa en las de los dominios, y una parte de una lente en las de sus competencias. \
                Junto con lo demás que se muestra, podría decir la que está oculta."
            example r#""overall":{"status":"staged","stage":"developing"} beside a domain with `"hidden":true`"#
        }
        AnswersExposed "answers_exposed" Error [competency, group, low, high, values, needed] {
            message "the answers of `{group}` on `{competency}` are hidden, but too few numbers of them are possible, \
                from {low} to {high}: {values} of at least {needed}"
            es "las respuestas de `{group}` en `{competency}` están ocultas, pero son posibles muy pocas cantidades, \
                de {low} a {high}: {values} de al menos {needed}"
            help "hide a further row or the total of the competency"
            es "oculte otra fila o el total de la competencia"
            explanation "What is shown elsewhere, such as a total or an earlier release, leaves few possibilities for \
                a hidden number. Then it is as good as shown."
            es "Lo que se muestra en otra parte, como un total o una publicación anterior, deja pocas posibilidades \
                para un número oculto. Entonces es casi como si se mostrara."
            example "a total of 20, a row of 15 that is shown and one of 5 that is hidden"
        }
        CountExposed "count_exposed" Error [competency, group, stage, value] {
            message "the answers of `{group}` on `{competency}` are hidden, but {value} of them at `{stage}` is the only \
                number possible"
            es "las respuestas de `{group}` en `{competency}` están ocultas, pero {value} en `{stage}` es la única \
                cantidad posible"
            help "hide the stage of the competency too, or a merged row that this group is part of"
            es "oculte también la etapa de la competencia, o la fila combinada de la que este grupo forma parte"
            explanation "A stage that is shown bounds the answers beneath it, and a merged row those of its groups. \
                Where only one number is left for the answers at some stage, it is as good as shown."
            es "Una etapa que se muestra limita las respuestas que tiene debajo, y una fila combinada las de sus \
                grupos. Donde solo queda un número posible de respuestas en una etapa, es como si se mostrara."
            example "a policy under which every group has to reach a stage, and a competency shown at the highest"
        }
        StageExposed "stage_exposed" Error [competency] {
            message "stages that are shown say more of the hidden answers on `{competency}` than can be counted out as safe"
            es "las etapas que se muestran dicen de las respuestas ocultas en `{competency}` más de lo que se puede dar \
                por seguro"
            help "hide the stage of the competency, or that of its domain where that is hidden already"
            es "oculte la etapa de la competencia, o la de su dominio si la primera ya está oculta"
            explanation "A competency's stage is hidden where it would tell what few people answered. Its domain's stage, \
                or another release, may then still leave only one possibility, or more of them than can be tried."
            es "La etapa de una competencia se oculta donde diría lo que respondieron unas pocas personas. La etapa de su \
                dominio, u otra publicación, puede dejar aun así una sola posibilidad, o más de las que se pueden probar."
            example "a domain of one competency, whose stage is shown and that of the competency is hidden"
        }
        FoundationExposed "foundation_exposed" Error [id, foundation] {
            message "the stage of `{id}` is shown, and the policy may have held it down to that of `{foundation}`, which is \
                hidden"
            es "se muestra la etapa de `{id}`, y la política pudo haberla bajado a la de `{foundation}`, que está oculta"
            help "hide the stage of `{id}` as well"
            es "oculte también la etapa de `{id}`"
            explanation "Where a policy holds a domain down to the domains it builds on, the stage of the one tells that of \
                the other."
            es "Donde una política no deja que un dominio se adelante a los dominios en los que se apoya, la etapa de uno \
                dice la del otro."
            example r#"`"foundation":{"effect":"hold"}` in the policy, and a domain shown that builds on a hidden one"#
        }
        AnswersChanged "answers_changed" Error [competency] {
            message "these releases are of the same assessment, and their numbers on `{competency}` are not the same"
            es "estas publicaciones son de la misma evaluación, y sus cantidades en `{competency}` no son iguales"
            help "publish rounds, each under an id of its own, and not every change of their answers"
            es "publique rondas, cada una con su propio identificador, y no cada cambio de sus respuestas"
            explanation "Who subtracts one release from the other has the answers that came in between, which may be those \
                of one person."
            es "Quien resta una publicación de la otra tiene las respuestas que llegaron entre ambas, que pueden ser las \
                de una sola persona."
            example "a release with 30 answers of families, and one of the same assessment with 31"
        }
        MergesCross "merges_cross" Error [competency, group] {
            message "these releases merge groups crosswise, so that what they say together of `{group}` on `{competency}` \
                is not known"
            es "estas publicaciones combinan grupos de forma cruzada, de modo que no se sabe lo que dicen juntas de \
                `{group}` en `{competency}`"
            help "merge the same groups in all releases of the same answers, or larger ones around them"
            es "combine los mismos grupos en todas las publicaciones de las mismas respuestas, o grupos mayores que los \
                incluyan"
            explanation "Two sums that share a group can be set off against each other. Merged rows are safe together \
                where one holds the other or they have no group in common."
            es "Dos sumas que comparten un grupo se pueden restar una de otra. Las filas combinadas son seguras juntas \
                donde una contiene a la otra o no tienen ningún grupo en común."
            example r#""families" and "community" merged in one release, "community" and "leaders" in the next"#
        }
        ReleasesOverlap "releases_overlap" Error [found, expected] {
            message "the assessments `{found}` and `{expected}` share answers, and each is published on its own"
            es "las evaluaciones `{found}` y `{expected}` comparten respuestas, y cada una se publica por separado"
            help "publish either the whole or its parts"
            es "publique el conjunto o sus partes, no ambos"
            explanation "Who has the counts of all answers and those of some of them has those of the rest. What is \
                hidden in one of the releases could be worked out from the other."
            es "Quien tiene las cantidades de todas las respuestas y las de una parte tiene también las del resto. Lo que \
                se oculta en una publicación se podría deducir de la otra."
            example "a release of `fall+spring` beside one of `fall`, of the same subject and period"
        }
        OtherPolicy "other_policy" Error [found, expected] {
            message "the profile was staged by the policy `{found}`, and the one at hand is `{expected}`"
            es "el perfil se obtuvo con la política `{found}`, y la disponible es `{expected}`"
            help "give the policy that staged the profile, in the version that did"
            es "indique la política con la que se obtuvo el perfil, en la versión que se usó"
            explanation "A stage that is shown tells something of the answers beneath it, and how much depends on the \
                policy. Without the policy that staged a profile nobody can say what has to be hidden in it."
            es "Una etapa que se muestra dice algo de las respuestas que tiene debajo, y cuánto dice depende de la \
                política. Sin la política con la que se obtuvo un perfil no se puede saber qué hay que ocultar en él."
            example "a profile of a district's own policy, and no policy beside it"
        }
    }

    group "interop" {
        NotKept "not_kept" Warning [field, suggestion] {
            message "a rubric has no place for `{field}`, which is not kept"
            es "una rúbrica no tiene lugar para `{field}`, que no se conserva"
            help "nothing is needed if it can be missed; else keep the file it came in"
            es "no hace falta nada si se puede prescindir de ello; si no, conserve el archivo en que llegó"
            explanation "Other formats hold things that a rubric does not, such as licences or links to other frameworks. \
                They are named so that nothing is lost without a word."
            es "Otros formatos contienen cosas que una rúbrica no tiene, como licencias o enlaces a otros marcos. Se \
                nombran para que nada se pierda sin aviso."
            example r#"a CFItem with {"educationLevel":["09"]}"#
        }
        LevelOrder "level_order" Warning [] {
            message "the positions and scores of these levels give different orders"
            es "las posiciones y los puntajes de estos niveles dan órdenes distintos"
            help "check the order of the stages, and let `position` rise or fall with `score`"
            es "revise el orden de las etapas y haga que `position` suba o baje junto con `score`"
            explanation "Levels are taken in the order of their scores, the lowest first. The format does not say which \
                way positions run, so either way is fine, but a mixed one may mean that a score is out of place."
            es "Los niveles se toman en el orden de sus puntajes, primero el más bajo. El formato no dice en qué sentido \
                corren las posiciones, así que cualquiera de los dos sirve, pero uno mezclado puede significar que un \
                puntaje está fuera de lugar."
            example r#"levels with {"position":1,"score":3}, {"position":2,"score":1} and {"position":3,"score":2}"#
        }
        LevelsDiffer "levels_differ" Error [found, expected] {
            message "the levels here are {found}, and those of the first criterion {expected}"
            es "aquí los niveles son {found} y los del primer criterio son {expected}"
            help "give every criterion the same levels, or read the criteria of each scale as a rubric of its own"
            es "dé a todos los criterios los mismos niveles, o lea los criterios de cada escala como una rúbrica aparte"
            explanation "A rubric has one scale, so that the stages of its competencies can be told in one language. \
                Criteria with other levels belong to another scale."
            es "Una rúbrica tiene una sola escala, para que las etapas de sus competencias signifiquen lo mismo. Los \
                criterios con otros niveles pertenecen a otra escala."
            example "a criterion with the levels `Low` and `High` after one with `Low`, `Middle` and `High`"
        }
        MissingItem "missing_item" Warning [] {
            message "this criterion points to no item"
            es "este criterio no apunta a ningún elemento"
            help "add a `CFItemURI`, because some programs do not read a criterion without one"
            es "agregue un `CFItemURI`, porque algunos programas no leen un criterio que no lo tenga"
            explanation "A criterion says by its `CFItemURI` which statement of the framework it rates. Without it, its \
                own description is taken as the competency, and its category as the domain."
            es "Un criterio indica con su `CFItemURI` qué enunciado del marco valora. Sin él, se toma su propia \
                descripción como competencia y su categoría como dominio."
            example r#"a CFRubricCriterion without "CFItemURI""#
        }
        UnknownItem "unknown_item" Warning [id] {
            message "no item of this package has the identifier `{id}`"
            es "ningún elemento de este paquete tiene el identificador `{id}`"
            help "check the identifier, or add the package that has the item"
            es "revise el identificador, o agregue el paquete que contiene el elemento"
            explanation "A criterion, an association or a translation refers to something that is not there. It may \
                stand in another framework; what can be read without it is read."
            es "Un criterio, una asociación o una traducción se refiere a algo que no está. Puede encontrarse en otro \
                marco; se lee lo que se puede leer sin ello."
            example r#"a CFItemURI whose "identifier" is in none of the CFItems"#
        }
        UuidForm "uuid_form" Warning [value] {
            message "`{value}` is not a UUID of versions 1 to 5 in lower case"
            es "`{value}` no es un UUID de las versiones 1 a 5 en minúsculas"
            help "write the identifier as a UUID in lower case, everywhere it is used"
            es "escriba el identificador como un UUID en minúsculas en todos los lugares donde aparece"
            explanation "The standard identifies everything by such UUIDs. Another form is read here, but other programs \
                may refuse it."
            es "El estándar identifica todo mediante esos UUID. Aquí se lee otra forma, pero otros programas pueden \
                rechazarla."
            example r#"{"identifier":"ITEM-7"}"#
        }
        TextDiffers "text_differs" Warning [found, kept] {
            message "these words, `{found}`, are not those kept, `{kept}`"
            es "estas palabras, `{found}`, no son las que se conservan, `{kept}`"
            help "let both places say the same"
            es "haga que ambos lugares digan lo mismo"
            explanation "The same words stand in several places, such as the statement of an item and the description of \
                the criterion that rates it. Where one was changed, both are shown, and the first is kept."
            es "Las mismas palabras aparecen en varios lugares, como el enunciado de un elemento y la descripción del \
                criterio que lo valora. Donde se cambió uno, se muestran ambos y se conserva el primero."
            example "a stage that is called `Maturing` in one criterion and `Growing` in the next"
        }
        UnmatchedQuestion "unmatched_question" Warning [column] {
            message "no competency of the rubric is like the question `{column}`"
            es "ninguna competencia de la rúbrica se parece a la pregunta `{column}`"
            help "say in the mapping which competency it is about, or that it is to be ignored"
            es "indique en el mapeo a qué competencia se refiere, o que no debe tenerse en cuenta"
            explanation "Questions are matched to competencies by their id or their words. One that is matched to none is \
                not read, and is named here so that its answers are not lost without a word."
            es "Las preguntas se relacionan con las competencias por su identificador o sus palabras. Una que no \
                corresponde a ninguna no se lee, y se nombra aquí para que sus respuestas no se pierdan sin aviso."
            example "a column called `Anything else to say?`"
        }
        UnmatchedAnswer "unmatched_answer" Error [value] {
            message "the answer `{value}` is neither a stage nor a reason for giving none"
            es "la respuesta `{value}` no es una etapa ni un motivo para no dar ninguna"
            help "add it to `answers` in the mapping, with the stage or the reason that it means"
            es "agréguela a `answers` en el mapeo, con la etapa o el motivo que significa"
            explanation "An answer is matched to a stage by its title in any language, its id or its number. One that is \
                left out would change the result, so it has to be said what it means."
            es "Una respuesta se relaciona con una etapa por su título en cualquier idioma, su identificador o su \
                número. Una que se omitiera cambiaría el resultado, por lo que hay que decir qué significa."
            example "the answer `Kind of` in a survey with the stages `Not evident` to `Advanced`"
        }
        NotAsked "not_asked" Note [competency] {
            message "no question is about the competency `{competency}`"
            es "ninguna pregunta trata de la competencia `{competency}`"
            help "nothing is needed if it was left out on purpose"
            es "no hace falta nada si se omitió a propósito"
            explanation "A survey may ask about some of the competencies only. What was not asked counts nowhere, and the \
                profile is about the rest."
            es "Una encuesta puede preguntar solo por algunas de las competencias. Lo que no se preguntó no cuenta, y el \
                perfil trata del resto."
            example "a form with questions on the competencies `1.1` to `1.5`, read with the whole rubric"
        }
        ResponseDropped "response_dropped" Note [reason] {
            message "this response is not read: {reason}"
            es "esta respuesta no se lee: {reason}"
            help "say so when reading the file if it is to be counted"
            es "indíquelo al leer el archivo si debe contarse"
            explanation "Survey programs also export trial runs and responses that were begun and not sent. They are left \
                out unless asked for, and each is named."
            es "Los programas de encuestas también exportan pruebas y respuestas que se empezaron y no se enviaron. Se \
                dejan fuera a menos que se pidan, y se nombra cada una."
            example "a row of Qualtrics with the status `Survey Preview`"
        }
        PersonalColumn "personal_column" Note [column] {
            message "the column `{column}` can tell who answered, and is not read"
            es "la columna `{column}` puede revelar quién respondió, y no se lee"
            help "nothing is needed; keep the file where few can open it"
            es "no hace falta nada; conserve el archivo donde pocas personas puedan abrirlo"
            explanation "Names, mail addresses, telephone numbers and IP addresses are left out, because counting voices \
                needs none of them."
            es "Los nombres, correos electrónicos, teléfonos y direcciones IP se dejan fuera, porque para contar voces no \
                hacen falta."
            example "a column called `Email Address`"
        }
        BrokenLine "broken_line" Error [found, expected] {
            message "this line has {found} fields, and the header has {expected}"
            es "esta línea tiene {found} campos y el encabezado tiene {expected}"
            help "join or separate it by hand; its text is in the result"
            es "únala o sepárela a mano; su texto está en el resultado"
            explanation "A text inside the line holds a separator or a line break, so that its fields cannot be told \
                apart. The line is kept as it is and not guessed at."
            es "Un texto dentro de la línea contiene un separador o un salto de línea, por lo que no se pueden distinguir \
                sus campos. La línea se conserva tal como está y no se adivina."
            example "a line of a dashboard file with a `|` in a narrative"
        }
        InvalidDateTime "invalid_date_time" Error [value] {
            message "`{value}` is not a day with a time and an offset"
            es "`{value}` no es un día con hora y desfase"
            help "write it like `2026-08-01T00:00:00Z`"
            es "escríbalo como `2026-08-01T00:00:00Z`"
            explanation "A moment is written in ISO 8601, with its offset from UTC. No clock is read: the moment of a \
                change is known only to those who made it."
            es "Un momento se escribe según ISO 8601, con su desfase respecto de UTC. No se consulta ningún reloj: el \
                momento de un cambio solo lo conoce quien lo hizo."
            example r#"{"last_change":"August 2026"}"#
        }
    }

    group "initiative" {
        BaselineMissing "baseline_missing" Warning [id] {
            message "the measure `{id}` has no baseline"
            es "la medida `{id}` no tiene línea de base"
            help "add the value from which change is counted, and its day, as `baseline`"
            es "agregue como `baseline` el valor desde el que se cuenta el cambio y su día"
            explanation "Change is counted from a baseline. Without one the values can be shown, and \
                nobody can say whether anything moved."
            es "El cambio se cuenta desde una línea de base. Sin ella los valores se pueden mostrar, \
                pero nadie puede decir si algo se movió."
            example r#"{"id":"home-visits","observations":[{"date":"2025-09-20","value":41}]}"#
        }
        TargetMissing "target_missing" Note [id] {
            message "the measure `{id}` has no target"
            es "la medida `{id}` no tiene meta"
            help "add the value that is aimed at, and by which day, as `target`"
            es "agregue como `target` el valor que se busca y para qué día"
            explanation "A target says how far a measure is meant to go, and by when. Without one there is \
                change to report, and no share of the way."
            es "Una meta dice hasta dónde debe llegar una medida y para cuándo. Sin ella hay un cambio \
                que informar, pero no una parte del camino recorrida."
            example r#"{"id":"home-visits","baseline":{"date":"2024-09-20","value":20}}"#
        }
        NoObservation "no_observation" Note [id] {
            message "the measure `{id}` has no value since its baseline"
            es "la medida `{id}` no tiene ningún valor desde su línea de base"
            help "add what was observed to `observations`, or say in `missing` why it could not be collected"
            es "agregue a `observations` lo que se observó, o diga en `missing` por qué no se pudo recoger"
            explanation "Nothing was observed for this measure yet. That is said as such and never counted as \
                no change: a measure that nobody can collect is itself a finding."
            es "Todavía no se observó nada para esta medida. Se dice así y nunca se cuenta como falta de \
                cambio: una medida que nadie puede recoger también es un hallazgo."
            example r#"{"id":"home-visits","observations":[]}"#
        }
        ValueOrMissing "value_or_missing" Error [] {
            message "an observation has either a value or a reason for having none"
            es "una observación tiene un valor o bien una razón para no tenerlo"
            help "keep one of `value` and `missing`"
            es "deje uno de los dos, `value` o `missing`"
            explanation "A value that is not there is a finding of its own and is never taken for 0. With both, \
                or with neither, it is not clear what was found."
            es "Un valor que falta es un hallazgo en sí y nunca se toma por 0. Con los dos, o con ninguno, \
                no queda claro qué se encontró."
            example r#"{"date":"2025-09-20","value":41,"missing":"no log was kept"}"#
        }
        DuplicateObservation "duplicate_observation" Error [date] {
            message "there is already an observation of this measure on {date}"
            es "ya hay una observación de esta medida del {date}"
            help "keep one observation for each day"
            es "deje una sola observación por día"
            explanation "A measure has one value on a day. Which of two is meant cannot be known."
            es "Una medida tiene un solo valor por día. No se puede saber cuál de los dos vale."
            example r#"{"observations":[{"date":"2025-09-20","value":41},{"date":"2025-09-20","value":43}]}"#
        }
        ObservationBeforeBaseline "observation_before_baseline" Warning [date, baseline] {
            message "the observation of {date} is from before the baseline of {baseline}"
            es "la observación del {date} es anterior a la línea de base del {baseline}"
            help "check both days; what was observed earlier does not count as change"
            es "revise los dos días; lo observado antes no cuenta como cambio"
            explanation "Change is counted from the baseline on. An earlier value is kept in the document and \
                left out of every result."
            es "El cambio se cuenta a partir de la línea de base. Un valor anterior se conserva en el \
                documento y no entra en ningún resultado."
            example r#"{"baseline":{"date":"2024-09-20","value":20},"observations":[{"date":"2023-09-20","value":12}]}"#
        }
        TargetAgainstDirection "target_against_direction" Error [target, baseline, direction] {
            message "the target {target} does not lie beyond the baseline {baseline} in the direction `{direction}`"
            es "la meta {target} no queda más allá de la línea de base {baseline} en la dirección `{direction}`"
            help "check the target, the baseline and the direction against one another"
            es "compare entre sí la meta, la línea de base y la dirección"
            explanation "The way from the baseline to the target has to lead in the direction in which the \
                measure is meant to go. Otherwise every step forward would count as one back."
            es "El camino de la línea de base a la meta debe llevar en la dirección en la que se quiere que \
                vaya la medida. De otro modo, cada paso adelante contaría como un paso atrás."
            example r#"{"direction":"up","baseline":{"date":"2024-09-20","value":20},"target":{"date":"2026-06-30","value":15}}"#
        }
        NotListed "not_listed" Error [id, list, suggestion] {
            message "`{id}` is not listed in `{list}`"
            es "`{id}` no figura en `{list}`"
            help "use the id of something in `{list}`, or add it there"
            es "use el identificador de algo que figure en `{list}`, o agréguelo allí"
            explanation "Something refers to a team, a partner, a school, an event or the like that this document \
                does not list. A reference that leads nowhere would be left out of every result without a word."
            es "Algo se refiere a un equipo, un socio, una escuela, un evento o algo parecido que este documento no \
                enumera. Una referencia que no lleva a ninguna parte quedaría fuera de todo resultado sin aviso."
            example r#"{"teams":[{"id":"north","name":"North"}],"activities":[{"kind":"open_dialogue","date":"2025-09-20","teams":["south"],"title":"..."}]}"#
        }
        ListedTwice "listed_twice" Error [id] {
            message "`{id}` stands more than once in this list"
            es "`{id}` aparece más de una vez en esta lista"
            help "keep one of them; if the counts differ, find out which is meant"
            es "deje uno solo; si las cantidades difieren, averigüe cuál vale"
            explanation "The list names each team, group, language or check once. Something that is named again \
                would count twice, or say two things."
            es "La lista nombra una sola vez cada equipo, grupo, idioma o verificación. Algo que se nombra de nuevo \
                contaría doble o diría dos cosas."
            example r#"{"attendance":[{"team":"north","heads":{"families":3}},{"team":"north","heads":{"families":4}}]}"#
        }
        PartAboveWhole "part_above_whole" Error [part, whole] {
            message "the part is {part}, and the whole is {whole}"
            es "la parte es {part} y el total es {whole}"
            help "check both numbers; a part may overlap with others and is never larger than the whole"
            es "revise los dos números; una parte puede coincidir con otras y nunca es mayor que el total"
            explanation "A count of some people is larger than the count of all of them. Shares are made of these \
                counts, and one above the whole means nothing."
            es "La cantidad de algunas personas es mayor que la de todas. Las proporciones se hacen con estas \
                cantidades, y una mayor que el total no significa nada."
            example r#"{"pupils":900,"groups":{"english_learners":1200}}"#
        }
        NotAMemberThen "not_a_member_then" Warning [team, date] {
            message "the team `{team}` was not in the network on {date}"
            es "el equipo `{team}` no estaba en la red el {date}"
            help "check the day of the convening, and when the team joined and left"
            es "revise el día del encuentro y cuándo entró y salió el equipo"
            explanation "A team was at a convening before it joined or after it left. Only convenings while a team is \
                in the network count for its attendance."
            es "Un equipo estuvo en un encuentro antes de entrar o después de salir. Para su asistencia cuentan solo \
                los encuentros mientras está en la red."
            example r#"{"id":"north","name":"North","joined":"2025-09-01"}, present on 2025-08-20"#
        }
        PracticeWithoutEvidence "practice_without_evidence" Note [practice] {
            message "the practice `{practice}` has no evidence"
            es "la práctica `{practice}` no tiene evidencia"
            help "add what shows that it helps to `evidence`"
            es "agregue a `evidence` lo que muestra que ayuda"
            explanation "Others take a practice up because something shows that it helps. A practice without evidence \
                stays in the document and in every result, with 0 items."
            es "Otras personas adoptan una práctica porque algo muestra que ayuda. Una práctica sin evidencia sigue \
                en el documento y en todo resultado, con 0 elementos."
            example r#"{"practices":[{"id":"home-visits","title":"Home visits"}]}"#
        }
        SubjectOfNoTeam "subject_of_no_team" Error [subject, suggestion] {
            message "the subject `{subject}` of this profile is that of no team"
            es "la entidad `{subject}` de este perfil no es la de ningún equipo"
            help "give the team a `subject` with this id, or leave the profile out"
            es "dé al equipo un `subject` con este identificador, o deje fuera el perfil"
            explanation "A profile belongs to the team whose subject has the same id. The growth of a district that is \
                not in the network would say nothing about the network."
            es "Un perfil es del equipo cuya entidad tiene el mismo identificador. El avance de un distrito que no está \
                en la red no diría nada de la red."
            example "the profile of a neighboring district in the review of a cohort"
        }
        ProfileAfterDay "profile_after_day" Error [found, as_of] {
            message "this profile is of `{found}`, which begins after {as_of}"
            es "este perfil es de `{found}`, que empieza después del {as_of}"
            help "give a later day, or leave the profile out"
            es "indique una fecha posterior, o deje fuera el perfil"
            explanation "What is told as of a day counts nothing that came later. A profile of a later time would say \
                something that nobody could know on that day; a school year begins on 1 July."
            es "Lo que se informa a una fecha no cuenta nada posterior. Un perfil de un tiempo posterior diría algo que \
                nadie podía saber ese día; un año escolar empieza el 1 de julio."
            example "the profile of 2025-26 in the review of a cohort as of 2025-06-30"
        }
        ProfileBeforePlan "profile_before_plan" Error [found, expected] {
            message "this profile is of `{found}`, and the plan starts from one of `{expected}`"
            es "este perfil es de `{found}`, y el plan parte de uno de `{expected}`"
            help "give a profile of a later round"
            es "indique un perfil de una ronda posterior"
            explanation "Progress runs from the profile that a plan starts from to a later one. In the opposite order \
                what rose would be told as not done."
            es "El avance de un plan va del perfil del que parte a uno posterior. En el orden contrario, lo que subió \
                aparecería como no logrado."
            example "the progress of a plan from 2025-26 by the profile of 2024-25"
        }
        PlanBeforeProfile "plan_before_profile" Error [end, found] {
            message "the plan ends on {end}, and the profile that it starts from is of `{found}`"
            es "el plan termina el {end}, y el perfil del que parte es de `{found}`"
            help "mend the period of the plan, or name the profile that it starts from"
            es "corrija el periodo del plan, o indique el perfil del que parte"
            explanation "A plan says what is done from a profile on. One that is over before the profile was made \
                cannot start from it."
            es "Un plan dice qué se hace a partir de un perfil. Uno que termina antes de que se hiciera el perfil no \
                puede partir de él."
            example r#"{"period":{"school_year":"2023-24"},"profile":{"period":{"school_year":"2025-26"}}}"#
        }
        OutsideSchoolYear "outside_school_year" Warning [date, from, to] {
            message "{date} lies outside of the school year, {from} to {to}"
            es "el {date} queda fuera del año escolar, del {from} al {to}"
            help "check the day and `school_year`"
            es "revise el día y `school_year`"
            explanation "A consultation is for one plan, and the plan for one year. A day outside of the school year \
                likely belongs to the consultation of another year; it counts all the same."
            es "Una consulta es para un plan, y el plan para un año. Un día fuera del año escolar pertenece \
                probablemente a la consulta de otro año; cuenta de todos modos."
            example r#"{"school_year":"2025-26","events":[{"id":"fall","date":"2024-10-02"}]}"#
        }
        MeasureDiffers "measure_differs" Error [id, found, expected] {
            message "the measure `{id}` is `{found}` here and `{expected}` for an earlier team"
            es "la medida `{id}` es `{found}` aquí y `{expected}` para un equipo anterior"
            help "give measures that are not the same different ids"
            es "dé identificadores distintos a las medidas que no son la misma"
            explanation "Measures of several teams are set side by side by their ids. What goes by another \
                component, impact, direction or network is not the same measure."
            es "Las medidas de varios equipos se ponen lado a lado por su identificador. Lo que va por otro \
                componente, impacto, dirección o red no es la misma medida."
            example r#"[{"id":"visits","direction":"up"},{"id":"visits","direction":"down"}]"#
        }
        PlanWithoutProblem "plan_without_problem" Warning [] {
            message "the plan does not say what it is about"
            es "el plan no dice de qué trata"
            help "put the problem in a sentence, with the data that shows it, as `problem`"
            es "ponga el problema en una frase, con los datos que lo muestran, como `problem`"
            explanation "A plan begins with the problem it takes on, said in one sentence that everyone at \
                the table can repeat."
            es "Un plan empieza por el problema que aborda, dicho en una frase que todas las personas de la \
                mesa puedan repetir."
            example r#"{"format":"cei.plan/1","id":"p","focus":[]}"#
        }
        ProblemWithoutData "problem_without_data" Warning [] {
            message "the problem has no data that shows it"
            es "el problema no tiene datos que lo muestren"
            help "add what shows it to `data`: a document, a table, a story"
            es "agregue a `data` lo que lo muestra: un documento, una tabla, un relato"
            explanation "Data lets people who were not at the table see the same problem, and see later \
                whether it is still there."
            es "Los datos permiten que quienes no estuvieron en la mesa vean el mismo problema, y que más \
                tarde se vea si sigue ahí."
            example r#"{"problem":{"text":"Few families know how to take part in the budget"}}"#
        }
        PlanWithoutFocus "plan_without_focus" Note [] {
            message "the plan picks no competency"
            es "el plan no elige ninguna competencia"
            help "add the competencies to work on to `focus`"
            es "agregue a `focus` las competencias en las que se va a trabajar"
            explanation "A plan without a competency has nothing to compare a later profile with. A draft has \
                none where no domain has a next step."
            es "Un plan sin competencia no tiene con qué comparar un perfil posterior. Un borrador no tiene \
                ninguna donde ningún dominio tiene un paso siguiente."
            example r#"{"focus":[]}"#
        }
        DuplicateFocus "duplicate_focus" Error [competency] {
            message "the competency `{competency}` is already in the plan"
            es "la competencia `{competency}` ya está en el plan"
            help "join the two entries into one"
            es "una las dos entradas en una sola"
            explanation "A plan names a competency once, with one start and one target. Two entries could say \
                two things about the same work."
            es "Un plan nombra cada competencia una sola vez, con un inicio y una meta. Dos entradas podrían \
                decir dos cosas del mismo trabajo."
            example r#"{"focus":[{"competency":"1.1","to":"maturing"},{"competency":"1.1","to":"advanced"}]}"#
        }
        TargetNotAbove "target_not_above" Error [competency, from, to] {
            message "the target `{to}` of `{competency}` is not above the stage `{from}` it starts from"
            es "la meta `{to}` de `{competency}` no está por encima de la etapa `{from}` de la que parte"
            help "choose a later stage as `to`, or mend `from`"
            es "elija como `to` una etapa posterior o corrija `from`"
            explanation "A focus leads from one stage to a later one. Keeping a stage is worth an action, and \
                it is not growth that a later profile could show."
            es "Un foco lleva de una etapa a otra posterior. Mantener una etapa merece una acción, pero no es \
                un avance que un perfil posterior pueda mostrar."
            example r#"{"competency":"1.1","from":"maturing","to":"developing"}"#
        }
        MoreThanOneStage "more_than_one_stage" Warning [competency, from, to, next] {
            message "the plan takes `{competency}` from `{from}` to `{to}` in one go"
            es "el plan lleva `{competency}` de `{from}` a `{to}` de una sola vez"
            help "aim for the next stage, `{next}`, and plan again from there"
            es "apunte a la etapa siguiente, `{next}`, y vuelva a planear desde ahí"
            explanation "Stages are taken one at a time: each describes practice that the next one builds on. \
                A plan over several stages cannot say where it stands in between."
            es "Las etapas se recorren de una en una: cada una describe prácticas en las que se apoya la \
                siguiente. Un plan de varias etapas no puede decir dónde está entre medias."
            example r#"{"competency":"1.1","from":"not_evident","to":"advanced"}"#
        }
        FocusWithoutAction "focus_without_action" Warning [competency] {
            message "nothing is planned for `{competency}` yet"
            es "todavía no hay nada planeado para `{competency}`"
            help "add what will be done, by whom and by when, to `actions`"
            es "agregue a `actions` qué se hará, quién y para cuándo"
            explanation "A competency moves when someone does something. Every focus of a plan has at least \
                one action."
            es "Una competencia se mueve cuando alguien hace algo. Cada foco de un plan tiene al menos una \
                acción."
            example r#"{"competency":"1.1","from":"developing","to":"maturing","actions":[]}"#
        }
        FocusWithoutMeasure "focus_without_measure" Warning [competency] {
            message "the plan does not say how the team will know that `{competency}` moves"
            es "el plan no dice cómo sabrá el equipo que `{competency}` se mueve"
            help "add a measure to `measures`, one of the metrics document where there is one"
            es "agregue una medida a `measures`, del documento de métricas si lo hay"
            explanation "The next round of ratings comes in a year. A measure shows earlier whether the work \
                is on its way."
            es "La siguiente ronda de respuestas llega en un año. Una medida muestra antes si el trabajo va \
                en camino."
            example r#"{"competency":"1.1","from":"developing","to":"maturing","measures":[]}"#
        }
        FocusWithoutGoal "focus_without_goal" Warning [competency] {
            message "the plan does not say which goal of a local plan `{competency}` serves"
            es "el plan no dice a qué meta de un plan local sirve `{competency}`"
            help "add the goal of the LCAP, the SPSA or the community school plan to `goals`"
            es "agregue a `goals` la meta del LCAP, del SPSA o del plan de la escuela comunitaria"
            explanation "What is tied to a goal of a plan that has to be there anyway has money and a date. \
                Community engagement beside those plans is the first to be dropped."
            es "Lo que va unido a una meta de un plan que de todos modos debe existir tiene dinero y fecha. La \
                participación comunitaria al margen de esos planes es lo primero que se deja."
            example r#"{"competency":"1.1","from":"developing","to":"maturing","goals":[]}"#
        }
        ActionWithoutOwner "action_without_owner" Warning [] {
            message "nobody is named for this action"
            es "nadie figura a cargo de esta acción"
            help "add the role that sees to it as `owner`"
            es "agregue como `owner` la función que se encarga"
            explanation "An action belongs to a role, such as a family liaison or a council. Roles are named \
                and people are not."
            es "Una acción corresponde a una función, por ejemplo un enlace con las familias o un consejo. Se \
                nombran funciones y no personas."
            example r#"{"text":"Hold three community meetings","by":"2026-03-31"}"#
        }
        ActionWithoutDate "action_without_date" Warning [] {
            message "this action has no day by which it is done"
            es "esta acción no tiene un día para el que deba estar hecha"
            help "add the day as `by`"
            es "agregue el día como `by`"
            explanation "With a day, a plan can say what is due. Without one an action is never late and \
                seldom done."
            es "Con un día, un plan puede decir qué toca ya. Sin él, una acción nunca llega tarde y pocas \
                veces se hace."
            example r#"{"text":"Hold three community meetings","owner":{"role":"family liaison"}}"#
        }
        ReflectionsOpen "reflections_open" Note [count] {
            message "reflection questions without an answer: {count}"
            es "preguntas de reflexión sin respuesta: {count}"
            help "talk them over and write down what was found as `answer`"
            es "conversen sobre ellas y anoten lo que encontraron como `answer`"
            explanation "The questions are the rubric's own. Talking them over before choosing actions is \
                part of the work, and the answers are kept with the plan."
            es "Las preguntas son de la propia rúbrica. Conversar sobre ellas antes de elegir acciones es parte \
                del trabajo, y las respuestas se guardan con el plan."
            example r#"{"reflections":[{"domain":"building-relationships","question":"Who is not at the table?"}]}"#
        }
        UnknownStrategy "unknown_strategy" Error [id, suggestion] {
            message "the rubric has no strategy `{id}`"
            es "la rúbrica no tiene la estrategia `{id}`"
            help "use the id of a strategy of the rubric, or describe it in an action"
            es "use el identificador de una estrategia de la rúbrica o descríbala en una acción"
            explanation "Strategies are named by their ids in the rubric. What the rubric does not have is an \
                action of the plan."
            es "Las estrategias se nombran por su identificador en la rúbrica. Lo que la rúbrica no tiene es \
                una acción del plan."
            example r#"{"strategies":["shared-decisions"]}"#
        }
        UnknownModule "unknown_module" Error [id, suggestion] {
            message "the rubric has no module `{id}`"
            es "la rúbrica no tiene el módulo `{id}`"
            help "use the id of a training module of the rubric"
            es "use el identificador de un módulo de formación de la rúbrica"
            explanation "Training modules are named by their ids in the rubric."
            es "Los módulos de formación se nombran por su identificador en la rúbrica."
            example r#"{"modules":["data-and-evaluaton"]}"#
        }
        UnknownMeasure "unknown_measure" Error [id, suggestion] {
            message "the metrics have no measure `{id}`"
            es "las métricas no tienen la medida `{id}`"
            help "use the id of a measure of the metrics document, or add it there"
            es "use el identificador de una medida del documento de métricas o agréguela ahí"
            explanation "A plan that is checked together with a metrics document names measures that stand in \
                it, so that their values can be found."
            es "Un plan que se revisa junto con un documento de métricas nombra medidas que están en él, para \
                que se encuentren sus valores."
            example r#"{"measures":[{"measure":"home-visit"}]}"#
        }
        StartDiffers "start_differs" Error [competency, plan, profile] {
            message "`{competency}` starts from `{plan}` in the plan and is at `{profile}` in the profile"
            es "`{competency}` parte de `{plan}` en el plan y está en `{profile}` en el perfil"
            help "set `from` to the profile's stage, or check that this is the profile meant"
            es "ponga en `from` la etapa del perfil o compruebe que este sea el perfil previsto"
            explanation "Progress is counted from the stage that the profile shows. With another start a \
                later profile would show growth that did not happen, or hide some that did. A dash stands for no stage."
            es "El avance se cuenta desde la etapa que muestra el perfil. Con otro inicio, un perfil posterior \
                mostraría un avance que no ocurrió u ocultaría uno que sí. Un guion significa que no hay etapa."
            example r#"{"competency":"1.1","from":"developing"}, and a profile with 1.1 at maturing"#
        }
        FoundationNotInFocus "foundation_not_in_focus" Note [competency, foundations] {
            message "the domain of `{competency}` rests on domains that stand lower and are not in the plan: {foundations}"
            es "el dominio de `{competency}` se apoya en dominios que están más abajo y no figuran en el plan: {foundations}"
            help "consider to begin with the foundation"
            es "considere empezar por la base"
            explanation "The rubric says which domains are the foundation of which. Work on a domain whose \
                foundation stands lower may not last."
            es "La rúbrica dice qué dominios son la base de cuáles. El trabajo en un dominio cuya base está más \
                abajo puede no durar."
            example "a plan with competencies of domain 3 only, and a profile with domain 1 below it"
        }
        UnknownLens "unknown_lens" Error [id, suggestion] {
            message "the rubric has no lens `{id}`"
            es "la rúbrica no tiene la lente `{id}`"
            help "use the id of a lens of the rubric, or hand over a lens document"
            es "use el identificador de una lente de la rúbrica o entregue un documento de lente"
            explanation "A lens groups the competencies of a rubric in another way. The rubric's own are named \
                by their ids; any other is a document of its own."
            es "Una lente agrupa de otra manera las competencias de una rúbrica. Las propias de la rúbrica se \
                nombran por su identificador; cualquier otra es un documento aparte."
            example r#"{"lens":"plln-component"}"#
        }
        ReportPartMissing "report_part_missing" Note [part, document] {
            message "the report has nothing yet for `{part}`"
            es "el informe todavía no tiene nada para `{part}`"
            help "add it to a `{document}` that the report is put together from"
            es "agréguelo a un documento `{document}` con el que se arma el informe"
            explanation "The statute names what the initiative reports: best practices and how the understanding of \
                them changes, metrics and an analysis of impact, and feedback with activities and resources. A part that \
                no document fills is listed, and the report is not held back for it."
            es "La ley nombra lo que informa la iniciativa: mejores prácticas y cómo cambia la manera de entenderlas, \
                métricas y un análisis del impacto, y comentarios con actividades y recursos. Una parte que ningún \
                documento llena queda en la lista, y el informe no se detiene por ella."
            example "a report that is put together without a network"
        }
        PolicyNeeded "policy_needed" Error [id] {
            message "the policy `{id}` of the profile is not built in and was not given"
            es "la política `{id}` del perfil no viene incluida y no se entregó"
            help "hand over the policy that staged the profile"
            es "entregue la política con la que se hizo el perfil"
            explanation "The parts of a lens are staged by the same policy as the profile's domains. A profile \
                names its policy and does not carry it."
            es "Las partes de una lente reciben su etapa con la misma política que los dominios del perfil. Un \
                perfil nombra su política y no la lleva consigo."
            example "a lens document, and a profile that was staged by a policy of a district's own"
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every text of the catalogue, with the name of its code and of its place.
    fn texts() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        Code::ALL.iter().flat_map(|code| {
            let entry = code.entry();
            [
                ("message.en", entry.message.en),
                ("message.es", entry.message.es),
                ("help.en", entry.help.en),
                ("help.es", entry.help.es),
                ("explanation.en", entry.explanation.en),
                ("explanation.es", entry.explanation.es),
                ("example", entry.example),
            ]
            .map(|(place, text)| (entry.name, place, text))
        })
    }

    /// The messages and helps, which are rendered.
    fn templates() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        texts().filter(|(_, place, _)| place.starts_with("message") || place.starts_with("help"))
    }

    /// The explanations, which are read as they are.
    fn explanations() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        texts().filter(|(_, place, _)| place.starts_with("explanation"))
    }

    /// The names in braces. A brace without its partner, or around something else, is an `Err`.
    fn placeholders(template: &str) -> Result<BTreeSet<&str>, String> {
        let mut names = BTreeSet::new();
        let mut pieces = template.split('{');
        if pieces.next().is_some_and(|text| text.contains('}')) {
            return Err(format!("a closing brace alone: {template}"));
        }
        for piece in pieces {
            match piece.split_once('}') {
                Some((name, rest)) if is_snake_case(name) && !rest.contains('}') => {
                    names.insert(name);
                }
                _ => return Err(format!("braces that are no placeholder: {template}")),
            }
        }
        Ok(names)
    }

    fn is_snake_case(name: &str) -> bool {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            && !name.ends_with('_')
            && !name.contains("__")
    }

    #[test]
    fn names_are_unique_and_the_snake_case_of_their_variant() {
        let mut seen = BTreeSet::new();
        for &code in Code::ALL {
            let name = code.name();
            assert!(is_snake_case(name), "{name}");
            assert!(seen.insert(name), "{name} stands twice");
            let mut expected = String::new();
            for c in format!("{code:?}").chars() {
                if c.is_ascii_uppercase() && !expected.is_empty() {
                    expected.push('_');
                }
                expected.push(c.to_ascii_lowercase());
            }
            assert_eq!(name, expected);
        }
    }

    #[test]
    fn a_name_leads_back_to_its_code() {
        for &code in Code::ALL {
            assert_eq!(Code::from_name(code.name()), Some(code));
            assert_eq!(code.entry().code, code);
            assert_eq!(code.entry().severity, code.severity());
        }
        assert_eq!(Code::from_name("unknown_planet"), None);
        assert_eq!(Code::from_name("Too_Large"), None);
        assert_eq!(Code::from_name(""), None);
    }

    #[test]
    fn all_is_in_the_order_of_the_codes() {
        assert!(Code::ALL.is_sorted());
    }

    #[test]
    fn groups_are_known_and_stand_together() {
        let mut groups: Vec<_> = Code::ALL.iter().map(|code| code.entry().group).collect();
        groups.dedup();
        assert_eq!(
            groups,
            [
                "reading",
                "rubric",
                "policy",
                "assessment",
                "tally",
                "table",
                "profile",
                "comparison",
                "privacy",
                "interop",
                "initiative"
            ]
        );
    }

    #[test]
    fn only_findings_that_leave_a_document_valid_are_no_errors() {
        let milder =
            |severity| -> Vec<_> { Code::ALL.iter().filter(|c| c.severity() == severity).map(|c| c.name()).collect() };
        assert_eq!(
            milder(Severity::Warning),
            [
                "single_rater",
                "no_answers",
                "rater_groups",
                "nameless_column",
                "not_kept",
                "level_order",
                "missing_item",
                "unknown_item",
                "uuid_form",
                "text_differs",
                "unmatched_question",
                "baseline_missing",
                "observation_before_baseline",
                "not_a_member_then",
                "outside_school_year",
                "plan_without_problem",
                "problem_without_data",
                "more_than_one_stage",
                "focus_without_action",
                "focus_without_measure",
                "focus_without_goal",
                "action_without_owner",
                "action_without_date",
            ]
        );
        assert_eq!(
            milder(Severity::Note),
            [
                "silent_group",
                "top_without_evidence",
                "decision_differs",
                "evidence_missing",
                "ahead_of_foundation",
                "voice_below",
                "not_asked",
                "response_dropped",
                "personal_column",
                "target_missing",
                "no_observation",
                "practice_without_evidence",
                "plan_without_focus",
                "reflections_open",
                "foundation_not_in_focus",
                "report_part_missing",
            ]
        );
    }

    #[test]
    fn params_are_unique_and_in_snake_case() {
        for &code in Code::ALL {
            let mut seen = BTreeSet::new();
            for param in code.entry().params {
                assert!(is_snake_case(param), "{}: {param}", code.name());
                assert!(seen.insert(param), "{}: {param} stands twice", code.name());
            }
        }
    }

    #[test]
    fn placeholders_are_params_that_are_always_there() {
        for (name, place, template) in templates() {
            let params = Code::from_name(name).unwrap().entry().params;
            for placeholder in placeholders(template).unwrap() {
                assert!(params.contains(&placeholder), "{name} {place}: {placeholder}");
                assert_ne!(placeholder, "suggestion", "{name} {place}: may be absent");
            }
        }
    }

    #[test]
    fn both_languages_use_the_same_placeholders() {
        for &code in Code::ALL {
            let entry = code.entry();
            for text in [entry.message, entry.help] {
                let (en, es) = (placeholders(text.en).unwrap(), placeholders(text.es).unwrap());
                assert_eq!(en, es, "{}", entry.name);
            }
        }
    }

    #[test]
    fn backticks_come_in_pairs() {
        for (name, place, text) in texts() {
            assert_eq!(text.matches('`').count() % 2, 0, "{name} {place}: a backtick alone");
        }
    }

    #[test]
    fn messages_and_helps_start_in_lower_case_and_have_no_full_stop() {
        for (name, place, template) in templates() {
            assert!(!template.starts_with(char::is_uppercase), "{name} {place}: {template}");
            assert!(!template.ends_with(['.', '!', ':', ';']), "{name} {place}: {template}");
            assert!(!template.contains(". "), "{name} {place}: more than one sentence");
        }
    }

    #[test]
    fn explanations_are_full_sentences() {
        for (name, place, text) in explanations() {
            assert!(text.starts_with(|c: char| c.is_uppercase() || c == '`'), "{name} {place}");
            assert!(text.ends_with('.'), "{name} {place}");
            assert!(text.matches(". ").count() <= 2, "{name} {place}: more than three sentences");
        }
    }

    #[test]
    fn no_text_is_empty_or_ragged() {
        for (name, place, text) in texts() {
            assert!(!text.is_empty(), "{name} {place}");
            assert_eq!(text, text.trim(), "{name} {place}");
            assert!(!text.contains("  ") && !text.contains('\n'), "{name} {place}: {text}");
        }
    }

    #[test]
    fn no_text_blames_anyone() {
        let blame = [
            "you",
            "your",
            "wrong",
            "bad",
            "mistake",
            "fault",
            "failed",
            "illegal",
            "usted",
            "culpa",
            "mal",
            "equivocado",
            "equivocada",
            "ilegal",
        ];
        for (name, place, text) in texts() {
            for word in text.split(|c: char| !c.is_alphabetic()) {
                assert!(!blame.contains(&word.to_lowercase().as_str()), "{name} {place}: {word}");
            }
        }
    }
}
