//! The pack of a committee: one file with the agenda, what the last minutes agreed on, and the report it looks at.

use super::{ReportKind, ReportState, Whole, paper, rules, writing};
use crate::{
    action_items::Action,
    committees::MeetingKind,
    meetings::{Meeting, actions::Whole as Sitting, rules::day},
};
use jiff::{Timestamp, civil::Date};
use people::Organisation;
use platform::{
    documents::{
        DocumentData, DocumentHead, LabelledValue, TextBlock, TextColumn, TextDocument, TextSection,
        TextTable,
    },
    i18n::{Lang, figures},
};

/// What goes in.
pub(super) struct Parts<'a> {
    /// The meeting.
    pub(super) all: &'a Sitting,
    /// The meeting before, and what it agreed on.
    pub(super) last: Option<(&'a Meeting, &'a [Action])>,
    /// The report of the period, when there is one.
    pub(super) report: Option<&'a Whole>,
    /// Which report the committee looks at.
    pub(super) looked_at: (ReportKind, Date),
}

/// The pack, ready to be printed.
pub(super) fn document(
    lang: Lang,
    parts: &Parts<'_>,
    provider: &Organisation,
    body: &Organisation,
    now: Timestamp,
) -> DocumentData {
    let meeting = &parts.all.meeting;
    let committee = lang.t(MeetingKind::of(meeting.committee).label_key());
    let title = lang.with("pack-title", &[("committee", &committee)]);
    let place = LabelledValue { label: lang.t("meeting-place"), value: meeting.place.clone() };
    let made = LabelledValue { label: lang.t("pack-made"), value: figures::instant(lang, now) };
    let has_draft = parts.report.is_some_and(|all| all.report.state != ReportState::Published);
    let mut sections = vec![agenda(lang, parts.all), agreed(lang, parts)];
    sections.extend(report(lang, parts));
    DocumentData::Text(Box::new(TextDocument {
        head: DocumentHead {
            lang,
            subject: format!("{title}, {}", body.name),
            title,
            identity: format!("pack {} {}", meeting.key.beneficiary, meeting.key.id),
            created: now,
            provider: paper::party(provider),
            logo_svg: None,
            banner: has_draft.then(|| lang.t("report-banner-draft")),
        },
        subtitle: format!("{}, {}", body.name, figures::instant(lang, meeting.starts_at)),
        addressee: Some(paper::party(body)),
        references: [place, made].into_iter().filter(|one| !one.value.is_empty()).collect(),
        has_contents: true,
        sections,
    }))
}

fn agenda(lang: Lang, all: &Sitting) -> TextSection {
    let rows: Vec<Vec<String>> = (1..)
        .zip(&all.items)
        .map(|(number, one): (usize, _)| {
            let words = if one.detail.is_empty() {
                one.title.clone()
            } else {
                format!("{}\n{}", one.title, one.detail)
            };
            vec![number.to_string(), words, lang.t(one.source.label_key())]
        })
        .collect();
    let columns = vec![
        TextColumn::new(lang.t("pack-number")),
        TextColumn::wide(lang.t("agenda-point")),
        TextColumn::new(lang.t("agenda-source")),
    ];
    let block = if rows.is_empty() {
        TextBlock::Paragraph(lang.t("meeting-no-item"))
    } else {
        TextBlock::Table(TextTable { columns, rows, ..TextTable::default() })
    };
    TextSection::new(lang.t("meeting-agenda"), vec![block])
}

fn agreed(lang: Lang, parts: &Parts<'_>) -> TextSection {
    let title = lang.t("pack-actions");
    let Some((last, actions)) = parts.last else {
        return TextSection::new(title, vec![TextBlock::Paragraph(lang.t("pack-no-meeting"))]);
    };
    let held = [("day", figures::date(lang, day(last.starts_at)))];
    let said = TextBlock::Paragraph(lang.with("pack-last-meeting", &held));
    if actions.is_empty() {
        return TextSection::new(title, vec![said, TextBlock::Paragraph(lang.t("pack-no-action"))]);
    }
    let columns = vec![
        TextColumn::wide(lang.t("action-one")),
        TextColumn::new(lang.t("action-owner")),
        TextColumn::new(lang.t("action-due")),
        TextColumn::new(lang.t("action-state")),
    ];
    let rows = actions.iter().map(|one| {
        let due = figures::date(lang, one.due_on);
        vec![one.body.clone(), one.owner.clone(), due, lang.t(one.state.label_key())]
    });
    let table = TextTable { columns, rows: rows.collect(), ..TextTable::default() };
    TextSection::new(title, vec![said, TextBlock::Table(table)])
}

fn report(lang: Lang, parts: &Parts<'_>) -> Vec<TextSection> {
    let (kind, first) = parts.looked_at;
    let Some(all) = parts.report else {
        let period = figures::figure(lang, &writing::period(kind, rules::span(kind, first)));
        let said = lang.with("pack-no-report", &[("period", &period)]);
        return vec![TextSection::new(lang.t("pack-report"), vec![TextBlock::Paragraph(said)])];
    };
    let report = &all.report;
    let state = lang.t(report.state.label_key());
    let title = paper::title(lang, report);
    let mut opening =
        vec![TextBlock::Note(lang.with("pack-report-state", &[("title", &title), ("state", &state)]))];
    if !report.introduction.is_empty() {
        opening.push(TextBlock::Paragraph(report.introduction.clone()));
    }
    let first = TextSection { begins_page: true, ..TextSection::new(title, opening) };
    let chapters = (1..).zip(&all.document.sections).map(|(number, section)| {
        let plan = Some(report.plan.as_str()).filter(|plan| section.name == "ahead" && !plan.is_empty());
        paper::chapter(lang, number, section, plan)
    });
    std::iter::once(first).chain(chapters).collect()
}
