//! How organisations are drawn.

use super::{
    Organisation, OrganisationForm,
    rules::{side_key, side_name},
};
use crate::persons::{self, Page};
use kernel::{Permission, Scope, Side};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::Lang,
    sheet,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, actions, empty_state,
            error_of, error_summary, facts, link, link_button, pagination, section, submit, text,
        },
        page,
    },
};

/// The list of organisations in scope.
pub fn list_page(ctx: &Ctx, organisations: &[Organisation]) -> Markup {
    let lang = ctx.lang;
    let may_create = ctx.actor.may(Permission::PersonManage) && *ctx.scope() == Scope::All;
    let create = may_create
        .then(|| link_button(Emphasis::Primary, "/organisations/new", &lang.t("people-organisation-new")));
    let head = Head::new(lang.t("people-organisations"), lang.t("people-view"));
    let head = head.actions(html! { @if let Some(create) = &create { (create) } });
    let table = DataTable::new(lang.t("people-organisations")).caption_hidden();
    let columns = ["people-name", "people-code", "people-side", "people-siret", "people-city"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let rows = organisations.iter().map(|o| {
        [
            link(&format!("/organisations/{}", o.id), &o.name),
            text(&o.code),
            text(lang.t(side_key(o.side))),
            text(o.siret.as_ref().map(ToString::to_string).unwrap_or_default()),
            text(&o.address.city),
        ]
    });
    let nothing =
        empty_state(&lang.t("people-organisations-none"), &lang.t("people-organisations-none-why"), create);
    page(
        ctx,
        &head,
        html! { (table.rows(rows).empty(nothing)) (sheet::links(lang, "export-persons", "/exports/persons")) },
    )
}

/// One organisation: what is known of it, and its persons.
pub fn show_page(ctx: &Ctx, organisation: &Organisation, persons: &Page, is_later_page: bool) -> Markup {
    let (lang, own) = (ctx.lang, format!("/organisations/{}", organisation.id));
    let may_manage = ctx.actor.may(Permission::PersonManage);
    let edit = may_manage.then(|| {
        link_button(Emphasis::Secondary, &format!("{own}/edit"), &lang.t("people-organisation-edit"))
    });
    let invite = may_manage
        .then(|| link_button(Emphasis::Primary, &format!("{own}/persons/new"), &lang.t("people-person-new")));
    let head = Head::new(&organisation.name, lang.t("people-view"))
        .crumbs([Crumb::new(lang.t("people-organisations"), "/organisations")])
        .lead(html! { p { (organisation.code) " · " (lang.t(side_key(organisation.side))) } })
        .actions(html! { @if let Some(edit) = edit { (edit) } });
    let next = persons.next.as_ref().map(|id| format!("{own}?after={id}"));
    let first = is_later_page.then_some(own.as_str());
    let list = html! {
        (persons::views::table(ctx, &persons.persons))
        (pagination(lang, &lang.t("people-persons"), first, next.as_deref(), None))
    };
    let body = html! {
        (section("identity", &lang.t("people-identity"), None, identity(lang, organisation)))
        (section("persons", &lang.t("people-persons"), invite, list))
    };
    page(ctx, &head, body)
}

fn identity(lang: Lang, o: &Organisation) -> Markup {
    let yes = |is_so: bool| text(lang.t(if is_so { "people-yes" } else { "people-no" }));
    let some = |value: Option<String>| text(value.unwrap_or_else(|| "–".to_owned()));
    let address = format!("{} {} {}", o.address.street, o.address.postal_code, o.address.city);
    facts([
        (lang.t("people-siren"), some(o.siren.as_ref().map(ToString::to_string))),
        (lang.t("people-siret"), some(o.siret.as_ref().map(ToString::to_string))),
        (lang.t("people-vat-number"), some(o.vat_number.clone())),
        (lang.t("people-address"), some(Some(address.trim().to_owned()).filter(|a| !a.is_empty()))),
        (lang.t("people-electronic-address"), some(o.routing.electronic_address.clone())),
        (lang.t("people-needs-service-code"), yes(o.routing.needs_service_code)),
        (lang.t("people-service-code"), some(o.routing.service_code.clone())),
        (lang.t("people-needs-commitment-number"), yes(o.routing.needs_commitment_number)),
        (lang.t("people-commitment-number"), some(o.routing.commitment_number.clone())),
        (lang.t("people-iban"), some(o.iban.clone())),
        (lang.t("people-bic"), some(o.bic.clone())),
    ])
}

/// The form of an organisation; `stored` when it exists already. The side is chosen once.
pub fn form_page(
    ctx: &Ctx,
    form: &OrganisationForm,
    stored: Option<&Organisation>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let sides = [Side::Beneficiary, Side::Contractor].map(|s| Choice::new(side_name(s), lang.t(side_key(s))));
    let side = if form.side.is_empty() { side_name(Side::Beneficiary) } else { &form.side };
    let body = html! {
        @if stored.is_none() {
            (Field::radios(lang, "side", lang.t("people-side"), sides).value(side).error(error_of(errors, "side")).required())
        }
        (identity_fields(ctx, form, errors))
        h2 { (lang.t("people-routing")) }
        (routing_fields(lang, form, errors))
        (actions(submit(Emphasis::Primary, &lang.t("people-save"))))
    };
    let action = stored.map_or_else(|| "/organisations".to_owned(), |o| format!("/organisations/{}", o.id));
    let post = PostForm::new(&*action, &*ctx.csrf).hidden("version", form.version.to_string()).body(body);
    let title = stored.map_or_else(|| lang.t("people-organisation-new"), |o| o.name.clone());
    let mut crumbs = vec![Crumb::new(lang.t("people-organisations"), "/organisations")];
    crumbs.extend(stored.map(|o| Crumb::new(&o.name, &*action)));
    let view = lang.t(if stored.is_some() { "people-organisation-edit" } else { "people-view" });
    let head = Head::new(title, view).crumbs(crumbs).has_errors(!errors.is_empty());
    page(ctx, &head, html! { (error_summary(lang, errors)) (post.render()) })
}

fn identity_fields(ctx: &Ctx, form: &OrganisationForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let field = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label)).value(value).error(error_of(errors, name)).autocomplete("off")
    };
    html! {
        (field("name", "people-name", &form.name).required().max_length(200))
        (field("code", "people-code", &form.code).required().max_length(10).width(12).hint(lang.t("people-code-hint")))
        (field("siren", "people-siren", &form.siren).inputmode("numeric").width(12))
        (field("siret", "people-siret", &form.siret).inputmode("numeric").width(20).hint(lang.t("people-siret-hint")))
        (field("vat_number", "people-vat-number", &form.vat_number).width(20))
        (field("street", "people-street", &form.street).max_length(200))
        (field("postal_code", "people-postal-code", &form.postal_code).inputmode("numeric").width(8))
        (field("city", "people-city", &form.city).max_length(200))
    }
}

fn routing_fields(lang: Lang, form: &OrganisationForm, errors: &[FieldError]) -> Markup {
    let field = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label)).value(value).error(error_of(errors, name)).autocomplete("off")
    };
    let tick = |name: &str, label: &str, is_set: bool| {
        Field::checkbox(lang, name, lang.t(label)).value(if is_set { "on" } else { "" })
    };
    html! {
        (field("electronic_address", "people-electronic-address", &form.electronic_address).hint(lang.t("people-electronic-address-hint")))
        (tick("needs_service_code", "people-needs-service-code", form.needs_service_code))
        (field("service_code", "people-service-code", &form.service_code).width(40))
        (tick("needs_commitment_number", "people-needs-commitment-number", form.needs_commitment_number))
        (field("commitment_number", "people-commitment-number", &form.commitment_number).width(40))
        (field("iban", "people-iban", &form.iban).width(40).hint(lang.t("people-iban-hint")))
        (field("bic", "people-bic", &form.bic).width(12))
    }
}
