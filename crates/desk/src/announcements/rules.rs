//! Decisions about announcements. Pure.

use super::{Announcement, AnnouncementForm, Severity};
use crate::words::words;
use jiff::{SignedDuration, Timestamp, civil::DateTime};
use kernel::{Text, Zone};
use platform::Problems;

/// Days before its beginning from which an announcement is shown.
pub const AHEAD_DAYS: i64 = 14;

/// Longest title in characters.
pub const TITLE: usize = 120;

/// Longest body in characters.
pub const BODY: usize = 2_000;

words! {
    /// Where an announcement stands.
    Stage {
        /// It has not begun.
        Coming = "coming", "announcement-coming";
        /// It is now.
        Now = "now", "announcement-now";
        /// It has ended.
        Over = "over", "announcement-over";
        /// It was taken away.
        Archived = "archived", "announcement-archived";
    }
}

/// Where an announcement stands at an instant; its end is excluded.
pub fn stage(one: &Announcement, now: Timestamp) -> Stage {
    if one.archived_at.is_some() {
        Stage::Archived
    } else if one.to.is_some_and(|to| to <= now) {
        Stage::Over
    } else if one.from > now {
        Stage::Coming
    } else {
        Stage::Now
    }
}

/// The last beginning that is shown at an instant.
pub fn horizon(now: Timestamp) -> Timestamp {
    now + SignedDuration::from_hours(24 * AHEAD_DAYS)
}

/// What a form states: severity, beginning, end.
pub struct Stated {
    /// What it means.
    pub severity: Severity,
    /// Beginning.
    pub from: Timestamp,
    /// End.
    pub to: Option<Timestamp>,
}

/// Reads a form; every mistake is named with its field.
pub fn stated(form: &AnnouncementForm, now: Timestamp) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    for (field, text) in [("title_fr", &form.title_fr), ("body_fr", &form.body_fr)] {
        if text.trim().is_empty() {
            problems.add(field, Text::new("announcement-error-empty"));
        }
    }
    let lengths = [
        ("title_fr", &form.title_fr, TITLE),
        ("title_en", &form.title_en, TITLE),
        ("body_fr", &form.body_fr, BODY),
        ("body_en", &form.body_en, BODY),
    ];
    for (field, text, limit) in lengths {
        if text.chars().count() > limit {
            problems.add(field, Text::new("desk-error-too-long").with("limit", limit));
        }
    }
    let severity = Severity::parse(&form.severity);
    if severity.is_none() {
        problems.add("severity", Text::new("announcement-error-severity"));
    }
    let from =
        if form.from.trim().is_empty() { Ok(Some(now)) } else { instant(&form.from).map(Some).ok_or(()) };
    let to = if form.to.trim().is_empty() { Ok(None) } else { instant(&form.to).map(Some).ok_or(()) };
    for (field, wrong) in [("from", from.is_err()), ("to", to.is_err())] {
        if wrong {
            problems.add(field, Text::new("announcement-error-time"));
        }
    }
    if let (Ok(Some(from)), Ok(Some(to))) = (from, to)
        && to <= from
    {
        problems.add("to", Text::new("announcement-error-order"));
    }
    match (severity, from, to) {
        (Some(severity), Ok(Some(from)), Ok(to)) if problems.0.is_empty() => {
            Ok(Stated { severity, from, to })
        }
        _ => Err(problems),
    }
}

fn instant(wall: &str) -> Option<Timestamp> {
    Zone::Metropole.time_zone().to_timestamp(wall.trim().parse::<DateTime>().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn form() -> AnnouncementForm {
        AnnouncementForm {
            severity: "works".into(),
            title_fr: "Coupure du réseau".into(),
            body_fr: "Le réseau est coupé.".into(),
            from: "2026-03-12T18:00".into(),
            to: "2026-03-12T20:00".into(),
            ..AnnouncementForm::default()
        }
    }

    #[test]
    fn an_announcement_comes_is_there_and_is_over() {
        let stated = stated(&form(), at("2026-03-01T08:00:00Z")).unwrap_or_else(|_| panic!("refused"));
        let one = Announcement {
            id: "a".to_owned().into(),
            severity: stated.severity,
            title: [String::new(), String::new()],
            body: [String::new(), String::new()],
            from: stated.from,
            to: stated.to,
            created_by_name: String::new(),
            created_at: stated.from,
            archived_at: None,
            version: 1,
        };
        let cases = [
            ("2026-03-12T16:59:59Z", Stage::Coming),
            ("2026-03-12T17:00:00Z", Stage::Now),
            ("2026-03-12T18:59:59Z", Stage::Now),
            ("2026-03-12T19:00:00Z", Stage::Over),
        ];
        for (now, expected) in cases {
            assert_eq!(stage(&one, at(now)), expected, "{now}");
        }
        let endless = Announcement { to: None, ..one.clone() };
        assert_eq!(stage(&endless, at("2030-01-01T00:00:00Z")), Stage::Now);
        let archived = Announcement { archived_at: Some(one.from), ..one };
        assert_eq!(stage(&archived, at("2026-03-12T18:00:00Z")), Stage::Archived);
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        let now = at("2026-03-01T08:00:00Z");
        let wrong = |form: AnnouncementForm| -> Vec<String> {
            let problems = stated(&form, now).err().unwrap_or_default();
            problems.0.into_iter().map(|problem| problem.field).collect()
        };
        assert!(wrong(form()).is_empty());
        assert!(wrong(AnnouncementForm { from: String::new(), to: String::new(), ..form() }).is_empty());
        assert_eq!(wrong(AnnouncementForm { to: "2026-03-12T18:00".into(), ..form() }), ["to"]);
        assert_eq!(wrong(AnnouncementForm { from: "demain".into(), ..form() }), ["from"]);
        assert_eq!(wrong(AnnouncementForm { title_fr: " ".into(), ..form() }), ["title_fr"]);
        assert_eq!(wrong(AnnouncementForm { body_en: "x".repeat(BODY + 1), ..form() }), ["body_en"]);
        assert_eq!(wrong(AnnouncementForm { severity: "panne".into(), ..form() }), ["severity"]);
    }
}
