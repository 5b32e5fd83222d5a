//! Acts of management: agreements, censuses, indices, revisions, invoices, closures of the desk, the portal, read from the data in their order.

use super::{
    applications::ApplicationAct, arrivals::instant, cast::Cast, changes::ChangeAct, charges::ChargeAct,
    editions::Edition, estate::EstateAct, knowledge::KnowledgeAct, portal::PortalAct, projects::ProjectAct,
};
use anyhow::{Context as _, Result};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::Deserialize;

/// One act; `of` is the code of a beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Imports a version of the agreement.
    Import {
        /// Whose.
        of: String,
        /// First day it rules.
        from: Date,
        /// Which text.
        edition: Edition,
    },
    /// Enters the index values published by then.
    Indices,
    /// Establishes a census.
    Census {
        /// Whose agents.
        of: String,
        /// The day the count is true of.
        day: Date,
        /// Agents with a workstation.
        agents: u32,
        /// How they were counted.
        note: String,
        /// Whether it corrects the one before.
        #[serde(default)]
        corrects: bool,
    },
    /// Validates the last census.
    Validate {
        /// Whose.
        of: String,
    },
    /// Refuses the last census.
    Refuse {
        /// Whose.
        of: String,
        /// Why.
        note: String,
    },
    /// Proposes the price of a year; it stays pending while an index value is missing.
    Propose {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// Approves that price.
    ApprovePrice {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// Drafts the invoice of a year.
    Draft {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// Drafts the credit note of the last invoice of a year.
    Credit {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// Why.
        reason: String,
    },
    /// Approves the last draft of a year.
    Approve {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// Issues what was approved last for a year.
    Issue {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
    },
    /// Records what happened to the invoice of a year after its issue.
    Event {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// What.
        kind: String,
        /// Its reference.
        reference: String,
        /// Why, for a rejection.
        #[serde(default)]
        note: String,
    },
    /// Something about an invoice that was issued.
    Receivable(ReceivableAct),
    /// Records that the desk was closed when it should have been open (G.4).
    Closure {
        /// Beginning, wall clock.
        from: DateTime,
        /// End.
        to: DateTime,
        /// Why.
        reason: String,
    },
    /// Something about the charges of a year.
    Charge(ChargeAct),
    /// Something done about a change.
    Change(ChangeAct),
    /// Something about the network.
    Estate(EstateAct),
    /// Something asked, decided or announced on the portal.
    Portal(PortalAct),
    /// Something written or read in the knowledge base.
    Knowledge(KnowledgeAct),
    /// Something about a project.
    Project(ProjectAct),
    /// Something about applications, equipment requests or acts.
    Application(ApplicationAct),
    /// Changes the commitment number the beneficiary wants on its invoices.
    CommitmentNumber {
        /// Whose.
        of: String,
        /// The number.
        number: String,
    },
}

/// Something about an invoice that was issued; `of` and `year` name the last one of a beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReceivableAct {
    /// Records its revenue order, of that day.
    Order {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// Number of the order.
        number: String,
        /// Number of its slip.
        slip: String,
    },
    /// Records money received that day.
    Pay {
        /// Whose.
        of: String,
        /// Which year.
        year: i16,
        /// How much; everything that is still owed when it is not said.
        #[serde(default)]
        amount: String,
        /// What names the transfer.
        reference: String,
    },
    /// Reminds of what is late, as each morning.
    Remind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Diary {
    deeds: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    at: DateTime,
    by: String,
    act: Act,
}

/// Every act with its instant and the position of who acts.
pub fn acts(cast: &Cast) -> Result<Vec<(Timestamp, usize, Act)>> {
    let office: Diary = toml::from_str(include_str!("../data/office.toml")).context("data/office.toml")?;
    let portal: Diary = toml::from_str(include_str!("../data/portal.toml")).context("data/portal.toml")?;
    let knowledge = include_str!("../data/knowledge.toml");
    let knowledge: Diary = toml::from_str(knowledge).context("data/knowledge.toml")?;
    let projects = include_str!("../data/projects.toml");
    let projects: Diary = toml::from_str(projects).context("data/projects.toml")?;
    let applications = include_str!("../data/applications.toml");
    let applications: Diary = toml::from_str(applications).context("data/applications.toml")?;
    let receivables = include_str!("../data/receivables.toml");
    let receivables: Diary = toml::from_str(receivables).context("data/receivables.toml")?;
    office
        .deeds
        .into_iter()
        .chain(portal.deeds)
        .chain(knowledge.deeds)
        .chain(projects.deeds)
        .chain(applications.deeds)
        .chain(receivables.deeds)
        .map(|entry| {
            let at = instant(entry.at).with_context(|| format!("no instant {}", entry.at))?;
            Ok((at, cast.person(&entry.by)?, entry.act))
        })
        .collect()
}
