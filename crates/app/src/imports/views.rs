//! How imports are drawn.

mod mapping;
mod report;

pub(super) use mapping::mapping;
pub(super) use report::{refused_sheet, report};

use super::{Import, State, Target, actions::Page, pages::NewForm};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions, empty_state, error_of, error_summary, link, link_button, pagination, section, submit,
            tag, text,
        },
        page,
    },
};

/// The list of imports, and the mappings kept.
pub(super) fn list(ctx: &Ctx, shown: &Page) -> Markup {
    let lang = ctx.lang;
    let button = link_button(Emphasis::Primary, "/imports/new", &lang.t("import-new"));
    let head = Head::new(lang.t("import-title"), lang.t("import-view"))
        .lead(html! { p { (lang.t("import-lead")) } })
        .actions(button);
    let table = DataTable::new(lang.t("import-title"))
        .caption_hidden()
        .column(lang.t("import-file"))
        .column(lang.t("import-target"))
        .column(lang.t("import-state"))
        .figures(lang.t("import-outcome-create"))
        .figures(lang.t("import-outcome-change"))
        .figures(lang.t("import-outcome-refused"))
        .column(lang.t("import-by"))
        .rows(shown.imports.iter().map(|one| row(lang, one)))
        .empty(empty_state(&lang.t("import-none"), &lang.t("import-none-why"), None));
    let next = shown.next.as_ref().map(|next| format!("/imports?before={next}"));
    page(
        ctx,
        &head,
        html! {
            (table)
            (pagination(lang, &lang.t("import-title"), None, next.as_deref(), None))
            @if !shown.kept.is_empty() { (section("kept", &lang.t("import-kept"), None, kept(ctx, shown))) }
        },
    )
}

fn row(lang: Lang, import: &Import) -> Vec<Markup> {
    vec![
        link(&import.path(), &import.file_name),
        text(lang.t(import.target.label_key())),
        state_tag(lang, import.state),
        text(figures::count(lang, import.counts.creates)),
        text(figures::count(lang, import.counts.changes)),
        text(figures::count(lang, import.counts.refused)),
        text(format!("{}, {}", import.created_by_name, figures::instant(lang, import.created_at))),
    ]
}

fn kept(ctx: &Ctx, shown: &Page) -> Markup {
    let lang = ctx.lang;
    let cells = shown.kept.iter().map(|one| {
        let remove = format!("/imports/mappings/{}/removal", one.id);
        [
            text(&one.name),
            text(lang.t(one.target.label_key())),
            text(&one.created_by_name),
            action_button(&ctx.csrf, &remove, Emphasis::Quiet, &lang.t("import-forget"), Some(&one.name)),
        ]
    });
    DataTable::new(lang.t("import-kept"))
        .caption_hidden()
        .column(lang.t("import-keep-as"))
        .column(lang.t("import-target"))
        .column(lang.t("import-by"))
        .column(lang.t("import-what"))
        .rows(cells)
        .render()
}

fn state_tag(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::New | State::Cancelled | State::Undone => Tone::Neutral,
        State::Checking | State::Applying | State::Undoing => Tone::Info,
        State::Checked => Tone::Warning,
        State::Done => Tone::Good,
    };
    tag(tone, &lang.t(state.label_key()))
}

fn crumbs(lang: Lang) -> [Crumb; 1] {
    [Crumb::new(lang.t("import-title"), "/imports")]
}

/// The form of a file.
pub(super) fn new_import(ctx: &Ctx, form: &NewForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let targets = Target::ALL.map(|target| Choice::new(target.as_str(), lang.t(target.label_key())));
    let megabytes = ctx.platform.settings.upload_mebibytes;
    let fields = html! {
        (Field::radios(lang, "target", lang.t("import-target"), targets).value(&form.target)
            .error(error_of(errors, "target")).required())
        (Field::file(lang, "file", lang.t("import-file")).accept(".csv,.txt,.xlsx,text/csv")
            .hint(lang.with("import-file-hint", &[("limit", megabytes)])).error(error_of(errors, "file")).required())
        (Field::text(lang, "source", lang.t("import-source")).hint(lang.t("import-source-hint")).width(20)
            .value(&form.source).error(error_of(errors, "source")))
        (actions(html! {
            (submit(Emphasis::Primary, &lang.t("import-read")))
            (link_button(Emphasis::Secondary, "/imports", &lang.t("import-back")))
        }))
    };
    let head = Head::new(lang.t("import-new"), lang.t("import-view"))
        .crumbs(crumbs(lang))
        .lead(html! { p { (lang.t("import-new-lead")) } })
        .has_errors(!errors.is_empty());
    page(
        ctx,
        &head,
        html! { (error_summary(lang, errors)) (PostForm::new("/imports", &ctx.csrf).upload().body(fields)) },
    )
}
