//! The portfolio, and the same as a file.

use super::super::{
    ProjectKey, ProjectState, Weather,
    actions::{ListQuery, Row, today},
    rules,
};
use super::{end, next, state_tag, weather_tag};
use kernel::{Permission, Scope};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::Lang,
    sheet::{Cell, Cells, Format, Sheet},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, Icon, Tone, empty_state, error_of,
            error_summary, filter_form, link, link_button, pagination, submit, tag, text,
        },
        guard::percent,
        page,
    },
};

/// The portfolio.
pub(in super::super) fn list_page(
    ctx: &Ctx,
    query: &ListQuery,
    rows: &[Row],
    next_page: Option<&ProjectKey>,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let new = ctx.actor.may(Permission::ProjectManage);
    let new = new.then(|| link_button(Emphasis::Primary, "/projects/new", &lang.t("project-new")));
    let head = Head::new(lang.t("project-title"), lang.t("project-view")).lead(text(lang.t("project-lead")));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } }).has_errors(!errors.is_empty());
    let why = if *query == ListQuery::default() { "project-none-why" } else { "project-none-found" };
    let nothing = empty_state(&lang.t("project-none"), &lang.t(why), new);
    let first = (!query.after.is_empty()).then(|| address(query, &[]));
    let next = next_page.map(|key| address(query, &[("after", &format!("{}/{}", key.beneficiary, key.id))]));
    let body = html! {
        (error_summary(lang, errors))
        (filters(ctx, query, bodies, errors))
        (table(ctx, rows).empty(nothing))
        (pagination(lang, &lang.t("project-title"), first.as_deref(), next.as_deref(), None))
        @if !rows.is_empty() { (files(lang, query)) }
    };
    page(ctx, &head, body)
}

fn address(query: &ListQuery, more: &[(&str, &str)]) -> String {
    let mut parts: Vec<(&str, &str)> = vec![
        ("beneficiary", &query.beneficiary),
        ("state", &query.state),
        ("weather", &query.weather),
        ("late", &query.late),
    ];
    parts.extend(more);
    parts.retain(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = parts.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
    if pairs.is_empty() { "/projects".to_owned() } else { format!("/projects?{}", pairs.join("&")) }
}

fn files(lang: Lang, query: &ListQuery) -> Markup {
    html! {
        p.exports {
            (lang.t("export-as")) " "
            @for format in Format::ALL {
                @let path = address(query, &[("format", format.as_str())]).replacen("/projects", "/projects/export", 1);
                a href=(path) { (Icon::Download) (format.as_str().to_uppercase()) } " "
            }
        }
    }
}

fn filters(ctx: &Ctx, query: &ListQuery, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let any = || std::iter::once(Choice::new("", lang.t("project-any")));
    let bodies = any().chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let states =
        any().chain(ProjectState::ALL.iter().map(|s| Choice::new(s.as_str(), lang.t(s.label_key()))));
    let weathers = any().chain(Weather::ALL.iter().map(|w| Choice::new(w.as_str(), lang.t(w.label_key()))));
    filter_form(
        "/projects",
        &lang.t("project-title"),
        html! {
            @if *ctx.scope() == Scope::All {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&query.beneficiary))
            }
            (Field::select(lang, "state", lang.t("project-state"), states).value(&query.state).error(error_of(errors, "state")))
            (Field::select(lang, "weather", lang.t("project-weather"), weathers).value(&query.weather).error(error_of(errors, "weather")))
            (Field::checkbox(lang, "late", lang.t("project-only-late")).value(&query.late))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}

fn table(ctx: &Ctx, rows: &[Row]) -> DataTable {
    let (lang, today) = (ctx.lang, today(ctx));
    let columns =
        ["project-one", "project-state", "project-weather", "project-next", "project-end", "project-manager"];
    let table = DataTable::new(lang.t("project-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(rows.iter().map(|Row { project, steps }| {
        let late = rules::late(steps, today);
        let is_late = late > 0 && rules::is_open(project.state);
        vec![
            html! {
                (link(&project.key.path(), &project.name))
                p.hint { (project.beneficiary_name) }
            },
            state_tag(lang, project.state),
            html! { (weather_tag(lang, project.weather)) @if !project.weather_says.is_empty() { p.hint { (project.weather_says) } } },
            html! {
                (next(lang, steps, today))
                @if is_late && late > 1 { " " (tag(Tone::Bad, &lang.with("project-late-count", &[("count", late)]))) }
            },
            text(end(lang, project, steps)),
            text(&project.manager.name),
        ]
    }))
}

/// The portfolio as a file: its columns.
pub(in super::super) fn sheet_of(lang: Lang) -> Sheet {
    const COLUMNS: [&str; 14] = [
        "project-one",
        "desk-beneficiary",
        "project-state",
        "project-weather",
        "project-weather-says",
        "project-sponsor",
        "project-manager",
        "project-start",
        "project-end-agreed",
        "project-end-foreseen",
        "project-next",
        "project-next-on",
        "project-late-steps",
        "export-updated",
    ];
    let columns = COLUMNS.iter().map(|key| lang.t(key)).collect();
    Sheet { file: "projects".into(), title: lang.t("project-title"), columns, lang }
}

/// A row of the file.
pub(in super::super) fn row(ctx: &Ctx, Row { project, steps }: &Row) -> Cells {
    let lang = ctx.lang;
    let word = |key: &str| Cell::Text(lang.t(key));
    let text = |text: &String| Cell::Text(text.clone());
    let day = |day: Option<jiff::civil::Date>| day.map_or(Cell::Empty, Cell::Date);
    let next = rules::next(steps);
    let late = if rules::is_open(project.state) { rules::late(steps, today(ctx)) } else { 0 };
    vec![
        text(&project.name),
        text(&project.beneficiary_name),
        word(project.state.label_key()),
        word(project.weather.label_key()),
        text(&project.weather_says),
        text(&project.sponsor),
        text(&project.manager.name),
        day(project.starts_on),
        day(project.ends_on),
        day(rules::end(project.ends_on, steps)),
        Cell::words(next.map(|step| step.name.as_str())),
        day(next.map(|step| step.forecast_on)),
        Cell::Number(i64::try_from(late).unwrap_or(i64::MAX)),
        Cell::Instant(project.updated_at),
    ]
}
