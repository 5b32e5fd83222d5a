//! How announcements look: to those concerned, and to those who write them.

use super::{
    Announcement, AnnouncementForm, Listed, Severity, Shown,
    rules::{self, Stage, stage},
};
use estate::sites::Site;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions, empty_state, error_of, error_summary, facts, filter_form, link, link_button, notice,
            pagination, submit, tag, text,
        },
        page,
    },
};

/// What is known now, first thing for those concerned.
pub fn notices(ctx: &Ctx, shown: &[Shown]) -> Markup {
    let lang = ctx.lang;
    html! { @for one in shown { (notice(tone(one.announcement.severity), &title(ctx, &one.announcement), html! {
        p.typed { (one.announcement.body(lang)) }
        p {
            (times(lang, &one.announcement))
            @if !one.sites.is_empty() { " " (lang.with("announcement-sites-are", &[("sites", one.sites.join(", "))])) }
        }
    })) } }
}

fn title(ctx: &Ctx, one: &Announcement) -> String {
    let kind = match (one.severity, stage(one, ctx.now())) {
        (Severity::Outage, Stage::Coming) => Severity::Works,
        (severity, _) => severity,
    };
    format!("{} : {}", ctx.lang.t(kind.label_key()), one.title(ctx.lang))
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Information => Tone::Info,
        Severity::Works => Tone::Warning,
        Severity::Outage => Tone::Bad,
    }
}

/// From when to when, in a sentence.
fn times(lang: Lang, one: &Announcement) -> String {
    let from = figures::instant(lang, one.from);
    match one.to {
        Some(to) => lang.with("announcement-from-to", &[("from", from), ("to", figures::instant(lang, to))]),
        None => lang.with("announcement-from", &[("from", from)]),
    }
}

/// Every announcement, what begins last at the top.
pub(super) fn list_page(ctx: &Ctx, all: &[Listed], has_before: bool, next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let new = || link_button(Emphasis::Primary, "/announcements/new", &lang.t("announcement-new"));
    let head = Head::new(lang.t("announcement-title"), lang.t("desk-view-desk"))
        .lead(html! { p { (lang.t("announcement-lead")) } })
        .actions(new());
    let table = DataTable::new(lang.t("announcement-title")).caption_hidden();
    let columns = [
        "announcement-one",
        "announcement-when",
        "announcement-told",
        "announcement-state",
        "announcement-action",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|one| row(ctx, one)));
    let empty = empty_state(&lang.t("announcement-none"), &lang.t("announcement-none-why"), Some(new()));
    let body = html! {
        (table.empty(empty))
        (pagination(lang, &lang.t("announcement-title"), has_before.then_some("/announcements"), next, None))
    };
    page(ctx, &head, body)
}

fn row(ctx: &Ctx, listed: &Listed) -> [Markup; 5] {
    let (lang, one) = (ctx.lang, &listed.announcement);
    let told = if listed.told == 1 {
        listed.told_name.clone()
    } else {
        lang.with("announcement-told-count", &[("count", listed.told)])
    };
    let now = stage(one, ctx.now());
    let state_tone = match now {
        Stage::Now => tone(one.severity),
        Stage::Coming => Tone::Info,
        Stage::Over | Stage::Archived => Tone::Neutral,
    };
    let (action, label) = if now == Stage::Archived {
        ("restoration", "announcement-restore")
    } else {
        ("archive", "announcement-archive")
    };
    let action = format!("/announcements/{}/{action}", one.id);
    [
        html! { (link(&format!("/announcements/{}", one.id), one.title(lang))) " (" (lang.t(one.severity.label_key())) ")" },
        text(times(lang, one)),
        text(told),
        tag(state_tone, &lang.t(now.label_key())),
        action_button(&ctx.csrf, &action, Emphasis::Quiet, &lang.t(label), Some(one.title(lang))),
    ]
}

fn head(ctx: &Ctx, title: String, errors: &[FieldError]) -> Head {
    let back = Crumb::new(ctx.lang.t("announcement-title"), "/announcements");
    Head::new(title, ctx.lang.t("desk-view-desk")).crumbs([back]).has_errors(!errors.is_empty())
}

/// A new announcement: first whom it concerns, since sites are one beneficiary's.
pub(super) fn new_page(
    ctx: &Ctx,
    form: &AnnouncementForm,
    bodies: &[Organisation],
    sites: &[Site],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let everybody = std::iter::once(Choice::new("", lang.t("announcement-everybody")));
    let owners = everybody.chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let choose = filter_form(
        "/announcements/new",
        &lang.t("announcement-told"),
        html! {
            (Field::select(lang, "beneficiary", lang.t("announcement-told"), owners).value(&form.beneficiary).id_as("told"))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        },
    );
    let ticked = |site: &Site| form.sites.iter().any(|id| id == site.id.as_str());
    let places = sites.iter().map(|site| Choice::new(site.id.as_str(), &site.name).ticked(ticked(site)));
    let body = html! {
        @if !sites.is_empty() {
            (Field::checkboxes(lang, "sites", lang.t("announcement-sites"), places)
                .hint(lang.t("announcement-sites-hint")).error(error_of(errors, "sites")))
        }
        (fields(lang, form, errors))
        (actions(submit(Emphasis::Primary, &lang.t("announcement-publish"))))
    };
    let post = PostForm::new("/announcements", &ctx.csrf).hidden("beneficiary", &form.beneficiary).body(body);
    let head = head(ctx, lang.t("announcement-new"), errors);
    page(ctx, &head, html! { (error_summary(lang, errors)) (choose) (post) })
}

/// An announcement that may be changed.
pub(super) fn edit_page(
    ctx: &Ctx,
    one: &Announcement,
    form: &AnnouncementForm,
    bodies: &[Organisation],
    sites: &[String],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let told = bodies.iter().map(|body| body.name.as_str()).collect::<Vec<_>>().join(", ");
    let sites = if sites.is_empty() { lang.t("announcement-sites-all") } else { sites.join(", ") };
    let post = PostForm::new(format!("/announcements/{}", one.id), &ctx.csrf)
        .hidden("version", form.version.to_string())
        .body(html! {
            (fields(lang, form, errors))
            (actions(submit(Emphasis::Primary, &lang.t("announcement-save"))))
        });
    let written = format!("{}, {}", one.created_by_name, figures::instant(lang, one.created_at));
    let body = html! {
        (error_summary(lang, errors))
        (facts([
            (lang.t("announcement-told"), text(told)),
            (lang.t("announcement-sites"), text(sites)),
            (lang.t("announcement-written"), text(written)),
            (lang.t("announcement-state"), text(lang.t(stage(one, ctx.now()).label_key()))),
        ]))
        (post)
    };
    page(ctx, &head(ctx, one.title(lang).to_owned(), errors), body)
}

fn fields(lang: Lang, form: &AnnouncementForm, errors: &[FieldError]) -> Markup {
    let kinds = Severity::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let limit = |characters: usize| u32::try_from(characters).unwrap_or(u32::MAX);
    let line = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label))
            .value(value)
            .error(error_of(errors, name))
            .max_length(limit(rules::TITLE))
    };
    let area = |name: &str, label: &str, value: &str| {
        let field = Field::textarea(lang, name, lang.t(label)).rows(4).value(value);
        field.error(error_of(errors, name)).max_length(limit(rules::BODY))
    };
    html! {
        (Field::radios(lang, "severity", lang.t("announcement-severity"), kinds).value(&form.severity)
            .error(error_of(errors, "severity")).required())
        (line("title_fr", "announcement-title-fr", &form.title_fr).required())
        (area("body_fr", "announcement-body-fr", &form.body_fr).required())
        (Field::date_time(lang, "from", lang.t("announcement-begins")).value(&form.from)
            .hint(lang.with("announcement-begins-hint", &[("days", rules::AHEAD_DAYS)])).error(error_of(errors, "from")))
        (Field::date_time(lang, "to", lang.t("announcement-ends")).value(&form.to)
            .hint(lang.t("announcement-ends-hint")).error(error_of(errors, "to")))
        (line("title_en", "announcement-title-en", &form.title_en).hint(lang.t("announcement-english-hint")))
        (area("body_en", "announcement-body-en", &form.body_en))
    }
}
