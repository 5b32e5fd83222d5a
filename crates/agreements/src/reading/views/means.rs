//! Telephony, equipment, exit, insurance, disputes.

use super::Reader;
use crate::document::{AgreementDocument, Equipment, Exit, Telephony};
use maud::{Markup, Render as _, html};
use platform::{
    i18n::figures,
    web::components::{DataTable, facts, section, text},
};

pub(super) fn draw(reader: &Reader, document: &AgreementDocument) -> Markup {
    let insurance = &document.insurance;
    let covers = facts([
        (reader.field("covers"), reader.said_list(&insurance.covers)),
        reader.fact("reminder_days", insurance.reminder_days.to_string()),
        reader.fact("article", &insurance.article),
    ]);
    let stages = html! {
        ol {
            @for stage in &document.disputes.stages {
                li {
                    (reader.said(&stage.text))
                    @if let Some(unless) = &stage.unless {
                        " (" (reader.field("unless").to_lowercase()) " " (reader.said(unless)) ")"
                    }
                }
            }
        }
        p { (document.disputes.article) }
    };
    html! {
        (section("telephony", &reader.field("telephony"), None, telephony(reader, &document.telephony)))
        (section("equipment", &reader.field("equipment"), None, equipment(reader, &document.equipment)))
        (section("exit", &reader.field("exit"), None, exit(reader, &document.exit)))
        (section("insurance", &reader.field("insurance"), None, covers))
        (section("disputes", &reader.field("disputes"), None, stages))
    }
}

fn telephony(reader: &Reader, rules: &Telephony) -> Markup {
    html! {
        (facts([
            reader.fact("strong_overrun_percent", reader.number(&rules.strong_overrun_percent)),
            reader.fact("overrun_decided_by_person", reader.value(rules.overrun_decided_by_person)),
            reader.said_fact("plan_territory", &rules.plan_territory),
            reader.fact("trips_declared", reader.value(rules.trips_declared)),
            reader.fact("roaming_billed_at_cost", reader.value(rules.roaming_billed_at_cost)),
            reader.fact("article", &rules.article),
        ]))
        @if rules.quotas.is_empty() { p { (reader.t("versions-no-quotas")) } } @else { (quotas(reader, rules)) }
        @if !rules.tariffs.is_empty() { (tariffs(reader, rules)) }
        @if let Some(vat) = &rules.extra_vat {
            (facts([reader.fact("extra_vat", reader.value(vat.status))]))
        }
    }
}

fn tariffs(reader: &Reader, rules: &Telephony) -> Markup {
    let table = DataTable::new(reader.field("tariffs"))
        .column(reader.field("destination"))
        .figures(reader.field("price_per_minute"));
    let price = |price| text(reader.number(price));
    table
        .rows(
            rules
                .tariffs
                .iter()
                .map(|one| [text(reader.value(one.destination)), price(&one.price_per_minute)]),
        )
        .render()
}

fn quotas(reader: &Reader, rules: &Telephony) -> Markup {
    let table = DataTable::new(reader.field("quotas"))
        .column(reader.field("destination"))
        .figures(reader.field("from_agents"))
        .figures(reader.field("to_agents"))
        .figures(reader.field("minutes_per_year"));
    let count = |n: u32| text(figures::count(reader.lang, n.into()));
    let rows = rules.quotas.iter().map(|quota| {
        [
            text(reader.value(quota.destination)),
            count(quota.from_agents),
            quota.to_agents.map_or_else(|| html! {}, count),
            count(quota.minutes_per_year),
        ]
    });
    table.rows(rows).render()
}

fn equipment(reader: &Reader, rules: &Equipment) -> Markup {
    html! {
        (facts([
            reader.fact("request_lead_months", rules.request_lead_months.to_string()),
            reader.fact("order_informed_from", figures::money(reader.lang, rules.order_informed_from.0)),
            reader.fact("agreement_before_purchase", reader.value(rules.agreement_before_purchase)),
            reader.fact("lent_free_of_charge", reader.value(rules.lent_free_of_charge)),
            reader.fact("prior_goods_stay_beneficiary", reader.value(rules.prior_goods_stay_beneficiary)),
            reader.fact("article", &rules.article),
        ]))
        @if let Some(vat) = &rules.share_vat { (facts([reader.fact("share_vat", reader.value(vat.status))])) }
        @if rules.lent_assets.is_empty() {
            p { (reader.t("versions-no-lent-assets")) }
        } @else {
            h3 { (reader.field("lent_assets")) }
            ul { @for asset in &rules.lent_assets { li { (asset.quantity) " × " (reader.said(&asset.text)) } } }
        }
    }
}

fn exit(reader: &Reader, rules: &Exit) -> Markup {
    let share = |share: &crate::document::Decimal| figures::rate(reader.lang, &share.0);
    let plan = &rules.reversibility;
    let answers = plan.obligation.iter().map(|code| reader.fact("obligation", code));
    let pairs = [
        reader.fact("taken_back_share", share(&rules.taken_back_share)),
        reader.fact("left_share", share(&rules.left_share)),
        reader.fact("due_at_term", reader.value(rules.due_at_term)),
        reader.fact("shared_equipment_counts", reader.value(rules.shared_equipment_counts)),
        reader.fact("depreciation_basis", reader.value(rules.depreciation_basis)),
        reader.fact("contracts_transferred", reader.value(rules.contracts_transferred)),
        reader.fact("reversibility", reader.value(plan.defined)),
        reader.fact("first_version_months", plan.first_version_months.to_string()),
        reader.fact("review_months", plan.review_months.to_string()),
        reader.fact("needed_before_exit", reader.value(plan.needed_before_exit)),
        reader.fact("article", &rules.article),
    ];
    facts(pairs.into_iter().chain(answers))
}
