//! What is typed about a change, on screen and by programs.

use super::{Change, Content, Place};
use jiff::Timestamp;
use platform::i18n::figures;
use serde::{Deserialize, Serialize};

/// What is written of a change. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChangeForm {
    /// What is done.
    pub title: String,
    /// Why.
    pub why: String,
    /// `standard`, `normal` or `emergency`.
    pub kind: String,
    /// Identifier of the template of a standard change: plan, test, impact and likelihood are the template's.
    pub template: String,
    /// `low`, `medium` or `high`.
    pub impact: String,
    /// `low`, `medium` or `high`.
    pub likelihood: String,
    /// Words of the services concerned.
    pub services: Vec<String>,
    /// Where: `BENEFICIARY` for all of it, `BENEFICIARY/SITE` for one site, by their identifiers.
    pub places: Vec<String>,
    /// Beginning, wall clock of Paris: `2026-03-03T17:30`.
    pub from: String,
    /// End.
    pub to: String,
    /// Step by step.
    pub plan: String,
    /// How it is undone.
    pub back_out: String,
    /// How it is known to work.
    pub test: String,
    /// What beneficiaries read, in French; needed to announce it.
    pub public_title_fr: String,
    /// The same at length.
    pub public_text_fr: String,
    /// In English; may be empty.
    pub public_title_en: String,
    /// In English; may be empty.
    pub public_text_en: String,
    /// Why it is done in a freeze period or beside another change.
    pub conflict_reason: String,
    /// Why an emergency cannot wait.
    pub emergency_reason: String,
    /// Number of a ticket it comes from, when it is new.
    pub ticket: String,
    /// The version read, for a change.
    pub version: i64,
}

/// Those asked to agree. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SubmitForm {
    /// Identifiers of persons.
    pub approvers: Vec<String>,
    /// The version read.
    pub version: i64,
}

/// An answer of who is asked. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecideForm {
    /// `accepted` or `refused`.
    pub decision: String,
    /// Why; needed to refuse.
    pub reason: String,
    /// The revision read: nobody agrees to what was changed meanwhile.
    pub revision: i64,
}

/// How it ended. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// `done` or `backed_out`.
    pub end: String,
    /// In a few words.
    pub outcome: String,
}

/// What is said of it afterwards. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReviewForm {
    /// `as_planned`, `with_trouble` or `failed`.
    pub review: String,
    /// In a few words.
    pub text: String,
}

/// Why it is given up. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CancelForm {
    /// In a few words.
    pub reason: String,
}

/// Tickets by their numbers. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TicketsForm {
    /// `VAL-12, VAL-15`.
    pub tickets: String,
}

/// A change by its number. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    /// `CHG-12`, or `12`.
    pub change: String,
}

/// An instant as a form writes it, on the wall clock of Paris.
pub(crate) fn wall(at: Timestamp) -> String {
    at.to_zoned(figures::paris().clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

impl Place {
    /// As a form writes it.
    pub fn value(&self) -> String {
        match &self.site {
            Some(site) => format!("{}/{site}", self.beneficiary),
            None => self.beneficiary.to_string(),
        }
    }

    /// What a form wrote.
    pub fn parse(value: &str) -> Self {
        match value.split_once('/') {
            Some((beneficiary, site)) => Self { beneficiary: beneficiary.into(), site: Some(site.into()) },
            None => Self { beneficiary: value.into(), site: None },
        }
    }
}

impl ChangeForm {
    /// The form of a change as it stands.
    pub fn of(change: &Change) -> Self {
        let content = change.content.clone();
        let Content { public_title: [public_title_fr, public_title_en], .. } = content;
        let Content { public_text: [public_text_fr, public_text_en], .. } = content;
        Self {
            title: content.title,
            why: content.why,
            kind: content.kind.as_str().to_owned(),
            template: content.template.map(String::from).unwrap_or_default(),
            impact: content.impact.as_str().to_owned(),
            likelihood: content.likelihood.as_str().to_owned(),
            services: content.services.iter().map(|one| one.as_str().to_owned()).collect(),
            places: content.places.iter().map(Place::value).collect(),
            from: wall(content.planned.from()),
            to: wall(content.planned.to()),
            plan: content.plan,
            back_out: content.back_out,
            test: content.test,
            public_title_fr,
            public_text_fr,
            public_title_en,
            public_text_en,
            conflict_reason: content.conflict_reason,
            emergency_reason: content.emergency_reason,
            ticket: String::new(),
            version: change.version,
        }
    }
}
