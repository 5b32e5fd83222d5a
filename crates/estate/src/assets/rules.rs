//! Decisions about assets: what is typed well, what inventory may fill, until when a publisher answers for an
//! application. Pure.

use super::{
    Asset, AssetForm, Condition, Direction, Field, HandoverForm, LegalStatus, Party, Protection, RetireForm,
    State,
    kinds::{self, BuiltIn, OwnKind},
};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Cents, Text};
use platform::Problems;

/// Longest name, maker, model, serial number or function in characters.
pub const NAME: usize = 120;
/// Longest text in characters.
pub const TEXT: usize = 4_000;
/// Longest useful life in years.
const YEARS: i64 = 50;
/// Months for which the publisher of an application answers before maintenance moves to block D (R0.4).
const PUBLISHER_MONTHS: i32 = 24;

/// What a form of an asset states well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Word of the kind.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Where it is in its life.
    pub state: State,
    /// Whose it is.
    pub owner: Party,
    /// Who looks after it.
    pub manager: Party,
    /// Who works with it.
    pub used_by: String,
    /// Why the provider has it.
    pub legal_status: LegalStatus,
    /// Whether it serves several beneficiaries.
    pub is_shared: bool,
    /// Who made it.
    pub maker: String,
    /// Which model.
    pub model: String,
    /// Serial number.
    pub serial: String,
    /// When it was bought.
    pub purchased_on: Option<Date>,
    /// The amount booked.
    pub cost: Option<Cents>,
    /// First day of use.
    pub in_service_on: Option<Date>,
    /// Years of depreciation.
    pub useful_life_years: Option<i64>,
    /// Last day of the warranty.
    pub warranty_ends_on: Option<Date>,
    /// How it must be protected.
    pub protection: Protection,
    /// Anything else.
    pub notes: String,
}

/// Reads the form of an asset, new or as it was before. Every problem is told at once.
pub fn stated(form: &AssetForm, own: &[OwnKind], before: Option<&Asset>) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    let p = &mut problems;
    let name = words(p, "name", &form.name, NAME);
    if name.is_empty() {
        p.add("name", Text::new("asset-error-needed"));
    }
    let present = before.map_or("", |asset| asset.kind.word.as_str());
    let kind = kinds::is_known(own, &form.kind, present).then(|| form.kind.clone());
    let kind = chosen(p, "kind", kind);
    let was_retired = before.is_some_and(|asset| asset.state == State::Retired);
    let state = State::parse(&form.state).filter(|state| *state != State::Retired || was_retired);
    let state = chosen(p, "state", state);
    let (owner, manager) = (Party::parse(&form.owner), Party::parse(&form.manager));
    let (owner, manager) = (chosen(p, "owner", owner), chosen(p, "manager", manager));
    let legal_status = chosen(p, "legal_status", LegalStatus::parse(&form.legal_status));
    let protection = chosen(p, "protection", Protection::parse(&form.protection));
    if let (Some(legal), Some(owner)) = (legal_status, owner)
        && let Some(key) = contradiction(legal, owner)
    {
        p.add("owner", Text::new(key));
    }
    let dates = dates(p, form);
    let cost = amount(p, "cost", &form.cost);
    let useful_life_years = years(p, "useful_life", &form.useful_life);
    let short = |p: &mut Problems, field: &str, text: &str| words(p, field, text, NAME);
    let rest = Stated {
        kind: kind.unwrap_or_default(),
        name,
        state: state.unwrap_or(State::InStock),
        owner: owner.unwrap_or(Party::Provider),
        manager: manager.unwrap_or(Party::Provider),
        used_by: short(p, "used_by", &form.used_by),
        legal_status: legal_status.unwrap_or(LegalStatus::ProviderBought),
        is_shared: is_ticked(&form.shared),
        maker: short(p, "maker", &form.maker),
        model: short(p, "model", &form.model),
        serial: short(p, "serial", &form.serial),
        purchased_on: dates[0],
        cost,
        in_service_on: dates[1],
        useful_life_years,
        warranty_ends_on: dates[2],
        protection: protection.unwrap_or(Protection::Standard),
        notes: words(p, "notes", &form.notes, TEXT),
    };
    if problems.0.is_empty() { Ok(rest) } else { Err(problems) }
}

/// What is lent or was taken in stays the beneficiary's (R3.6); what the provider bought is the provider's.
fn contradiction(legal: LegalStatus, owner: Party) -> Option<&'static str> {
    match (legal, owner) {
        (LegalStatus::LentFree | LegalStatus::Integrated, Party::Provider | Party::ThirdParty) => {
            Some("asset-error-owner-lent")
        }
        (
            LegalStatus::ProviderBought | LegalStatus::BoughtOnRequest,
            Party::Beneficiary | Party::ThirdParty,
        ) => Some("asset-error-owner-bought"),
        (LegalStatus::Rented, Party::Beneficiary | Party::Provider) => Some("asset-error-owner-rented"),
        _ => None,
    }
}

/// Bought, in service, end of warranty.
fn dates(problems: &mut Problems, form: &AssetForm) -> [Option<Date>; 3] {
    let purchased = day(problems, "purchased_on", &form.purchased_on);
    let in_service = day(problems, "in_service_on", &form.in_service_on);
    let warranty = day(problems, "warranty_ends_on", &form.warranty_ends_on);
    for (field, later) in [("in_service_on", in_service), ("warranty_ends_on", warranty)] {
        if let (Some(purchased), Some(later)) = (purchased, later)
            && later < purchased
        {
            problems.add(field, Text::new("asset-error-before-purchase"));
        }
    }
    [purchased, in_service, warranty]
}

/// Day and reason of a retirement. Nothing is retired in the future, nor before it was in service.
pub fn retired(form: &RetireForm, asset: &Asset, today: Date) -> Result<(Date, String), Problems> {
    let mut problems = Problems::default();
    let on = day(&mut problems, "retired_on", &form.retired_on).unwrap_or(today);
    if on > today {
        problems.add("retired_on", Text::new("asset-error-future"));
    }
    if asset.in_service_on.is_some_and(|first| on < first) {
        problems.add("retired_on", Text::new("asset-error-before-service"));
    }
    let why = words(&mut problems, "retired_why", &form.retired_why, NAME);
    if why.is_empty() {
        problems.add("retired_why", Text::new("asset-error-needed"));
    }
    if problems.0.is_empty() { Ok((on, why)) } else { Err(problems) }
}

/// What a form of a change of hands states well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedHandover {
    /// Which way.
    pub direction: Direction,
    /// On which day.
    pub happened_on: Date,
    /// What both sides saw.
    pub condition: Condition,
    /// In words.
    pub remarks: String,
    /// What went with it.
    pub accessories: String,
    /// Function of who gave it.
    pub given_by: String,
    /// Function of who received it.
    pub received_by: String,
}

/// Reads the form of a change of hands. What is broken is described: who pays for it hangs on that.
pub fn handover(form: &HandoverForm, today: Date) -> Result<StatedHandover, Problems> {
    let mut problems = Problems::default();
    let p = &mut problems;
    let direction = chosen(p, "direction", Direction::parse(&form.direction));
    let condition = chosen(p, "condition", Condition::parse(&form.condition));
    let happened_on = day(p, "happened_on", &form.happened_on).unwrap_or(today);
    if happened_on > today {
        p.add("happened_on", Text::new("asset-error-future"));
    }
    let remarks = words(p, "remarks", &form.remarks, TEXT);
    if remarks.is_empty() && matches!(condition, Some(Condition::Damaged | Condition::OutOfOrder)) {
        p.add("remarks", Text::new("asset-error-damage"));
    }
    let accessories = words(p, "accessories", &form.accessories, NAME);
    let mut function = |field: &str, text: &str| {
        let function = words(p, field, text, NAME);
        if function.is_empty() {
            p.add(field, Text::new("asset-error-needed"));
        }
        function
    };
    let given_by = function("given_by", &form.given_by);
    let received_by = function("received_by", &form.received_by);
    match (direction, condition) {
        (Some(direction), Some(condition)) if problems.0.is_empty() => Ok(StatedHandover {
            direction,
            happened_on,
            condition,
            remarks,
            accessories,
            given_by,
            received_by,
        }),
        _ => Err(problems),
    }
}

/// Where an asset is after it changed hands: who has it uses it; what came back lies in stock. What is retired stays so.
pub fn state_after(state: State, direction: Direction) -> State {
    match (state, direction) {
        (State::Retired, _) => State::Retired,
        (_, Direction::HandedOver) => State::InService,
        (_, Direction::Returned) => State::InStock,
    }
}

/// Last day on which a publisher answers for an application: as typed, else 24 months after its first day (R0.4).
/// Nothing for other kinds.
pub fn publisher_until(asset: &Asset) -> Option<Date> {
    let is_licence = asset.kind.word == BuiltIn::Licence.as_str();
    let usual = || asset.in_service_on?.checked_add(PUBLISHER_MONTHS.months()).ok()?.yesterday().ok();
    asset.warranty_ends_on.or_else(usual).filter(|_| is_licence)
}

/// The fields that a person has in hand: those locked before, and those this person changed to something.
pub fn locks(before: Option<&Asset>, after: &Stated) -> Vec<Field> {
    let was = |field: Field| before.map_or("", |asset| told(asset, field));
    let is_typed = |field: Field| !value(after, field).is_empty() && value(after, field) != was(field);
    let was_locked = |field: &Field| before.is_some_and(|asset| asset.locked.contains(field));
    let kept = |field: &Field| was_locked(field) && !value(after, *field).is_empty();
    Field::ALL.iter().copied().filter(|field| kept(field) || is_typed(*field)).collect()
}

/// What an asset says in a field.
pub fn told(asset: &Asset, field: Field) -> &str {
    match field {
        Field::Name => &asset.name,
        Field::Maker => &asset.maker,
        Field::Model => &asset.model,
        Field::Serial => &asset.serial,
    }
}

fn value(stated: &Stated, field: Field) -> &str {
    match field {
        Field::Name => &stated.name,
        Field::Maker => &stated.maker,
        Field::Model => &stated.model,
        Field::Serial => &stated.serial,
    }
}

/// What changed between two forms of an asset: field, before, after.
pub fn changes(before: &AssetForm, after: &AssetForm) -> Vec<(String, String, String)> {
    let (before, after) = (serde_json::json!(before), serde_json::json!(after));
    let none = serde_json::Map::new();
    let fields = after.as_object().unwrap_or(&none).iter();
    let fields = fields.filter(|(field, value)| {
        !["version", "key"].contains(&field.as_str()) && before.get(field.as_str()) != Some(*value)
    });
    let text =
        |value: Option<&serde_json::Value>| value.and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    fields.map(|(field, value)| (field.clone(), text(before.get(field)), text(Some(value)))).collect()
}

/// The code and the number of a reference such as `PMPB-M12`, however it is typed.
pub fn reference(typed: &str) -> Option<(String, i64)> {
    let typed = typed.trim().to_uppercase();
    let (code, number) = typed.rsplit_once("-M")?;
    Some((code.to_owned(), number.parse().ok()?))
}

fn is_ticked(word: &str) -> bool {
    matches!(word, "on" | "true")
}

fn words(problems: &mut Problems, field: &str, text: &str, limit: usize) -> String {
    let text = text.trim();
    if text.chars().count() > limit {
        problems.add(field, Text::new("asset-error-too-long").with("limit", limit));
    }
    text.to_owned()
}

fn chosen<T>(problems: &mut Problems, field: &str, choice: Option<T>) -> Option<T> {
    if choice.is_none() {
        problems.add(field, Text::new("asset-error-choice"));
    }
    choice
}

fn day(problems: &mut Problems, field: &str, text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.parse::<Date>().ok().filter(|day| (1970..=2200).contains(&day.year()));
    if day.is_none() && !text.is_empty() {
        problems.add(field, Text::new("asset-error-day"));
    }
    day
}

fn amount(problems: &mut Problems, field: &str, text: &str) -> Option<Cents> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    if plain.is_empty() {
        return None;
    }
    let amount = plain.replace(',', ".").parse::<Cents>().ok();
    let amount = amount.filter(|amount| (0..=100_000_000_000).contains(&amount.0));
    if amount.is_none() {
        problems.add(field, Text::new("asset-error-cost"));
    }
    amount
}

fn years(problems: &mut Problems, field: &str, text: &str) -> Option<i64> {
    let text = text.trim();
    let years = text.parse::<i64>().ok().filter(|years| (1..=YEARS).contains(years));
    if years.is_none() && !text.is_empty() {
        problems.add(field, Text::new("asset-error-years").with("limit", YEARS));
    }
    years
}

#[cfg(test)]
mod tests;
