//! The `[mail]` part of the settings: one server through which mail leaves.

use serde::{Deserialize, Serialize, Serializer};
use std::{fmt, io, net::IpAddr, path::PathBuf};

/// How the connection to the server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// A plain greeting, then encryption before anything else is said; refused when the server offers none.
    #[default]
    Starttls,
    /// Encrypted from the first byte.
    Tls,
    /// Not encrypted: to this machine only.
    Plain,
}

impl Security {
    /// Every way, the safest first.
    pub const ALL: [Self; 3] = [Self::Starttls, Self::Tls, Self::Plain];

    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Starttls => "starttls",
            Self::Tls => "tls",
            Self::Plain => "plain",
        }
    }

    /// The way of a stored or typed word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|security| security.as_str() == word)
    }

    /// The port mailboxes are read on for it.
    pub fn usual_imap_port(self) -> u16 {
        match self {
            Self::Starttls | Self::Plain => 143,
            Self::Tls => 993,
        }
    }

    /// The port servers listen on for it.
    fn usual_port(self) -> u16 {
        match self {
            Self::Starttls => 587,
            Self::Tls => 465,
            Self::Plain => 25,
        }
    }
}

/// A password that never shows itself.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

impl Password {
    /// A password read from elsewhere than the settings.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The password itself, for the server.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Serialize for Password {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("")
    }
}

/// The server through which mail leaves, and the address it leaves from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// Name of the server; when empty, mail is written and kept, and none leaves.
    pub host: String,
    /// Its port; the usual one for the security when absent.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub security: Security,
    /// Account to sign in with; none when empty.
    pub user: String,
    /// Its password.
    pub password: Password,
    /// File that holds the password alone, instead of `password`.
    pub password_file: Option<PathBuf>,
    /// Certificates (PEM) of an authority of one's own, trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Address mail comes from and is answered to: the desk's own mailbox.
    pub from: String,
    /// Seconds to wait for the server at each step.
    pub timeout_seconds: u64,
    /// Automatic mails to one address in an hour, at most.
    pub automatic_per_hour: i64,
    /// Automatic mails to one address in a day, at most.
    pub automatic_per_address: i64,
    /// Automatic mails to one address about one ticket in a day, at most.
    pub automatic_per_ticket: i64,
    /// Days after which a mail that has left is forgotten.
    pub keep_days: i64,
    /// Seconds between two looks into a mailbox whose server does not tell when mail comes.
    pub poll_seconds: u64,
    /// Working days after which somebody who was asked something is reminded; 0 for never.
    pub reminder_days: i64,
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: None,
            security: Security::Starttls,
            user: String::new(),
            password: Password::default(),
            password_file: None,
            ca_file: None,
            from: "assistance@localhost".to_owned(),
            timeout_seconds: 30,
            automatic_per_hour: 5,
            automatic_per_address: 20,
            automatic_per_ticket: 1,
            keep_days: 90,
            poll_seconds: 30,
            reminder_days: 3,
        }
    }
}

impl MailSettings {
    /// Whether there is a server to hand mail to.
    pub fn has_server(&self) -> bool {
        !self.host.is_empty()
    }

    /// The port to connect to.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or_else(|| self.security.usual_port())
    }

    /// What stands after the @ of the desk's address: the domain of our Message-IDs.
    pub fn domain(&self) -> &str {
        self.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
    }

    /// The account and its password, when the server asks for one.
    pub fn credentials(&self) -> io::Result<Option<(String, String)>> {
        if self.user.is_empty() {
            return Ok(None);
        }
        let password = match &self.password_file {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?
                .trim_end_matches(['\r', '\n'])
                .to_owned(),
            None => self.password.0.clone(),
        };
        Ok(Some((self.user.clone(), password)))
    }

    /// Why these settings cannot be used: an unencrypted connection that leaves this machine, an address that is
    /// none.
    pub fn problem(&self) -> Option<String> {
        if self.has_server() && self.security == Security::Plain && !is_this_machine(&self.host) {
            let host = &self.host;
            return Some(format!(
                "mail.security: «plain» is for this machine only, and {host} is another one"
            ));
        }
        if self.from.parse::<lettre::Address>().is_err() {
            return Some(format!("mail.from: «{}» is not an address", self.from));
        }
        None
    }
}

/// Whether a server's name means this machine: the only place an unencrypted connection may lead.
pub fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unencrypted_connection_stays_on_this_machine() {
        let to =
            |host: &str, security| MailSettings { host: host.into(), security, ..MailSettings::default() };
        for host in ["localhost", "127.0.0.1", "127.8.8.8", "::1"] {
            assert_eq!(to(host, Security::Plain).problem(), None, "{host}");
        }
        for host in ["mail.example.org", "10.0.0.1", "127.0.0.1.example.org", "localhost.example.org"] {
            assert!(to(host, Security::Plain).problem().is_some(), "{host}");
            assert_eq!(to(host, Security::Starttls).problem(), None, "{host}");
        }
        assert_eq!(to("", Security::Plain).problem(), None, "no server at all");
    }

    #[test]
    fn a_password_never_shows() {
        let settings: MailSettings = toml::from_str("host = 'h'\nuser = 'u'\npassword = 'secret'").unwrap();
        assert_eq!(settings.credentials().unwrap(), Some(("u".into(), "secret".into())));
        assert!(!format!("{settings:?}").contains("secret"));
        assert!(!serde_json::to_string(&settings).unwrap().contains("secret"));
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "from file\n").unwrap();
        let settings = MailSettings { password_file: Some(file.path().into()), ..settings };
        assert_eq!(settings.credentials().unwrap(), Some(("u".into(), "from file".into())));
        assert!(MailSettings { from: "nobody".into(), ..settings }.problem().is_some());
    }
}
