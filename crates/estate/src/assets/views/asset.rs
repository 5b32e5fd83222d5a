//! The page of an asset: what it is, whose, its changes of hands, what happened to it.

use super::super::{
    Asset, Condition, Direction, Field as Filled, Handover, HandoverForm, Happened, LegalStatus, Party,
    Protection, RetireForm, State, actions::Whole, kinds::BuiltIn, rules,
};
use super::{crumb, day, state_tag};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, PostForm, actions as buttons, error_of,
            error_summary, facts, link, link_button, paragraphs, section, submit, text, time, with_aside,
        },
        page,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Typed {
    pub(in super::super) handover: Option<HandoverForm>,
    pub(in super::super) retirement: Option<RetireForm>,
    pub(in super::super) errors: Vec<FieldError>,
}

/// The page.
pub(in super::super) fn asset_page(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, asset) = (ctx.lang, &whole.asset);
    let manages = ctx.actor.may(Permission::AssetManage);
    let lead = html! { (state_tag(lang, asset.state)) " " (asset.reference) " · " (asset.kind.label(lang)) };
    let head = Head::new(asset.name.clone(), lang.t("asset-view")).crumbs([crumb(lang)]).lead(lead);
    let labels = format!("/estate/assets/labels?q={}", asset.reference);
    let head = head.actions(html! {
        @if manages {
            (link_button(Emphasis::Primary, &format!("{}/edit", asset.key.path()), &lang.t("asset-edit")))
        }
        (link_button(Emphasis::Secondary, &labels, &lang.t("asset-label")))
        @if let Some(machine) = &whole.machine {
            (link_button(Emphasis::Secondary, &machine.key().path(), &lang.t("asset-inventory")))
        }
    });
    let main = html! {
        (error_summary(lang, &typed.errors))
        (section("hands", &lang.t("asset-handovers"), None, html! {
            (handovers(lang, asset, &whole.handovers))
            @if manages { (hand_over(ctx, asset, typed)) }
        }))
        @if !asset.notes.is_empty() { (section("notes", &lang.t("asset-notes"), None, paragraphs(&asset.notes))) }
        (section("history", &lang.t("asset-history"), None, history(lang, &whole.history)))
    };
    let aside = html! {
        (about(lang, asset))
        (bought(lang, asset))
        @if manages { (locks(ctx, asset)) }
        @if manages && asset.state != State::Retired { (retiring(ctx, asset, typed)) }
    };
    let body = with_aside(&lang.t("asset-about"), main, aside);
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(lang: Lang, asset: &Asset) -> Markup {
    let word = |key: &str| text(lang.t(key));
    let or = |words: &str| text(if words.is_empty() { "—" } else { words });
    let site = match (&asset.site, &asset.site_name) {
        (Some(id), Some(name)) => link(&format!("/estate/assets?site={id}"), name),
        _ => or(""),
    };
    let shared = lang.t(if asset.is_shared { "asset-yes" } else { "asset-no" });
    let pairs = [
        ("asset-beneficiary", text(&asset.beneficiary_name)),
        ("asset-site", site),
        ("asset-used-by", or(&asset.used_by)),
        ("asset-owner", word(asset.owner.label_key())),
        ("asset-manager", word(asset.manager.label_key())),
        ("asset-legal", word(asset.legal_status.label_key())),
        ("asset-shared", text(shared)),
        ("asset-maker", or(&asset.maker)),
        ("asset-model", or(&asset.model)),
        ("asset-serial", or(&asset.serial)),
        ("asset-protection", word(asset.protection.label_key())),
    ];
    let facts = facts(pairs.map(|(key, value)| (lang.t(key), value)));
    section("about", &lang.t("asset-about"), None, facts)
}

fn bought(lang: Lang, asset: &Asset) -> Markup {
    let years = asset.useful_life_years.map(|years| lang.with("asset-years", &[("count", years)]));
    let cost = asset.cost_cents.map_or_else(|| "—".to_owned(), |cost| figures::money(lang, cost));
    let mut pairs = vec![
        ("asset-purchased-on", day(lang, asset.purchased_on)),
        ("asset-cost", cost),
        ("asset-in-service-on", day(lang, asset.in_service_on)),
        ("asset-useful-life", years.unwrap_or_else(|| "—".to_owned())),
        ("asset-warranty", day(lang, asset.warranty_ends_on)),
    ];
    if let Some(until) = rules::publisher_until(asset) {
        pairs.push(("asset-publisher-until", figures::date(lang, until)));
    }
    if asset.state == State::Retired {
        pairs.push(("asset-retired-on", day(lang, asset.retired_on)));
        pairs.push(("asset-retired-why", asset.retired_why.clone()));
    }
    let facts = facts(pairs.into_iter().map(|(key, value)| (lang.t(key), text(value))));
    section("bought", &lang.t("asset-part-money"), None, facts)
}

fn handovers(lang: Lang, asset: &Asset, all: &[Handover]) -> Markup {
    let columns = [
        "asset-handover-on",
        "asset-direction",
        "asset-condition",
        "asset-given-by",
        "asset-received-by",
        "asset-sheet",
    ];
    let table = DataTable::new(lang.t("asset-handovers")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|one| {
        let sheet = format!("{}/handovers/{}/sheet", asset.key.path(), one.id);
        let day = figures::date(lang, one.happened_on);
        vec![
            text(&day),
            text(lang.t(one.direction.label_key())),
            html! {
                (lang.t(one.condition.label_key()))
                @if !one.remarks.is_empty() { p.hint { (one.remarks) } }
                @if !one.accessories.is_empty() { p.hint { (lang.t("asset-accessories")) ": " (one.accessories) } }
            },
            text(&one.given_by),
            text(&one.received_by),
            html! { a href=(sheet) { "PDF" span.visually-hidden { " " (day) } } },
        ]
    }));
    html! { (table.empty(html! { p { (lang.t("asset-handovers-none")) } })) }
}

fn hand_over(ctx: &Ctx, asset: &Asset, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let form = typed.handover.clone().unwrap_or_default();
    let errors = if typed.handover.is_some() { typed.errors.as_slice() } else { &[] };
    let ways = Direction::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let conditions = Condition::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let line = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    let title = lang.t("asset-hand-over");
    let post = PostForm::new(format!("{}/handovers", asset.key.path()), &ctx.csrf).label(title.as_str());
    let post = post.hidden("version", asset.version.to_string()).body(html! {
        (Field::radios(lang, "direction", lang.t("asset-direction"), ways).value(&form.direction)
            .error(error_of(errors, "direction")).required())
        (Field::date(lang, "happened_on", lang.t("asset-handover-on")).value(&form.happened_on)
            .hint(lang.t("asset-today-hint")).error(error_of(errors, "happened_on")))
        (Field::select(lang, "condition", lang.t("asset-condition"), conditions).value(&form.condition)
            .error(error_of(errors, "condition")).required())
        (Field::textarea(lang, "remarks", lang.t("asset-remarks")).rows(2).value(&form.remarks)
            .error(error_of(errors, "remarks")))
        (line("accessories", "asset-accessories", &form.accessories).hint(lang.t("asset-accessories-hint")))
        (line("given_by", "asset-given-by", &form.given_by).hint(lang.t("asset-function-hint")).required())
        (line("received_by", "asset-received-by", &form.received_by).required())
        (buttons(submit(Emphasis::Primary, &lang.t("asset-save"))))
    });
    html! { details.more open[typed.handover.is_some()] { summary { (title) } (post) } }
}

fn retiring(ctx: &Ctx, asset: &Asset, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let form = typed.retirement.clone().unwrap_or_default();
    let errors = if typed.retirement.is_some() { typed.errors.as_slice() } else { &[] };
    let title = lang.t("asset-retire");
    let post = PostForm::new(format!("{}/retirement", asset.key.path()), &ctx.csrf).label(title.as_str());
    let post = post.hidden("version", asset.version.to_string()).body(html! {
        (Field::date(lang, "retired_on", lang.t("asset-retired-on")).value(&form.retired_on)
            .hint(lang.t("asset-today-hint")).error(error_of(errors, "retired_on")))
        (Field::text(lang, "retired_why", lang.t("asset-retired-why")).value(&form.retired_why)
            .hint(lang.t("asset-retired-why-hint")).error(error_of(errors, "retired_why")).required())
        (buttons(submit(Emphasis::Danger, &title)))
    });
    html! { details.more open[typed.retirement.is_some()] { summary { (title) } (post) } }
}

/// What inventory may not fill, each with a box to let it again.
fn locks(ctx: &Ctx, asset: &Asset) -> Markup {
    let lang = ctx.lang;
    let title = lang.t("asset-locks");
    let boxes = Filled::ALL.iter().map(|field| {
        Choice::new(field.as_str(), lang.t(field.label_key())).ticked(asset.locked.contains(field))
    });
    let post = PostForm::new(format!("{}/locks", asset.key.path()), &ctx.csrf).label(title.as_str());
    let post = post.body(html! {
        (Field::checkboxes(lang, "locked", lang.t("asset-locks-lead"), boxes))
        (buttons(submit(Emphasis::Secondary, &lang.t("asset-save"))))
    });
    html! { details.more { summary { (title) } (post) } }
}

fn history(lang: Lang, all: &[Happened]) -> Markup {
    html! {
        ul {
            @for one in all {
                li {
                    (time(lang, one.at)) ", " (one.by) ": " (lang.t(verb(&one.action)))
                    @if !one.changes.is_empty() {
                        ul {
                            @for (field, before, after) in &one.changes {
                                li {
                                    (lang.t(label(field))) ": " (shown(lang, field, before)) " → " (shown(lang, field, after))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A value of a field in the history: words in the reader's language, anything else as it is stored.
fn shown(lang: Lang, field: &str, value: &str) -> String {
    let key = match field {
        "shared" => Some(if value.is_empty() { "asset-no" } else { "asset-yes" }),
        _ if value.is_empty() => Some("asset-empty-value"),
        "kind" => BuiltIn::parse(value).map(BuiltIn::label_key),
        "state" => State::parse(value).map(State::label_key),
        "owner" | "manager" => Party::parse(value).map(Party::label_key),
        "legal_status" => LegalStatus::parse(value).map(LegalStatus::label_key),
        "protection" => Protection::parse(value).map(Protection::label_key),
        _ => None,
    };
    key.map_or_else(|| value.to_owned(), |key| lang.t(key))
}

fn verb(action: &str) -> &'static str {
    match action {
        "asset.create" => "asset-happened-create",
        "asset.inventory" => "asset-happened-inventory",
        "asset.hand_over" => "asset-happened-hand-over",
        "asset.retire" => "asset-happened-retire",
        "asset.lock" => "asset-happened-lock",
        _ => "asset-happened-change",
    }
}

fn label(field: &str) -> &'static str {
    match field {
        "kind" => "asset-kind",
        "name" => "asset-name",
        "state" => "asset-state",
        "site" => "asset-site",
        "owner" => "asset-owner",
        "manager" => "asset-manager",
        "used_by" => "asset-used-by",
        "legal_status" => "asset-legal",
        "shared" => "asset-shared",
        "maker" => "asset-maker",
        "model" => "asset-model",
        "serial" => "asset-serial",
        "purchased_on" => "asset-purchased-on",
        "cost" => "asset-cost",
        "in_service_on" => "asset-in-service-on",
        "useful_life" => "asset-useful-life",
        "warranty_ends_on" => "asset-warranty",
        "protection" => "asset-protection",
        _ => "asset-notes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_speaks_the_readers_language() {
        for (field, value, expected) in [
            ("state", "in_repair", "en réparation"),
            ("owner", "third_party", "un tiers"),
            ("legal_status", "rented", "loué"),
            ("kind", "laptop", "ordinateur portable"),
            ("kind", "0198-own", "0198-own"),
            ("shared", "", "non"),
            ("serial", "", "vide"),
            ("name", "rented", "rented"),
        ] {
            assert_eq!(shown(Lang::Fr, field, value), expected, "{field}");
        }
    }
}
