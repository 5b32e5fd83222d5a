//! What a planned change runs into: freeze periods, and other changes at the same time in the same place.

use crate::{
    changes::{Change, ChangeId, Content, Domain, Place, State},
    freeze_periods::FreezePeriod,
};
use kernel::Interval;
use serde::Serialize;

/// Something in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Conflict {
    /// Nothing should change at that time.
    Freeze(FreezePeriod),
    /// Another change takes place there then.
    Change(Box<Other>),
}

/// Another change in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Other {
    /// Which one.
    pub id: ChangeId,
    /// How it is called.
    pub reference: String,
    /// What is done.
    pub title: String,
    /// When.
    #[serde(flatten)]
    pub planned: Interval,
    /// Whether both take place at one site, or share a service that one of them touches everywhere.
    pub is_same_place: bool,
}

/// What `content` runs into among freeze periods and other changes; `own` is the change itself.
pub fn conflicts(
    content: &Content,
    own: Option<&ChangeId>,
    others: &[Change],
    freezes: &[FreezePeriod],
) -> Vec<Conflict> {
    let frozen = freezes.iter().filter(|one| one.cancelled_at.is_none() && meet(one.span, content.planned));
    let others = others.iter().filter(|one| Some(&one.id) != own && one.state != State::Cancelled);
    let met = others.filter(|one| meet(one.content.planned, content.planned)).filter_map(|one| {
        let is_same_place = touch(&one.content.places, &content.places);
        (is_same_place || share(&one.content, content)).then(|| {
            Conflict::Change(Box::new(Other {
                id: one.id.clone(),
                reference: one.reference(),
                title: one.content.title.clone(),
                planned: one.content.planned,
                is_same_place,
            }))
        })
    });
    frozen.cloned().map(Conflict::Freeze).chain(met).collect()
}

/// Half-open: what ends when the other begins does not meet it.
fn meet(one: Interval, other: Interval) -> bool {
    one.from() < other.to() && other.from() < one.to()
}

/// Whether two changes have a place in common; a whole beneficiary holds each of its sites.
fn touch(one: &[Place], other: &[Place]) -> bool {
    one.iter().any(|a| {
        other.iter().any(|b| {
            a.beneficiary == b.beneficiary && (a.site.is_none() || b.site.is_none() || a.site == b.site)
        })
    })
}

/// Whether two changes share a service that one of them touches everywhere.
fn share(one: &Content, other: &Content) -> bool {
    let common = |domain: &Domain| other.services.contains(domain);
    (one.places.is_empty() || other.places.is_empty()) && one.services.iter().any(common)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        changes::{Degree, Kind},
        tickets::Named,
    };
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + minute * 60).unwrap()
    }

    fn span(from: i64, to: i64) -> Interval {
        Interval::new(at(from), at(to)).unwrap()
    }

    fn content(planned: Interval, places: &[&str], services: &[Domain]) -> Content {
        Content {
            title: "Changer le commutateur".into(),
            why: String::new(),
            kind: Kind::Normal,
            template: None,
            impact: Degree::Low,
            likelihood: Degree::Low,
            services: services.to_vec(),
            places: places.iter().map(|value| Place::parse(value)).collect(),
            planned,
            plan: String::new(),
            back_out: String::new(),
            test: String::new(),
            public_title: Default::default(),
            public_text: Default::default(),
            conflict_reason: String::new(),
            emergency_reason: String::new(),
        }
    }

    fn change(id: &str, content: Content, state: State) -> Change {
        Change {
            id: id.into(),
            number: 1,
            content,
            state,
            revision: 1,
            author: Named { id: None, name: String::new() },
            started_at: None,
            ended_at: None,
            outcome: String::new(),
            review: None,
            review_text: String::new(),
            reviewed_by_name: None,
            created_at: at(0),
            version: 1,
        }
    }

    fn in_the_way(own: &Content, other: &Content, state: State) -> bool {
        !conflicts(own, Some(&"own".into()), &[change("other", other.clone(), state)], &[]).is_empty()
    }

    #[test]
    fn two_changes_meet_in_time_and_place_or_by_a_service_touched_everywhere() {
        let network = [Domain::Network];
        let own = content(span(60, 120), &["val/mairie"], &network);
        let cases = [
            (content(span(119, 180), &["val/mairie"], &[]), true, "the same site"),
            (content(span(120, 180), &["val/mairie"], &[]), false, "one ends when the other begins"),
            (content(span(60, 120), &["val/ecole"], &network), false, "another site"),
            (content(span(60, 120), &["val"], &[]), true, "the whole beneficiary"),
            (content(span(60, 120), &["roc"], &network), false, "another beneficiary"),
            (content(span(60, 120), &[], &network), true, "the same service, everywhere"),
            (content(span(60, 120), &[], &[Domain::Telephony]), false, "another service"),
        ];
        for (other, expected, why) in cases {
            assert_eq!(in_the_way(&own, &other, State::Approved), expected, "{why}");
        }
        assert!(!in_the_way(&own, &own.clone(), State::Cancelled), "given up");
        let itself = change("own", own.clone(), State::Draft);
        assert!(conflicts(&own, Some(&"own".into()), &[itself], &[]).is_empty(), "itself");
    }

    #[test]
    fn a_freeze_period_is_in_the_way_of_everything_until_it_is_lifted() {
        let freeze = |cancelled_at| FreezePeriod {
            id: "f".into(),
            title: "Élections".into(),
            reason: String::new(),
            span: span(100, 200),
            created_by_name: String::new(),
            created_at: at(0),
            cancelled_at,
            version: 1,
        };
        let found = |planned, freeze| conflicts(&content(planned, &[], &[]), None, &[], &[freeze]).len();
        assert_eq!(found(span(199, 300), freeze(None)), 1);
        assert_eq!(found(span(200, 300), freeze(None)), 0);
        assert_eq!(found(span(150, 160), freeze(Some(at(10)))), 0);
    }

    proptest! {
        /// What is in my way finds me in its way.
        #[test]
        fn conflicts_go_both_ways(a in 0i64..50, b in 1i64..50, c in 0i64..50, d in 1i64..50, one in 0usize..4, two in 0usize..4) {
            let places: [&[&str]; 4] = [&[], &["val"], &["val/mairie"], &["roc/gare", "val/ecole"]];
            let one = content(span(a, a + b), places[one], &[Domain::Network]);
            let two = content(span(c, c + d), places[two], &[Domain::Network, Domain::Hosting]);
            prop_assert_eq!(in_the_way(&one, &two, State::Draft), in_the_way(&two, &one, State::Draft));
        }
    }
}
