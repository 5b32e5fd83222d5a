//! Mailboxes: where mail comes from. Each is read by a task of its own as long as the service runs ([`watch`]), or
//! once by `socle mail fetch`.

pub mod actions;
pub mod api;
pub mod pages;
pub mod reading;
pub mod rules;
pub mod store;
pub mod views;
pub mod watch;

use crate::words::words;
use jiff::Timestamp;
use kernel::{Permission::InstanceManage, id::OrganisationId};
use platform::{
    mail::Security,
    web::{Access::Needs, Routes},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A mailbox.
    MailboxId,
}

words! {
    /// By what a mailbox is signed in to.
    SignIn {
        /// A password.
        Password = "password", "mailbox-sign-in-password";
        /// An OAuth 2.0 access token.
        Xoauth2 = "xoauth2", "mailbox-sign-in-xoauth2";
    }
}

/// How to reach a mailbox, as typed and checked. Its secret is elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Access {
    /// Name for the people who look after it, one of a kind.
    pub name: String,
    /// The address people write to.
    pub address: String,
    /// Name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Who signs in.
    pub user: String,
    /// By what.
    pub sign_in: SignIn,
    /// The folder read.
    pub folder: String,
    /// Where mails go once they are taken; empty to leave them where they are.
    pub done_folder: String,
    /// Whose people mostly write there.
    pub beneficiary: Option<OrganisationId>,
    /// Whether it is read.
    pub is_enabled: bool,
}

/// How reading a mailbox has been going.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Health {
    /// When it was last looked at with success.
    pub last_success_at: Option<Timestamp>,
    /// When a mail last came.
    pub last_mail_at: Option<Timestamp>,
    /// Mails that were there at the last look and not taken yet.
    pub waiting: i64,
    /// Since when it cannot be read.
    pub failing_since: Option<Timestamp>,
    /// What was being done when it failed; empty when it did not.
    pub failed_step: String,
    /// The words of the server.
    pub last_error: String,
}

/// A mailbox.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Mailbox {
    /// Which one; also its name as the source of mails.
    pub id: MailboxId,
    /// How to reach it.
    #[serde(flatten)]
    pub access: Access,
    /// Its secret, sealed.
    #[serde(skip)]
    pub secret: String,
    /// Raised at each change of the access.
    pub version: i64,
    /// When it was added: older mails that somebody has read are left alone.
    pub created_at: Timestamp,
    /// UIDVALIDITY and the last mail taken; nothing before the first look.
    #[serde(skip)]
    pub place: Option<(u32, u32)>,
    /// How it goes.
    pub health: Health,
}

/// What is typed about a mailbox. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MailboxForm {
    /// Name.
    pub name: String,
    /// The address people write to.
    pub address: String,
    /// Name of the server.
    pub host: String,
    /// Its port; the usual one when empty.
    pub port: String,
    /// `starttls`, `tls` or `plain`.
    pub security: String,
    /// Who signs in.
    pub user: String,
    /// `password` or `xoauth2`.
    pub sign_in: String,
    /// The password or token; the one kept when empty.
    pub secret: String,
    /// The folder read; `INBOX` when empty.
    pub folder: String,
    /// Where mails go once they are taken.
    pub done_folder: String,
    /// Whose people mostly write there.
    pub beneficiary: String,
    /// The version read before a change; not used to add.
    pub version: i64,
}

/// Every route of mailboxes: pages, API, then what takes one away.
pub fn routes() -> Routes {
    let access = Needs(InstanceManage);
    Routes::new()
        .get("/mailboxes", access, pages::list)
        .post("/mailboxes", access, pages::create)
        .get("/mailboxes/new", access, pages::new_mailbox)
        .get("/mailboxes/{mailbox}", access, pages::show)
        .post("/mailboxes/{mailbox}", access, pages::change)
        .post("/mailboxes/{mailbox}/trial", access, pages::attempt)
        .post("/mailboxes/{mailbox}/pause", access, pages::pause)
        .post("/mailboxes/{mailbox}/resumption", access, pages::resume)
        .get("/api/v1/mailboxes", access, api::list)
        .post("/api/v1/mailboxes", access, api::create)
        .get("/api/v1/mailboxes/{mailbox}", access, api::get)
        .put("/api/v1/mailboxes/{mailbox}", access, api::change)
        .put("/api/v1/mailboxes/{mailbox}/secret", access, api::set_secret)
        .post("/api/v1/mailboxes/{mailbox}/trial", access, api::attempt)
        .post("/mailboxes/{mailbox}/removal", access, pages::remove)
        .delete("/api/v1/mailboxes/{mailbox}", access, api::remove)
}

impl Mailbox {
    /// The last mail taken, as long as the folder is the one it was taken from.
    fn last(&self, validity: u32) -> Option<u32> {
        self.place.filter(|(known, _)| *known == validity).map(|(_, last)| last)
    }

    /// The day after it was added, as IMAP writes it. A mail of before that somebody has read is not for us.
    fn since(&self) -> String {
        let day = (self.created_at + jiff::SignedDuration::from_hours(24)).to_zoned(jiff::tz::TimeZone::UTC);
        day.strftime("%d-%b-%Y").to_string()
    }
}
