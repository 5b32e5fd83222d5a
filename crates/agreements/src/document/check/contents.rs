//! Rules between the values of the contents: blocks, offers, committees, obligations, remarks.

use super::{Findings, Path, clauses::check_month};
use crate::document::{
    AgreementDocument, Block, BlockKind, Committee, Occurrence, Offer, PartyRole, Telephony, Vat, VatStatus,
};
use kernel::Rounding;
use serde_json::Value;

pub(super) fn check_contents(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    check_blocks(findings, &document.blocks);
    check_offers(findings, document);
    check_committees(findings, &document.committees);
    check_obligations(findings, document);
    let protection = &document.data_protection;
    let same = protection.controller == protection.processor;
    findings.error_if(same, &Path::of("data_protection.processor"), "agreement-check-same-role", &[]);
    let themes: Vec<_> = protection.themes.iter().map(|theme| theme.code.as_str()).collect();
    findings.unique(&Path::of("data_protection.themes"), "code", &themes);
    let stages: Vec<_> = document.disputes.stages.iter().map(|stage| stage.code.as_str()).collect();
    findings.unique(&Path::of("disputes.stages"), "code", &stages);
    let no_quota = document.telephony.quotas.is_empty();
    findings.remark_if(no_quota, &Path::of("telephony"), "agreement-check-no-quota", &[]);
    check_extras(findings, &document.telephony);
    let shares = document.equipment.share_vat.as_ref();
    if let Some(vat) = shares {
        check_vat(findings, (vat, "equipment"), false, &Path::of("equipment.share_vat"));
    }
    let no_list = document.equipment.lent_assets.is_empty();
    findings.remark_if(no_list, &Path::of("equipment"), "agreement-check-no-lent-assets", &[]);
    check_remarks(findings, document);
}

fn check_blocks(findings: &mut Findings<'_, '_>, blocks: &[Block]) {
    let list = Path::of("blocks");
    findings.unique(&list, "code", &blocks.iter().map(|block| block.code.as_str()).collect::<Vec<_>>());
    let no_core = !blocks.iter().any(|block| block.kind == BlockKind::Core);
    findings.error_if(no_core, &list, "agreement-check-no-core", &[]);
    for (rank, block) in blocks.iter().enumerate() {
        let path = list.at(rank);
        let services: Vec<_> = block.services.iter().map(|service| service.code.as_str()).collect();
        findings.unique(&path.key("services"), "code", &services);
        let lines: Vec<_> = block.responsibilities.iter().map(|line| line.code.as_str()).collect();
        findings.unique(&path.key("responsibilities"), "code", &lines);
        check_take_over(findings, blocks, block, &path);
        let quoted = |footnote: u8| block.notes.iter().any(|note| note.footnote == Some(footnote));
        let services = block.services.iter().enumerate().map(|(i, s)| ("services", i, s.footnote));
        let lines =
            block.responsibilities.iter().enumerate().map(|(i, r)| ("responsibilities", i, r.footnote));
        for (key, rank, footnote) in services.chain(lines) {
            let Some(number) = footnote else { continue };
            let path = path.key(key).at(rank).key("footnote");
            findings.error_if(
                !quoted(number),
                &path,
                "agreement-check-footnote",
                &[("number", number.to_string())],
            );
        }
    }
}

/// A line is taken over by a block of the file.
fn check_take_over(findings: &mut Findings<'_, '_>, blocks: &[Block], block: &Block, path: &Path) {
    for (rank, line) in block.responsibilities.iter().enumerate() {
        let Some(code) = &line.taken_over_by else { continue };
        let unknown = !blocks.iter().any(|block| block.code == *code);
        let known = blocks.iter().map(|block| block.code.as_str()).collect::<Vec<_>>().join(", ");
        let args = [("code", code.clone()), ("known", known)];
        let path = path.key("responsibilities").at(rank).key("taken_over_by");
        findings.error_if(unknown, &path, "agreement-check-unknown-block", &args);
    }
}

fn check_offers(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    let (list, offers) = (Path::of("offers"), &document.offers);
    findings.unique(&list, "code", &offers.iter().map(|offer| offer.code.as_str()).collect::<Vec<_>>());
    let cores = offers.iter().filter(|offer| !offer.needs_core).count();
    findings.error_if(cores != 1, &list, "agreement-check-core-offer", &[("count", cores.to_string())]);
    let core_subscribed = offers.iter().any(|offer| !offer.needs_core && offer.subscribed_from.is_some());
    for (rank, offer) in offers.iter().enumerate() {
        let path = list.at(rank);
        for (rank, code) in offer.blocks.iter().enumerate() {
            let unknown = document.block(code).is_none();
            let known =
                document.blocks.iter().map(|block| block.code.as_str()).collect::<Vec<_>>().join(", ");
            let args = [("code", code.clone()), ("known", known)];
            findings.error_if(unknown, &path.key("blocks").at(rank), "agreement-check-unknown-block", &args);
        }
        check_subscription(findings, document, offer, core_subscribed, &path);
        check_vat(findings, (&offer.vat, &offer.code), offer.subscribed_from.is_some(), &path.key("vat"));
    }
}

fn check_subscription(
    findings: &mut Findings<'_, '_>,
    document: &AgreementDocument,
    offer: &Offer,
    core_subscribed: bool,
    path: &Path,
) {
    let Some(from) = offer.subscribed_from else { return };
    // R0.2: no service without the core.
    let alone = offer.needs_core && !core_subscribed;
    let code = ("code", offer.code.clone());
    findings.error_if(
        alone,
        &path.key("subscribed_from"),
        "agreement-check-needs-core",
        std::slice::from_ref(&code),
    );
    let unpriced = offer.needs_core && offer.unit_price.is_none();
    findings.warn_if(unpriced, &path.key("subscribed_from"), "agreement-check-unpriced", &[code]);
    let (start, last) = (document.term.start, document.term.last_day());
    let until = offer.subscribed_until.map(|until| ("subscribed_until", until));
    for (key, day) in [("subscribed_from", from)].into_iter().chain(until) {
        let outside = day < start || last.is_some_and(|last| day > last) || day < from;
        let last = last.map(|day| day.to_string()).unwrap_or_default();
        let args = [("date", day.to_string()), ("start", start.to_string()), ("last", last)];
        findings.error_if(outside, &path.key(key), "agreement-check-outside-term", &args);
    }
}

/// R2.16, R2.17: the status is decided by the parties; each status has what the invoice must print.
fn check_vat(findings: &mut Findings<'_, '_>, (vat, of): (&Vat, &str), is_billed: bool, path: &Path) {
    let code = [("code", of.to_owned())];
    let held_back = vat.status == VatStatus::Undetermined && is_billed;
    findings.warn_if(held_back, &path.key("status"), "agreement-check-vat-undetermined", &code);
    let rated = vat.status == VatStatus::Standard;
    findings.error_if(rated && vat.rate.is_none(), path, "agreement-check-vat-rate-missing", &code);
    findings.error_if(
        !rated && vat.rate.is_some(),
        &path.key("rate"),
        "agreement-check-vat-rate-unused",
        &code,
    );
    let excepted = matches!(vat.status, VatStatus::Exempt | VatStatus::OutOfScope);
    let incomplete = vat.reason_code.is_none() || vat.legal_mention.is_none();
    findings.error_if(excepted && incomplete, path, "agreement-check-vat-mention", &code);
}

/// R8.1, R2.13: minutes beyond a quota have one price a class, above zero, that an invoice can carry.
fn check_extras(findings: &mut Findings<'_, '_>, telephony: &Telephony) {
    let list = Path::of("telephony.tariffs");
    let codes: Vec<_> = telephony.tariffs.iter().map(|tariff| tariff.code.as_str()).collect();
    findings.unique(&list, "code", &codes);
    for (rank, tariff) in telephony.tariffs.iter().enumerate() {
        let path = list.at(rank);
        let price = &tariff.price_per_minute.0;
        let unfit = price.is_negative() || price.is_zero() || Rounding::HalfUp.apply(price, 6) != *price;
        let args = [("code", tariff.code.clone())];
        findings.error_if(unfit, &path.key("price_per_minute"), "agreement-check-tariff-price", &args);
        let twice = telephony.tariffs[..rank].iter().any(|other| other.destination == tariff.destination);
        findings.error_if(twice, &path.key("destination"), "agreement-check-tariff-twice", &args);
    }
    if let Some(vat) = &telephony.extra_vat {
        check_vat(findings, (vat, "telephony"), false, &Path::of("telephony.extra_vat"));
    }
}

fn check_committees(findings: &mut Findings<'_, '_>, committees: &[Committee]) {
    let list = Path::of("committees");
    for (rank, committee) in committees.iter().enumerate() {
        let path = list.at(rank);
        let name = ("name", committee.name.clone());
        let twice = committees[..rank].iter().any(|other| other.code == committee.code);
        findings.error_if(
            twice,
            &path.key("code"),
            "agreement-check-code-twice",
            &[("code", name.1.clone())],
        );
        for (rank, month) in committee.months.iter().enumerate() {
            let path = path.key("months").at(rank);
            check_month(findings, &path, *month);
            let twice = committee.months[..rank].contains(month);
            findings.error_if(twice, &path, "agreement-check-month-twice", &[("found", month.to_string())]);
        }
        for (rank, agenda) in committee.agenda.iter().enumerate() {
            let stray = !committee.months.contains(&agenda.month);
            let path = path.key("agenda").at(rank).key("month");
            findings.error_if(
                stray,
                &path,
                "agreement-check-agenda-month",
                &[("found", agenda.month.to_string())],
            );
        }
        let slots = committee.months.len();
        let short = slots < usize::from(committee.minimum_per_year);
        let args = [("slots", slots.to_string()), ("minimum", committee.minimum_per_year.to_string())];
        findings.warn_if(short, &path.key("minimum_per_year"), "agreement-check-few-slots", &args);
        let sits = |role| committee.participants.iter().any(|seat| seat.party == role);
        let one_sided = !sits(PartyRole::Provider) || !sits(PartyRole::Beneficiary);
        findings.warn_if(one_sided, &path.key("participants"), "agreement-check-one-sided", &[name]);
    }
}

fn check_obligations(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    let (list, obligations) = (Path::of("obligations"), &document.obligations);
    findings.unique(&list, "code", &obligations.iter().map(|one| one.code.as_str()).collect::<Vec<_>>());
    for (rank, obligation) in obligations.iter().enumerate() {
        let path = list.at(rank);
        let periodic = obligation.occurs == Occurrence::Periodic;
        let period = obligation.every_months.filter(|months| *months > 0);
        findings.error_if(
            periodic != period.is_some(),
            &path.key("every_months"),
            "agreement-check-period",
            &[],
        );
        let eventful = obligation.occurs == Occurrence::OnEvent;
        findings.error_if(
            eventful != obligation.event.is_some(),
            &path.key("event"),
            "agreement-check-event",
            &[],
        );
    }
}

/// A remark names the key that holds its reading: the key must be there (R0.5).
fn check_remarks(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    let (list, remarks) = (Path::of("remarks"), &document.remarks);
    findings.unique(&list, "code", &remarks.iter().map(|remark| remark.code.as_str()).collect::<Vec<_>>());
    let json = serde_json::to_value(document).unwrap_or_default();
    for (rank, remark) in remarks.iter().enumerate() {
        let Some(parameter) = &remark.parameter else { continue };
        let lost = resolve(&json, parameter).is_none();
        let path = list.at(rank).key("parameter");
        findings.error_if(lost, &path, "agreement-check-parameter", &[("parameter", parameter.clone())]);
    }
}

/// The value at `commitments[G.2a].target`; codes stand between brackets.
fn resolve<'v>(mut value: &'v Value, mut path: &str) -> Option<&'v Value> {
    while !path.is_empty() {
        if let Some(rest) = path.strip_prefix('[') {
            let (code, rest) = rest.split_once(']')?;
            value = value.as_array()?.iter().find(|item| item["code"] == code)?;
            path = rest;
        } else {
            let rest = path.strip_prefix('.').unwrap_or(path);
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            value = value.as_object()?.get(&rest[..end])?;
            path = &rest[end..];
        }
    }
    Some(value)
}
