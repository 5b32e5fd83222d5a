//! An answer as a file for spreadsheets, and as lines of text.

use super::{Amount, Answer, Line};
use axum::response::Response;
use futures_util::stream;
use kernel::{Exact, Figure};
use platform::{
    Result,
    i18n::Lang,
    sheet::{self, Cell, Cells, Format, Sheet},
};

/// The file.
pub(super) async fn answer(lang: Lang, format: Format, answer: &Answer) -> Result<Response> {
    let columns = columns(lang, answer);
    let title = lang.t(answer.question.measure.label);
    let rows: Vec<Cells> = answer.lines.iter().map(|line| cells(answer, line)).collect();
    let sheet = Sheet { file: answer.question.measure.code.replace('_', "-").into(), title, columns, lang };
    Box::pin(sheet::answer(format, sheet, stream::iter([Ok(rows)]))).await
}

/// The names of the columns: dimensions, value, and its parts when it is divided.
pub fn columns(lang: Lang, answer: &Answer) -> Vec<String> {
    let question = &answer.question;
    let mut columns: Vec<String> = question.by.iter().map(|one| lang.t(one.label_key())).collect();
    let name = lang.t(question.measure.label);
    columns.push(match question.measure.amount {
        Amount::Seconds => lang.with("query-column-hours", &[("name", name)]),
        Amount::Cents => lang.with("query-column-euros", &[("name", name)]),
        Amount::Share => lang.with("query-column-percent", &[("name", name)]),
        Amount::Count | Amount::Mean => name,
    });
    if is_divided(answer) {
        columns.push(lang.t("query-step-numerator"));
        columns.push(lang.t("query-step-denominator"));
    }
    columns
}

fn is_divided(answer: &Answer) -> bool {
    matches!(answer.question.measure.amount, Amount::Share | Amount::Mean)
}

/// The cells of a line, as many as there are columns. Times are in hours and shares in percent, as a spreadsheet adds them up.
pub fn cells(answer: &Answer, line: &Line) -> Cells {
    let mut cells: Cells = line.labels.iter().cloned().map(Cell::Text).collect();
    cells.push(match &line.value {
        Figure::Count(count) => Cell::Number(*count),
        Figure::Money(amount) => Cell::euros(*amount),
        Figure::Seconds(seconds) => {
            let hours = Exact::ratio(Exact::from(*seconds), Exact::from(3_600));
            hours.map_or(Cell::Empty, |hours| Cell::Decimal(hours, 2))
        }
        Figure::Share(share) => Cell::Decimal(share * Exact::from(100), 3),
        Figure::Number(number) => Cell::Decimal(number.clone(), 2),
        _ => Cell::Empty,
    });
    if is_divided(answer) {
        cells.push(Cell::Number(line.numerator));
        cells.push(Cell::Number(line.denominator));
    }
    cells
}
