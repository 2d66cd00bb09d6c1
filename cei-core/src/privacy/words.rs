//! What a release hides, and why, in sentences that a parent can read.

use super::release::ReleaseDocument;
use crate::values::Text;

/// How much is hidden.
struct Hidden {
    rows: usize,
    of: usize,
    competencies: usize,
    domains: usize,
    totals: usize,
    min_n: u64,
}

pub(super) fn of_release(release: &ReleaseDocument) -> Text {
    let competencies = || release.domains.iter().flat_map(|domain| &domain.competencies);
    let rows = || competencies().flat_map(|competency| &competency.groups);
    let hidden = Hidden {
        rows: rows().filter(|row| row.hidden).count(),
        of: rows().count(),
        competencies: competencies().filter(|competency| competency.hidden).count(),
        domains: release.domains.iter().filter(|domain| domain.hidden).count(),
        totals: competencies().filter(|competency| competency.answers.is_none()).count(),
        min_n: release.disclosure.min_n.get(),
    };
    Text::bilingual(hidden.english(), hidden.spanish())
}

impl Hidden {
    fn english(&self) -> String {
        let Self { rows, of, competencies, domains, totals, min_n } = *self;
        if rows == 0 {
            return "Nothing is hidden.".to_owned();
        }
        let are = |count: usize, one: &str, more: &str| {
            if count == 1 { format!("1 {one} is") } else { format!("{count} {more} are") }
        };
        let of_rows = if of == 1 { "1 row".to_owned() } else { format!("{of} rows") };
        let is = if rows == 1 { "is" } else { "are" };
        let mut text = format!(
            "To protect people who answered, {rows} of {of_rows} with the answers of a group {is} hidden: those with \
             fewer than {min_n} answers, and others without which these could be worked out."
        );
        if totals > 0 {
            let totals = are(totals, "total", "totals");
            text += &format!(" {totals} hidden for the same reason.");
        }
        text += match (competencies, domains) {
            (0, 0) => " Every stage is shown.".to_owned(),
            (some, 0) => {
                let some = are(some, "competency", "competencies");
                format!(
                    " The stage of {some} hidden, because it would tell how few people answered; all others are shown."
                )
            }
            (some, domains) => {
                let some = if some == 1 { "1 competency".to_owned() } else { format!("{some} competencies") };
                let domains = if domains == 1 { "1 domain".to_owned() } else { format!("{domains} domains") };
                format!(
                    " The stages of {some} and of {domains} are hidden, because they would tell how few people \
                     answered; all others are shown."
                )
            }
        }
        .as_str();
        text
    }

    fn spanish(&self) -> String {
        let Self { rows, of, competencies, domains, totals, min_n } = *self;
        if rows == 0 {
            return "No se oculta nada.".to_owned();
        }
        let of_rows = if of == 1 { "1 fila".to_owned() } else { format!("{of} filas") };
        let (hidden, verb) = if rows == 1 { ("oculta", "está") } else { ("ocultas", "están") };
        let mut text = format!(
            "Para proteger a las personas que respondieron, {rows} de {of_rows} con las respuestas de un grupo {verb} \
             {hidden}: las que tienen menos de {min_n} respuestas y otras sin las cuales estas se podrían deducir."
        );
        match totals {
            0 => {}
            1 => text += " Por la misma razón está oculto 1 total.",
            _ => text += &format!(" Por la misma razón están ocultos {totals} totales."),
        }
        text += match (competencies, domains) {
            (0, 0) => " Se muestran todas las etapas.".to_owned(),
            (1, 0) => {
                " La etapa de 1 competencia está oculta, porque diría lo que respondieron unas pocas personas; las \
                       demás se muestran."
                    .to_owned()
            }
            (some, 0) => format!(
                " Las etapas de {some} competencias están ocultas, porque dirían lo que respondieron unas pocas \
                 personas; las demás se muestran."
            ),
            (some, domains) => {
                let some = if some == 1 { "1 competencia".to_owned() } else { format!("{some} competencias") };
                let domains = if domains == 1 { "1 dominio".to_owned() } else { format!("{domains} dominios") };
                format!(
                    " Las etapas de {some} y de {domains} están ocultas, porque dirían lo que respondieron unas pocas \
                     personas; las demás se muestran."
                )
            }
        }
        .as_str();
        text
    }
}
