//! Decisions about equipment requests: the six-month rule, what comes after what. Pure.

use super::{
    DayForm, EquipmentRequest, LateForm, OrderForm, RequestForm, SignForm, State, StudyForm, TermsForm,
};
use agreements::versions::Version;
use jiff::civil::Date;
use kernel::{
    Cents, Explained, Explanation, Figure, Text,
    months::{OutOfCalendar, last_day},
};
use platform::{
    Problems,
    typed::{chosen, day, euros, limited, needed, past, read},
};

/// Longest name in characters.
pub const NAME: usize = 200;
/// Longest text in characters.
pub const TEXT: usize = 6_000;
/// What the agreement asks of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Months between the receipt of a request and the day on which the equipment is wanted.
    pub months: u8,
    /// Where the agreement says so.
    pub article: String,
    /// Reference of the version.
    pub version: String,
}

impl Lead {
    /// What a version asks.
    pub fn of(version: &Version) -> Self {
        let rules = &version.document.equipment;
        Self {
            months: rules.request_lead_months,
            article: rules.article.clone(),
            version: version.reference.clone(),
        }
    }
}

/// The first day on which equipment may be wanted: the months of the agreement after the receipt, from date to same date,
/// without moving on (R6.2).
pub fn earliest(received: Date, lead: &Lead) -> Result<Explained<Date>, OutOfCalendar> {
    let mut story = Explanation::of("R6.2", &lead.article, Text::new("equipment-rule"));
    story
        .input(Text::new("equipment-received-on"), Figure::Date(received), None)
        .input(Text::new("equipment-months"), Figure::Count(i64::from(lead.months)), None)
        .input(Text::new("equipment-version"), Figure::Words(lead.version.clone()), None);
    let first = last_day(received, i32::from(lead.months), None)?;
    story.step(Text::new("equipment-earliest"), "", Figure::Date(first));
    Ok(story.explain(first))
}

/// What a request is once it is examined: admissible when it is wanted on the first day possible or later, else late.
pub fn examined(first: Date, wanted: Date) -> State {
    if first <= wanted { State::Admissible } else { State::Late }
}

/// The states from which a state may be reached (R6.1).
pub fn before(state: State) -> &'static [State] {
    match state {
        State::Requested => &[],
        State::Admissible => &[State::Requested, State::Late],
        State::Late => &[State::Requested],
        State::Refused => &[State::Late],
        // A study, the terms and the signatures may be written again until the next step.
        State::Study => &[State::Admissible, State::Study],
        State::AgreementDraft => &[State::Study, State::AgreementDraft],
        State::SignedBoth => &[State::AgreementDraft],
        State::Ordered => &[State::SignedBoth],
        State::Delivered => &[State::Ordered],
        State::InService => &[State::Delivered],
        State::Withdrawn => {
            &[State::Requested, State::Admissible, State::Late, State::Study, State::AgreementDraft]
        }
    }
}

/// What a request asks for.
pub struct Stated {
    /// When it was received.
    pub received_on: Date,
    /// When the equipment is wanted.
    pub wanted_on: Date,
}

/// Reads a request. It may be late: that is decided later, by somebody.
pub fn request(form: &RequestForm, today: Date) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "title", &form.title, NAME);
    needed(&mut problems, "need", &form.need, TEXT);
    let received_on = past(&mut problems, "received_on", &form.received_on, today);
    let wanted_on = day(&mut problems, "wanted_on", &form.wanted_on);
    if received_on.zip(wanted_on).is_some_and(|(received, wanted)| wanted <= received) {
        problems.add("wanted_on", Text::new("equipment-error-wanted"));
    }
    read(problems, received_on.zip(wanted_on))
        .map(|(received_on, wanted_on)| Stated { received_on, wanted_on })
}

/// Reads what is decided of a late request: whether a derogation is given. Both ways it is reasoned.
pub fn late(form: &LateForm) -> Result<bool, Problems> {
    let mut problems = Problems::default();
    let given = match form.decision.as_str() {
        "derogation" => Some(true),
        "refusal" => Some(false),
        _ => None,
    };
    let given = chosen(&mut problems, "decision", given);
    needed(&mut problems, "reason", &form.reason, TEXT);
    read(problems, given)
}

/// Reads a study: the whole cost and the beneficiary's share, which is no more.
pub fn study(form: &StudyForm) -> Result<(Cents, Cents), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "study", &form.study, TEXT);
    let mut amount = |field: &str, text: &str| {
        if text.trim().is_empty() {
            problems.add(field, Text::new("web-error-amount"));
        }
        euros(&mut problems, field, text)
    };
    let (cost, share) = (amount("cost", &form.cost), amount("share", &form.share));
    if cost.zip(share).is_some_and(|(cost, share)| share > cost) {
        problems.add("share", Text::new("equipment-error-share"));
    }
    read(problems, cost.zip(share))
}

/// Reads the terms of the agreement: one article a paragraph.
pub fn terms(form: &TermsForm) -> Result<Vec<String>, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "terms", &form.terms, TEXT);
    let text = form.terms.replace("\r\n", "\n");
    let articles = text.split("\n\n").map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned);
    read(problems, Some(articles.collect()))
}

/// Reads both signatures, which come after the request. `has_scan` tells that the scan was sent.
pub fn signed(
    form: &SignForm,
    has_scan: bool,
    request: &EquipmentRequest,
    today: Date,
) -> Result<(Date, Date), Problems> {
    let mut problems = Problems::default();
    let mut on = |field: &str, text: &str| {
        if text.trim().is_empty() {
            problems.add(field, Text::new("web-error-day"));
        }
        let day = past(&mut problems, field, text, today);
        if day.is_some_and(|day| day < request.received_on) {
            problems.add(field, Text::new("equipment-error-order"));
        }
        day
    };
    let provider = on("provider_signed_on", &form.provider_signed_on);
    let beneficiary = on("beneficiary_signed_on", &form.beneficiary_signed_on);
    needed(&mut problems, "signatories", &form.signatories, NAME);
    if !has_scan {
        problems.add("scan", Text::new("equipment-error-scan"));
    }
    read(problems, provider.zip(beneficiary))
}

/// Whether bytes are those of a scan: a PDF, a JPEG or a PNG, whatever the name of the file.
pub fn is_scan(bytes: &[u8]) -> bool {
    let beginnings: [&[u8]; 3] = [b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n"];
    beginnings.iter().any(|beginning| bytes.starts_with(beginning))
}

/// Reads an order: when, and for how much. Nothing is ordered before both have signed.
pub fn order(form: &OrderForm, request: &EquipmentRequest, today: Date) -> Result<(Date, Cents), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "order_number", &form.order_number, NAME);
    needed(&mut problems, "supplier", &form.supplier, NAME);
    let amount = euros(&mut problems, "amount", &form.amount);
    if form.amount.trim().is_empty() {
        problems.add("amount", Text::new("web-error-amount"));
    }
    let on = past(&mut problems, "ordered_on", &form.ordered_on, today);
    let signed = request.signature.provider_signed_on.max(request.signature.beneficiary_signed_on);
    if on.zip(signed).is_some_and(|(on, signed)| on < signed) {
        problems.add("ordered_on", Text::new("equipment-error-unsigned"));
    }
    limited(&mut problems, "act", &form.act, NAME);
    read(problems, on.zip(amount))
}

/// The act that an order concludes: from the threshold on it names the one of which the beneficiary was informed (R6.3);
/// below it needs none.
pub fn act(form: &OrderForm, amount: Cents, threshold: Cents) -> Result<Option<&str>, Problems> {
    match form.act.as_str() {
        _ if amount < threshold => Ok(None),
        "" => {
            let mut problems = Problems::default();
            problems.add("act", Text::new("equipment-error-act"));
            Err(problems)
        }
        act => Ok(Some(act)),
    }
}

/// Reads a day that is not in the future and not before the step it follows.
pub fn on(form: &DayForm, after: Option<Date>, today: Date) -> Result<Date, Problems> {
    let mut problems = Problems::default();
    let on = past(&mut problems, "on", &form.on, today);
    if on.zip(after).is_some_and(|(on, after)| on < after) {
        problems.add("on", Text::new("equipment-error-order"));
    }
    read(problems, on)
}

#[cfg(test)]
mod tests;
