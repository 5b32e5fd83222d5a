//! How blind times look: the form and the list, on one page.

use super::{BlindTime, BlindTimeForm};
use crate::sites::Site;
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone,
            actions as buttons, empty_state, error_of, error_summary, section, submit, tag, text, time,
        },
        page,
    },
};

/// The list, the latest first, after the form that adds to it.
pub(super) fn list_page(
    ctx: &Ctx,
    all: &[BlindTime],
    form: &BlindTimeForm,
    owners: &[Organisation],
    sites: &[Site],
    errors: &[FieldError],
) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::SiteManage));
    let head = Head::new(lang.t("blind-title"), lang.t("estate-view")).lead(text(lang.t("blind-lead")));
    let head = head.crumbs([Crumb::new(lang.t("outage-title"), "/outages")]).has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        @if may_manage { (section("new", &lang.t("blind-new"), None, adding(ctx, form, owners, sites, errors))) }
        (section("list", &lang.t("blind-title"), None, table(ctx, all, may_manage)))
    };
    page(ctx, &head, body)
}

fn adding(
    ctx: &Ctx,
    form: &BlindTimeForm,
    owners: &[Organisation],
    sites: &[Site],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let places = owners.iter().flat_map(|owner| {
        let every = Choice::new(owner.id.as_str(), lang.with("blind-every-site", &[("name", &owner.name)]));
        let own = sites.iter().filter(|site| site.beneficiary == owner.id).map(|site| {
            let label = format!("{} – {}", site.beneficiary_name, site.name);
            Choice::new(format!("{}/{}", site.beneficiary, site.id), label)
        });
        std::iter::once(every).chain(own).collect::<Vec<_>>()
    });
    let post = PostForm::new("/blind-times", &ctx.csrf).label(lang.t("blind-new")).body(html! {
        (Field::select(lang, "place", lang.t("blind-place"), places).value(&form.place)
            .error(error_of(errors, "place")).required())
        (Field::date_time(lang, "from", lang.t("outage-began")).value(&form.from).error(error_of(errors, "from")).required())
        (Field::date_time(lang, "to", lang.t("outage-ended")).value(&form.to).hint(lang.t("blind-to-hint"))
            .error(error_of(errors, "to")))
        (Field::text(lang, "reason", lang.t("outage-reason")).value(&form.reason).error(error_of(errors, "reason")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    });
    html! { (post) }
}

fn table(ctx: &Ctx, all: &[BlindTime], may_manage: bool) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("blind-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["outage-began", "outage-ended", "blind-place", "outage-reason", "outage-source"];
    let mut table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    if may_manage {
        table = table.column(lang.t("blind-then"));
    }
    let table = table.rows(all.iter().map(|one| {
        let mut row = vec![
            html! { (time(lang, one.from)) @if one.withdrawn_at.is_some() { " " (tag(Tone::Neutral, &lang.t("outage-withdrawn"))) } },
            html! { @match one.to { Some(to) => (time(lang, to)), None => (tag(Tone::Warning, &lang.t("outage-lasts"))) } },
            text(place(lang, one)),
            text(&one.reason),
            html! { (lang.t(one.source.label_key())) p.hint { (one.recorded_by_name) } },
        ];
        if may_manage {
            row.push(presses(ctx, one));
        }
        row
    }));
    html! { (table.empty(empty_state(&lang.t("blind-none"), &lang.t("blind-none-why"), None))) }
}

fn place(lang: Lang, one: &BlindTime) -> String {
    match &one.site_name {
        Some(name) => format!("{} – {name}", one.beneficiary_name),
        None => lang.with("blind-every-site", &[("name", &one.beneficiary_name)]),
    }
}

fn presses(ctx: &Ctx, one: &BlindTime) -> Markup {
    let (lang, path) = (ctx.lang, format!("/blind-times/{}/{}", one.beneficiary, one.id));
    let since = figures::instant(lang, one.from);
    let press = |verb: &str, key: &str| {
        PostForm::new(format!("{path}/{verb}"), &ctx.csrf).body(html! {
            button.quiet type="submit" { (lang.t(key)) span.visually-hidden { " " (since) } }
        })
    };
    html! {
        @if one.withdrawn_at.is_none() {
            @if one.to.is_none() { (press("end", "blind-end")) }
            (press("withdrawal", "blind-withdraw"))
        }
    }
}
