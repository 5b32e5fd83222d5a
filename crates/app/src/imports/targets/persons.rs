//! Rows that become persons. The key is the other tool's identifier, else the mail address. An import gives no password
//! and sends no invitation; roles are given when a person is created and never changed by an import.

use super::{super::Object, Known, Step, check_twice};
use crate::imports::{
    Target, Trouble,
    records::{Record, Unit, word},
};
use kernel::{Permission, Side, Text};
use people::{
    Organisation, Person, Role,
    persons::{PersonForm, actions, rules::fold_email, store},
};
use platform::{Ctx, Error, Result, db::Tx};
use std::collections::HashMap;

/// What is to be done to a person.
#[derive(Debug)]
pub struct Work {
    /// Who is changed; nobody when the person is new.
    person: Option<Person>,
    /// Whether the form says anything new.
    has_changes: bool,
    form: PersonForm,
    /// Whether access is taken away.
    disables: bool,
}

/// Those the rows of a batch may be.
struct Others {
    by_email: HashMap<String, Person>,
    by_id: HashMap<String, Person>,
}

pub(super) async fn decide(tx: &mut Tx, known: &Known<'_>, units: &[Unit]) -> Result<Vec<Step>> {
    let emails: Vec<String> = units.iter().map(|unit| fold_email(unit.first().get("email"))).collect();
    let ids: Vec<_> = units.iter().filter_map(|unit| known.reference(unit)).map(Into::into).collect();
    let by_email = store::by_emails(tx, &emails).await?;
    let by_id = store::some(tx, &ids).await?;
    let others = Others {
        by_email: by_email.into_iter().map(|person| (fold_email(&person.email), person)).collect(),
        by_id: by_id.into_iter().map(|person| (person.id.to_string(), person)).collect(),
    };
    Ok(units.iter().map(|unit| step(known, &others, unit)).collect())
}

fn step(known: &Known<'_>, others: &Others, unit: &Unit) -> Step {
    let record = unit.first();
    let mut troubles = vec![];
    record.need(Target::Person, &mut troubles);
    check_twice(unit, "email", &mut troubles);
    let what = [name(record).as_str(), record.get("email")].join(" · ");
    let organisation = known.organisation(record, "organisation", None, &mut troubles);
    let disables = record.yes("disabled", &mut troubles).unwrap_or(false);
    let language = record.word("language", &LANGUAGES, &mut troubles);
    let existing = existing(known, others, unit, &mut troubles);
    let Some(organisation) = organisation.filter(|_| troubles.is_empty()) else {
        return Step::refused(unit, what, troubles);
    };
    let mut form = match existing {
        Some(person) => PersonForm::of(person),
        None => PersonForm {
            organisation: organisation.id.to_string(),
            roles: roles(known.ctx, record, organisation, &mut troubles),
            ..PersonForm::default()
        },
    };
    fill(&mut form, record, language);
    if existing.is_some_and(|person| person.organisation != organisation.id) {
        troubles.push(record.trouble("organisation", Text::new("import-error-person-elsewhere")));
    }
    if let (true, Err(Error::Invalid(problems))) = (troubles.is_empty(), form.check()) {
        troubles = record.troubles(&problems);
    }
    if !troubles.is_empty() {
        return Step::refused(unit, what, troubles);
    }
    let disables = disables && existing.is_none_or(|person| person.disabled_at.is_none());
    let has_changes = existing.is_none_or(|person| PersonForm::of(person) != form);
    let object = existing.map(object);
    let work = Work { person: existing.cloned(), has_changes, form, disables };
    let is_needed = has_changes || disables;
    Step::taken(unit, what, object, is_needed.then(|| super::Work::Person(Box::new(work))))
}

const LANGUAGES: [(&str, &str); 2] = [("fr", "import-language-fr"), ("en", "import-language-en")];

/// First name and name when both are given apart.
fn name(record: &Record) -> String {
    [record.get("first_name"), record.get("name")].join(" ").trim().to_owned()
}

/// What the row says replaces what is known; what it does not say stays.
fn fill(form: &mut PersonForm, record: &Record, language: Option<&str>) {
    form.name = name(record);
    record.get("email").clone_into(&mut form.email);
    for (field, into) in [("phone", &mut form.phone), ("function_title", &mut form.function_title)] {
        if record.has(field) {
            record.get(field).clone_into(into);
        }
    }
    if let Some(language) = language {
        language.clone_into(&mut form.language);
    }
}

/// The person a row is about: known by the other tool's identifier, else by the mail address. An address that
/// belongs to somebody else is refused.
fn existing<'a>(
    known: &Known<'_>,
    others: &'a Others,
    unit: &Unit,
    troubles: &mut Vec<Trouble>,
) -> Option<&'a Person> {
    let by_email = others.by_email.get(&fold_email(unit.first().get("email")));
    let by_id = known.reference(unit).and_then(|id| others.by_id.get(id));
    if let (Some(one), Some(other)) = (by_id, by_email)
        && one.id != other.id
    {
        let text = Text::new("import-error-email-of-another").with("name", &other.name);
        troubles.push(unit.first().trouble("email", text));
    }
    by_id.or(by_email)
}

/// The roles a row gives; a requester's when it says nothing of somebody at a beneficiary's. Roles of the provider's side
/// need the right to manage persons: whoever may import gives nobody more than that.
fn roles(ctx: &Ctx, record: &Record, at: &Organisation, troubles: &mut Vec<Trouble>) -> Vec<Role> {
    if !record.has("roles") && at.side == Side::Beneficiary {
        return vec![Role::Requester];
    }
    let words: Vec<(&'static str, &'static str)> = Role::ALL
        .iter()
        .filter(|role| role.side() == at.side)
        .map(|role| (role.name(), role.key()))
        .collect();
    let mut roles = vec![];
    for given in record.get("roles").split([',', ';', '|', '\n']).filter(|one| !one.trim().is_empty()) {
        let found = word(given, &words);
        if let Some(role) = found.and_then(|name| Role::ALL.into_iter().find(|role| role.name() == name)) {
            roles.push(role);
        } else {
            let known = words.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            troubles.push(record.trouble("roles", Text::new("import-error-word").with("words", known)));
        }
    }
    if roles.is_empty() && troubles.is_empty() {
        troubles.push(record.trouble("roles", Text::new("import-error-roles")));
    }
    if at.side != Side::Beneficiary && !ctx.actor.may(Permission::PersonManage) {
        troubles.push(record.trouble("roles", Text::new("import-error-roles-provider")));
    }
    roles
}

fn object(person: &Person) -> Object {
    Object { owner: person.beneficiary.clone(), id: person.id.to_string(), version: person.version }
}

pub(super) async fn perform(tx: &mut Tx, ctx: &Ctx, work: &Work) -> Result<Object> {
    let mut person = match &work.person {
        None => actions::create_in(tx, ctx, &work.form).await?,
        Some(person) if work.has_changes => actions::change_in(tx, ctx, &person.id, &work.form).await?,
        Some(person) => person.clone(),
    };
    if work.disables {
        actions::disable_in(tx, ctx, &person.id).await?;
        person = actions::found(tx, &person.id).await?;
    }
    Ok(object(&person))
}
