//! Who is told of what, and when.

use super::*;
use kernel::{ServiceWindow, TimeOfDay};
use proptest::prelude::*;

fn id(text: &str) -> PersonId {
    text.into()
}

fn around(author: &str) -> Around {
    Around {
        author: Some(id(author)),
        requester: Some(id("rose")),
        assignee: Some(id("theo")),
        watchers: vec![id("ada"), id("rose")],
        channel: Some(Channel::Portal),
        subscribers: vec![id("chef"), id("rose")],
        operators: vec![id("root")],
        mentioned: vec![id("ada")],
        named: vec![id("nils")],
        everybody: vec![id("rose"), id("theo"), id("root")],
    }
}

fn told(kind: EventKind, around: &Around) -> Vec<String> {
    readers(kind, around)
        .into_iter()
        .map(|(who, what)| format!("{} {}", who.as_str(), what.as_str()))
        .collect()
}

#[test]
fn each_person_is_told_once_and_never_of_their_own_deed() {
    assert_eq!(told(EventKind::Answered, &around("theo")), ["rose answered", "ada answered"]);
    assert_eq!(told(EventKind::Answered, &around("rose")), ["theo answered", "ada answered"]);
    assert_eq!(told(EventKind::Moved, &around("x")), ["rose moved", "theo moved", "ada moved"]);
    assert_eq!(told(EventKind::Assigned, &around("theo")), ["nils assigned"]);
    assert_eq!(told(EventKind::Noted, &around("x")), ["theo noted", "ada noted"]);
    assert_eq!(
        told(EventKind::Breached, &around("x")),
        ["theo breached", "chef any_breached", "rose any_breached"]
    );
    assert_eq!(told(EventKind::MailTrouble, &around("x")), ["root mail_trouble"]);
    assert_eq!(told(EventKind::MailboxTrouble, &around("x")), ["root mailbox_trouble"]);
    assert_eq!(told(EventKind::Waiting, &around("x")), ["rose waiting"]);
    assert_eq!(told(EventKind::VisitPlanned, &around("theo")), ["rose visit_planned", "ada visit_planned"]);
}

#[test]
fn a_request_is_acknowledged_to_who_made_it_on_the_portal_or_by_mail() {
    assert_eq!(told(EventKind::Opened, &around("rose")), ["rose opened", "chef any_opened"]);
    let by_phone = Around { channel: Some(Channel::Phone), ..around("theo") };
    assert_eq!(told(EventKind::Opened, &by_phone), ["rose opened", "chef any_opened"]);
    let by_program = Around { channel: Some(Channel::Api), ..around("rose") };
    assert_eq!(told(EventKind::Opened, &by_program), ["chef any_opened"]);
}

#[test]
fn mail_waits_for_its_hour_and_for_the_window() {
    use Digest::{Daily, Hourly, Immediate};
    use EventKind::{Answered, Breached, Opened};

    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let time = |text: &str| text.parse::<TimeOfDay>().unwrap();
    let window = ServiceWindow::weekdays(time("08:00"), time("18:00"), Zone::Metropole).unwrap();
    let clock = ServiceClock::new(window);
    let when = |kind, digest, is_quiet, urgent, now| {
        let setting = Setting { digest, is_quiet, lets_urgent: true };
        mail_at(kind, &setting, urgent, Some(&clock), at(now)).to_string()
    };
    // Wednesday 11 March 2026, 10:20 in Paris.
    let now = "2026-03-11T09:20:00Z";
    assert_eq!(when(Answered, Immediate, false, false, now), now);
    assert_eq!(when(Answered, Hourly, false, false, now), "2026-03-11T10:00:00Z");
    assert_eq!(when(Answered, Hourly, false, false, "2026-03-11T10:00:00Z"), "2026-03-11T10:00:00Z");
    assert_eq!(when(Answered, Daily, false, false, now), "2026-03-12T07:00:00Z");
    assert_eq!(
        when(Answered, Daily, false, false, "2026-03-28T08:00:00Z"),
        "2026-03-29T06:00:00Z",
        "summer time"
    );
    // Friday 13 March at 20:00: quiet until Monday at 8:00.
    let evening = "2026-03-13T19:00:00Z";
    assert_eq!(when(Answered, Immediate, true, false, evening), "2026-03-16T07:00:00Z");
    assert_eq!(when(Breached, Immediate, true, true, evening), evening, "urgent");
    assert_eq!(when(Opened, Daily, true, false, evening), evening, "an acknowledgement");
    assert_eq!(when(Answered, Immediate, true, false, now), now, "the window is open");
    let strict = Setting { lets_urgent: false, is_quiet: true, ..Setting::default() };
    assert_eq!(mail_at(Breached, &strict, true, Some(&clock), at(evening)), at("2026-03-16T07:00:00Z"));
}

#[test]
fn a_mention_is_a_whole_name() {
    let people = [(id("1"), "Théo Lenoir"), (id("2"), "Théo Lenoir-Petit"), (id("3"), "Ada")];
    let found = |text: &str| -> Vec<String> {
        let list = people.iter().map(|(id, name)| (id, *name));
        mentioned(text, list).iter().map(|id| id.as_str().to_owned()).collect()
    };
    assert_eq!(found("Voir avec @theo lenoir."), ["1"]);
    assert_eq!(found("@ADA, peux-tu regarder ?"), ["3"]);
    assert_eq!(found("ada@exemple.fr"), [] as [&str; 0]);
    assert_eq!(found("@adage"), [] as [&str; 0]);
}

fn entry(action: &str, object: &str, detail: &str) -> Recorded {
    Recorded {
        chain: "b1".into(),
        sequence: 1,
        beneficiary: Some("b1".into()),
        at: Timestamp::UNIX_EPOCH,
        actor: None,
        actor_name: String::new(),
        action: action.into(),
        object_kind: object.into(),
        object_id: "t1".into(),
        detail: detail.into(),
        request_id: String::new(),
        salt: None,
        commitment: String::new(),
        previous_hash: String::new(),
        hash: String::new(),
    }
}

#[test]
fn entries_are_read_as_events() {
    let read = event(&entry("ticket.assign", "ticket", r#"{"assignee":"theo"}"#)).unwrap();
    assert_eq!((read.kind, read.named), (EventKind::Assigned, vec![id("theo")]));
    let note = Recorded {
        beneficiary: None,
        ..entry("ticket.note", "ticket", r#"{"beneficiary":"b2","message":"m1"}"#)
    };
    let read = event(&note).unwrap();
    assert_eq!((read.beneficiary, read.message), (Some("b2".into()), Some("m1".to_owned().into())));
    assert_eq!(event(&entry("person.change", "person", "{}")), None);
    // An entry whose personal part was erased has no detail any more.
    assert_eq!(event(&entry("ticket.answer", "ticket", "")).unwrap().message, None);
    assert!(!event(&entry("ticket.create", "ticket", r#"{"verified":false}"#)).unwrap().is_verified);
}

proptest! {
    #[test]
    fn any_mention_and_any_instant_are_borne(text in ".{0,60}", second in 0_i64..4_000_000_000) {
        let ada = id("ada");
        let _ = mentioned(&text, [(&ada, "Ada")]);
        let now = Timestamp::from_second(second).unwrap();
        for digest in Digest::ALL {
            let at = together(*digest, now);
            prop_assert!(at >= now && at.duration_since(now).as_hours() <= 25);
        }
    }
}
