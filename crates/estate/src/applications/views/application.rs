//! An application with all its parts.

use super::{Fields, after_warranty, crumb, data_tag, fields, kind_tag, parts, warranty_tag};
use crate::applications::{
    ApplicationKey, CheckForm, DecideForm, EnvironmentForm, FlowForm, FlowId, ImprovementForm, ImprovementId,
    MeasureForm, SpecificationForm, SpecificationKind, actions::Whole, rules,
};
use crate::processes::{self, ProcessForm};
use agreements::reading::today;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::{
        components::{
            DataTable, Emphasis, FieldError, Head, Tone, error_summary, facts, folded_form, link,
            link_button, paragraphs, section, tag, text, time, with_aside,
        },
        page,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) environment: EnvironmentForm,
    pub(crate) process: ProcessForm,
    pub(crate) flow: FlowForm,
    pub(crate) check: Option<(FlowId, CheckForm)>,
    pub(crate) specification: Option<(SpecificationKind, SpecificationForm)>,
    pub(crate) measure: MeasureForm,
    pub(crate) improvement: ImprovementForm,
    pub(crate) decision: Option<(ImprovementId, DecideForm)>,
    /// The part that was refused: its form is shown open with what is wrong.
    pub(crate) refused: &'static str,
    pub(crate) errors: Vec<FieldError>,
}

/// A form that adds a part, folded until it is wanted or refused.
pub(crate) fn adding(ctx: &Ctx, action: &str, label: &str, is_open: bool, fields: Markup) -> Markup {
    let lang = ctx.lang;
    folded_form(&ctx.csrf, action, &lang.t(label), &lang.t("application-save"), is_open, fields)
}

/// The page; `more` is what later areas show.
pub(in crate::applications) fn application_page(
    ctx: &Ctx,
    whole: &Whole,
    more: &[Markup],
    typed: &Typed,
) -> Markup {
    let (lang, one) = (ctx.lang, &whole.application);
    let (key, keeps) = (&one.key, ctx.actor.may(Permission::ApplicationManage));
    let lead = html! {
        (one.beneficiary_name) " " (warranty_tag(lang, one.warranty_from, whole.after.as_ref(), today(ctx)))
    };
    let head = Head::new(one.name.clone(), lang.t("application-view")).crumbs([crumb(lang)]).lead(lead);
    let head = head.actions(html! {
        @if keeps { (link_button(Emphasis::Primary, &format!("{}/edit", key.path()), &lang.t("application-edit"))) }
    });
    let main = html! {
        (error_summary(lang, &typed.errors))
        (section("purpose", &lang.t("application-purpose"), None, paragraphs(&one.purpose)))
        (environments(ctx, key, whole, keeps, typed))
        (processes::views::part(ctx, whole, keeps, typed))
        (parts::flows(ctx, whole, keeps, typed))
        (parts::specifications(ctx, whole, keeps, typed))
        (parts::measures(ctx, whole, keeps, typed))
        (parts::improvements(ctx, whole, keeps, typed))
    };
    let aside = html! {
        (about(ctx, whole))
        @for shown in more { (shown) }
        (history(ctx, whole))
    };
    let body = with_aside(&lang.t("application-about"), main, aside);
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(ctx: &Ctx, whole: &Whole) -> Markup {
    let (lang, one) = (ctx.lang, &whole.application);
    let day = |day: Option<jiff::civil::Date>| {
        text(day.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day)))
    };
    let pairs = [
        (lang.t("application-publisher"), text(&one.publisher)),
        (lang.t("application-owner"), text(&one.business_owner)),
        (lang.t("application-keeper"), text(&one.keeper_name)),
        (lang.t("application-warranty-from"), day(one.warranty_from)),
        (lang.t("application-warranty-after"), after_warranty(lang, whole.after.as_ref())),
        (lang.t("application-retired-on"), day(one.retired_on)),
    ];
    section("about", &lang.t("application-about"), None, facts(pairs))
}

fn history(ctx: &Ctx, whole: &Whole) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        ul.recent { @for (at, who, action) in &whole.history {
            li { (time(lang, *at)) ", " (who) " : " (action_words(ctx, action)) }
        } }
    };
    section("history", &lang.t("application-history"), None, body)
}

/// What a verb of the log means, in words.
fn action_words(ctx: &Ctx, action: &str) -> String {
    ctx.lang.t(match action {
        "application.create" => "application-happened-create",
        "application.change" => "application-happened-change",
        "application.environment_add" => "application-happened-environment-add",
        "application.environment_change" => "application-happened-environment-change",
        "application.environment_close" => "application-happened-environment-close",
        "application.exception_add" => "application-happened-exception-add",
        "application.exception_end" => "application-happened-exception-end",
        "application.item_set" | "application.item_remove" => "application-happened-item",
        "application.process_late" => "application-happened-process-late",
        "application.process_failed" => "application-happened-process-failed",
        "application.process_back" => "application-happened-process-back",
        "application.flow_check" => "application-happened-flow-check",
        "application.specification" => "application-happened-specification",
        "application.improvement_propose" => "application-happened-propose",
        "application.improvement_decide" => "application-happened-decide",
        "application.warranty" => "application-happened-warranty",
        "application.breach" => "application-happened-breach",
        _ => "application-happened-other",
    })
}

fn environments(ctx: &Ctx, key: &ApplicationKey, whole: &Whole, keeps: bool, typed: &Typed) -> Markup {
    let (lang, today) = (ctx.lang, today(ctx));
    let columns = ["application-environment", "application-address", "application-data"];
    let table = DataTable::new(lang.t("application-environments")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(whole.environments.iter().map(|one| {
        vec![
            html! {
                (link(&format!("{}/environments/{}", key.path(), one.id), &one.name)) " " (kind_tag(lang, one.kind))
                @if one.closed_at.is_some() { " " (tag(Tone::Neutral, &lang.t("application-environment-closed"))) }
            },
            text(&one.address),
            data_tag(lang, one, &whole.exceptions, today),
        ]
    }));
    let is_open = typed.refused == "environments";
    let own = Fields::of(lang, "environments", is_open, &typed.errors);
    let body = html! {
        p.hint { (lang.t("application-apart")) }
        @if whole.environments.is_empty() { p { (lang.t("application-environments-none")) } } @else { (table) }
        (compared(ctx, whole))
        @if keeps { (adding(ctx, &format!("{}/environments", key.path()), "application-environment-add", is_open, fields::environment(&own, &typed.environment, true))) }
    };
    section("environments", &lang.t("application-environments"), None, body)
}

/// What each environment is made of, side by side.
fn compared(ctx: &Ctx, whole: &Whole) -> Markup {
    let lang = ctx.lang;
    let open: Vec<_> = whole.environments.iter().filter(|one| one.closed_at.is_none()).collect();
    let ids: Vec<&str> = open.iter().map(|one| one.id.as_str()).collect();
    let rows = rules::compared(&ids, &whole.items);
    if rows.is_empty() || open.len() < 2 {
        return html! {};
    }
    let table = DataTable::new(lang.t("application-compared")).column(lang.t("application-item"));
    let table = open.iter().fold(table, |table, one| table.column(&one.name));
    let table = table.column(lang.t("application-compared-same"));
    let table = table.rows(rows.iter().map(|row| {
        let values = row.values.iter().map(|value| text(value.unwrap_or("—")));
        let says = if row.differs {
            tag(Tone::Warning, &lang.t("application-differs"))
        } else {
            text(lang.t("application-same"))
        };
        std::iter::once(text(row.name)).chain(values).chain([says]).collect::<Vec<_>>()
    }));
    html! { (table) }
}
