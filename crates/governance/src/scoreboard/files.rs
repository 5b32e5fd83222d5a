//! A scoreboard as files: PDF to sign and print, CSV for a spreadsheet.

use super::{Indicator, LevelTimes, Scoreboard, words};
use people::organisations::Organisation;
use platform::{
    Error, Result,
    documents::{
        CommitmentGroup, CommitmentRow, DocumentData, DocumentHead, ExplanationBlock, Highlight,
        LabelledValue, PartyBlock, ScoreboardDocument,
    },
    i18n::{Lang, figures},
};

/// Semicolons and a byte-order mark: what a French spreadsheet opens right.
pub(crate) fn spreadsheet() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec())
}

/// One line an indicator.
pub fn csv(lang: Lang, board: &Scoreboard) -> Result<Vec<u8>> {
    let mut out = spreadsheet();
    let headings = ["code", "indicator", "value", "target", "standing", "count"].map(|name| match name {
        "code" => lang.t("scoreboard-code"),
        "indicator" => lang.t("scoreboard-indicator"),
        "value" => lang.t("scoreboard-value"),
        "target" => lang.t("scoreboard-target"),
        "standing" => lang.t("scoreboard-standing"),
        _ => lang.t("scoreboard-count"),
    });
    let failed = |e: csv::Error| Error::Internal(e.to_string());
    out.write_record(headings).map_err(failed)?;
    for indicator in &board.indicators {
        let cells = [
            indicator.commitment.code.clone(),
            indicator.commitment.indicator.clone(),
            figures::figure(lang, &indicator.value),
            words::target(lang, &indicator.commitment),
            words::verdict(lang, indicator.verdict),
            if indicator.rows.is_empty() { String::new() } else { indicator.rows.len().to_string() },
        ];
        out.write_record(cells.map(|cell| as_text(&cell))).map_err(failed)?;
    }
    out.into_inner().map_err(|e| Error::Internal(e.to_string()))
}

/// A cell that a spreadsheet would run as a formula is made plain text.
pub(crate) fn as_text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// What the PDF shows; the renderer draws it.
pub fn document(
    lang: Lang,
    board: &Scoreboard,
    provider: &Organisation,
    beneficiary: &Organisation,
) -> DocumentData {
    let period = words::period(lang, board.period);
    let title = lang
        .with("scoreboard-document-title", &[("beneficiary", &board.beneficiary_name), ("period", &period)]);
    DocumentData::Scoreboard(Box::new(ScoreboardDocument {
        head: DocumentHead {
            lang,
            subject: title.clone(),
            title,
            identity: format!("{} {}", beneficiary.code, words::file_name(board)),
            created: board.as_of,
            provider: party(provider),
            logo_svg: None,
            banner: None,
        },
        beneficiary: party(beneficiary),
        period,
        references: references(lang, board),
        highlights: board.indicators.iter().map(|indicator| highlight(lang, indicator)).collect(),
        groups: groups(lang, board),
        charts: vec![],
        remarks: vec![
            lang.t("scoreboard-remark-contractual"),
            lang.t("scoreboard-remark-empty"),
            lang.with("scoreboard-remark-unmeasured", &[("codes", unmeasured(board))]),
        ],
        explanations: board.indicators.iter().map(|indicator| why(lang, indicator)).collect(),
    }))
}

/// Codes of the commitments the product does not measure yet.
fn unmeasured(board: &Scoreboard) -> String {
    board.unmeasured.iter().map(|c| c.code.as_str()).collect::<Vec<_>>().join(", ")
}

fn party(organisation: &Organisation) -> PartyBlock {
    let address = &organisation.address;
    let town = format!("{} {}", address.postal_code, address.city);
    let lines = address.street.lines().map(str::to_owned).chain([town]);
    PartyBlock {
        name: organisation.name.clone(),
        address: lines.filter(|line| !line.trim().is_empty()).collect(),
        details: vec![],
    }
}

fn references(lang: Lang, board: &Scoreboard) -> Vec<LabelledValue> {
    let taken_over = LabelledValue {
        label: lang.t("scoreboard-taken-over-label"),
        value: lang.with("scoreboard-taken-over", &[("count", board.taken_over)]),
    };
    let mut references = vec![
        LabelledValue {
            label: lang.t("scoreboard-agreement-version"),
            value: board.agreement_version.to_string(),
        },
        LabelledValue { label: lang.t("scoreboard-as-of"), value: figures::instant(lang, board.as_of) },
    ];
    references.extend((board.taken_over > 0).then_some(taken_over));
    references
}

fn highlight(lang: Lang, indicator: &Indicator) -> Highlight {
    Highlight {
        label: indicator.commitment.code.clone(),
        value: figures::figure(lang, &indicator.value),
        note: words::verdict(lang, indicator.verdict),
    }
}

fn groups(lang: Lang, board: &Scoreboard) -> Vec<CommitmentGroup> {
    let measured = board.indicators.iter().map(|indicator| row(lang, indicator)).collect();
    let level_row = |level: &LevelTimes| {
        let [code, count, median, p90, target, kept] = words::level_cells(lang, level);
        CommitmentRow {
            label: lang.with("scoreboard-level-row", &[("p90", &p90)]),
            detail: Some(lang.with("scoreboard-over", &[("count", &count)])),
            value: median,
            target,
            standing: if level.count == 0 {
                platform::documents::Standing::NoData
            } else {
                platform::documents::Standing::NotContractual
            },
            standing_label: kept,
            code,
        }
    };
    let delays = board.indicators.iter().filter(|indicator| !indicator.levels.is_empty());
    let delays = delays.map(|indicator| CommitmentGroup {
        title: lang.t(words::levels_key(indicator.commitment.formula)),
        rows: indicator.levels.iter().map(level_row).collect(),
    });
    let measured = CommitmentGroup { title: lang.t("scoreboard-commitments"), rows: measured };
    std::iter::once(measured).chain(delays).collect()
}

fn row(lang: Lang, indicator: &Indicator) -> CommitmentRow {
    CommitmentRow {
        code: indicator.commitment.code.clone(),
        label: indicator.commitment.indicator.clone(),
        detail: Some(words::detail(lang, indicator)).filter(|detail| !detail.is_empty()),
        value: figures::figure(lang, &indicator.value),
        target: words::target(lang, &indicator.commitment),
        standing: words::standing(indicator.verdict),
        standing_label: words::verdict(lang, indicator.verdict),
    }
}

fn why(lang: Lang, indicator: &Indicator) -> ExplanationBlock {
    let title = format!("{} · {}", indicator.commitment.code, indicator.commitment.indicator);
    ExplanationBlock::new(lang, title, figures::figure(lang, &indicator.value), &indicator.explanation)
}
