//! Reading what is typed about a change; every mistake is named with its field.

use crate::{
    announcements::rules::BODY,
    changes::{ChangeForm, Content, Degree, Domain, Kind, Place, Template},
};
use jiff::{SignedDuration, Timestamp, civil::DateTime};
use kernel::{Interval, Text, Zone};
use platform::Problems;

/// Longest title in characters.
pub const TITLE: usize = 120;

/// Longest text in characters.
pub const TEXT: usize = 10_000;

/// Longest change in days.
pub const DAYS: i64 = 31;

/// What a form states. A standard change has its template's plan; the places are checked against the sites by who asks.
pub fn read(form: &ChangeForm, template: Option<&Template>) -> Result<Content, Problems> {
    let mut problems = Problems::default();
    let kind = Kind::parse(&form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("change-error-choice"));
    }
    let template = template.filter(|_| kind == Some(Kind::Standard));
    if kind == Some(Kind::Standard) && template.is_none() {
        problems.add("template", Text::new("change-error-template"));
    }
    texts(form, kind, &mut problems);
    let planned = planned(form, &mut problems);
    let mut degree = |field: &str, word: &str, own: Option<Degree>| {
        let found = own.or_else(|| Degree::parse(word));
        if found.is_none() {
            problems.add(field, Text::new("change-error-choice"));
        }
        found
    };
    let impact = degree("impact", &form.impact, template.map(|one| one.impact));
    let likelihood = degree("likelihood", &form.likelihood, template.map(|one| one.likelihood));
    let services: Vec<Domain> = form.services.iter().filter_map(|word| Domain::parse(word)).collect();
    if services.len() != form.services.len() {
        problems.add("services", Text::new("change-error-choice"));
    }
    let mut places: Vec<Place> = form.places.iter().map(|value| Place::parse(value)).collect();
    places.sort();
    places.dedup();
    if services.is_empty() && places.is_empty() {
        problems.add("services", Text::new("change-error-nothing"));
    }
    match (kind, impact, likelihood, planned) {
        (Some(kind), Some(impact), Some(likelihood), Some(planned)) if problems.0.is_empty() => {
            let found = (kind, impact, likelihood, planned);
            Ok(stated(form, template, found, services, places))
        }
        _ => Err(problems),
    }
}

fn stated(
    form: &ChangeForm,
    template: Option<&Template>,
    (kind, impact, likelihood, planned): (Kind, Degree, Degree, Interval),
    services: Vec<Domain>,
    places: Vec<Place>,
) -> Content {
    let text = |text: &String| text.trim().to_owned();
    let own = |typed: &String, agreed: fn(&Template) -> &String| text(template.map_or(typed, agreed));
    Content {
        title: text(&form.title),
        why: text(&form.why),
        kind,
        template: template.map(|one| one.id.clone()),
        impact,
        likelihood,
        services,
        // What stands beside a whole beneficiary says nothing more.
        places: without_sites_of_whole(places),
        planned,
        plan: own(&form.plan, |one| &one.plan),
        back_out: own(&form.back_out, |one| &one.back_out),
        test: own(&form.test, |one| &one.test),
        public_title: [text(&form.public_title_fr), text(&form.public_title_en)],
        public_text: [text(&form.public_text_fr), text(&form.public_text_en)],
        conflict_reason: text(&form.conflict_reason),
        emergency_reason: if kind == Kind::Emergency { text(&form.emergency_reason) } else { String::new() },
    }
}

fn without_sites_of_whole(places: Vec<Place>) -> Vec<Place> {
    let whole: Vec<_> =
        places.iter().filter(|one| one.site.is_none()).map(|one| one.beneficiary.clone()).collect();
    places.into_iter().filter(|one| one.site.is_none() || !whole.contains(&one.beneficiary)).collect()
}

fn texts(form: &ChangeForm, kind: Option<Kind>, problems: &mut Problems) {
    let required: &[(&str, &String)] = match kind {
        Some(Kind::Standard) => &[("title", &form.title)],
        Some(Kind::Emergency) => {
            &[("title", &form.title), ("emergency_reason", &form.emergency_reason), ("plan", &form.plan)]
        }
        _ => &[
            ("title", &form.title),
            ("why", &form.why),
            ("plan", &form.plan),
            ("back_out", &form.back_out),
            ("test", &form.test),
        ],
    };
    for (field, text) in required {
        if text.trim().is_empty() {
            problems.add(field, Text::new("change-error-empty"));
        }
    }
    let short = [
        ("title", &form.title),
        ("public_title_fr", &form.public_title_fr),
        ("public_title_en", &form.public_title_en),
    ];
    let long = [
        ("why", &form.why),
        ("plan", &form.plan),
        ("back_out", &form.back_out),
        ("test", &form.test),
        ("conflict_reason", &form.conflict_reason),
        ("emergency_reason", &form.emergency_reason),
    ];
    let public = [("public_text_fr", &form.public_text_fr), ("public_text_en", &form.public_text_en)];
    let limits = short.into_iter().map(|one| (one, TITLE)).chain(long.into_iter().map(|one| (one, TEXT)));
    let limits = limits.chain(public.into_iter().map(|one| (one, BODY)));
    for ((field, text), limit) in limits {
        if text.chars().count() > limit {
            problems.add(field, Text::new("desk-error-too-long").with("limit", limit));
        }
    }
}

fn planned(form: &ChangeForm, problems: &mut Problems) -> Option<Interval> {
    let (from, to) = (instant(&form.from), instant(&form.to));
    for (field, found) in [("from", from), ("to", to)] {
        if found.is_none() {
            problems.add(field, Text::new("change-error-time"));
        }
    }
    let (from, to) = from.zip(to)?;
    let longest = SignedDuration::from_hours(24 * DAYS);
    let planned = Interval::new(from, to).ok();
    if planned.is_none() {
        problems.add("to", Text::new("change-error-order"));
    } else if to.duration_since(from) > longest {
        problems.add("to", Text::new("change-error-long").with("days", DAYS));
        return None;
    }
    planned
}

/// An instant of the wall clock of Paris.
pub fn instant(wall: &str) -> Option<Timestamp> {
    Zone::Metropole.time_zone().to_timestamp(wall.trim().parse::<DateTime>().ok()?).ok()
}

/// The number of a change as people write it: `CHG-12`, `chg-12` or `12`.
pub fn number(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('#').to_uppercase();
    let digits = text.strip_prefix("CHG-").unwrap_or(&text);
    digits.parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> ChangeForm {
        ChangeForm {
            title: "Changer le commutateur".into(),
            why: "Il est vieux".into(),
            kind: "normal".into(),
            impact: "medium".into(),
            likelihood: "low".into(),
            services: vec!["network".into()],
            places: vec!["val/b".into(), "val/a".into(), "val/b".into()],
            from: "2026-03-20T18:00".into(),
            to: "2026-03-20T20:00".into(),
            plan: "Débrancher, brancher".into(),
            back_out: "Remettre l’ancien".into(),
            test: "Ping".into(),
            ..ChangeForm::default()
        }
    }

    fn wrong(form: &ChangeForm) -> Vec<String> {
        let problems = read(form, None).err().unwrap_or_default();
        problems.0.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn what_is_typed_is_read_and_places_are_put_in_order() {
        let content = read(&form(), None).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(content.places.iter().map(Place::value).collect::<Vec<_>>(), ["val/a", "val/b"]);
        let whole = ChangeForm { places: vec!["val/a".into(), "val".into(), "roc/c".into()], ..form() };
        let content = read(&whole, None).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(content.places.iter().map(Place::value).collect::<Vec<_>>(), ["roc/c", "val"]);
        assert_eq!(content.planned.seconds(), 7_200);
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        assert_eq!(wrong(&form()), Vec::<String>::new());
        let cases = [
            (ChangeForm { title: " ".into(), ..form() }, "title"),
            (ChangeForm { back_out: String::new(), ..form() }, "back_out"),
            (ChangeForm { kind: "small".into(), ..form() }, "kind"),
            (ChangeForm { kind: "standard".into(), ..form() }, "template"),
            (ChangeForm { kind: "emergency".into(), ..form() }, "emergency_reason"),
            (ChangeForm { impact: "huge".into(), ..form() }, "impact"),
            (ChangeForm { services: vec![], places: vec![], ..form() }, "services"),
            (ChangeForm { services: vec!["coffee".into()], ..form() }, "services"),
            (ChangeForm { from: "demain".into(), ..form() }, "from"),
            (ChangeForm { to: "2026-03-20T18:00".into(), ..form() }, "to"),
            (ChangeForm { to: "2026-05-20T18:00".into(), ..form() }, "to"),
            (ChangeForm { plan: "x".repeat(TEXT + 1), ..form() }, "plan"),
        ];
        for (form, field) in cases {
            assert_eq!(wrong(&form), [field]);
        }
        assert_eq!(
            wrong(&ChangeForm::default()).len(),
            11,
            "five texts, kind, two degrees, two times, nothing concerned"
        );
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let cases =
            [("CHG-12", Some(12)), (" chg-3 ", Some(3)), ("7", Some(7)), ("VAL-7", None), ("0", None)];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
