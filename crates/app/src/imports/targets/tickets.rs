//! Rows that become past tickets. The key is the other tool's number, which every row needs; rows with one number are one
//! ticket, each with a message of its conversation. A ticket known already stays as it is.

use super::{super::Object, Known, Step, own};
use crate::imports::{
    Target, Trouble,
    records::{Record, Unit},
    rules::{self, Moments},
    store,
};
use desk::{
    categories::{self, Category},
    mail_intake::parse::html_text,
    tickets::{
        Channel, Former, Impact, Kind, Named, State, TicketKey, Urgency,
        actions::{PastTicket, Said, bring_in, take_back_past},
    },
};
use estate::sites::Site;
use jiff::Timestamp;
use kernel::{
    Side, Text, fold,
    id::{BeneficiaryId, PersonId},
};
use people::{
    Person,
    persons::{self, rules::fold_email},
};
use platform::{Ctx, Result, db::Tx};
use std::collections::HashMap;

/// Longest text of a past ticket, in characters.
const TEXT: usize = 100_000;

/// Longest title, in characters: beyond, it is cut and stands whole before the description.
const TITLE: usize = 200;

/// Persons, sites and categories that the rows of a batch may name.
struct Others {
    persons: Vec<Person>,
    references: HashMap<String, PersonId>,
    sites: Vec<Site>,
    categories: Vec<Category>,
}

const WHO: [&str; 3] = ["requester", "assignee", "message_author"];

pub(super) async fn decide(tx: &mut Tx, known: &Known<'_>, units: &[Unit]) -> Result<Vec<Step>> {
    let mut others = Others::load(tx, known, units).await?;
    let mut read: Vec<BeneficiaryId> = vec![];
    let mut steps = vec![];
    for unit in units {
        let mut troubles = vec![];
        let owner = known.organisation(unit.first(), "beneficiary", Some(Side::Beneficiary), &mut troubles);
        if let Some(id) = own(owner).filter(|id| unit.first().has("site") && !read.contains(id)) {
            others.sites.extend(estate::sites::store::list(tx, Some(id)).await?);
            read.push(id.clone());
        }
        steps.push(step(known, &others, unit, own(owner), troubles));
    }
    Ok(steps)
}

impl Others {
    async fn load(tx: &mut Tx, known: &Known<'_>, units: &[Unit]) -> Result<Self> {
        let records = units.iter().flat_map(|unit| &unit.records);
        let mut given: Vec<String> =
            records.flat_map(|record| WHO.map(|field| record.get(field).to_owned())).collect();
        given.sort();
        given.dedup();
        given.retain(|one| !one.is_empty());
        let emails: Vec<String> = given.iter().map(|one| fold_email(one)).collect();
        let names: Vec<String> = given.iter().flat_map(|one| orders(one)).collect();
        let references = store::references(tx, known.source, Target::Person, &given).await?;
        let ids: Vec<PersonId> = references.iter().map(|one| one.object_id.as_str().into()).collect();
        let mut found = persons::store::by_emails(tx, &emails).await?;
        found.extend(persons::store::by_names(tx, &names).await?);
        found.extend(persons::store::some(tx, &ids).await?);
        let pairs = references.into_iter().map(|one| (one.external_id, one.object_id.into()));
        Ok(Self {
            persons: found,
            references: pairs.collect(),
            sites: vec![],
            categories: categories::store::all(tx).await?,
        })
    }

    /// The person a cell means: by mail address, by the other tool's identifier, or by a name that only one bears.
    fn person(&self, given: &str) -> Option<&Person> {
        let email = fold_email(given);
        if let Some(found) = self.persons.iter().find(|person| fold_email(&person.email) == email) {
            return Some(found);
        }
        if let Some(id) = self.references.get(given) {
            return self.persons.iter().find(|person| person.id == *id);
        }
        let orders = orders(given);
        let mut named = self.persons.iter().filter(|person| orders.contains(&fold(&person.name)));
        let first = named.next()?;
        named.all(|other| other.id == first.id).then_some(first)
    }

    /// Somebody as conversations name them; a name alone when nobody here is meant.
    fn named(&self, given: &str) -> Named {
        match self.person(given) {
            Some(person) => Named { id: Some(person.id.clone()), name: person.name.clone() },
            None => Named { id: None, name: given.chars().take(200).collect() },
        }
    }
}

/// A name folded, in both orders: other tools put the family name first.
fn orders(name: &str) -> Vec<String> {
    let folded = fold(name);
    let turned = folded.split_once(' ').map(|(first, rest)| format!("{rest} {first}"));
    let turned_back = folded.rsplit_once(' ').map(|(rest, last)| format!("{last} {rest}"));
    [Some(folded), turned, turned_back].into_iter().flatten().collect()
}

fn step(
    known: &Known<'_>,
    others: &Others,
    unit: &Unit,
    owner: Option<&BeneficiaryId>,
    mut troubles: Vec<Trouble>,
) -> Step {
    let record = unit.first();
    let what = [record.get("external_id"), record.get("title")].join(" · ");
    record.need(Target::Ticket, &mut troubles);
    let Some(owner) = owner.filter(|_| troubles.is_empty()) else {
        return Step::refused(unit, what, troubles);
    };
    if let Some(id) = known.reference(unit) {
        // What was said there since is not added: a past ticket is taken over once.
        let object = Object { owner: Some(owner.clone()), id: id.to_owned(), version: 1 };
        return Step::taken(unit, what, Some(object), None);
    }
    match past(known, others, unit, owner, &mut troubles) {
        Some(past) if troubles.is_empty() => {
            Step::taken(unit, what, None, Some(super::Work::Ticket(Box::new(past))))
        }
        _ => Step::refused(unit, what, troubles),
    }
}

fn past(
    known: &Known<'_>,
    others: &Others,
    unit: &Unit,
    owner: &BeneficiaryId,
    troubles: &mut Vec<Trouble>,
) -> Option<PastTicket> {
    let record = unit.first();
    let requester = requester(others, record, owner, troubles);
    let site = site(others, record, owner, troubles);
    let category = category(others, record, troubles);
    let said = said(known, others, unit, requester.as_ref(), troubles);
    let (state, moments) = moments(known, record, &said, troubles)?;
    let (title, description) = texts(known, record, troubles);
    Some(PastTicket {
        beneficiary: owner.clone(),
        former: Former { source: known.source.to_owned(), number: record.get("external_id").to_owned() },
        kind: chosen(record, "kind", Kind::ALL, Kind::as_str, Kind::label_key, troubles)
            .unwrap_or(Kind::Request),
        title,
        description,
        channel: chosen(record, "channel", Channel::ALL, Channel::as_str, Channel::label_key, troubles)
            .unwrap_or(Channel::Api),
        requester: requester?,
        site,
        category,
        impact: chosen(record, "impact", Impact::ALL, Impact::as_str, Impact::label_key, troubles)
            .unwrap_or(Impact::Low),
        urgency: chosen(record, "urgency", Urgency::ALL, Urgency::as_str, Urgency::label_key, troubles)
            .unwrap_or(Urgency::Medium),
        assignee: record.has("assignee").then(|| others.named(record.get("assignee"))),
        stays: rules::stays(state, &moments),
        said,
    })
}

fn chosen<T: Copy>(
    record: &Record,
    field: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
    troubles: &mut Vec<Trouble>,
) -> Option<T> {
    let words: Vec<(&'static str, &'static str)> = all.iter().map(|one| (word(*one), label(*one))).collect();
    let found = record.word(field, &words, troubles)?;
    all.iter().copied().find(|one| word(*one) == found)
}

fn requester(
    others: &Others,
    record: &Record,
    owner: &BeneficiaryId,
    troubles: &mut Vec<Trouble>,
) -> Option<Named> {
    match others.person(record.get("requester")) {
        Some(person) if person.beneficiary.as_ref() == Some(owner) => {
            Some(Named { id: Some(person.id.clone()), name: person.name.clone() })
        }
        Some(person) => {
            let text = Text::new("import-error-requester-elsewhere").with("name", &person.name);
            troubles.push(record.trouble("requester", text.with("organisation", &person.organisation_name)));
            None
        }
        None => {
            troubles.push(record.trouble("requester", Text::new("import-error-requester")));
            None
        }
    }
}

fn site(
    others: &Others,
    record: &Record,
    owner: &BeneficiaryId,
    troubles: &mut Vec<Trouble>,
) -> Option<(String, String)> {
    let given = fold(record.get("site"));
    let mut own = others.sites.iter().filter(|site| site.beneficiary == *owner);
    let found = own.find(|site| !given.is_empty() && fold(&site.name) == given);
    if found.is_none() && !given.is_empty() {
        troubles.push(record.trouble("site", Text::new("import-error-site")));
    }
    found.map(|site| (site.id.to_string(), site.name.clone()))
}

fn category(
    others: &Others,
    record: &Record,
    troubles: &mut Vec<Trouble>,
) -> Option<(categories::CategoryId, String)> {
    let given = fold(record.get("category"));
    let found = others.categories.iter().find(|one| !given.is_empty() && fold(&one.name) == given);
    if found.is_none() && !given.is_empty() {
        troubles.push(record.trouble("category", Text::new("import-error-category")));
    }
    found.map(|one| (one.id.clone(), one.name.clone()))
}

/// State and moments; nothing when the instant of reception cannot be read, or moments are not in order.
fn moments(
    known: &Known<'_>,
    record: &Record,
    said: &[Said],
    troubles: &mut Vec<Trouble>,
) -> Option<(State, Moments)> {
    let zone = known.mapping.zone()?;
    let mut at = |field: &str| record.instant(field, &zone, troubles);
    let (opened, taken) = (at("opened_at"), at("taken_at"));
    let (solved, closed) = (at("solved_at"), at("closed_at"));
    let usual = match (solved, closed) {
        (_, Some(_)) => State::Closed,
        (Some(_), None) => State::Resolved,
        (None, None) => State::New,
    };
    let state =
        chosen(record, "state", State::ALL, State::as_str, State::label_key, troubles).unwrap_or(usual);
    let opened = opened?;
    let disorder = [("solved_at", solved), ("closed_at", closed)]
        .into_iter()
        .find(|(_, at)| at.is_some_and(|at| at < opened));
    if let Some((field, _)) = disorder {
        troubles.push(record.trouble(field, Text::new("import-error-order")));
    }
    if opened > known.ctx.now() {
        troubles.push(record.trouble("opened_at", Text::new("import-error-future")));
    }
    let last_said = said.iter().map(|one| one.at).max();
    Some((state, Moments { opened, taken, solved, closed, last_said }))
}

/// Title and description. A title that is too long is cut, and stands whole before the description.
fn texts(known: &Known<'_>, record: &Record, troubles: &mut Vec<Trouble>) -> (String, String) {
    let description = text(known, record, "description", troubles);
    let title = record.get("title").replace('\n', " ");
    if title.chars().count() <= TITLE {
        return (title, description);
    }
    let cut: String = title.chars().take(TITLE - 1).chain(['…']).collect();
    (cut, format!("{title}\n\n{description}").trim().to_owned())
}

/// A long text in plain words.
fn text(known: &Known<'_>, record: &Record, field: &str, troubles: &mut Vec<Trouble>) -> String {
    let given = record.get(field);
    let plain = if known.mapping.is_html { plain(given) } else { given.to_owned() };
    if plain.chars().count() > TEXT {
        troubles.push(record.trouble(field, Text::new("import-error-text").with("limit", TEXT)));
    }
    plain
}

/// The words of an HTML text. Some tools keep its marks written out (`&lt;p&gt;`), so that it is read twice.
fn plain(html: &str) -> String {
    let once = html_text(html);
    let is_still =
        ["<p", "<br", "<div", "<span", "</", "<ul", "<table"].iter().any(|mark| once.contains(mark));
    if is_still { html_text(&once) } else { once }
}

/// What was said, in order: the messages of every row, and the solution.
fn said(
    known: &Known<'_>,
    others: &Others,
    unit: &Unit,
    requester: Option<&Named>,
    troubles: &mut Vec<Trouble>,
) -> Vec<Said> {
    let mut all = vec![];
    for record in &unit.records {
        all.extend(one(known, others, record, ("message", "message_at"), requester, troubles));
    }
    let first = unit.first();
    let when = if first.has("solved_at") { "solved_at" } else { "closed_at" };
    all.extend(one(known, others, first, ("solution", when), requester, troubles));
    all.sort_by_key(|said| said.at);
    all
}

fn one(
    known: &Known<'_>,
    others: &Others,
    record: &Record,
    (field, when): (&str, &str),
    requester: Option<&Named>,
    troubles: &mut Vec<Trouble>,
) -> Option<Said> {
    if !record.has(field) {
        return None;
    }
    let body = text(known, record, field, troubles);
    let when = if record.has(when) { when } else { "opened_at" };
    let at: Timestamp = record.instant(when, &known.mapping.zone()?, troubles)?;
    let is_solution = field == "solution";
    let author = if is_solution { record.get("assignee") } else { record.get("message_author") };
    let named = match author {
        "" => Named { id: None, name: known.source.to_owned() },
        author => others.named(author),
    };
    let is_internal = !is_solution && record.yes("message_internal", troubles).unwrap_or(false);
    let side = others.person(author).map(|person| person.side);
    let is_requester = requester.is_some_and(|one| one.id.is_some() && one.id == named.id);
    let is_provider = is_internal || !is_requester && side.is_none_or(|side| side != Side::Beneficiary);
    (!body.is_empty()).then_some(Said { author: named, is_provider, is_internal, body, at })
}

pub(super) async fn perform(tx: &mut Tx, ctx: &Ctx, past: &PastTicket) -> Result<Object> {
    let (key, version) = bring_in(tx, ctx, past).await?;
    Ok(Object { owner: Some(key.beneficiary), id: key.id.to_string(), version })
}

pub(super) async fn take_back(
    tx: &mut Tx,
    ctx: &Ctx,
    owner: &BeneficiaryId,
    object: &Object,
) -> Result<bool> {
    let key = TicketKey { beneficiary: owner.clone(), id: object.id.as_str().into() };
    take_back_past(tx, ctx, &key, object.version).await
}
