//! How the network in the buildings looks: the list, one piece with what stops with it, and the part of a site's page.

use super::{Cabling, CablingForm, Equipment, EquipmentForm, Kind, Purpose, actions::Whole, rules};
use crate::sites::{Site, SiteKey};
use kernel::{Permission, Side};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone,
            actions as buttons, empty_state, error_of, error_summary, facts, filter_form, link, link_button,
            notice, section, submit, text, with_aside,
        },
        page,
    },
};

/// Every piece of equipment, by site and name.
pub(super) fn list_page(ctx: &Ctx, all: &[Equipment]) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::SiteManage));
    let new = || link_button(Emphasis::Primary, "/network/new", &lang.t("network-new"));
    let head = Head::new(lang.t("network-title"), lang.t("estate-view")).lead(text(lang.t("network-lead")));
    let head = head.crumbs([Crumb::new(lang.t("estate-sites"), "/sites")]);
    let head = head.actions(html! { @if may_manage { (new()) } });
    let nothing = empty_state(&lang.t("network-none"), &lang.t("network-none-why"), may_manage.then(new));
    page(ctx, &head, html! { (table(lang, &lang.t("network-title"), all).empty(nothing)) })
}

fn table(lang: Lang, caption: &str, all: &[Equipment]) -> DataTable {
    let table = DataTable::new(caption).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["estate-name", "network-kind", "outage-site", "network-model"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("network-places-left"));
    table.rows(all.iter().map(|one| {
        [
            link(&one.path(), &one.name),
            text(lang.t(one.kind.label_key())),
            text(&one.site_name),
            text(if one.model.is_empty() { "—" } else { &one.model }),
            text(left(lang, one)),
        ]
    }))
}

/// Ports or units left of those there are.
fn left(lang: Lang, one: &Equipment) -> String {
    if one.places == 0 {
        return "—".to_owned();
    }
    lang.with("network-left-of", &[("left", one.places - one.places_used), ("all", one.places)])
}

/// One piece of equipment, with what stops when it stops.
pub(super) fn show(ctx: &Ctx, whole: &Whole) -> Markup {
    let (lang, one) = (ctx.lang, &whole.equipment);
    let head = Head::new(&one.name, lang.t(one.kind.label_key()));
    let head = head.crumbs([Crumb::new(lang.t("network-title"), "/network")]);
    let head = head.actions(html! { @if ctx.actor.may(Permission::SiteManage) {
        (link_button(Emphasis::Secondary, &format!("{}/edit", one.path()), &lang.t("network-change")))
    } });
    let main = section("stops", &lang.t("network-stops"), None, stops(lang, whole));
    let site = SiteKey { beneficiary: one.beneficiary.clone(), id: one.site.clone() };
    let feeder = match &whole.feeder {
        Some(feeder) => link(&feeder.path(), &format!("{} ({})", feeder.name, feeder.site_name)),
        None => text(lang.t("network-link-of-site")),
    };
    let sides = facts([
        (lang.t("outage-site"), link(&site.path(), &one.site_name)),
        (lang.t("network-model"), text(if one.model.is_empty() { "—" } else { &one.model })),
        (lang.t("network-fed-by"), feeder),
        (lang.t("network-places-left"), text(left(lang, one))),
        (lang.t("outage-note"), text(if one.note.is_empty() { "—" } else { &one.note })),
    ]);
    let aside = section("facts", &lang.t("network-facts"), None, sides);
    page(ctx, &head, with_aside(&lang.t("network-facts"), main, aside))
}

/// What stops, near first, how far from it each is.
fn stops(lang: Lang, whole: &Whole) -> Markup {
    if whole.stops.is_empty() {
        return html! { p { (lang.t("network-stops-nothing")) } };
    }
    let table = DataTable::new(lang.t("network-stops")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["estate-name", "network-kind", "outage-site"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("network-distance"));
    let table = table.rows(whole.stops.iter().map(|(one, distance)| {
        [
            link(&one.path(), &one.name),
            text(lang.t(one.kind.label_key())),
            text(&one.site_name),
            text(distance.to_string()),
        ]
    }));
    html! {
        @if !whole.sites.is_empty() {
            (notice(Tone::Warning, &lang.t("network-other-sites"), html! { ul { @for name in &whole.sites { li { (name) } } } }))
        }
        (table)
    }
}

/// New equipment, its site first; or equipment that is changed.
pub(super) fn form_page(
    ctx: &Ctx,
    equipment: Option<&Equipment>,
    form: &EquipmentForm,
    sites: &[Site],
    feeders: &[Equipment],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let title = lang.t(if equipment.is_some() { "network-change" } else { "network-new" });
    let head = Head::new(title, lang.t("estate-view")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("network-title"), "/network")]);
    let places = sites.iter().map(|site| {
        let value = format!("{}/{}", site.beneficiary, site.id);
        Choice::new(value, format!("{} – {}", site.beneficiary_name, site.name))
    });
    let choose = filter_form(
        "/network/new",
        &lang.t("outage-site"),
        html! {
            (Field::select(lang, "place", lang.t("outage-site"), places).value(&form.place).error(error_of(errors, "place")))
            (submit(Emphasis::Secondary, &lang.t("outage-choose")))
        },
    );
    let action = equipment.map_or_else(|| "/network".to_owned(), Equipment::path);
    let post = PostForm::new(action, &ctx.csrf).hidden("place", &form.place);
    let post = post.hidden("version", form.version.to_string()).body(fields(lang, form, feeders, errors));
    let body = html! {
        (error_summary(lang, errors))
        @if equipment.is_none() { (choose) }
        @if form.place.is_empty() { p { (lang.t("network-site-first")) } } @else { (post) }
    };
    page(ctx, &head, body)
}

fn fields(lang: Lang, form: &EquipmentForm, feeders: &[Equipment], errors: &[FieldError]) -> Markup {
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let link_of_site = std::iter::once(Choice::new("", lang.t("network-link-of-site")));
    let feeders = link_of_site.chain(
        feeders.iter().map(|one| Choice::new(one.id.as_str(), format!("{} – {}", one.site_name, one.name))),
    );
    let line = |name: &str, key: &str, value: &str| {
        Field::text(lang, name, lang.t(key)).value(value).error(error_of(errors, name))
    };
    html! {
        (Field::select(lang, "kind", lang.t("network-kind"), kinds).value(&form.kind).error(error_of(errors, "kind")).required())
        (line("name", "estate-name", &form.name).required())
        (line("model", "network-model", &form.model))
        (Field::select(lang, "fed_by", lang.t("network-fed-by"), feeders).value(&form.fed_by)
            .hint(lang.t("network-fed-by-hint")).error(error_of(errors, "fed_by")))
        (line("places", "network-places", &form.places).inputmode("numeric").width(6).hint(lang.t("network-places-hint")))
        (line("places_used", "network-places-used", &form.places_used).inputmode("numeric").width(6))
        (line("note", "outage-note", &form.note))
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    }
}

/// The equipment and the cables of a site, with the form that adds cables for those who may.
pub(crate) fn of_site(
    ctx: &Ctx,
    site: &Site,
    equipment: &[Equipment],
    cabling: &[Cabling],
    form: Option<&CablingForm>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let nothing = empty_state(&lang.t("network-none"), &lang.t("network-none-why"), None);
    html! {
        (section("network", &lang.t("network-title"), None, html! { (table(lang, &lang.t("network-title"), equipment).empty(nothing)) }))
        (section("cabling", &lang.t("network-cabling"), None, html! {
            @if !cabling.is_empty() { (cables(lang, cabling)) }
            @if let Some(form) = form { (laying(ctx, site, form, errors)) }
        }))
    }
}

fn payer(lang: Lang, side: Side) -> String {
    lang.t(if side == Side::Provider { "people-side-provider" } else { "people-side-beneficiary" })
}

fn cables(lang: Lang, all: &[Cabling]) -> Markup {
    let table = DataTable::new(lang.t("network-cabling")).caption_hidden().narrow(Narrow::Stacked);
    let table = table.column(lang.t("network-laid-on")).column(lang.t("network-purpose"));
    let table =
        table.figures(lang.t("network-cables")).column(lang.t("network-payer")).column(lang.t("outage-note"));
    let table = table.rows(all.iter().map(|one| {
        [
            text(figures::date(lang, one.laid_on)),
            text(lang.t(one.purpose.label_key())),
            text(figures::count(lang, one.cables)),
            text(payer(lang, one.payer)),
            text(&one.note),
        ]
    }));
    let (provider, beneficiary) = rules::paid(all);
    let args = [("provider", provider), ("beneficiary", beneficiary)];
    html! { p { (lang.with("network-paid", &args)) } (table) }
}

fn laying(ctx: &Ctx, site: &Site, form: &CablingForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let purposes = Purpose::ALL.iter().map(|purpose| {
        let words = (lang.t(purpose.label_key()), payer(lang, rules::payer(*purpose)));
        Choice::new(
            purpose.as_str(),
            lang.with("network-purpose-payer", &[("purpose", words.0), ("payer", words.1)]),
        )
    });
    let post = PostForm::new(format!("{}/cabling", site.path()), &ctx.csrf).label(lang.t("network-lay"));
    let post = post.body(html! {
        (Field::select(lang, "purpose", lang.t("network-purpose"), purposes).value(&form.purpose)
            .hint(lang.t("network-purpose-hint")).error(error_of(errors, "purpose")))
        (Field::text(lang, "cables", lang.t("network-cables")).value(&form.cables).inputmode("numeric").width(6)
            .error(error_of(errors, "cables")))
        (Field::date(lang, "laid_on", lang.t("network-laid-on")).value(&form.laid_on).error(error_of(errors, "laid_on")))
        (Field::text(lang, "note", lang.t("outage-note")).id_as("field-cabling-note").value(&form.note).error(error_of(errors, "note")))
        (buttons(submit(Emphasis::Secondary, &lang.t("estate-save"))))
    });
    html! { details open[!errors.is_empty()] { summary { (lang.t("network-lay")) } (post) } }
}
