//! How trips and charges are drawn.

use super::{ChargeForm, ChargeKind, Match, Matched, Trip, TripForm, rules};
use kernel::{Permission, Scope, phone};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, link_button, pagination, section,
            submit, tag, text, time,
        },
        page,
    },
};

/// Trips, the latest first.
pub(super) fn list_page(ctx: &Ctx, trips: &[Trip], next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let new = || link_button(Emphasis::Primary, "/trips/new", &lang.t("trip-new"));
    let head = Head::new(lang.t("trip-title"), lang.t("estate-view")).lead(text(lang.t("trip-lead")));
    let head = head.actions(html! {
        (new())
        @if ctx.actor.may(Permission::TelephonyRead) { (link_button(Emphasis::Secondary, "/out-of-plan-charges", &lang.t("trip-charges"))) }
    });
    let table = DataTable::new(lang.t("trip-title")).caption_hidden();
    let columns =
        ["trip-traveller", "telephony-number", "trip-countries", "trip-days", "trip-declared", "trip-do"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(trips.iter().map(|trip| {
        [
            text(&trip.traveller),
            text(phone::shown(&trip.number)),
            text(trip.countries.join(", ")),
            text(days(lang, trip)),
            html! {
                (trip.declared_by_name) ", " (time(lang, trip.declared_at))
                @if !rules::is_in_advance(trip) { " " (tag(Tone::Warning, &lang.t("trip-late"))) }
            },
            ending(ctx, trip),
        ]
    }));
    let nothing = empty_state(&lang.t("trip-none"), &lang.t("trip-none-why"), Some(new()));
    page(
        ctx,
        &head,
        html! { (table.empty(nothing)) (pagination(lang, &lang.t("trip-title"), None, next, None)) },
    )
}

fn days(lang: Lang, trip: &Trip) -> String {
    let [from, to] = [trip.from_on, trip.to_on].map(|on| figures::date(lang, on));
    lang.with("trip-from-to", &[("from", from), ("to", to)])
}

fn ending(ctx: &Ctx, trip: &Trip) -> Markup {
    let lang = ctx.lang;
    if trip.cancelled_at.is_some() {
        return tag(Tone::Neutral, &lang.t("trip-cancelled"));
    }
    let is_own = trip.declared_by.is_some() && trip.declared_by == ctx.actor.person;
    if !is_own && !ctx.actor.may(Permission::TelephonyManage) {
        return text("—");
    }
    let action = format!("/trips/{}/{}/cancellation", trip.beneficiary, trip.id);
    action_button(&ctx.csrf, &action, Emphasis::Quiet, &lang.t("trip-cancel"), Some(&days(lang, trip)))
}

/// The form that declares a trip.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &TripForm,
    owners: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("trip-new"), lang.t("estate-view")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("trip-title"), "/trips")]).lead(text(lang.t("trip-new-lead")));
    let every = std::iter::once(Choice::new("", "—"));
    let bodies = every.chain(owners.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
    let field = |name: &str, key: &str, value: &str| {
        Field::text(lang, name, lang.t(key)).value(value).error(error_of(errors, name)).required()
    };
    let day = |name: &str, key: &str, value: &str| {
        Field::date(lang, name, lang.t(key)).value(value).error(error_of(errors, name)).required()
    };
    let post = PostForm::new("/trips", &ctx.csrf).body(html! {
        @if *ctx.scope() == Scope::All {
            (Field::select(lang, "beneficiary", lang.t("estate-beneficiary"), bodies).value(&form.beneficiary))
        }
        (field("number", "trip-number", &form.number).inputmode("tel").width(20))
        (field("traveller", "trip-traveller", &form.traveller).hint(lang.t("trip-traveller-hint")))
        (field("countries", "trip-countries", &form.countries).hint(lang.t("trip-countries-hint")))
        (day("from_on", "trip-from", &form.from_on))
        (day("to_on", "trip-to", &form.to_on))
        (buttons(submit(Emphasis::Primary, &lang.t("trip-declare"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

fn standing(lang: Lang, one: &Matched) -> Markup {
    let tone = match one.standing {
        Match::Declared => Tone::Good,
        Match::OtherCountry => Tone::Warning,
        Match::Missing => Tone::Bad,
    };
    html! {
        (tag(tone, &lang.t(one.standing.label_key())))
        @if one.trip.is_some() && !one.is_in_advance { " " (tag(Tone::Warning, &lang.t("trip-late"))) }
    }
}

/// Charges, the latest first, each with how it stands, and the form that adds one.
pub(super) fn charges_page(
    ctx: &Ctx,
    charges: &[Matched],
    owners: &[Organisation],
    next: Option<&str>,
    form: &ChargeForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("trip-charges"), lang.t("estate-view")).has_errors(!errors.is_empty());
    let head =
        head.crumbs([Crumb::new(lang.t("trip-title"), "/trips")]).lead(text(lang.t("trip-charges-lead")));
    let name =
        |one: &Matched| owners.iter().find(|o| o.id == one.charge.beneficiary).map_or("—", |o| &o.name);
    let table = DataTable::new(lang.t("trip-charges")).caption_hidden();
    let columns = [
        "trip-charged-on",
        "estate-beneficiary",
        "telephony-number",
        "trip-country",
        "trip-kind",
        "trip-standing",
    ];
    let table =
        columns.iter().fold(table, |table, key| table.column(lang.t(key))).figures(lang.t("trip-amount"));
    let table = table.rows(charges.iter().map(|one| {
        [
            text(figures::date(lang, one.charge.charged_on)),
            text(name(one)),
            text(phone::shown(&one.charge.number)),
            text(&one.charge.country),
            html! { (lang.t(one.charge.kind.label_key())) @if !one.charge.label.is_empty() { ", " (one.charge.label) } },
            standing(lang, one),
            text(figures::money(lang, one.charge.amount)),
        ]
    }));
    let nothing = empty_state(&lang.t("trip-no-charge"), &lang.t("trip-no-charge-why"), None);
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (table.empty(nothing))
            (pagination(lang, &lang.t("trip-charges"), None, next, None))
            @if ctx.actor.may(Permission::TelephonyManage) { (section("add", &lang.t("trip-charge-add"), None, adding(ctx, form, errors))) }
        },
    )
}

fn adding(ctx: &Ctx, form: &ChargeForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let kinds = ChargeKind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let field = |name: &str, key: &str, value: &str| {
        Field::text(lang, name, lang.t(key)).value(value).error(error_of(errors, name))
    };
    let post = PostForm::new("/out-of-plan-charges", &ctx.csrf).body(html! {
        (field("number", "telephony-number", &form.number).inputmode("tel").width(20).required())
        (Field::date(lang, "charged_on", lang.t("trip-charged-on")).value(&form.charged_on).error(error_of(errors, "charged_on")).required())
        (field("country", "trip-country", &form.country).hint(lang.t("trip-country-hint")).width(8).required())
        (Field::select(lang, "kind", lang.t("trip-kind"), kinds).value(&form.kind).error(error_of(errors, "kind")).required())
        (field("amount", "trip-amount", &form.amount).inputmode("decimal").width(12).required())
        (field("label", "trip-label", &form.label))
        (field("key", "trip-key", &form.key).hint(lang.t("trip-key-hint")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("estate-save"))))
    });
    html! { (post) }
}
