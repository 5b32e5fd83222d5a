//! How lines are drawn.

use super::{Assignment, Kind, Line, LineForm, LineKey, Standard, actions::Page, store::Filter};
use crate::sites::Site;
use kernel::{Figure, Permission, phone};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            empty_state, error_of, error_summary, explanation, facts, figure, filter_form, link, link_button,
            pagination, section, submit, tag, text, time,
        },
        page,
    },
};

fn standard(lang: Lang, line: &Line) -> Markup {
    match line.standard {
        Some(Standard::Voip) => tag(Tone::Good, &lang.t(Standard::Voip.label_key())),
        Some(other) => tag(Tone::Neutral, &lang.t(other.label_key())),
        None => text("—"),
    }
}

/// The list by number, with the modernisation rate of today.
pub(super) fn list_page(
    ctx: &Ctx,
    found: &Page,
    filter: &Filter,
    owners: &[Organisation],
    next: Option<&str>,
) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::TelephonyManage));
    let new = || link_button(Emphasis::Primary, "/telephone-lines/new", &lang.t("telephony-line-new"));
    let rate = found.rate.value.clone().map_or(Figure::NoData, Figure::Share);
    let head = Head::new(lang.t("telephony-lines"), lang.t("estate-view")).lead(html! {
        p { (lang.t("telephony-rate")) ": " strong { (figure(lang, &rate)) } }
    });
    let head = head.actions(html! { @if may_manage { (new()) } });
    let every = std::iter::once(Choice::new("", lang.t("telephony-every-kind")));
    let kinds = every.chain(Kind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key()))));
    let all = std::iter::once(Choice::new("", lang.t("telephony-every-body")));
    let bodies = all.chain(owners.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
    let chosen = filter.beneficiary.as_ref().map(ToString::to_string).unwrap_or_default();
    let filters = filter_form(
        "/telephone-lines",
        &lang.t("telephony-lines"),
        html! {
            (Field::select(lang, "kind", lang.t("telephony-kind"), kinds).value(filter.kind.map(Kind::as_str).unwrap_or_default()))
            @if owners.len() > 1 { (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), bodies).value(chosen)) }
            (Field::checkbox(lang, "retired", lang.t("telephony-with-retired")).value(if filter.with_retired { "on" } else { "" }))
            (submit(Emphasis::Secondary, &lang.t("telephony-show")))
        },
    );
    let nothing = empty_state(&lang.t("telephony-none"), &lang.t("telephony-none-why"), may_manage.then(new));
    page(
        ctx,
        &head,
        html! {
            (filters)
            (table(lang, &found.lines).empty(nothing))
            (pagination(lang, &lang.t("telephony-lines"), None, next, None))
            (explanation(lang, "rate", &found.rate.explanation))
        },
    )
}

fn table(lang: Lang, lines: &[Line]) -> DataTable {
    let table = DataTable::new(lang.t("telephony-lines")).caption_hidden();
    let columns = [
        "telephony-number",
        "estate-beneficiary",
        "telephony-holder",
        "telephony-site",
        "telephony-plan",
        "telephony-standard",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(lines.iter().map(|line| {
        [
            html! {
                (link(&line.path(), &phone::shown(&line.number)))
                @if !line.extension.is_empty() { " (" (line.extension) ")" }
                @if line.retired_on.is_some() { " " (tag(Tone::Neutral, &lang.t("telephony-retired"))) }
            },
            text(&line.beneficiary_name),
            text(&line.holder),
            text(line.site.as_ref().map_or("—", |(_, name)| name)),
            text(if line.plan.is_empty() { "—" } else { &line.plan }),
            html! { (lang.t(line.kind.label_key())) " " @if line.standard.is_some() { (standard(lang, line)) } },
        ]
    }))
}

/// The page of a line: what it is, what it was, and its end.
pub(super) fn show(
    ctx: &Ctx,
    line: &Line,
    assignments: &[Assignment],
    typed: &str,
    errors: &[FieldError],
) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::TelephonyManage));
    let head = Head::new(phone::shown(&line.number), lang.t("telephony-line")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("telephony-lines"), "/telephone-lines")]);
    let edit = format!("{}/edit", line.path());
    let head = head.actions(html! {
        @if may_manage { (link_button(Emphasis::Secondary, &edit, &lang.t("telephony-edit"))) }
    });
    let dash = |words: &str| text(if words.is_empty() { "—" } else { words });
    let pairs = [
        (lang.t("estate-beneficiary"), text(&line.beneficiary_name)),
        (lang.t("telephony-kind"), text(lang.t(line.kind.label_key()))),
        (lang.t("telephony-standard"), standard(lang, line)),
        (lang.t("telephony-extension"), dash(&line.extension)),
        (lang.t("telephony-sim"), dash(&line.sim)),
        (lang.t("telephony-plan"), dash(&line.plan)),
        (lang.t("telephony-holder"), text(&line.holder)),
        (lang.t("telephony-site"), text(line.site.as_ref().map_or("—", |(_, name)| name))),
        (lang.t("telephony-in-service"), text(figures::date(lang, line.in_service_on))),
        (
            lang.t("telephony-retired-on"),
            text(line.retired_on.map_or("—".to_owned(), |on| figures::date(lang, on))),
        ),
        (lang.t("telephony-note"), dash(&line.note)),
    ];
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (facts(pairs))
            (section("history", &lang.t("telephony-history"), None, html! { (history(lang, assignments)) }))
            @if may_manage { (section("end", &lang.t("telephony-end"), None, ending(ctx, line, typed, errors))) }
        },
    )
}

fn history(lang: Lang, assignments: &[Assignment]) -> DataTable {
    let table = DataTable::new(lang.t("telephony-history")).caption_hidden();
    let columns = [
        "telephony-from",
        "telephony-holder",
        "telephony-site",
        "telephony-plan",
        "telephony-standard",
        "telephony-said-by",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(assignments.iter().map(|one| {
        [
            text(figures::date(lang, one.from_on)),
            text(&one.holder),
            text(one.site_name.as_deref().unwrap_or("—")),
            text(if one.plan.is_empty() { "—" } else { &one.plan }),
            text(one.standard.map_or("—".to_owned(), |standard| lang.t(standard.label_key()))),
            html! { (one.by_name) ", " (time(lang, one.recorded_at)) },
        ]
    }))
}

fn ending(ctx: &Ctx, line: &Line, typed: &str, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let on = line.retired_on.map(|on| on.to_string()).unwrap_or_default();
    let post = PostForm::new(format!("{}/end", line.path()), &ctx.csrf);
    let post = post.hidden("version", line.version.to_string()).body(html! {
        (Field::date(lang, "retired_on", lang.t("telephony-retired-on")).value(if typed.is_empty() { &on } else { typed })
            .hint(lang.t("telephony-retired-hint")).error(error_of(errors, "retired_on")))
        (buttons(submit(Emphasis::Secondary, &lang.t("estate-save"))))
    });
    html! { (post) }
}

/// The form of a line; `key` when it exists already.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &LineForm,
    key: Option<&LineKey>,
    owners: &[Organisation],
    sites: &[Site],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let bodies = owners.iter().map(|owner| Choice::new(owner.id.as_str(), &owner.name));
    let field = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    let day = |name: &str, label: &str, value: &str| {
        Field::date(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    let fields = html! {
        @if key.is_none() {
            (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), bodies).value(&form.beneficiary)
                .error(error_of(errors, "beneficiary")).required())
        }
        (field("number", "telephony-number", &form.number).inputmode("tel").width(20).required())
        (field("extension", "telephony-extension", &form.extension).inputmode("numeric").width(8))
        (choices(lang, form, sites, errors))
        (field("sim", "telephony-sim", &form.sim).inputmode("numeric").hint(lang.t("telephony-sim-hint")))
        (field("plan", "telephony-plan", &form.plan))
        (field("holder", "telephony-holder", &form.holder).hint(lang.t("telephony-holder-hint")).required())
        (day("in_service_on", "telephony-in-service", &form.in_service_on))
        (day("from_on", "telephony-holds-from", &form.from_on).hint(lang.t("telephony-holds-from-hint")))
        (field("note", "telephony-note", &form.note))
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    };
    let action = key.map_or_else(|| "/telephone-lines".to_owned(), LineKey::path);
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string()).body(fields);
    let title = if key.is_some() { phone::shown(&form.number) } else { lang.t("telephony-line-new") };
    let head = Head::new(title, lang.t("telephony-line")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("telephony-lines"), "/telephone-lines")]);
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

fn choices(lang: Lang, form: &LineForm, sites: &[Site], errors: &[FieldError]) -> Markup {
    let kinds = Kind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let none = || std::iter::once(Choice::new("", "—"));
    let standards = Standard::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let sites = sites
        .iter()
        .map(|one| Choice::new(one.id.as_str(), format!("{} ({})", one.name, one.beneficiary_name)));
    html! {
        (Field::select(lang, "kind", lang.t("telephony-kind"), kinds).value(&form.kind)
            .error(error_of(errors, "kind")).required())
        (Field::select(lang, "standard", lang.t("telephony-standard"), none().chain(standards)).value(&form.standard)
            .hint(lang.t("telephony-standard-hint")).error(error_of(errors, "standard")))
        (Field::select(lang, "site", lang.t("telephony-site"), none().chain(sites)).value(&form.site)
            .error(error_of(errors, "site")))
    }
}
