//! What an import would do, does or did, line by line.

use super::{crumbs, state_tag};
use crate::imports::{Import, Line, Outcome, State, Target, Trouble, actions::Reading, rules};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet::{Cell, Cells, Sheet, reading::Table},
    web::{
        components::{
            DataTable, Emphasis, Head, PostForm, Tab, Tone, actions, facts, link, link_button, notice,
            pagination, progress, section, submit, tabs, tag, text,
        },
        page,
    },
};
use std::collections::HashMap;

pub(in super::super) fn report(ctx: &Ctx, reading: &Reading) -> Markup {
    let (lang, import) = (ctx.lang, &reading.import);
    let head = Head::new(&import.file_name, lang.t("import-view"))
        .crumbs(crumbs(lang))
        .lead(html! { p { (state_tag(lang, import.state)) " " (lang.t(import.target.label_key())) } });
    page(
        ctx,
        &head,
        html! {
            (told(ctx, reading))
            @if import.counts.lines() > 0 {
                (section("lines", &lang.t("import-lines"), None, lines(ctx, reading)))
            }
            (section("about", &lang.t("import-about"), None, about(lang, import)))
        },
    )
}

/// Where the import stands, and what may be done now.
fn told(ctx: &Ctx, reading: &Reading) -> Markup {
    let (lang, import) = (ctx.lang, &reading.import);
    html! {
        @if let Some(before) = reading.same_rows.as_ref().filter(|_| import.state.is_before_writing()) {
            (notice(Tone::Info, &lang.t("import-same-rows"), html! { (link(&before.path(), &before.file_name)) }))
        }
        @match import.state {
            State::New => (notice(Tone::Info, &lang.t("import-unmapped"), html! {})),
            State::Checking | State::Applying | State::Undoing => (under_way(lang, import)),
            State::Checked if import.counts.refused > 0 =>
                (notice(Tone::Warning, &counted(lang, "import-checked-refused", import), html! { p { (lang.t("import-checked-refused-why")) } })),
            State::Checked => (notice(Tone::Good, &counted(lang, "import-checked", import), html! {})),
            State::Done => (notice(Tone::Good, &counted(lang, "import-done", import), html! {})),
            State::Cancelled => (notice(Tone::Warning, &counted(lang, "import-cancelled", import), html! {})),
            State::Undone => (notice(Tone::Good, &undone(lang, import), html! {
                @if import.counts.kept > 0 { p { (lang.t("import-kept-why")) } }
            })),
        }
        (buttons(ctx, import))
    }
}

fn counted(lang: Lang, key: &str, import: &Import) -> String {
    let c = import.counts;
    let args = [("creates", c.creates), ("changes", c.changes), ("same", c.same), ("refused", c.refused)];
    lang.with(key, &args)
}

fn undone(lang: Lang, import: &Import) -> String {
    lang.with("import-undone", &[("count", import.counts.taken_back), ("kept", import.counts.kept)])
}

fn under_way(lang: Lang, import: &Import) -> Markup {
    let (done, total) = match import.state {
        State::Undoing => (import.counts.taken_back + import.counts.kept, import.counts.creates),
        _ => (import.counts.lines(), import.total),
    };
    let words = lang.with(
        "import-progress",
        &[("done", figures::count(lang, done)), ("total", figures::count(lang, total))],
    );
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    html! {
        (progress(&lang.t(import.state.label_key()), number(done), number(total), &words))
        p { (link(&import.path(), &lang.t("import-look-again"))) }
    }
}

fn buttons(ctx: &Ctx, import: &Import) -> Markup {
    let lang = ctx.lang;
    let post = |verb: &str, emphasis, label: String| {
        PostForm::new(format!("{}/{verb}", import.path()), &ctx.csrf)
            .hidden("version", import.version.to_string())
            .body(submit(emphasis, &label))
            .render()
    };
    let mapping = format!("{}/mapping", import.path());
    let refused = format!("{}/refused", import.path());
    actions(html! {
        @if rules::may_apply(import).is_ok() {
            (post("application", Emphasis::Primary, counted(lang, "import-apply", import)))
        }
        @if import.state == State::New { (link_button(Emphasis::Primary, &mapping, &lang.t("import-mapping"))) }
        @else if import.state.is_before_writing() { (link_button(Emphasis::Secondary, &mapping, &lang.t("import-map-again"))) }
        @if import.counts.refused > 0 { (link_button(Emphasis::Secondary, &refused, &lang.t("import-refused-file"))) }
        @if rules::may_cancel(import).is_ok() {
            (post("cancellation", Emphasis::Secondary, lang.t("import-cancel")))
        }
        @if rules::may_undo(import).is_ok() { (post("undoing", Emphasis::Secondary, lang.t("import-undo"))) }
    })
}

fn lines(ctx: &Ctx, reading: &Reading) -> Markup {
    let (lang, import) = (ctx.lang, &reading.import);
    let parts: Vec<Tab> = Outcome::ALL
        .into_iter()
        .map(|outcome| Tab {
            label: lang.t(outcome.label_key()),
            href: format!("{}?outcome={}", import.path(), outcome.as_str()),
            is_current: outcome == reading.outcome,
            count: u64::try_from(import.counts.of(outcome)).ok(),
        })
        .collect();
    let next = reading
        .next
        .map(|after| format!("{}?outcome={}&after={after}", import.path(), reading.outcome.as_str()));
    html! {
        (tabs(&lang.t("import-lines"), &parts))
        @if reading.outcome == Outcome::Refused { (refusals(lang, &reading.lines)) }
        @else { (others(lang, import, &reading.lines)) }
        (pagination(lang, &lang.t("import-lines"), None, next.as_deref(), None))
    }
}

fn refusals(lang: Lang, lines: &[Line]) -> Markup {
    let cells = |trouble: &Trouble| {
        let column =
            if trouble.column.is_empty() { lang.t("import-whole-line") } else { trouble.column.clone() };
        [text(trouble.line.to_string()), text(column), text(&trouble.typed), text(lang.text(&trouble.text))]
    };
    DataTable::new(lang.t("import-outcome-refused"))
        .caption_hidden()
        .figures(lang.t("import-line"))
        .column(lang.t("import-column"))
        .column(lang.t("import-typed"))
        .column(lang.t("import-reason"))
        .rows(lines.iter().flat_map(|line| &line.troubles).map(cells))
        .render()
}

fn others(lang: Lang, import: &Import, lines: &[Line]) -> Markup {
    let cells = |line: &Line| {
        let what = match path(import.target, line) {
            Some(path) => link(&path, &line.what),
            None => text(&line.what),
        };
        let (tone, key) = match line.state.as_str() {
            "done" => (Tone::Good, "import-line-done"),
            "taken_back" => (Tone::Neutral, "import-line-taken-back"),
            "kept" => (Tone::Warning, "import-line-kept"),
            _ => (Tone::Neutral, "import-line-foreseen"),
        };
        [text(line.line.to_string()), what, tag(tone, &lang.t(key))]
    };
    DataTable::new(lang.t("import-lines"))
        .caption_hidden()
        .figures(lang.t("import-line"))
        .column(lang.t("import-what"))
        .column(lang.t("import-state"))
        .rows(lines.iter().map(cells))
        .render()
}

/// Where what a line became is shown.
fn path(target: Target, line: &Line) -> Option<String> {
    let object = line.object.as_ref().filter(|_| line.state != "taken_back")?;
    let owner = object.owner.as_ref();
    Some(match target {
        Target::Person => format!("/persons/{}", object.id),
        Target::Site => format!("/sites/{}/{}", owner?, object.id),
        Target::Asset => format!("/estate/assets/{}/{}", owner?, object.id),
        Target::Ticket => format!("/tickets/{}/{}", owner?, object.id),
    })
}

fn about(lang: Lang, import: &Import) -> Markup {
    let at = |at: Option<jiff::Timestamp>| at.map_or_else(|| "—".to_owned(), |at| figures::instant(lang, at));
    facts([
        (lang.t("import-file"), text(&import.file_name)),
        (lang.t("import-rows"), text(figures::count(lang, import.row_count))),
        (lang.t("import-source"), text(&import.source)),
        (lang.t("import-by"), text(&import.created_by_name)),
        (lang.t("import-received"), text(figures::instant(lang, import.created_at))),
        (lang.t("import-applied"), text(at(import.applied_at))),
        (lang.t("import-finished"), text(at(import.finished_at))),
    ])
}

/// The rows refused with what is wrong with each, ready to be mended and sent again.
pub(in super::super) fn refused_sheet(lang: Lang, table: &Table, lines: &[Line]) -> (Sheet, Vec<Cells>) {
    let mut columns = table.columns.clone();
    columns.extend(["import-line", "import-column", "import-reason"].map(|key| lang.t(key)));
    let by_line: HashMap<u64, &Vec<String>> = table.rows.iter().map(|row| (row.line, &row.cells)).collect();
    let rows = lines.iter().map(|line| {
        let cells = u64::try_from(line.line).ok().and_then(|line| by_line.get(&line));
        let cells = cells.map_or_else(|| vec![String::new(); table.columns.len()], |cells| (*cells).clone());
        let said = |what: &dyn Fn(&Trouble) -> String| {
            let said = line.troubles.iter().map(what).filter(|one| !one.is_empty());
            Cell::Text(said.collect::<Vec<_>>().join("\n"))
        };
        let (column, why) = (said(&|t| t.column.clone()), said(&|t| lang.text(&t.text)));
        cells.into_iter().map(Cell::Text).chain([Cell::Number(line.line), column, why]).collect()
    });
    (Sheet { file: "refused".into(), title: lang.t("import-outcome-refused"), columns, lang }, rows.collect())
}
