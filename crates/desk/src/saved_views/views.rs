//! How views look: tabs above the list, the form that saves one, and the page that puts them in order.

use super::{Audience, SavedView, ViewForm, ViewKey, actions, counts::Shown};
use crate::{
    teams::{Team, TeamId},
    tickets::store::lists::COUNTED,
};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as row, confirmation, error_of, error_summary, link, section, submit, submit_with, tag,
            text,
        },
        page,
    },
};

/// Among whom a reader may choose who else reads a view.
pub struct Readers {
    /// Every team.
    pub teams: Vec<Team>,
    /// The beneficiaries in scope.
    pub beneficiaries: Vec<Organisation>,
    /// The reader's own teams.
    pub own_teams: Vec<TeamId>,
}

/// The views above the list. The script writes counts beside them.
pub fn tabs(lang: Lang, views: &[Shown], line: &str) -> Markup {
    html! {
        nav.view-tabs aria-label=(lang.t("view-title")) {
            ul {
                li { a href="/tickets" aria-current=[line.is_empty().then_some("page")] { (lang.t("view-open")) } }
                @for view in views {
                    li {
                        a href=(view.address()) aria-current=[(view.line == line).then_some("page")] data-view {
                            (view.name)
                        }
                    }
                }
                li { a.quiet href="/views" { (lang.t("view-manage")) } }
            }
        }
    }
}

/// The form that saves the list at hand.
pub fn save(ctx: &Ctx, readers: &Readers, line: &str) -> Markup {
    let form = ViewForm { line: line.to_owned(), ..ViewForm::default() };
    let lang = ctx.lang;
    let fields = html! {
        (Field::text(lang, "name", lang.t("view-name")).max_length(60).id_as("view-name"))
        (audience(ctx, readers, &form, &[]).id_as("view-audience"))
        (submit(Emphasis::Secondary, &lang.t("view-save")))
    };
    html! {
        details.more {
            summary { (lang.t("view-save-this")) }
            (PostForm::new("/views", &ctx.csrf).hidden("line", line).label(lang.t("view-save-this")).body(fields))
        }
    }
}

fn audience(ctx: &Ctx, readers: &Readers, form: &ViewForm, errors: &[FieldError]) -> Field {
    let lang = ctx.lang;
    let manages = ctx.actor.may(Permission::DeskManage);
    let teams = readers.teams.iter().filter(|team| manages || readers.own_teams.contains(&team.id));
    let shared = readers.beneficiaries.iter().filter(|one| actions::may_share(ctx, &one.id));
    let choices =
        std::iter::once(Choice::new("me", lang.t("view-audience-person")))
            .chain(teams.map(|t| {
                Choice::new(format!("team:{}", t.id), lang.with("view-of-team", &[("name", &t.name)]))
            }))
            .chain(shared.map(|o| {
                Choice::new(
                    format!("beneficiary:{}", o.id),
                    lang.with("view-of-beneficiary", &[("name", &o.name)]),
                )
            }));
    let chosen = if form.audience.is_empty() { "me" } else { &form.audience };
    Field::select(lang, "audience", lang.t("view-audience"), choices)
        .value(chosen)
        .error(error_of(errors, "audience"))
}

/// The page: those that everybody has, then one's own, in order, then the form of a new one.
pub(super) fn list_page(
    ctx: &Ctx,
    shown: &[Shown],
    readers: &Readers,
    deleted: Option<&ViewKey>,
    typed: Option<(Option<&ViewKey>, &ViewForm)>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("view-title"), lang.t("desk-view-desk"));
    let head = head.crumbs([Crumb::new(lang.t("desk-tickets"), "/tickets")]).lead(text(lang.t("view-lead")));
    let of = |key: Option<&ViewKey>| typed.filter(|(of, _)| *of == key).map(|(_, form)| form);
    let body = html! {
        (error_summary(lang, errors))
        @if let Some(key) = deleted { (undo(ctx, key)) }
        (section("everybody", &lang.t("view-everybody"), None, built_in(lang, shown)))
        (section("saved", &lang.t("view-saved"), None, saved(ctx, shown, readers, &of, errors)))
        (section("new", &lang.t("view-new"), None, new_view(ctx, readers, of(None), errors)))
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

fn undo(ctx: &Ctx, key: &ViewKey) -> Markup {
    let action = format!("{}/restoration", key.path());
    let button = action_button(&ctx.csrf, &action, Emphasis::Secondary, &ctx.lang.t("view-undo"), None);
    confirmation(&ctx.lang.t("view-deleted"), button)
}

fn count(lang: Lang, view: &Shown) -> Markup {
    match view.count {
        None => tag(Tone::Warning, &lang.t("view-broken")),
        Some(COUNTED) => text(lang.with("view-count-more", &[("count", COUNTED)])),
        Some(count) => text(count.to_string()),
    }
}

fn built_in(lang: Lang, shown: &[Shown]) -> Markup {
    let table = DataTable::new(lang.t("view-everybody")).caption_hidden();
    let table = table.column(lang.t("view-one")).column(lang.t("filter-line")).figures(lang.t("view-count"));
    let rows = shown.iter().filter(|view| view.saved.is_none());
    let table =
        table.rows(rows.map(|view| {
            [link(&view.address(), &view.name), html! { code { (view.line) } }, count(lang, view)]
        }));
    table.render()
}

fn saved<'a>(
    ctx: &Ctx,
    shown: &[Shown],
    readers: &Readers,
    typed: &dyn Fn(Option<&ViewKey>) -> Option<&'a ViewForm>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let columns = ["view-one", "view-audience", "filter-line"];
    let table = DataTable::new(lang.t("view-saved")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("view-count")).column(lang.t("view-change"));
    let rows = shown.iter().filter_map(|view| Some((view, view.saved.as_ref()?)));
    let table = table.rows(rows.map(|(view, saved)| {
        let may_change = actions::may_change(ctx, saved, &readers.own_teams);
        [
            link(&view.address(), &view.name),
            text(read_by(lang, saved)),
            html! { code { (view.line) } },
            count(lang, view),
            html! { @if may_change { (change(ctx, saved, typed(Some(&saved.key)), errors)) } },
        ]
    }));
    table.empty(html! { p { (lang.t("view-none")) } }).render()
}

fn read_by(lang: Lang, view: &SavedView) -> String {
    match (view.audience, &view.team, &view.beneficiary_name) {
        (Audience::Team, Some((_, name)), _) => lang.with("view-of-team", &[("name", name)]),
        (Audience::Beneficiary, _, Some(name)) => lang.with("view-of-beneficiary", &[("name", name)]),
        _ => lang.t(Audience::Person.label_key()),
    }
}

/// Name and line, place, deletion.
fn change(ctx: &Ctx, view: &SavedView, typed: Option<&ViewForm>, errors: &[FieldError]) -> Markup {
    let (lang, path) = (ctx.lang, view.key.path());
    let stored = ViewForm { name: view.name.clone(), line: view.line.clone(), ..ViewForm::default() };
    let own = if typed.is_some() { errors } else { &[] };
    let prefix = typed.is_none().then(|| view.key.view.to_string());
    let fields = html! {
        (fields(lang, typed.unwrap_or(&stored), own, prefix.as_deref()))
        (row(submit(Emphasis::Primary, &lang.t("view-change-do"))))
    };
    let moves = html! {
        (submit_with(Emphasis::Quiet, &lang.t("view-up"), "to", "up"))
        (submit_with(Emphasis::Quiet, &lang.t("view-down"), "to", "down"))
    };
    let delete = format!("{path}/deletion");
    html! {
        details.more open[typed.is_some()] {
            summary { (lang.t("view-rename")) span.visually-hidden { " " (view.name) } }
            (PostForm::new(&path, &ctx.csrf).hidden("version", view.version.to_string()).body(fields))
        }
        (row(html! {
            (PostForm::new(format!("{path}/move"), &ctx.csrf).label(lang.with("view-move", &[("name", &view.name)])).body(moves))
            (action_button(&ctx.csrf, &delete, Emphasis::Quiet, &lang.t("view-delete"), Some(&view.name)))
        }))
    }
}

fn fields(lang: Lang, form: &ViewForm, errors: &[FieldError], prefix: Option<&str>) -> Markup {
    let named = |field: Field, name: &str| match prefix {
        Some(prefix) => field.id_as(format!("{prefix}-{name}")),
        None => field,
    };
    let name = Field::text(lang, "name", lang.t("view-name")).value(&form.name).max_length(60);
    let line =
        Field::text(lang, "line", lang.t("filter-line")).value(&form.line).hint(lang.t("view-line-hint"));
    html! {
        (named(name.error(error_of(errors, "name")), "name"))
        (named(line.error(error_of(errors, "line")), "line"))
    }
}

fn new_view(ctx: &Ctx, readers: &Readers, typed: Option<&ViewForm>, errors: &[FieldError]) -> Markup {
    let own = if typed.is_some() || errors.is_empty() { errors } else { &[] };
    let prefix = (!errors.is_empty() && typed.is_none()).then_some("new");
    let empty = ViewForm::default();
    let form = typed.unwrap_or(&empty);
    let body = html! {
        (fields(ctx.lang, form, own, prefix))
        (audience(ctx, readers, form, own))
        (row(submit(Emphasis::Primary, &ctx.lang.t("view-save"))))
    };
    PostForm::new("/views", &ctx.csrf).label(ctx.lang.t("view-new")).body(body).render()
}
