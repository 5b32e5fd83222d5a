//! How outages look: the list, the page of one, the form.

use super::{Cause, Outage, OutageForm, Revision, actions::Whole, rules};
use crate::sites::Site;
use kernel::{Exact, Figure, Permission};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone,
            actions as buttons, empty_state, error_of, error_summary, facts, figure, filter_form, link,
            link_button, pagination, section, submit, tag, text, time, with_aside,
        },
        page,
    },
};

/// The list, the latest first.
pub(super) fn list_page(
    ctx: &Ctx,
    outages: &[Outage],
    sites: &[Site],
    site: &str,
    state: &str,
    next: Option<&str>,
) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::SiteManage));
    let new = || link_button(Emphasis::Primary, "/outages/new", &lang.t("outage-new"));
    let head = Head::new(lang.t("outage-title"), lang.t("estate-view")).lead(text(lang.t("outage-lead")));
    let head = head.actions(html! { @if may_manage { (new()) } }).as_of(ctx.now());
    let every = std::iter::once(Choice::new("", lang.t("outage-every-site")));
    let sites = every.chain(
        sites
            .iter()
            .map(|site| Choice::new(site.id.as_str(), format!("{} – {}", site.beneficiary_name, site.name))),
    );
    let states = [Choice::new("", lang.t("outage-every-state")), Choice::new("open", lang.t("outage-open"))];
    let filter = filter_form(
        "/outages",
        &lang.t("outage-title"),
        html! {
            (Field::select(lang, "site", lang.t("outage-site"), sites).value(site))
            (Field::select(lang, "state", lang.t("outage-state"), states).value(state))
            (submit(Emphasis::Secondary, &lang.t("outage-choose")))
        },
    );
    let nothing = empty_state(&lang.t("outage-none"), &lang.t("outage-none-why"), may_manage.then(new));
    let body = html! {
        (filter)
        (table(ctx, &lang.t("outage-title"), outages).empty(nothing))
        (pagination(lang, &lang.t("outage-title"), None, next, None))
        (buttons(link_button(Emphasis::Quiet, "/blind-times", &lang.t("blind-title"))))
        (sheet::links(lang, "export-as", "/exports/outages"))
    };
    page(ctx, &head, body)
}

/// Outages as rows.
pub fn table(ctx: &Ctx, caption: &str, outages: &[Outage]) -> DataTable {
    let lang = ctx.lang;
    let table = DataTable::new(caption).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["outage-began", "outage-sites", "estate-beneficiary", "outage-cause", "outage-source"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("outage-length"));
    table.rows(outages.iter().map(|one| {
        let names: Vec<&str> = one.sites.iter().map(|site| site.name.as_str()).collect();
        [
            html! { (link(&one.path(), &figures::instant(lang, one.from))) " " (state(lang, one)) },
            text(names.join(", ")),
            text(&one.beneficiary_name),
            text(lang.t(one.cause.label_key())),
            text(lang.t(one.source.label_key())),
            length(lang, one),
        ]
    }))
}

/// How an outage stands, in a word; nothing when it is over.
fn state(lang: Lang, one: &Outage) -> Markup {
    html! {
        @if one.withdrawn_at.is_some() { (tag(Tone::Neutral, &lang.t("outage-withdrawn"))) }
        @else if one.to.is_none() { (tag(Tone::Bad, &lang.t("outage-open"))) }
        @if one.factor != Exact::from(1) { " " (tag(Tone::Warning, &lang.with("outage-partial", &[("share", figures::figure(lang, &Figure::Share(one.factor.clone())))]))) }
    }
}

fn length(lang: Lang, one: &Outage) -> Markup {
    match one.to {
        Some(to) => figure(lang, &Figure::Seconds(to.duration_since(one.from).as_secs())),
        None => text(lang.t("outage-lasts")),
    }
}

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) to: String,
    pub(super) reason: String,
}

/// The page of an outage.
pub(super) fn show(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, outage) = (ctx.lang, &whole.outage);
    let is_live = outage.withdrawn_at.is_none() && ctx.actor.may(Permission::SiteManage);
    let names: Vec<&str> = outage.sites.iter().map(|site| site.name.as_str()).collect();
    let head = Head::new(names.join(", "), lang.t("outage-one"));
    let head = head.crumbs([Crumb::new(lang.t("outage-title"), "/outages")]).has_errors(!errors.is_empty());
    let head = head.lead(html! { (figures::instant(lang, outage.from)) " " (state(lang, outage)) });
    let head = head.actions(html! { @if is_live {
        (link_button(Emphasis::Secondary, &format!("{}/edit", outage.path()), &lang.t("outage-correct")))
    } });
    let main = html! {
        @if is_live && outage.to.is_none() { (ending(ctx, outage, typed, errors)) }
        @if !outage.note.is_empty() { (section("note", &lang.t("outage-note"), None, html! { p.typed { (outage.note) } })) }
        @if !whole.merged.is_empty() { (section("merged", &lang.t("outage-merged"), None, html! {
            p { (lang.t("outage-merged-lead")) }
            (table(ctx, &lang.t("outage-merged"), &whole.merged))
        })) }
        (section("history", &lang.t("outage-history"), None, history(lang, &whole.versions)))
        @if is_live { (withdrawing(ctx, outage, typed, errors)) }
    };
    let aside = section("facts", &lang.t("outage-facts"), None, sides(lang, outage));
    page(
        ctx,
        &head,
        html! { (error_summary(lang, errors)) (with_aside(&lang.t("outage-facts"), main, aside)) },
    )
}

fn sides(lang: Lang, outage: &Outage) -> Markup {
    let share = figures::figure(lang, &Figure::Share(outage.factor.clone()));
    let or_dash = |words: &str| text(if words.is_empty() { "—" } else { words });
    facts([
        (lang.t("estate-beneficiary"), text(&outage.beneficiary_name)),
        (lang.t("outage-began"), time(lang, outage.from)),
        (
            lang.t("outage-ended"),
            html! { @match outage.to { Some(to) => (time(lang, to)), None => (lang.t("outage-lasts")) } },
        ),
        (lang.t("outage-length"), length(lang, outage)),
        (
            lang.t("outage-share"),
            html! { (share) @if !outage.factor_reason.is_empty() { p.hint { (outage.factor_reason) } } },
        ),
        (lang.t("outage-cause"), text(lang.t(outage.cause.label_key()))),
        (lang.t("outage-ticket"), or_dash(&outage.ticket)),
        (lang.t("outage-source"), text(lang.t(outage.source.label_key()))),
        (
            lang.t("outage-reported"),
            html! { (outage.reported_by_name) ", " (time(lang, outage.reported_at)) },
        ),
    ])
}

fn history(lang: Lang, versions: &[Revision]) -> Markup {
    let table = DataTable::new(lang.t("outage-history")).caption_hidden().narrow(Narrow::Stacked);
    let columns =
        ["outage-said-at", "outage-began", "outage-ended", "outage-share", "outage-sites", "outage-reason"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(versions.iter().map(|one| {
        [
            html! { (time(lang, one.at)) p.hint { (one.by_name) } },
            time(lang, one.from),
            html! { @match one.to { Some(to) => (time(lang, to)), None => "—" } },
            text(figures::figure(lang, &Figure::Share(one.factor.clone()))),
            text(one.sites.join(", ")),
            html! { @if one.is_withdrawn { (tag(Tone::Neutral, &lang.t("outage-withdrawn"))) " " } (one.reason) },
        ]
    }));
    html! { (table) }
}

fn ending(ctx: &Ctx, outage: &Outage, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{}/end", outage.path()), &ctx.csrf).label(lang.t("outage-end"));
    let post = post.hidden("version", outage.version.to_string()).body(html! {
        (Field::date_time(lang, "to", lang.t("outage-ended")).value(&typed.to).hint(lang.t("outage-end-hint"))
            .error(error_of(errors, "to")))
        (buttons(submit(Emphasis::Primary, &lang.t("outage-end"))))
    });
    section("end", &lang.t("outage-end"), None, html! { (post) })
}

fn withdrawing(ctx: &Ctx, outage: &Outage, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post =
        PostForm::new(format!("{}/withdrawal", outage.path()), &ctx.csrf).label(lang.t("outage-withdraw"));
    let post = post.hidden("version", outage.version.to_string()).body(html! {
        (Field::textarea(lang, "reason", lang.t("outage-reason")).rows(2).value(&typed.reason)
            .hint(lang.t("outage-withdraw-hint")).error(error_of(errors, "reason")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("outage-withdraw"))))
    });
    section("withdraw", &lang.t("outage-withdraw"), None, html! { (post) })
}

/// A new outage, whose first; or one that is corrected.
pub(super) fn form_page(
    ctx: &Ctx,
    outage: Option<&Outage>,
    form: &OutageForm,
    owners: &[Organisation],
    sites: &[Site],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let key = if outage.is_some() { "outage-correct" } else { "outage-new" };
    let head = Head::new(lang.t(key), lang.t("estate-view")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("outage-title"), "/outages")]);
    let whose = sites.first().map_or(form.beneficiary.clone(), |site| site.beneficiary.to_string());
    let bodies = owners.iter().map(|owner| Choice::new(owner.id.as_str(), &owner.name));
    let choose = filter_form(
        "/outages/new",
        &lang.t("estate-beneficiary"),
        html! {
            (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), bodies).value(&whose)
                .error(error_of(errors, "beneficiary")))
            (submit(Emphasis::Secondary, &lang.t("outage-choose")))
        },
    );
    let post = PostForm::new(outage.map_or_else(|| "/outages".to_owned(), Outage::path), &ctx.csrf);
    let post = post.hidden("beneficiary", &whose).hidden("key", &form.key);
    let post = post.hidden("version", form.version.to_string());
    let post = post.body(fields(lang, outage.is_some(), form, sites, errors));
    let body = html! {
        (error_summary(lang, errors))
        @if outage.is_none() { (choose) }
        @if whose.is_empty() { p { (lang.t("outage-whose-first")) } } @else { (post) }
    };
    page(ctx, &head, body)
}

fn fields(
    lang: Lang,
    is_correction: bool,
    form: &OutageForm,
    sites: &[Site],
    errors: &[FieldError],
) -> Markup {
    let places = sites.iter().map(|site| {
        let is_ticked = form.sites.iter().any(|id| id == site.id.as_str());
        Choice::new(site.id.as_str(), &site.name).ticked(is_ticked)
    });
    let causes = Cause::ALL.iter().map(|cause| Choice::new(cause.as_str(), lang.t(cause.label_key())));
    let cause = if form.cause.is_empty() { Cause::Unknown.as_str() } else { &form.cause };
    let limit = |limit: usize| u32::try_from(limit).unwrap_or(u32::MAX);
    html! {
        (Field::checkboxes(lang, "sites", lang.t("outage-sites"), places).error(error_of(errors, "sites")))
        (Field::date_time(lang, "from", lang.t("outage-began")).value(&form.from).error(error_of(errors, "from")).required())
        (Field::date_time(lang, "to", lang.t("outage-ended")).value(&form.to).hint(lang.t("outage-to-hint"))
            .error(error_of(errors, "to")))
        (Field::text(lang, "percent", lang.t("outage-percent")).value(&form.percent).inputmode("decimal").width(8)
            .hint(lang.t("outage-percent-hint")).error(error_of(errors, "percent")))
        (Field::text(lang, "factor_reason", lang.t("outage-factor-reason")).value(&form.factor_reason)
            .max_length(limit(rules::REASON)).error(error_of(errors, "factor_reason")))
        (Field::select(lang, "cause", lang.t("outage-cause"), causes).value(cause).error(error_of(errors, "cause")))
        (Field::text(lang, "ticket", lang.t("outage-ticket")).value(&form.ticket).width(12)
            .max_length(limit(rules::TICKET)).error(error_of(errors, "ticket")))
        (Field::textarea(lang, "note", lang.t("outage-note")).rows(3).value(&form.note).error(error_of(errors, "note")))
        @if is_correction {
            (Field::textarea(lang, "reason", lang.t("outage-reason")).rows(2).value(&form.reason)
                .hint(lang.t("outage-reason-hint")).error(error_of(errors, "reason")).required())
        }
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    }
}
