//! Settings of an instance: one file, read once at start, unknown keys refused.

use crate::{egress::EgressSettings, mail::MailSettings, portal::PortalSettings};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Everything an operator may set. Every key has a default fit for trying Socle on one machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `sqlite:PATH` or `postgres://…` with the rights of the application role.
    pub database_url: String,
    /// PostgreSQL only: address with the rights of the owner role, used by migrations.
    pub database_owner_url: Option<String>,
    /// Folder of stored files.
    pub files_dir: PathBuf,
    /// File of the instance's key, made at the first start. Whoever reads it can forge links and open sealed
    /// passwords; without it they are lost: keep it with the backups of the database, apart from them.
    pub secret_file: PathBuf,
    /// Address to listen on.
    pub listen: String,
    /// Address under which people reach this instance; cookies are `Secure` when it starts with https.
    pub public_url: String,
    /// Name of the authority shown in the header.
    pub authority: String,
    /// Minutes without activity after which a session of the provider's staff ends.
    pub staff_idle_minutes: i64,
    /// Minutes without activity after which a session of a beneficiary's person ends.
    pub beneficiary_idle_minutes: i64,
    /// Hours after which any session ends.
    pub session_hours: i64,
    /// Days after which the number, the person and the note of a call are forgotten; 0 for never.
    pub call_days: i64,
    /// From this day of the month on, the months of indicators that are over and lack nothing are closed by themselves;
    /// 0 for never.
    pub close_indicators_on_day: i64,
    /// Largest accepted upload, in mebibytes.
    pub upload_mebibytes: usize,
    /// Calls a minute that one API token may make, a minute's worth at once; 0 for no limit.
    pub api_calls_per_minute: u32,
    /// Whether this is the demonstration: a banner says so and sign-in links can be used again.
    pub demonstration: bool,
    /// The server through which mail leaves.
    pub mail: MailSettings,
    /// Where calls to typed addresses may go.
    pub egress: EgressSettings,
    /// The public invoicing portal, when invoices are deposited by the program.
    pub chorus_pro: PortalSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database_url: "sqlite:socle.db".to_owned(),
            database_owner_url: None,
            files_dir: PathBuf::from("files"),
            secret_file: PathBuf::from("socle.key"),
            listen: "127.0.0.1:8080".to_owned(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            authority: "Socle".to_owned(),
            staff_idle_minutes: 120,
            beneficiary_idle_minutes: 480,
            session_hours: 12,
            call_days: 365,
            close_indicators_on_day: 0,
            upload_mebibytes: 20,
            api_calls_per_minute: 600,
            demonstration: false,
            mail: MailSettings::default(),
            egress: EgressSettings::default(),
            chorus_pro: PortalSettings::default(),
        }
    }
}

impl Settings {
    /// Reads settings from TOML text. The error says line, column and the unknown key.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Whether cookies may be limited to encrypted connections.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}
