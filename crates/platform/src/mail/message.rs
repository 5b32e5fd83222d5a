//! A mail as the standards write it (RFC 5322, MIME), made from what is kept of it.

use jiff::Timestamp;
use lettre::{
    Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use std::time::{Duration, SystemTime};

/// A mail to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// `<unique@domain>`, the same each time it is handed over.
    pub message_id: String,
    /// Name shown as the sender's.
    pub from_name: String,
    /// Address of the sender.
    pub from: String,
    /// Name of the recipient.
    pub to_name: String,
    /// Address of the recipient.
    pub to: String,
    /// Where answers go; nothing for [`Outgoing::from`].
    pub reply_to: Option<String>,
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// An invitation as a calendar with its method (RFC 6047); empty for most mails.
    pub invitation: String,
    /// Message-IDs of the exchange it belongs to, the oldest first.
    pub references: Vec<String>,
    /// Our mark, by which an instance knows its own mail again: name and value of a header.
    pub mark: (&'static str, String),
    /// Page where the recipient chooses what to receive.
    pub preferences: Option<String>,
    /// When it was written.
    pub at: Timestamp,
}

/// Why a mail could not be written: an address that is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not an address mail can be sent to")]
pub struct NotAnAddress(pub String);

impl Outgoing {
    /// The mail for the server. Nothing in it can end a header line: control characters are made spaces.
    pub(super) fn message(&self) -> Result<Message, NotAnAddress> {
        let refused = |address: &str| NotAnAddress(address.to_owned());
        let from = mailbox(&self.from_name, &self.from)?;
        let mut builder = Message::builder()
            .message_id(Some(flat(&self.message_id)))
            .date(system(self.at))
            .to(mailbox(&self.to_name, &self.to)?)
            .subject(flat(&self.subject))
            // RFC 3834: no vacation message must answer what a program sends, whoever wrote the words.
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("X-Auto-Response-Suppress", "All"));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(mailbox(&self.from_name, reply_to)?);
        }
        if let Some(last) = self.references.last() {
            let all: Vec<String> = self.references.iter().map(|id| flat(id)).collect();
            builder = builder.in_reply_to(flat(last)).references(all.join(" "));
        }
        if let Some(page) = &self.preferences {
            builder = builder.raw_header(header("List-Unsubscribe", &format!("<{page}>")));
        }
        let builder = builder.raw_header(header(self.mark.0, &self.mark.1)).from(from);
        let parts = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, &self.text))
            .singlepart(part(ContentType::TEXT_HTML, &self.html));
        let parts = match calendar(&self.invitation) {
            Some(calendar) => parts.singlepart(calendar),
            None => parts,
        };
        builder.multipart(parts).map_err(|_| refused(&self.to))
    }

    /// The mail as bytes, as it leaves.
    pub fn bytes(&self) -> Result<Vec<u8>, NotAnAddress> {
        Ok(self.message()?.formatted())
    }
}

/// The invitation as a way to read the mail: programs that know calendars then offer to accept it.
fn calendar(invitation: &str) -> Option<SinglePart> {
    let method = invitation.lines().find_map(|line| line.trim().strip_prefix("METHOD:"))?;
    let is_word = method.bytes().all(|byte| byte.is_ascii_uppercase());
    let kind = ContentType::parse(&format!("text/calendar; method={method}; charset=utf-8"));
    Some(part(kind.ok().filter(|_| is_word)?, invitation))
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(text.to_owned())
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, NotAnAddress> {
    let parsed = address.parse().map_err(|_| NotAnAddress(address.to_owned()))?;
    let name = flat(name);
    Ok(Mailbox::new((!name.trim().is_empty()).then_some(name), parsed))
}

/// On one line.
fn flat(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn system(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at.as_second()).unwrap_or(0))
}

/// A header of plain ASCII that lettre does not know.
fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), flat(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail() -> Outgoing {
        Outgoing {
            message_id: "<val-1-0.a@hautevive.fr>".into(),
            from_name: "Agglomération de Hautevive".into(),
            from: "assistance@hautevive.fr".into(),
            to_name: "Rose Été".into(),
            to: "rose@valmont.fr".into(),
            reply_to: Some("assistance+val-1-0@hautevive.fr".into()),
            subject: "[VAL-1] Réseau coupé".into(),
            text: "Bonjour,\n.\nFin".into(),
            html: "<p>Bonjour</p>".into(),
            invitation: String::new(),
            references: vec!["<val-1@hautevive.fr>".into()],
            mark: ("X-Socle-Mail", "abc".into()),
            preferences: Some("https://socle.test/account/notifications".into()),
            at: "2026-03-11T09:00:00Z".parse().unwrap(),
        }
    }

    fn head(mail: &Outgoing) -> String {
        let text = String::from_utf8(mail.bytes().unwrap()).unwrap();
        text.split("\r\n\r\n").next().unwrap().to_owned()
    }

    #[test]
    fn an_invitation_is_one_more_way_to_read_the_mail() {
        let calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n";
        let invited = Outgoing { invitation: calendar.into(), ..mail() }.bytes().unwrap();
        let text = String::from_utf8(invited).unwrap();
        assert!(text.contains("Content-Type: text/calendar; method=REQUEST; charset=utf-8"), "{text}");
        assert!(text.contains("BEGIN:VCALENDAR"), "{text}");
        let forged = Outgoing { invitation: "METHOD:A; x=\"\r\n".into(), ..mail() }.bytes().unwrap();
        assert!(!String::from_utf8(forged).unwrap().contains("text/calendar"));
    }

    #[test]
    fn carries_what_other_programs_look_for() {
        let head = head(&mail());
        for line in [
            "Message-ID: <val-1-0.a@hautevive.fr>",
            "Date: Wed, 11 Mar 2026 09:00:00 +0000",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "In-Reply-To: <val-1@hautevive.fr>",
            "References: <val-1@hautevive.fr>",
            "X-Socle-Mail: abc",
            "List-Unsubscribe: <https://socle.test/account/notifications>",
        ] {
            assert!(head.lines().any(|l| l == line), "{line} in\n{head}");
        }
        assert!(head.contains("assistance+val-1-0@hautevive.fr") && head.contains("multipart/alternative"));
    }

    #[test]
    fn nothing_typed_becomes_a_header() {
        for line_end in ["\r\n", "\n", "\r", "\u{0}", "\u{b}"] {
            let evil = format!("x{line_end}Bcc: victim@example.org{line_end}{line_end}body");
            let mail = Outgoing {
                subject: evil.clone(),
                to_name: evil.clone(),
                from_name: evil.clone(),
                message_id: format!("<a@b>{evil}"),
                references: vec![evil.clone()],
                mark: ("X-Socle-Mail", evil),
                ..mail()
            };
            let head = head(&mail);
            let names = head.lines().filter(|l| !l.starts_with([' ', '\t']));
            assert!(names.clone().all(|l| !l.to_lowercase().starts_with("bcc")), "{head}");
            assert_eq!(names.count(), 14, "{head}");
        }
        let evil = Outgoing { to: "rose@valmont.fr\r\nBcc: victim@example.org".into(), ..mail() };
        assert!(evil.bytes().is_err());
        assert!(Outgoing { reply_to: Some("a b".into()), ..mail() }.bytes().is_err());
    }
}
