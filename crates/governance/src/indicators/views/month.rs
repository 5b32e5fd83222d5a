//! The page of a closed month.

use super::{crumb, gap_list, target, value_link, value_path, verdict_tag};
use crate::indicators::{ClosedValue, Closing, CorrectForm, actions::Month, rules::Change};
use kernel::{Figure, Permission};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone, actions, copyable,
            error_of, error_summary, facts, figure, link, notice, section, submit, text, time,
        },
        page,
    },
};

/// A closed month: its values, what was missing, its versions and what each changed.
pub(in super::super) fn month_page(
    ctx: &Ctx,
    month: &Month,
    form: &CorrectForm,
    errors: &[FieldError],
) -> Markup {
    let (lang, closing) = (ctx.lang, &month.closing);
    let code = &month.body.code;
    let head = Head::new(figures::month(lang, closing.month), lang.t("indicator-view"))
        .crumbs([crumb(lang), Crumb::new(&month.body.name, format!("/indicators/{code}"))])
        .as_of(closing.as_of)
        .has_errors(!errors.is_empty());
    let corrects = ctx.actor.may(Permission::CommitteeManage) && month.is_last();
    let body = html! {
        (error_summary(lang, errors))
        @if !month.is_last() { (notice(Tone::Warning, &lang.t("indicator-superseded"), last_version(lang, month))) }
        (told(lang, closing))
        @if !closing.gaps.is_empty() {
            (section("missing", &lang.t("indicator-missing"), None, html! {
                (gap_list(lang, &closing.gaps))
                p { strong { (lang.t("indicator-confirm")) } " " (closing.gaps_reason) }
            }))
        }
        (section("values", &lang.t("indicator-values"), None, values(ctx, code, &month.values)))
        @if !month.changes.is_empty() {
            (section("changes", &lang.t("indicator-changes"), None, changes(ctx, code, &month.changes)))
        }
        (section("versions", &lang.t("indicator-versions"), None, versions(lang, month)))
        @if corrects { (section("correct", &lang.t("indicator-correct"), None, correction(ctx, month, form, errors))) }
    };
    page(ctx, &head, body)
}

fn last_version(lang: Lang, month: &Month) -> Markup {
    let last = month.versions.last();
    html! {
        @if let Some(last) = last {
            @let path = format!("/indicators/{}/closings/{}", month.body.code, last.id);
            (link(&path, &lang.with("indicator-version-of", &[("number", last.version)])))
        }
    }
}

fn told(lang: Lang, closing: &Closing) -> Markup {
    let mut all = vec![
        (lang.t("indicator-version"), text(closing.version.to_string())),
        (
            lang.t("indicator-closed"),
            html! { (time(lang, closing.closed_at)) " · " (closing.closed_by_name) },
        ),
        (lang.t("scoreboard-agreement-version"), text(closing.agreement_version.to_string())),
        (lang.t("indicator-digest"), copyable(lang, &closing.digest)),
    ];
    if !closing.reason.is_empty() {
        all.push((lang.t("indicator-reason"), text(&closing.reason)));
    }
    facts(all)
}

fn values(ctx: &Ctx, code: &str, values: &[ClosedValue]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("indicator-values")).caption_hidden().narrow(Narrow::Stacked);
    let table = table
        .column(lang.t("scoreboard-code"))
        .column(lang.t("scoreboard-indicator"))
        .figures(lang.t("scoreboard-value"))
        .column(lang.t("scoreboard-target"))
        .column(lang.t("scoreboard-standing"))
        .figures(lang.t("indicator-rows-count"));
    let row = |one: &ClosedValue| {
        [
            link(&format!("/indicators/{code}/series/{}", one.code), &one.code),
            text(&one.indicator),
            value_link(ctx, code, one),
            text(target(lang, one)),
            verdict_tag(lang, one.verdict),
            link(&format!("{}#rows", value_path(code, one)), &figures::count(lang, one.evidence_count)),
        ]
    };
    html! { (table.rows(values.iter().map(row))) }
}

fn changes(ctx: &Ctx, code: &str, changes: &[Change]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("indicator-changes")).caption_hidden();
    let table = table
        .column(lang.t("scoreboard-code"))
        .figures(lang.t("indicator-before"))
        .figures(lang.t("indicator-after"))
        .column(lang.t("indicator-difference"));
    let shown = |one: Option<&ClosedValue>| {
        html! {
            @if let Some(value) = one { (value_link(ctx, code, value)) " " (verdict_tag(lang, value.verdict)) }
            @else { (figure(lang, &Figure::NoData)) }
        }
    };
    let row = |one: &Change| {
        let of =
            |value: &Option<ClosedValue>| value.as_ref().map(|value| (value.value.clone(), value.verdict));
        let key = if of(&one.before) == of(&one.after) {
            "indicator-rows-changed"
        } else {
            "indicator-value-changed"
        };
        [text(&one.code), shown(one.before.as_ref()), shown(one.after.as_ref()), text(lang.t(key))]
    };
    html! { (table.rows(changes.iter().map(row))) }
}

fn versions(lang: Lang, month: &Month) -> Markup {
    let keys = ["indicator-version", "indicator-closed", "indicator-reason", "indicator-digest"];
    let table = DataTable::new(lang.t("indicator-versions")).caption_hidden().narrow(Narrow::Stacked);
    let table = keys.iter().fold(table, |table, key| table.column(lang.t(key)));
    let row = |one: &Closing| {
        let path = format!("/indicators/{}/closings/{}", month.body.code, one.id);
        [
            link(&path, &one.version.to_string()),
            html! { (time(lang, one.closed_at)) " · " (one.closed_by_name) },
            text(if one.reason.is_empty() { "—" } else { &one.reason }),
            html! { code { (one.digest.get(..12).unwrap_or_default()) } },
        ]
    };
    html! { (table.rows(month.versions.iter().map(row))) }
}

fn correction(ctx: &Ctx, month: &Month, form: &CorrectForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let path = format!("/indicators/{}/closings/{}/correction", month.body.code, month.closing.id);
    let fields = html! {
        (Field::textarea(lang, "reason", lang.t("indicator-reason")).rows(3).value(&form.reason)
            .error(error_of(errors, "reason")).required())
        @if !form.gaps_reason.is_empty() || error_of(errors, "gaps_reason").is_some() {
            (Field::textarea(lang, "gaps_reason", lang.t("indicator-gaps-reason")).rows(3).value(&form.gaps_reason)
                .error(error_of(errors, "gaps_reason")).required())
        }
        (actions(submit(Emphasis::Secondary, &lang.t("indicator-correct"))))
    };
    html! {
        p { (lang.t("indicator-correct-hint")) }
        (PostForm::new(path, &ctx.csrf).label(lang.t("indicator-correct")).body(fields))
    }
}
