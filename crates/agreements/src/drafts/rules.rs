//! Decisions about drafts: what a form says, which votes and signature may be. Pure.

use super::{AboutForm, Draft, DraftKind, SignForm, VoteForm};
use crate::disputes::Party;
use jiff::civil::Date;
use kernel::{Side, Text};
use platform::{
    Problems,
    typed::{chosen, limited, maybe_day, needed, past, read},
};

/// Longest title in characters.
pub const NAME: usize = 200;
/// Longest reason in characters.
pub const TEXT: usize = 4_000;

/// Reads what a draft is about: the day from which it rules.
pub fn about(form: &AboutForm) -> Result<Option<Date>, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "title", &form.title, NAME);
    limited(&mut problems, "reason", &form.reason, TEXT);
    let day = maybe_day(&mut problems, "effective_on", &form.effective_on);
    read(problems, Some(day))
}

/// Reads a deliberation: the beneficiary records its own only.
pub fn vote(form: &VoteForm, actor: Option<Side>, today: Date) -> Result<(Party, Date), Problems> {
    let mut problems = Problems::default();
    let side = if actor == Some(Side::Beneficiary) {
        Some(Party::Beneficiary).filter(|side| form.side.is_empty() || form.side == side.as_str())
    } else {
        Party::parse(&form.side)
    };
    let side = chosen(&mut problems, "side", side);
    needed(&mut problems, "reference", &form.reference, NAME);
    if form.voted_on.trim().is_empty() {
        problems.add("voted_on", Text::new("web-error-day"));
    }
    let on = past(&mut problems, "voted_on", &form.voted_on, today);
    read(problems, side.zip(on))
}

/// Reads the signature of both: after both votes (R0.6), in the year that the text states, and no later than the day from which an
/// amendment rules, so that nothing is changed backwards.
pub fn signature(form: &SignForm, draft: &Draft, signature_year: i16, today: Date) -> Result<Date, Problems> {
    let mut problems = Problems::default();
    if form.signed_on.trim().is_empty() {
        problems.add("signed_on", Text::new("web-error-day"));
    }
    let on = past(&mut problems, "signed_on", &form.signed_on, today);
    let votes = [&draft.provider_vote, &draft.beneficiary_vote].map(|vote| vote.on);
    let latest = votes.iter().flatten().max().copied();
    if votes.contains(&None) {
        problems.add("signed_on", Text::new("draft-error-votes"));
    } else if let Some((_, latest)) = on.zip(latest).filter(|(on, latest)| on < latest) {
        problems.add("signed_on", Text::new("draft-error-before-vote").with("day", latest));
    }
    let is_amendment = draft.kind == DraftKind::Amendment;
    if on.is_some_and(|on| !is_amendment && on.year() != signature_year) {
        problems.add("signed_on", Text::new("draft-error-year").with("year", signature_year));
    }
    let effective = draft.effective_on.filter(|_| is_amendment);
    if let Some((_, effective)) = on.zip(effective).filter(|(on, effective)| on > effective) {
        problems.add("signed_on", Text::new("draft-error-backwards").with("day", effective));
    }
    read(problems, on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drafts::{DraftKey, DraftState, Vote};
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn draft(kind: DraftKind, votes: [Option<Date>; 2]) -> Draft {
        let vote = |on| Vote { on, reference: "D".into() };
        Draft {
            key: DraftKey { beneficiary: "b".into(), id: "d".into() },
            beneficiary_name: String::new(),
            beneficiary_code: String::new(),
            kind,
            title: String::new(),
            reason: String::new(),
            base_version: None,
            variables: crate::joining::VariablesForm::default(),
            effective_on: Some(date(2026, 7, 1)),
            state: DraftState::ToSign,
            paper: None,
            provider_vote: vote(votes[0]),
            beneficiary_vote: vote(votes[1]),
            signed_on: None,
            signed_file: None,
            made_version: None,
            closed_why: String::new(),
            created_by: String::new(),
            created_at: Timestamp::UNIX_EPOCH,
            version: 1,
        }
    }

    fn keys<T>(read: Result<T, Problems>) -> Vec<String> {
        read.err().unwrap_or_default().0.into_iter().map(|problem| problem.text.key).collect()
    }

    #[test]
    fn nothing_is_signed_before_both_votes_nor_changes_the_past() {
        let today = date(2026, 9, 1);
        let voted = [Some(date(2026, 5, 12)), Some(date(2026, 6, 2))];
        let sign = |kind, votes, on: &str| {
            let form = SignForm { signed_on: on.into(), version: 1 };
            keys(signature(&form, &draft(kind, votes), 2026, today))
        };
        assert_eq!(sign(DraftKind::Amendment, voted, "2026-06-02"), [""; 0]);
        assert_eq!(sign(DraftKind::Amendment, [voted[0], None], "2026-06-02"), ["draft-error-votes"]);
        assert_eq!(sign(DraftKind::Amendment, voted, "2026-06-01"), ["draft-error-before-vote"]);
        assert_eq!(sign(DraftKind::Amendment, voted, "2026-07-02"), ["draft-error-backwards"]);
        assert_eq!(sign(DraftKind::Joining, voted, "2026-07-02"), [""; 0], "an agreement may begin before");
        assert_eq!(sign(DraftKind::Joining, voted, "2026-09-02"), ["web-error-future"]);
        let earlier = [Some(date(2025, 5, 12)), Some(date(2025, 6, 2))];
        assert_eq!(sign(DraftKind::Joining, earlier, "2025-12-31"), ["draft-error-year"]);
    }

    #[test]
    fn a_side_records_its_own_vote() {
        let today = date(2026, 9, 1);
        let form = |side: &str| VoteForm {
            side: side.into(),
            voted_on: "2026-06-02".into(),
            reference: "2026-14".into(),
            version: 1,
        };
        assert!(vote(&form("provider"), Some(Side::Beneficiary), today).is_err());
        let own = vote(&form(""), Some(Side::Beneficiary), today).ok();
        assert_eq!(own, Some((Party::Beneficiary, date(2026, 6, 2))));
        assert!(vote(&form("beneficiary"), Some(Side::Provider), today).is_ok());
        assert_eq!(vote(&VoteForm::default(), None, today).unwrap_err().0.len(), 3);
    }

    proptest! {
        #[test]
        fn no_amendment_rules_before_it_is_signed(signed in 0i32..400) {
            let on = date(2026, 1, 1).checked_add(jiff::Span::new().days(signed)).unwrap();
            let votes = [Some(date(2025, 12, 1)); 2];
            let form = SignForm { signed_on: on.to_string(), version: 1 };
            let read = signature(&form, &draft(DraftKind::Amendment, votes), 2026, date(2027, 12, 31));
            prop_assert_eq!(read.is_ok(), on <= date(2026, 7, 1));
        }
    }
}
