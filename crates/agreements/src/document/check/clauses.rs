//! Rules between the values of the general clauses: parties, term, price, exit.

use super::{Findings, Path};
use crate::document::{AgreementDocument, IndexValuePolicy, Party, Price, SeriesPolicy, Term, YearMonth};
use kernel::{Cents, Exact, Siren, Siret};

/// First month of the revised index series, back-cast (R1.9).
const REVISED_SERIES_START: YearMonth = YearMonth { year: 2019, month: 12 };
/// Last month of the old index series (R1.9).
const OLD_SERIES_END: YearMonth = YearMonth { year: 2022, month: 7 };

pub(super) fn check_clauses(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    let AgreementDocument { format, provider, beneficiary, term, price, exit, .. } = document;
    let unknown_format = *format != 1;
    findings.error_if(
        unknown_format,
        &Path::of("format"),
        "agreement-check-format",
        &[("found", format.to_string())],
    );
    let reference = &document.identity.reference;
    // The invoice quotes it (BT-12); the same characters as an invoice number (R2.11).
    let unfit =
        reference.len() > 35 || !reference.chars().all(|c| c.is_ascii_alphanumeric() || "+-_/".contains(c));
    findings.error_if(
        unfit,
        &Path::of("identity.reference"),
        "agreement-check-reference",
        &[("found", reference.clone())],
    );
    check_party(findings, &Path::of("provider"), provider);
    check_party(findings, &Path::of("beneficiary"), beneficiary);
    let same = provider.code == beneficiary.code;
    findings.error_if(
        same,
        &Path::of("beneficiary.code"),
        "agreement-check-same-party-code",
        &[("code", beneficiary.code.clone())],
    );
    check_term(findings, document);
    check_price(findings, price);
    check_index(findings, price, term);
    for (key, share) in [("taken_back_share", &exit.taken_back_share), ("left_share", &exit.left_share)] {
        let outside = share.0.is_negative() || share.0 > Exact::from(1);
        findings.error_if(
            outside,
            &Path::of("exit").key(key),
            "agreement-check-share",
            &[("found", share.to_string())],
        );
    }
    let undefined = !exit.reversibility.defined;
    findings.remark_if(
        undefined,
        &Path::of("exit.reversibility.defined"),
        "agreement-check-reversibility",
        &[],
    );
}

fn check_party(findings: &mut Findings<'_, '_>, path: &Path, party: &Party) {
    let code = &party.code;
    let unfit =
        !(2..=8).contains(&code.len()) || !code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    findings.error_if(unfit, &path.key("code"), "agreement-check-party-code", &[("found", code.clone())]);
    let function = party.represented_by.to_lowercase();
    let titles = ["monsieur ", "madame ", "m. ", "mme ", "mr ", "mrs "];
    let person = titles.iter().any(|title| function.starts_with(title));
    findings.error_if(person, &path.key("represented_by"), "agreement-check-person", &[]);
    // The kernel also reads spaces; a file keeps digits only, so that versions compare as text.
    let wrong = |digits: &String, length: usize| {
        let valid =
            if length == 9 { digits.parse::<Siren>().is_ok() } else { digits.parse::<Siret>().is_ok() };
        !valid || digits.len() != length
    };
    for (key, digits, length) in [("siren", &party.siren, 9), ("siret", &party.siret, 14)] {
        let Some(digits) = digits else { continue };
        let args = [("found", digits.clone()), ("length", length.to_string())];
        findings.error_if(wrong(digits, length), &path.key(key), "agreement-check-siren", &args);
    }
    if let (Some(siren), Some(siret)) = (&party.siren, &party.siret) {
        let foreign = !siret.starts_with(siren.as_str());
        findings.error_if(
            foreign,
            &path.key("siret"),
            "agreement-check-siret-prefix",
            &[("siren", siren.clone())],
        );
    }
    let address = party.routing.as_ref().and_then(|routing| routing.electronic_address.as_ref());
    if let (Some(siren), Some(address)) = (&party.siren, address) {
        let foreign = !address.starts_with(siren.as_str());
        let path = path.key("routing.electronic_address");
        findings.error_if(foreign, &path, "agreement-check-address-prefix", &[("siren", siren.clone())]);
    }
}

fn check_term(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    let term = &document.term;
    let (path, notice) = (Path::of("term"), &term.notice);
    let implausible = !(1..=30).contains(&term.years);
    findings.error_if(
        implausible,
        &path.key("years"),
        "agreement-check-years",
        &[("found", term.years.to_string())],
    );
    let months = u16::from(term.years) * 12;
    let late = notice.from_year < 1 || notice.from_year > term.years;
    let args = [("from", notice.from_year.to_string()), ("years", term.years.to_string())];
    findings.error_if(late, &path.key("notice.from_year"), "agreement-check-notice-year", &args);
    let long = u16::from(notice.months) >= months;
    let args = [("months", notice.months.to_string()), ("term", months.to_string())];
    findings.error_if(long, &path.key("notice.months"), "agreement-check-notice-months", &args);
    for (rank, warning) in term.warning_months.iter().enumerate() {
        let args = [("months", warning.to_string()), ("term", months.to_string())];
        let late = *warning == 0 || u16::from(*warning) >= months;
        findings.error_if(late, &path.key("warning_months").at(rank), "agreement-check-notice-months", &args);
    }
    let year = term.signature_year;
    if let Some(day) = term.signature_date {
        let args = [("date", day.to_string()), ("year", year.to_string())];
        findings.error_if(
            day.year() != year,
            &path.key("signature_date"),
            "agreement-check-signature-date",
            &args,
        );
    }
    // R0.6: nobody signs before being authorised.
    for (key, party) in [("provider", &document.provider), ("beneficiary", &document.beneficiary)] {
        let Some(vote) = party.vote_date else { continue };
        let early = year < vote.year() || term.signature_date.is_some_and(|day| day < vote);
        let args = [("vote", vote.to_string()), ("year", year.to_string()), ("party", party.code.clone())];
        findings.error_if(
            early,
            &Path::of(key).key("vote_date"),
            "agreement-check-signed-before-vote",
            &args,
        );
    }
}

fn check_price(findings: &mut Findings<'_, '_>, price: &Price) {
    let path = Path::of("price");
    let sum = &price.formula.fixed_share.0 + &price.formula.variable_share.0;
    let negative = price.formula.fixed_share.0.is_negative() || price.formula.variable_share.0.is_negative();
    let uneven = sum != Exact::from(1) || negative;
    findings.error_if(
        uneven,
        &path.key("formula.variable_share"),
        "agreement-check-shares",
        &[("sum", sum.to_string())],
    );
    let free = price.initial_price.0 == Cents::ZERO;
    findings.warn_if(free, &path.key("initial_price"), "agreement-check-free", &[]);
    for (key, month) in
        [("index.reference_month", price.index.reference_month), ("revision.month", price.revision.month)]
    {
        check_month(findings, &path.key(key), month);
    }
    for (key, decimals) in [
        ("rounding.intermediate_decimals", price.rounding.intermediate_decimals),
        ("rounding.coefficient_decimals", price.rounding.coefficient_decimals),
        ("rounding.price_decimals", price.rounding.price_decimals),
        ("proration.decimals", price.proration.decimals),
    ] {
        // R2.13: unit prices carry at most 6 decimals.
        findings.error_if(
            decimals > 6,
            &path.key(key),
            "agreement-check-decimals",
            &[("found", decimals.to_string())],
        );
    }
    let count = price.billing.invoices_per_year;
    let args = [("found", count.to_string())];
    findings.error_if(
        !(1..=12).contains(&count),
        &path.key("billing.invoices_per_year"),
        "agreement-check-invoices",
        &args,
    );
}

/// Month zero, series and revision months go together (R0.6, R1.7 to R1.10).
fn check_index(findings: &mut Findings<'_, '_>, price: &Price, term: &Term) {
    let path = Path::of("price");
    let zero = price.month_zero;
    let args = [("month", zero.to_string()), ("year", term.signature_year.to_string())];
    findings.warn_if(
        zero.year != term.signature_year,
        &path.key("month_zero"),
        "agreement-check-month-zero",
        &args,
    );
    let outside = match price.index.series {
        SeriesPolicy::Revised => zero < REVISED_SERIES_START,
        SeriesPolicy::OldLinked => zero > OLD_SERIES_END,
    };
    findings.error_if(
        outside,
        &path.key("index.series"),
        "agreement-check-series",
        &[("month", zero.to_string())],
    );
    let first = price.revision.first_year;
    let args = [("year", first.to_string()), ("start", term.start.year().to_string())];
    findings.error_if(
        first < term.start.year(),
        &path.key("revision.first_year"),
        "agreement-check-first-revision",
        &args,
    );
    // R1.7: the value relating to a month comes out at the end of the next one.
    let unpublished = price.index.value_policy == IndexValuePolicy::RelatingToMonth
        && price.index.reference_month < 13
        && (price.revision.month == price.index.reference_month
            || price.revision.month == price.index.reference_month + 1);
    findings.warn_if(unpublished, &path.key("revision.month"), "agreement-check-unpublished", &[]);
}

/// Refuses a month that is not 1 to 12.
pub(super) fn check_month(findings: &mut Findings<'_, '_>, path: &Path, month: u8) {
    let wrong = !(1..=12).contains(&month);
    findings.error_if(wrong, path, "agreement-check-month", &[("found", month.to_string())]);
}
