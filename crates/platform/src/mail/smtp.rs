//! Handing mail to the server (SMTP), and what its refusals mean.

use super::{MailSettings, Outgoing, Security};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor,
    transport::smtp::{
        self, PoolConfig,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use std::time::Duration;

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The server will never take this mail: an unknown recipient, a mail it does not accept.
    #[error("{0}")]
    Refused(String),
    /// The server asks to come back with this mail later.
    #[error("{0}")]
    Later(String),
    /// The server cannot be reached or used at all: no mail would leave now.
    #[error("{0}")]
    Unreachable(String),
}

/// A way to one server. Mails handed over one after the other share a connection.
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// Prepares the way; nothing is said to the server yet.
    pub fn new(settings: &MailSettings) -> Result<Self, Failure> {
        if let Some(problem) = settings.problem() {
            return Err(Failure::Unreachable(problem));
        }
        let unusable = |e: &dyn std::fmt::Display| Failure::Unreachable(e.to_string());
        let tls = match settings.security {
            Security::Plain => Tls::None,
            Security::Starttls => Tls::Required(parameters(settings)?),
            Security::Tls => Tls::Wrapper(parameters(settings)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port())
            .tls(tls)
            .hello_name(ClientId::Domain(settings.domain().to_owned()))
            .timeout(Some(Duration::from_secs(settings.timeout_seconds.max(1))))
            .pool_config(PoolConfig::new().max_size(1));
        if let Some((user, password)) = settings.credentials().map_err(|e| unusable(&e))? {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self(builder.build()))
    }

    /// Hands one mail over: it is the server's when this is `Ok`.
    pub async fn send(&self, mail: &Outgoing) -> Result<(), Failure> {
        let message = mail.message().map_err(|e| Failure::Refused(e.to_string()))?;
        self.0.send(message).await.map(drop).map_err(|e| failure(&e))
    }
}

fn parameters(settings: &MailSettings) -> Result<TlsParameters, Failure> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.ca_file {
        let told = |e: &dyn std::fmt::Display| Failure::Unreachable(format!("{}: {e}", path.display()));
        let pem = std::fs::read(path).map_err(|e| told(&e))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|e| told(&e))?);
    }
    builder.build_rustls().map_err(|e| Failure::Unreachable(words(&e)))
}

fn failure(error: &smtp::Error) -> Failure {
    judge(error.status().map(u16::from), words(error))
}

/// What an answer of the server means for one mail. Answers about us rather than the mail (greeting, sign-in, order
/// of commands) stop everything: they must not end one mail after the other.
fn judge(code: Option<u16>, words: String) -> Failure {
    match code {
        Some(421 | 454 | 500..=509 | 530 | 534 | 535 | 538) | None => Failure::Unreachable(words),
        Some(400..=499) => Failure::Later(words),
        Some(_) => Failure::Refused(words),
    }
}

/// An error with its causes on one line.
pub(super) fn words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let more = next.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = next.source();
    }
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_end_a_mail_and_trouble_with_us_ends_none() {
        let judge = |code| judge(code, String::new());
        for code in [550, 551, 552, 553, 554, 521] {
            assert_eq!(judge(Some(code)), Failure::Refused(String::new()), "{code}");
        }
        for code in [450, 451, 452, 455] {
            assert_eq!(judge(Some(code)), Failure::Later(String::new()), "{code}");
        }
        for code in [421, 454, 500, 501, 503, 530, 534, 535, 538] {
            assert_eq!(judge(Some(code)), Failure::Unreachable(String::new()), "{code}");
        }
        assert_eq!(judge(None), Failure::Unreachable(String::new()));
    }

    #[test]
    fn a_setting_that_cannot_be_used_says_which() {
        let settings = MailSettings { host: "mail.example.org".into(), ..MailSettings::default() };
        let told = |settings: &MailSettings| Smtp::new(settings).err().unwrap().to_string();
        let plain = MailSettings { security: Security::Plain, ..settings.clone() };
        assert!(told(&plain).contains("mail.security"), "{}", told(&plain));
        let absent = MailSettings { ca_file: Some("/nowhere.pem".into()), ..settings.clone() };
        assert!(told(&absent).contains("/nowhere.pem"), "{}", told(&absent));
        let absent = MailSettings { user: "u".into(), password_file: Some("/nowhere".into()), ..settings };
        assert!(told(&absent).contains("/nowhere"), "{}", told(&absent));
    }
}
