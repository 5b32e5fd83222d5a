//! Telling those who sit in a meeting: by mail, with an invitation that their calendar programs understand.

use super::{Meeting, Participant};
use crate::{
    calendars::rules::{Entry, Invited, Method, Span, invitation},
    committees::MeetingKind,
};
use desk::outbox::{self, MailKind, NewMail, Recipient};
use jiff::SignedDuration;
use people::{Person, persons};
use platform::{
    Ctx, Result,
    db::Tx,
    i18n::{Lang, figures},
    mail::Letter,
};

/// Why a mail is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// Those who sit are invited, or told of a change.
    Convocation,
    /// The meeting will not take place.
    Cancellation,
    /// Its minutes are there to be read and commented.
    Minutes,
}

impl Occasion {
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Convocation => ("meeting-mail-convocation", "meeting-mail-convocation-text"),
            Self::Cancellation => ("meeting-mail-cancellation", "meeting-mail-cancellation-text"),
            Self::Minutes => ("meeting-mail-minutes", "meeting-mail-minutes-text"),
        }
    }

    fn method(self) -> Option<Method> {
        match self {
            Self::Convocation => Some(Method::Request),
            Self::Cancellation => Some(Method::Cancel),
            Self::Minutes => None,
        }
    }
}

/// What a meeting is called: its committee and its beneficiary.
pub(super) fn title(lang: Lang, meeting: &Meeting) -> String {
    let committee = lang.t(MeetingKind::of(meeting.committee).label_key());
    let args = [("committee", committee.as_str()), ("beneficiary", meeting.beneficiary_name.as_str())];
    let title = lang.with("meeting-named", &args);
    if meeting.subject.is_empty() { title } else { format!("{title} – {}", meeting.subject) }
}

/// The meeting as an entry of a calendar.
pub(crate) fn entry(ctx: &Ctx, meeting: &Meeting) -> Entry {
    let end = meeting.starts_at + SignedDuration::from_mins(meeting.minutes_long);
    Entry {
        uid: format!("meeting-{}", meeting.key.id),
        span: Span::Time(meeting.starts_at, Some(end)),
        title: title(ctx.lang, meeting),
        words: meeting.cancel_reason.clone(),
        place: Some(meeting.place.clone()).filter(|place| !place.is_empty()),
        address: format!("{}{}", ctx.platform.settings.public_url, meeting.key.path()),
        sequence: meeting.sequence,
        is_cancelled: meeting.state == super::MeetingState::Cancelled,
    }
}

/// Writes a mail to each of those who sit in the meeting and have an account here. Gives how many were written.
pub(super) async fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    occasion: Occasion,
    meeting: &Meeting,
    participants: &[Participant],
) -> Result<usize> {
    let ids: Vec<_> = participants.iter().filter_map(|one| one.person.clone()).collect();
    let people = persons::store::some(tx, &ids).await?;
    let people: Vec<Person> = people.into_iter().filter(|one| one.disabled_at.is_none()).collect();
    let invited = invited(&people, participants);
    let mut told = 0;
    for person in &people {
        let mail = mail(ctx, occasion, meeting, person, &invited);
        told += usize::from(outbox::actions::enqueue(tx, ctx, mail).await?.is_some());
    }
    Ok(told)
}

fn invited(people: &[Person], participants: &[Participant]) -> Vec<Invited> {
    let is_optional = |person: &Person| {
        participants.iter().filter(|one| one.person.as_ref() == Some(&person.id)).all(|one| one.is_optional)
    };
    let one = |person: &Person| Invited {
        name: person.name.clone(),
        address: person.email.clone(),
        is_optional: is_optional(person),
    };
    people.iter().map(one).collect()
}

fn mail(ctx: &Ctx, occasion: Occasion, meeting: &Meeting, person: &Person, invited: &[Invited]) -> NewMail {
    let lang = person.language;
    let read = Ctx { lang, ..ctx.clone() };
    let (subject, text) = occasion.keys();
    let (title, when) = (title(lang, meeting), figures::instant(lang, meeting.starts_at));
    let args =
        [("meeting", title.as_str()), ("when", when.as_str()), ("reason", meeting.cancel_reason.as_str())];
    let facts = [
        (lang.t("meeting-starts"), when.clone()),
        (lang.t("meeting-length"), figures::duration(lang, meeting.minutes_long.saturating_mul(60))),
        (lang.t("meeting-place"), meeting.place.clone()),
    ];
    let address = format!("{}{}", ctx.platform.settings.public_url, meeting.key.path());
    let letter = Letter::new(lang.code())
        .paragraph(lang.with(text, &args))
        .facts(facts.into_iter().filter(|(_, value)| !value.is_empty()))
        .link(lang.t("meeting-mail-open"), address);
    let settings = &ctx.platform.settings;
    let organiser =
        Invited { name: settings.authority.clone(), address: settings.mail.from.clone(), is_optional: false };
    let letter = match occasion.method() {
        Some(method) => {
            letter.inviting(invitation(&entry(&read, meeting), method, &organiser, invited, ctx.now()))
        }
        None => letter,
    };
    NewMail {
        beneficiary: Some(meeting.key.beneficiary.clone()),
        ticket: None,
        kind: MailKind::Meeting,
        to: Recipient::of(person),
        subject: lang.with(subject, &args),
        letter,
        token: None,
        thread_ids: vec![],
    }
}
