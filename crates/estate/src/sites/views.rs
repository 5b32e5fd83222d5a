//! How sites are drawn.

use super::{Fibre, Site, SiteForm, SiteKey, pages::Typed};
use crate::{
    connections::{self, Connection},
    network::{self, Cabling, CablingForm, Equipment},
    outages::{self, Outage},
    reflectometry::{self, Measure, MeasureForm},
};
use kernel::{Figure, Permission};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions,
            empty_state, error_of, error_summary, facts, figure, link, link_button, section, submit, tag,
            text, with_aside,
        },
        page,
    },
};

/// The list of sites, with how many are connected (A.3).
pub fn list_page(ctx: &Ctx, sites: &[Site]) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::SiteManage);
    let create = may_manage.then(|| link_button(Emphasis::Primary, "/sites/new", &lang.t("estate-new-site")));
    let connected = sites.iter().filter(|site| site.fibre == Fibre::Connected).count();
    let lead = lang.with("estate-connected-count", &[("connected", connected), ("count", sites.len())]);
    let head = Head::new(lang.t("estate-sites"), lang.t("estate-view")).lead(text(lead));
    let head = head.actions(html! { @if let Some(create) = &create { (create) } });
    let table = DataTable::new(lang.t("estate-sites")).caption_hidden();
    let columns = ["estate-name", "estate-beneficiary", "estate-address", "estate-fibre"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(sites.iter().map(|site| {
        let path = site.path();
        let tone = if site.fibre == Fibre::Connected { Tone::Good } else { Tone::Neutral };
        vec![
            html! {
                span id={ "site-" (site.id) } {
                    (link(&path, &site.name))
                }
            },
            text(&site.beneficiary_name),
            text(format!("{} {} {}", site.street, site.postal_code, site.city)),
            tag(tone, &lang.t(site.fibre.label_key())),
        ]
    }));
    let nothing = empty_state(&lang.t("estate-empty"), &lang.t("estate-empty-why"), create);
    let body = html! {
        (actions(html! {
            (link_button(Emphasis::Quiet, "/rollout", &lang.t("connection-rollout")))
            (link_button(Emphasis::Quiet, "/network", &lang.t("network-title")))
        }))
        (table.empty(nothing))
        (sheet::links(lang, "export-as", "/exports/sites"))
    };
    page(ctx, &head, body)
}

/// What is kept about a site.
pub(super) struct Parts {
    pub(super) history: Vec<Connection>,
    pub(super) equipment: Vec<Equipment>,
    pub(super) cabling: Vec<Cabling>,
    pub(super) measures: Vec<Measure>,
    pub(super) cuts: Vec<Outage>,
}

/// The forms of the page of a site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Connection,
    Cabling,
    Measure,
}

/// The form that was sent: the one with something typed in it, else the one that asks for a field in error.
fn sent(typed: &Typed, errors: &[FieldError]) -> Sent {
    if typed.measure != MeasureForm::default() || error_of(errors, "files").is_some() {
        Sent::Measure
    } else if typed.cabling != CablingForm::default() || error_of(errors, "purpose").is_some() {
        Sent::Cabling
    } else {
        Sent::Connection
    }
}

/// Errors as the summary leads to them: each form has a note of its own.
fn led_to(errors: &[FieldError], sent: Option<Sent>) -> Vec<FieldError> {
    let note = match sent {
        Some(Sent::Cabling) => "cabling-note",
        Some(Sent::Measure) => "reflectometry-note",
        Some(Sent::Connection) | None => "note",
    };
    let field =
        |error: &FieldError| if error.field == "note" { note.to_owned() } else { error.field.clone() };
    errors.iter().map(|e| FieldError { field: field(e), message: e.message.clone() }).collect()
}

/// The page of a site: how it is connected, what carries its network, what cut it off lately. `typed` is what was typed, for
/// those who may add to it.
pub(super) fn show(
    ctx: &Ctx,
    site: &Site,
    parts: &Parts,
    typed: Option<&Typed>,
    errors: &[FieldError],
) -> Markup {
    let (lang, path) = (ctx.lang, site.path());
    let head = Head::new(&site.name, lang.t("estate-view")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("estate-sites"), "/sites")]);
    let head = head.actions(html! { @if ctx.actor.may(Permission::SiteManage) {
        (link_button(Emphasis::Secondary, &format!("{path}/edit"), &lang.t("estate-change")))
    } });
    let sent = typed.map(|typed| sent(typed, errors));
    let of = |form: Sent| if sent == Some(form) { errors } else { &[] };
    let form = typed.map(|typed| &typed.connection);
    let connection = connections::views::of_site(ctx, site, &parts.history, form, of(Sent::Connection));
    let (form, its) = (typed.map(|typed| &typed.cabling), of(Sent::Cabling));
    let network = network::views::of_site(ctx, site, &parts.equipment, &parts.cabling, form, its);
    let (form, its) = (typed.map(|typed| &typed.measure), of(Sent::Measure));
    let measures = reflectometry::views::of_site(ctx, site, &parts.measures, form, its);
    let all = format!("/outages?site={}", site.id);
    let none = empty_state(&lang.t("outage-none"), &lang.t("outage-none-why"), None);
    let main = html! {
        (section("connection", &lang.t("connection-title"), None, connection))
        (network)
        (measures)
        (section("outages", &lang.t("outage-title"), None, html! {
            (outages::views::table(ctx, &lang.t("outage-title"), &parts.cuts).empty(none))
            p { (link(&all, &lang.t("outage-all"))) }
        }))
    };
    let aside = section("facts", &lang.t("estate-facts"), None, sides(lang, site));
    let summary = error_summary(lang, &led_to(errors, sent));
    page(ctx, &head, html! { (summary) (with_aside(&lang.t("estate-facts"), main, aside)) })
}

fn sides(lang: Lang, site: &Site) -> Markup {
    let day = |day: Option<jiff::civil::Date>| {
        text(day.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day)))
    };
    facts([
        (lang.t("estate-beneficiary"), text(&site.beneficiary_name)),
        (lang.t("estate-address"), text(format!("{} {} {}", site.street, site.postal_code, site.city))),
        (lang.t("estate-weight"), figure(lang, &Figure::Number(site.weight.clone()))),
        (lang.t("estate-serves-from"), day(site.serves_from)),
        (lang.t("estate-serves-to"), day(site.serves_to)),
    ])
}

/// The form of a site; `key` when it exists already.
pub fn form_page(
    ctx: &Ctx,
    form: &SiteForm,
    key: Option<&SiteKey>,
    owners: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let fibres = Fibre::ALL.map(|fibre| Choice::new(fibre.as_str(), lang.t(fibre.label_key())));
    let fibre = if form.fibre.is_empty() { Fibre::None.as_str() } else { &form.fibre };
    let choices = owners.iter().map(|owner| Choice::new(owner.id.as_str(), &owner.name));
    let field = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    let day = |name: &str, label: &str, value: &str| {
        Field::date(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    let fields = html! {
        @if key.is_none() {
            (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), choices).value(&form.beneficiary)
                .error(error_of(errors, "beneficiary")).required())
        }
        (field("name", "estate-name", &form.name).required())
        (field("street", "estate-street", &form.street).autocomplete("off"))
        (field("postal_code", "estate-postal-code", &form.postal_code).inputmode("numeric").width(8))
        (field("city", "estate-city", &form.city))
        (Field::select(lang, "fibre", lang.t("estate-fibre"), fibres).value(fibre).error(error_of(errors, "fibre")))
        (field("weight", "estate-weight", &form.weight).inputmode("decimal").width(8).hint(lang.t("estate-weight-hint")))
        (day("serves_from", "estate-serves-from", &form.serves_from))
        (day("serves_to", "estate-serves-to", &form.serves_to).hint(lang.t("estate-serves-hint")))
        (actions(submit(Emphasis::Primary, &lang.t("estate-save"))))
    };
    let action =
        key.map_or_else(|| "/sites".to_owned(), |key| format!("/sites/{}/{}", key.beneficiary, key.id));
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string()).body(fields);
    let title = if key.is_some() { form.name.clone() } else { lang.t("estate-new-site") };
    let head = Head::new(title, lang.t("estate-view")).crumbs([Crumb::new(lang.t("estate-sites"), "/sites")]);
    page(ctx, &head.has_errors(!errors.is_empty()), html! { (error_summary(lang, errors)) (post) })
}

/// The form of a site as it stands.
pub fn form_of(site: &Site) -> SiteForm {
    SiteForm {
        beneficiary: site.beneficiary.to_string(),
        name: site.name.clone(),
        street: site.street.clone(),
        postal_code: site.postal_code.clone(),
        city: site.city.clone(),
        weight: site.weight.to_string(),
        serves_from: site.serves_from.map(|day| day.to_string()).unwrap_or_default(),
        serves_to: site.serves_to.map(|day| day.to_string()).unwrap_or_default(),
        fibre: site.fibre.as_str().to_owned(),
        version: site.version,
    }
}
