//! Versions, differences and the import of a file, drawn.

use super::{
    Proposal, Verdict, VersionKind, VersionSummary,
    rules::{EFFECTIVE_FROM, SOURCE},
};
use crate::document::{Change, Problem, Severity};
use maud::{Markup, Render as _, html};
use platform::{
    i18n::{Lang, figures},
    web::components::{
        DataTable, Emphasis, Field, FieldError, Narrow, PostForm, Tone, actions, empty_state, error_of,
        error_summary, facts, figure, link, notice, section, submit, submit_with, tag, text,
    },
};

/// `Convention`, or `Avenant n° 1`.
pub fn version_name(lang: Lang, kind: VersionKind, number: i64) -> String {
    match kind {
        VersionKind::Agreement => lang.t("versions-kind-agreement"),
        VersionKind::Amendment => lang.with("versions-kind-amendment", &[("number", number - 1)]),
    }
}

/// Every version, the newest first, each with its difference.
pub fn version_table(lang: Lang, code: &str, versions: &[VersionSummary], in_force: Option<i64>) -> Markup {
    let table = DataTable::new(lang.t("versions-title"))
        .caption_hidden()
        .column(lang.t("versions-version"))
        .column(lang.t("versions-effective-from"))
        .column(lang.t("versions-state"))
        .column(lang.t("versions-imported"));
    let rows = versions.iter().map(|version| {
        let name = version_name(lang, version.kind, version.number);
        let state = if in_force == Some(version.number) {
            tag(Tone::Info, &lang.t("versions-in-force"))
        } else {
            html! {}
        };
        let imported = [
            ("name", version.imported_by_name.clone()),
            ("instant", figures::instant(lang, version.imported_at)),
        ];
        [
            link(&format!("/agreements/{code}/versions/{}", version.number), &name),
            text(figures::date(lang, version.effective_from)),
            state,
            text(lang.with("versions-imported-by", &imported)),
        ]
    });
    table.rows(rows).render()
}

/// One version: what it is, where its text is, and what it changed.
pub fn version_page(lang: Lang, code: &str, version: &VersionSummary, changes: &[Change]) -> Markup {
    let signed = version.signed_on.map_or_else(
        || lang.with("versions-signed-in-year", &[("year", version.signature_year.to_string())]),
        |day| figures::date(lang, day),
    );
    let home = format!("/agreements/{code}");
    let known = facts([
        (lang.t("versions-effective-from"), text(figures::date(lang, version.effective_from))),
        (lang.t("versions-signed"), text(signed)),
        (lang.t("versions-imported"), text(figures::instant(lang, version.imported_at))),
        (lang.t("versions-imported-by-label"), text(&version.imported_by_name)),
        (lang.t("versions-digest"), digest(&version.source_digest)),
    ]);
    let reads = html! {
        ul {
            li { (link(&format!("{home}?version={}", version.number), &lang.t("versions-read"))) }
            li { (link(&format!("{home}/versions/{}/source", version.number), &lang.t("versions-source-file"))) }
        }
    };
    html! {
        (section("version", &lang.t("versions-version"), None, html! { (known) (reads) }))
        (section("difference", &lang.t("versions-difference"), None, html! {
            @if version.kind == VersionKind::Agreement {
                p { (lang.t("versions-first")) }
            } @else {
                (difference_table(lang, changes))
            }
        }))
    }
}

/// A digest that may be broken into lines of eight characters on a narrow screen.
fn digest(hexadecimal: &str) -> Markup {
    let groups = hexadecimal.as_bytes().chunks(8).map(String::from_utf8_lossy);
    html! { code { @for group in groups { (group) wbr; } } }
}

/// What changes, before and after.
pub fn difference_table(lang: Lang, changes: &[Change]) -> Markup {
    let empty = empty_state(&lang.t("versions-no-change"), &lang.t("versions-no-change-why"), None);
    let table = DataTable::new(lang.t("versions-difference"))
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(lang.t("versions-what"))
        .column(lang.t("versions-before"))
        .column(lang.t("versions-after"))
        .empty(empty);
    let rows = changes.iter().map(|change| {
        let what = [lang.text(&change.section), change.item.clone(), lang.text(&change.label)];
        let mut what: Vec<String> = what.into_iter().filter(|word| !word.is_empty()).collect();
        what.dedup();
        let absent = |key: &str| html! { span.no-data { (lang.t(key)) } };
        let before = change.before.as_ref().map(|value| html! { del { (figure(lang, value)) } });
        let after = change.after.as_ref().map(|value| html! { ins { (figure(lang, value)) } });
        [
            html! { (what.join(" · ")) br; code { (change.path) } },
            before.unwrap_or_else(|| absent("versions-added")),
            after.unwrap_or_else(|| absent("versions-removed")),
        ]
    });
    table.rows(rows).render()
}

/// What somebody typed in the import form.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The date, as typed.
    pub effective_from: String,
    /// The text, as typed or read from the file.
    pub source: String,
}

/// The import form with what was typed and, after a preview, what it would do.
pub fn import_page(
    lang: Lang,
    csrf: &str,
    code: &str,
    typed: &Typed,
    errors: &[FieldError],
    proposal: Option<&Proposal>,
) -> Markup {
    let action = format!("/agreements/{code}/import");
    let form = PostForm::new(action, csrf).upload();
    let (form, draft) = match proposal.map(|proposal| &proposal.verdict) {
        Some(Verdict::New(draft)) => (form.hidden("number", draft.number.to_string()), Some(draft)),
        _ => (form, None),
    };
    let buttons = html! {
        @if draft.is_some() {
            (submit_with(Emphasis::Primary, &lang.t("versions-confirm"), "step", "confirm"))
            (submit_with(Emphasis::Secondary, &lang.t("versions-preview-again"), "step", "preview"))
        } @else {
            (submit(Emphasis::Primary, &lang.t("versions-preview")))
        }
    };
    html! {
        (error_summary(lang, errors))
        @if let Some(proposal) = proposal { (outcome(lang, typed, proposal)) }
        (form.body(html! { (fields(lang, typed, errors)) (actions(buttons)) }).render())
    }
}

fn fields(lang: Lang, typed: &Typed, errors: &[FieldError]) -> Markup {
    html! {
        (Field::date(lang, EFFECTIVE_FROM, lang.t("versions-effective-from"))
            .value(typed.effective_from.clone())
            .hint(lang.t("versions-effective-from-hint"))
            .error(error_of(errors, EFFECTIVE_FROM))
            .required())
        (Field::file(lang, "file", lang.t("versions-file"))
            .hint(lang.t("versions-file-hint"))
            .error(error_of(errors, "file"))
            .accept(".toml,text/plain"))
        (Field::textarea(lang, SOURCE, lang.t("versions-source"))
            .value(typed.source.clone())
            .hint(lang.t("versions-source-hint"))
            .error(error_of(errors, SOURCE))
            .rows(20))
    }
}

/// What the import would do: refuse with places, change nothing, or make a version with its difference.
fn outcome(lang: Lang, typed: &Typed, proposal: &Proposal) -> Markup {
    html! {
        @match &proposal.verdict {
            Verdict::Refused => {
                (notice(Tone::Bad, &lang.t("versions-refused"), html! { (lang.t("versions-refused-kept")) }))
            },
            Verdict::Unchanged { number } => {
                (notice(Tone::Info, &lang.with("versions-unchanged", &[("number", number)]), html! {}))
            },
            Verdict::New(draft) => {
                @let name = version_name(lang, draft.kind, draft.number);
                @let args = [("name", name), ("date", figures::date(lang, draft.effective_from))];
                (notice(Tone::Info, &lang.with("versions-would-make", &args), html! { (lang.t("versions-would-make-do")) }))
                @if draft.kind == VersionKind::Amendment {
                    (section("difference", &lang.t("versions-difference"), None, difference_table(lang, &draft.changes)))
                }
            },
        }
        @if !proposal.problems.is_empty() {
            (section("findings", &lang.t("versions-findings"), None, findings(lang, &typed.source, &proposal.problems)))
        }
    }
}

/// What was found, line by line, with the line itself.
fn findings(lang: Lang, source: &str, problems: &[Problem]) -> Markup {
    let lines: Vec<&str> = source.lines().collect();
    let table = DataTable::new(lang.t("versions-findings"))
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(lang.t("versions-place"))
        .column(lang.t("versions-severity"))
        .column(lang.t("versions-finding"));
    let rows = problems.iter().map(|problem| {
        let place = [("line", problem.line), ("column", problem.column)];
        let tone = match problem.severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warning,
            Severity::Remark => Tone::Neutral,
        };
        let line = lines.get(problem.line.saturating_sub(1)).map(|line| line.trim()).unwrap_or_default();
        [
            text(lang.with("versions-line", &place)),
            tag(tone, &lang.text(&problem.severity.label())),
            html! {
                @if !problem.path.is_empty() { code { (problem.path) } " " }
                (lang.text(&problem.message))
                @if !line.is_empty() { br; code { (line) } }
                br; (lang.text(&problem.fix))
            },
        ]
    });
    table.rows(rows).render()
}
