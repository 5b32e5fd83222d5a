//! The keys of an answer in words.

use crate::{
    indicators::rules::month,
    query::{Answer, Dimension, Question, catalogue::Source, store},
};
use desk::tickets;
use estate::{
    assets::{self, LegalStatus, kinds::BuiltIn},
    backups::Outcome,
    outages::Cause,
    sites::Fibre,
    telephony::{call_records::Class, lines},
};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    i18n::{Lang, figures},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with a question, dimensions in words with the code that an address takes.
pub(super) fn problems(lang: Lang, mut problems: Problems) -> Problems {
    for words in problems.0.iter_mut().filter_map(|problem| problem.text.args.get_mut("words")) {
        let one = |code: &str| {
            let label = Dimension::parse(code).map_or_else(String::new, |one| lang.t(one.label_key()));
            format!("{label} ({code})")
        };
        *words = words.split(", ").map(one).collect::<Vec<_>>().join(", ");
    }
    problems
}

/// The values that a question keeps to, in words. One that its reader does not see does not exist.
pub(super) async fn kept(ctx: &Ctx, tx: &mut Tx, question: &Question) -> Result<Vec<String>> {
    let mut kept = vec![];
    for (dimension, key) in &question.only {
        let names = named(tx, *dimension, vec![key.clone()]).await?;
        let is_row = is_row(*dimension) && !key.is_empty() && BuiltIn::parse(key).is_none();
        if is_row && !names.contains_key(key) {
            return Err(Error::NotFound);
        }
        kept.push(word(ctx.lang, (question.measure.source, *dimension), key, &names));
    }
    Ok(kept)
}

/// Puts words to the lines of an answer: at most two statements, whatever the number of lines.
pub(super) async fn lines(ctx: &Ctx, tx: &mut Tx, answer: &mut Answer) -> Result<()> {
    let source = answer.question.measure.source;
    for (place, dimension) in answer.question.by.iter().enumerate() {
        let keys: BTreeSet<String> = answer.lines.iter().map(|line| line.keys[place].clone()).collect();
        let names = named(tx, *dimension, keys.into_iter().collect()).await?;
        for line in &mut answer.lines {
            line.labels[place] = word(ctx.lang, (source, *dimension), &line.keys[place], &names);
        }
        for (key, words) in answer.spans.iter_mut().filter(|_| dimension.is_time()) {
            *words = span(ctx.lang, *dimension, key);
        }
    }
    Ok(())
}

/// Whether the values of a dimension are rows of a table.
fn is_row(dimension: Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Beneficiary
            | Dimension::Site
            | Dimension::Category
            | Dimension::Team
            | Dimension::AssetKind
    )
}

async fn named(tx: &mut Tx, dimension: Dimension, keys: Vec<String>) -> Result<BTreeMap<String, String>> {
    if !is_row(dimension) {
        return Ok(BTreeMap::new());
    }
    let found = store::names(tx, dimension, &keys).await?;
    Ok(found.into_iter().map(|one| (one.key, one.name)).collect())
}

/// One key in words; as it is stored when nobody named it.
fn word(
    lang: Lang,
    (source, dimension): (Source, Dimension),
    key: &str,
    names: &BTreeMap<String, String>,
) -> String {
    if key.is_empty() {
        return lang.t("query-without");
    }
    if let Some(name) = names.get(key) {
        return name.clone();
    }
    if dimension.is_time() {
        return span(lang, dimension, key);
    }
    label(source, dimension, key).map_or_else(|| key.to_owned(), |label| lang.t(label))
}

fn span(lang: Lang, dimension: Dimension, key: &str) -> String {
    let Some(start) = month(key) else { return key.to_owned() };
    match dimension {
        Dimension::Year => start.year().to_string(),
        Dimension::Quarter => {
            let args = [("number", i16::from((start.month() - 1) / 3 + 1)), ("year", start.year())];
            lang.with("query-quarter", &args)
        }
        _ => figures::month(lang, start),
    }
}

/// The message key of a stored word.
fn label(source: Source, dimension: Dimension, key: &str) -> Option<&'static str> {
    match dimension {
        Dimension::Kind => tickets::Kind::parse(key).map(tickets::Kind::label_key),
        Dimension::Channel => tickets::Channel::parse(key).map(tickets::Channel::label_key),
        Dimension::State if source == Source::Assets => {
            assets::State::parse(key).map(assets::State::label_key)
        }
        Dimension::State => tickets::State::parse(key).map(tickets::State::label_key),
        Dimension::Cause => Cause::parse(key).map(Cause::label_key),
        Dimension::AssetKind => BuiltIn::parse(key).map(BuiltIn::label_key),
        Dimension::LegalStatus => LegalStatus::parse(key).map(LegalStatus::label_key),
        Dimension::Outcome => Outcome::parse(key).map(Outcome::label_key),
        Dimension::CallClass => Class::parse(key).map(Class::label_key),
        Dimension::LineKind => lines::Kind::parse(key).map(lines::Kind::label_key),
        Dimension::Fibre => Fibre::ALL.into_iter().find(|one| one.as_str() == key).map(Fibre::label_key),
        Dimension::Document => match key {
            "invoice" => Some("export-invoice"),
            "credit_note" => Some("export-credit-note"),
            _ => None,
        },
        _ => None,
    }
}
