//! The responsibility matrix read for one request (R0.2 to R0.4). Pure.

use super::{Concern, Finding, Standing};
use crate::{
    document::{AgreementDocument, Block, PartyRole, Responsibility},
    subscriptions,
};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Explained, Explanation, Figure, Text, fold};

/// What the agreement in force says of a request received on a day. Without agreement, without a known line or
/// block, it is [`Standing::Unsaid`]: missing data never puts anything out of scope.
pub fn judge(document: Option<&AgreementDocument>, day: Date, concern: &Concern) -> Explained<Finding> {
    let Some(document) = document else { return unsaid("scope-why-no-agreement", day) };
    let found = find(document, concern);
    let Some((block, line)) = found else { return unsaid("scope-why-unknown", day) };
    let (standing, decisive) = decide(document, day, concern, block, line);
    let article = decisive.map_or(block.article.as_str(), |line| line.article.as_str());
    let article =
        if standing == Standing::NotSubscribed || standing == Standing::NoCore { "art. 5" } else { article };
    let party = match standing {
        Standing::InScope => Some(PartyRole::Provider),
        Standing::Unsaid => None,
        _ => Some(PartyRole::Beneficiary),
    };
    let finding = Finding {
        standing,
        party,
        party_name: party.map_or_else(String::new, |role| document.party(role).name.clone()),
        article: article.to_owned(),
        line: decisive.map_or_else(String::new, |line| line.code.clone()),
    };
    explain(document, day, concern, (block, decisive), finding)
}

/// The lines that requests may name, with what people call them, in the order of the matrix.
pub fn topics(document: &AgreementDocument) -> impl Iterator<Item = (&Block, &Responsibility, &str)> {
    let lines = document.blocks.iter().flat_map(|b| b.responsibilities.iter().map(move |line| (b, line)));
    lines.filter_map(|(block, line)| Some((block, line, line.topic.as_deref()?)))
}

/// The line that the words of a request recall, the longest words winning: a hint, never a decision.
pub fn hint<'d>(document: &'d AgreementDocument, text: &str) -> Option<&'d Responsibility> {
    let said = format!(" {} ", plain(text));
    let lines = document.blocks.iter().flat_map(|block| &block.responsibilities);
    let recalled = lines.flat_map(|line| line.words.iter().map(move |words| (plain(words), line)));
    let recalled = recalled.filter(|(words, _)| !words.is_empty() && said.contains(&format!(" {words} ")));
    // The first of equals, in the order of the matrix.
    let longest = recalled.reduce(|best, next| if next.0.len() > best.0.len() { next } else { best });
    longest.map(|(_, line)| line)
}

/// Folded words, one space between them.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn find<'d>(
    document: &'d AgreementDocument,
    concern: &Concern,
) -> Option<(&'d Block, Option<&'d Responsibility>)> {
    let named = concern.line.as_deref().and_then(|code| {
        document.blocks.iter().find_map(|block| {
            let line = block.responsibilities.iter().find(|line| line.code == code)?;
            Some((block, Some(line)))
        })
    });
    named.or_else(|| concern.block.as_deref().and_then(|code| Some((document.block(code)?, None))))
}

/// The standing, and the line that decides.
fn decide<'d>(
    document: &'d AgreementDocument,
    day: Date,
    concern: &Concern,
    block: &'d Block,
    line: Option<&'d Responsibility>,
) -> (Standing, Option<&'d Responsibility>) {
    let is_open = |code: &str| subscriptions::is_open(document, code, day);
    let taker = line.and_then(|line| line.taken_over_by.as_deref()).filter(|code| is_open(code));
    if let Some(taker) = taker.and_then(|code| document.block(code)) {
        let taken = taker.responsibilities.iter().find(|one| one.after_warranty_months.is_some());
        let standing = match taken {
            Some(taken) if in_warranty(taken, concern, day) => Standing::UnderWarranty,
            _ => Standing::InScope,
        };
        return (standing, taken.or(line));
    }
    if line.is_some_and(|line| line.party == PartyRole::Beneficiary) {
        return (Standing::Beneficiarys, line);
    }
    if !is_open(&block.code) {
        return (Standing::NotSubscribed, line);
    }
    if !subscriptions::has_core(document, day) {
        return (Standing::NoCore, line);
    }
    match line {
        Some(line) if in_warranty(line, concern, day) => (Standing::UnderWarranty, Some(line)),
        _ => (Standing::InScope, line),
    }
}

/// Whether the vendor's warranty runs on that day; not when nobody said since when the application is live.
fn in_warranty(line: &Responsibility, concern: &Concern, day: Date) -> bool {
    let end = concern.live_since.zip(line.after_warranty_months);
    let end = end.and_then(|(from, months)| from.checked_add(i64::from(months).months()).ok());
    end.is_some_and(|end| day < end)
}

fn unsaid(why: &str, day: Date) -> Explained<Finding> {
    let mut explanation = Explanation::of("R0.3", "art. 2", Text::new("scope-rule"));
    explanation.input(Text::new("scope-day"), Figure::Date(day), None);
    explanation.step(Text::new(why), "", Figure::Text(Text::new(Standing::Unsaid.key())));
    explanation.explain(Finding {
        standing: Standing::Unsaid,
        party: None,
        party_name: String::new(),
        article: String::new(),
        line: String::new(),
    })
}

fn explain(
    document: &AgreementDocument,
    day: Date,
    concern: &Concern,
    (block, line): (&Block, Option<&Responsibility>),
    finding: Finding,
) -> Explained<Finding> {
    let words = |text: &str| Figure::Words(text.to_owned());
    let rule = if line.is_some_and(|line| line.after_warranty_months.is_some()) { "R0.4" } else { "R0.3" };
    let mut why = Explanation::of(rule, &finding.article, Text::new("scope-rule"));
    why.input(Text::new("scope-day"), Figure::Date(day), None);
    why.input(Text::new("scope-agreement"), words(&document.identity.reference), None);
    why.input(Text::new("scope-block"), words(&block.title), None);
    if let Some(line) = line {
        why.input(Text::new("scope-line").with("code", &line.code), words(&line.item), None);
        if let Some(condition) = &line.condition {
            why.input(Text::new("scope-condition"), words(condition), None);
        }
    }
    if let Some(since) = concern.live_since {
        why.input(Text::new("scope-live-since"), Figure::Date(since), None);
    }
    let is_open = subscriptions::is_open(document, &block.code, day);
    let open = Text::new(if is_open { "scope-subscribed" } else { "scope-closed" });
    why.step(Text::new("scope-step-subscription"), "", Figure::Text(open));
    if !finding.party_name.is_empty() {
        why.step(Text::new("scope-step-party"), "", words(&finding.party_name));
    }
    why.step(Text::new("scope-step-standing"), "", Figure::Text(Text::new(finding.standing.key())));
    why.explain(finding)
}

#[cfg(test)]
mod tests;
