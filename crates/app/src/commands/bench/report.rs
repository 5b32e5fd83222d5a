//! One annual report on paper: thirty pages of sentences, tables and charts, with its explanations.

use super::figures::{Figure, Target, timed_here};
use anyhow::{Result, ensure};
use platform::documents::{
    ChartBlock, DocumentData, DocumentHead, ExplanationBlock, LabelledValue, PartyBlock, StepRow, TextBlock,
    TextColumn, TextDocument, TextSection, TextTable,
};
use platform::i18n::Lang;

/// Reports printed.
const PRINTED: usize = 8;

/// Chapters, rows of each table and explanations that together fill thirty pages.
const CHAPTERS: usize = 11;
const ROWS: usize = 36;
const EXPLANATIONS: usize = 26;

/// Time to print one annual report. Each one differs, so that nothing of the one before can be reused.
pub(super) fn pdf() -> Result<Figure> {
    let mut sample = vec![];
    for index in 0..PRINTED {
        let data = sample_of(index);
        let (took, bytes) = timed_here(|| Ok(documents::render(&data)?))?;
        ensure!(bytes.starts_with(b"%PDF"), "no PDF was made");
        sample.push(took);
    }
    Ok(Figure::milliseconds("one annual report PDF, about 30 pages", sample).held_to(Target::AtMost(1_000.0)))
}

fn sample_of(index: usize) -> DocumentData {
    let chapters = (0..CHAPTERS).map(|place| TextSection {
        begins_page: place > 0,
        ..TextSection::new(format!("{}. Chapitre {index}", place + 1), chapter(index, place))
    });
    let annex = (0..EXPLANATIONS).map(|place| TextBlock::Explanation(explanation(index, place)));
    let annex = TextSection { begins_page: true, ..TextSection::new("Annexe", annex.collect()) };
    DocumentData::Text(Box::new(TextDocument {
        head: DocumentHead {
            lang: Lang::Fr,
            title: format!("Bilan annuel {index}"),
            subject: "Bilan annuel d’essai".to_owned(),
            identity: format!("bench {index}"),
            created: jiff::Timestamp::UNIX_EPOCH,
            provider: PartyBlock {
                name: "Communauté d’agglomération".to_owned(), ..PartyBlock::default()
            },
            logo_svg: None,
            banner: None,
        },
        subtitle: "Pôle métropolitain".to_owned(),
        addressee: None,
        references: vec![],
        has_contents: true,
        sections: chapters.chain([annex]).collect(),
    }))
}

fn chapter(index: usize, place: usize) -> Vec<TextBlock> {
    let words =
        format!("En {index}, {place} demandes ont été reçues et la moitié résolues dans la journée. ")
            .repeat(8);
    let columns =
        vec![TextColumn::wide("Libellé"), TextColumn::figure("Nombre"), TextColumn::figure("Avant")];
    let rows = (0..ROWS).map(|row| {
        vec![format!("Ligne {row} du chapitre {place}"), (row * 7 + index).to_string(), row.to_string()]
    });
    let table = TextTable { caption: "Tableau".to_owned(), columns, rows: rows.collect(), total: vec![] };
    vec![TextBlock::Paragraph(words), TextBlock::Chart(chart(index, place)), TextBlock::Table(table)]
}

fn chart(index: usize, place: usize) -> ChartBlock {
    let mut svg = String::from(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 230' font-family='Inter' font-size='11'>",
    );
    for month in 0..12 {
        let (x, y) = (70 + month * 46, 40 + (month * 13 + index + place) % 150);
        svg +=
            &format!("<circle cx='{x}' cy='{y}' r='3' fill='#1f4e79'/><text x='{x}' y='220'>{month}</text>");
    }
    let rows = (0..12).map(|month| vec![format!("mois {month}"), (month * 13).to_string()]);
    ChartBlock {
        title: "Demandes par mois".to_owned(),
        svg: svg + "</svg>",
        alt: "Douze points, un par mois.".to_owned(),
        columns: vec!["Mois".to_owned(), "Demandes".to_owned()],
        rows: rows.collect(),
    }
}

fn explanation(index: usize, place: usize) -> ExplanationBlock {
    let input = |n: usize| LabelledValue {
        label: format!("Valeur de départ {n}"),
        value: (n * 10 + index).to_string(),
    };
    let step = |n: usize| StepRow {
        label: format!("Étape {n}"),
        expression: format!("{n} + {place}"),
        exact: None,
        rounding: None,
        result: (n + place).to_string(),
    };
    ExplanationBlock {
        title: format!("Chiffre {place}"),
        figure: (place * 3).to_string(),
        rule: "Compte des faits enregistrés dans la période.".to_owned(),
        source: "règle R7.5, art. 2".to_owned(),
        inputs: (0..4).map(input).collect(),
        steps: (0..4).map(step).collect(),
    }
}
