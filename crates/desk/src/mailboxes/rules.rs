//! What a mailbox must be, and when one that fails is tried again.

use super::{Access, Mailbox, MailboxForm, SignIn};
use kernel::Text;
use people::persons::rules::is_email;
use platform::{
    Problems, Result,
    mail::{Security, is_this_machine},
};
use std::time::Duration;

/// Characters of a name, of a folder, of an account.
const LONGEST: usize = 200;

/// The access that was typed, when nothing is wrong with it.
pub fn check(form: &MailboxForm, before: Option<&Mailbox>) -> Result<Access> {
    let mut problems = Problems::default();
    let security = Security::parse(&form.security).unwrap_or_default();
    let port = port(&form.port, security);
    let access = Access {
        name: form.name.trim().to_owned(),
        address: form.address.trim().to_owned(),
        host: form.host.trim().to_lowercase(),
        port: port.unwrap_or(0),
        security,
        user: form.user.trim().to_owned(),
        sign_in: SignIn::parse(&form.sign_in).unwrap_or(SignIn::Password),
        folder: Some(form.folder.trim()).filter(|folder| !folder.is_empty()).unwrap_or("INBOX").to_owned(),
        done_folder: form.done_folder.trim().to_owned(),
        beneficiary: Some(form.beneficiary.as_str()).filter(|id| !id.is_empty()).map(Into::into),
        is_enabled: before.is_none_or(|mailbox| mailbox.access.is_enabled),
    };
    let mut needed = |field: &str, text: &str, key: &str| {
        if text.is_empty() {
            problems.add(field, Text::new(key));
        } else if text.chars().count() > LONGEST || text.chars().any(char::is_control) {
            problems.add(field, Text::new("desk-error-too-long").with("limit", LONGEST));
        }
    };
    needed("name", &access.name, "mailbox-error-name");
    needed("host", &access.host, "mailbox-error-host");
    needed("user", &access.user, "mailbox-error-user");
    needed("folder", &access.folder, "mailbox-error-folder");
    if !is_email(&access.address) {
        problems.add("address", Text::new("mailbox-error-address"));
    }
    if port.is_none() {
        problems.add("port", Text::new("mailbox-error-port"));
    }
    if security == Security::Plain && !is_this_machine(&access.host) {
        problems.add("security", Text::new("mailbox-error-plain"));
    }
    if access.done_folder.eq_ignore_ascii_case(&access.folder) {
        problems.add("done_folder", Text::new("mailbox-error-done-folder"));
    }
    if form.secret.is_empty() && before.is_none_or(|mailbox| leads_elsewhere(&mailbox.access, &access)) {
        // A kept secret never goes to another server: whoever may change a host could otherwise read it there.
        let key = if before.is_some() { "mailbox-error-secret-again" } else { "mailbox-error-secret" };
        problems.add("secret", Text::new(key));
    }
    problems.into_result()?;
    Ok(access)
}

fn port(typed: &str, security: Security) -> Option<u16> {
    match typed.trim() {
        "" => Some(security.usual_imap_port()),
        text => text.parse().ok().filter(|port| *port > 0),
    }
}

fn leads_elsewhere(before: &Access, after: &Access) -> bool {
    let place = |a: &Access| (a.host.clone(), a.port, a.security, a.user.clone(), a.sign_in);
    place(before) != place(after)
}

/// Failures in a row, over about a minute and a half, after which those who look after the instance are told, once.
pub const TOLD_AT: u32 = 5;

/// How long a mailbox that failed this many times in a row is left alone.
pub fn pause(failures: u32) -> Duration {
    Duration::from_secs(match failures {
        ..=1 => 2,
        2 => 5,
        3 => 15,
        4 => 60,
        _ => 300,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::Error;

    fn form() -> MailboxForm {
        let text = str::to_owned;
        MailboxForm {
            name: text("Assistance"),
            address: text("assistance@hautevive.example"),
            host: text("Mail.Hautevive.example"),
            security: text("starttls"),
            user: text("assistance"),
            sign_in: text("password"),
            secret: text("secret"),
            ..MailboxForm::default()
        }
    }

    fn wrong(form: &MailboxForm, before: Option<&Mailbox>) -> Vec<String> {
        match check(form, before) {
            Err(Error::Invalid(problems)) => problems.0.into_iter().map(|p| p.field).collect(),
            _ => vec![],
        }
    }

    fn stored() -> Mailbox {
        Mailbox {
            id: "m".into(),
            access: check(&form(), None).unwrap(),
            secret: "sealed".into(),
            version: 1,
            created_at: jiff::Timestamp::UNIX_EPOCH,
            place: None,
            health: super::super::Health::default(),
        }
    }

    #[test]
    fn what_is_not_typed_has_its_usual_value() {
        let access = check(&form(), None).unwrap();
        assert_eq!((access.host.as_str(), access.port), ("mail.hautevive.example", 143));
        assert_eq!(
            (access.folder.as_str(), access.done_folder.as_str(), access.is_enabled),
            ("INBOX", "", true)
        );
        let tls = check(&MailboxForm { security: "tls".into(), ..form() }, None).unwrap();
        assert_eq!(tls.port, 993);
    }

    #[test]
    fn each_mistake_is_told_at_its_field() {
        let table: [(MailboxForm, &str); 9] = [
            (MailboxForm { name: " ".into(), ..form() }, "name"),
            (MailboxForm { address: "nobody".into(), ..form() }, "address"),
            (MailboxForm { host: String::new(), ..form() }, "host"),
            (MailboxForm { port: "99999".into(), ..form() }, "port"),
            (MailboxForm { port: "0".into(), ..form() }, "port"),
            (MailboxForm { user: "a\r\nb".into(), ..form() }, "user"),
            (MailboxForm { security: "plain".into(), ..form() }, "security"),
            (MailboxForm { done_folder: "inbox".into(), ..form() }, "done_folder"),
            (MailboxForm { secret: String::new(), ..form() }, "secret"),
        ];
        for (form, field) in table {
            assert_eq!(wrong(&form, None), [field], "{form:?}");
        }
    }

    #[test]
    fn a_kept_secret_goes_nowhere_else() {
        let (mailbox, kept) = (stored(), MailboxForm { secret: String::new(), ..form() });
        assert_eq!(wrong(&kept, Some(&mailbox)), [""; 0]);
        assert_eq!(wrong(&MailboxForm { name: "Autre".into(), ..kept.clone() }, Some(&mailbox)), [""; 0]);
        for form in [
            MailboxForm { host: "evil.example".into(), ..kept.clone() },
            MailboxForm { port: "1143".into(), ..kept.clone() },
            MailboxForm { user: "other".into(), ..kept.clone() },
        ] {
            assert_eq!(wrong(&form, Some(&mailbox)), ["secret"], "{form:?}");
        }
    }

    #[test]
    fn a_mailbox_that_fails_is_left_alone_ever_longer() {
        let pauses: Vec<u64> = (1..8).map(|n| pause(n).as_secs()).collect();
        assert_eq!(pauses, [2, 5, 15, 60, 300, 300, 300]);
    }
}
