//! Rules between the values that are measured: service window, priorities, commitments.

use super::{Findings, Path};
use crate::document::{
    AgreementDocument, Commitment, CommitmentStatus, DailySlot, Day, IndicatorFormula, Level, Operator, Unit,
};
use kernel::Exact;

pub(super) fn check_scales(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    check_window(findings, &document.service_window.slots);
    check_priority(findings, document);
    let (list, commitments) = (Path::of("commitments"), &document.commitments);
    findings.unique(&list, "code", &commitments.iter().map(|one| one.code.as_str()).collect::<Vec<_>>());
    for (rank, commitment) in commitments.iter().enumerate() {
        check_target(findings, commitment, &list.at(rank));
        check_parameters(findings, document, commitment, &list.at(rank));
    }
}

fn check_window(findings: &mut Findings<'_, '_>, slots: &[DailySlot]) {
    let list = Path::of("service_window.slots");
    findings.error_if(slots.is_empty(), &list, "agreement-check-never-open", &[]);
    for (rank, slot) in slots.iter().enumerate() {
        let (path, written) = (list.at(rank), format!("{}-{}", slot.open, slot.close));
        let reversed = slot.open >= slot.close;
        findings.error_if(
            reversed,
            &path.key("close"),
            "agreement-check-slot-reversed",
            &[("slot", written.clone())],
        );
        findings.error_if(slot.days.is_empty(), &path.key("days"), "agreement-check-no-day", &[]);
        for (day_rank, day) in slot.days.iter().enumerate() {
            let twice = slot.days[..day_rank].contains(day);
            findings.error_if(twice, &path.key("days").at(day_rank), "agreement-check-day-twice", &[]);
        }
        let meets = |other: &&DailySlot| {
            other.open < slot.close
                && slot.open < other.close
                && other.days.iter().any(|d| slot.days.contains(d))
        };
        if let Some(other) = slots[..rank].iter().find(meets) {
            let args = [("slot", written), ("other", format!("{}-{}", other.open, other.close))];
            findings.error_if(true, &path.key("open"), "agreement-check-slots-overlap", &args);
        }
    }
}

fn check_priority(findings: &mut Findings<'_, '_>, document: &AgreementDocument) {
    let (path, priority) = (Path::of("priority"), &document.priority);
    let codes: Vec<_> = priority.levels.iter().map(|level| level.code.as_str()).collect();
    findings.unique(&path.key("levels"), "code", &codes);
    findings.error_if(codes.is_empty(), &path.key("levels"), "agreement-check-no-level", &[]);
    for (impact, urgency, code) in priority.matrix.cells() {
        let args = [("code", code.to_owned()), ("known", codes.join(", "))];
        let path = path.key("matrix").key(impact).key(urgency);
        findings.error_if(!codes.contains(&code), &path, "agreement-check-unknown-level", &args);
    }
    for (rank, level) in priority.levels.iter().enumerate() {
        let path = path.key("levels").at(rank);
        let clocks = clocks(level);
        for (i, (key, minutes)) in clocks.iter().enumerate() {
            let Some(minutes) = minutes else { continue };
            findings.error_if(*minutes == 0, &path.key(key), "agreement-check-zero-minutes", &[]);
            let longer =
                clocks[..i].iter().any(|(_, earlier)| earlier.is_some_and(|earlier| earlier > *minutes));
            findings.error_if(
                longer,
                &path.key(key),
                "agreement-check-clock-order",
                &[("code", level.code.clone())],
            );
            let inverted = priority.levels[..rank]
                .iter()
                .any(|higher| self::clocks(higher)[i].1.is_some_and(|higher| higher > *minutes));
            findings.warn_if(
                inverted,
                &path.key(key),
                "agreement-check-level-order",
                &[("code", level.code.clone())],
            );
        }
    }
}

/// The clocks of a level in the order in which they ring.
fn clocks(level: &Level) -> [(&'static str, Option<u32>); 3] {
    [
        ("acknowledge_minutes", level.acknowledge_minutes),
        ("intervene_minutes", level.intervene_minutes),
        ("restore_minutes", level.restore_minutes),
    ]
}

fn check_target(findings: &mut Findings<'_, '_>, commitment: &Commitment, path: &Path) {
    let code = [("code", commitment.code.clone())];
    match (&commitment.status, &commitment.target) {
        (CommitmentStatus::Target, None) => {
            findings.error_if(true, &path.key("status"), "agreement-check-target-missing", &code);
        }
        (CommitmentStatus::Unmeasured, Some(_)) => {
            findings.error_if(true, &path.key("target"), "agreement-check-target-unused", &code);
        }
        (CommitmentStatus::Unmeasured, None) => {
            findings.remark_if(true, &path.key("status"), "agreement-check-no-target", &code);
        }
        (CommitmentStatus::Target, Some(target)) => {
            let share = commitment.unit == Unit::Percent;
            let outside = target.value.0.is_negative() || share && target.value.0 > Exact::from(100);
            let args = [("found", target.value.to_string())];
            findings.error_if(outside, &path.key("target.value"), "agreement-check-target-value", &args);
            let backwards = (target.operator == Operator::AtMost) == share && share;
            findings.warn_if(backwards, &path.key("target.operator"), "agreement-check-operator", &code);
        }
    }
    let fits = units(commitment.formula).contains(&commitment.unit);
    findings.error_if(!fits, &path.key("unit"), "agreement-check-unit", &code);
}

/// Units in which a formula can give its value (R5).
fn units(formula: IndicatorFormula) -> &'static [Unit] {
    use IndicatorFormula as F;
    match formula {
        F::CommitteeSlots | F::AnsweredWithin | F::StaffedHours | F::Availability | F::ModernSets => {
            &[Unit::Percent]
        }
        F::InterventionTime | F::RestorationTime => &[Unit::Percent, Unit::ServiceTime],
        F::GoLiveTime | F::MeanIncidentDuration | F::DataRestoreTime => {
            &[Unit::ServiceTime, Unit::ElapsedTime]
        }
        F::ServiceCuts | F::ConnectedBuildings => &[Unit::Count],
        F::MaximumDataLoss => &[Unit::ElapsedTime],
        F::BackupSuccess | F::RestoreTests => &[Unit::Percent, Unit::Count],
    }
}

/// What a formula needs in order to be computed or judged.
fn check_parameters(
    findings: &mut Findings<'_, '_>,
    document: &AgreementDocument,
    commitment: &Commitment,
    path: &Path,
) {
    let parameters = commitment.parameters.clone().unwrap_or_default();
    let code = [("code", commitment.code.clone())];
    let judged = commitment.target.is_some() && commitment.unit == Unit::Percent;
    let levels = &document.priority.levels;
    match commitment.formula {
        IndicatorFormula::AnsweredWithin => {
            let missing = parameters.within_days.is_none_or(|days| days == 0);
            findings.error_if(missing, &path.key("parameters"), "agreement-check-within-days", &code);
        }
        IndicatorFormula::StaffedHours if !parameters.slots.is_empty() => {
            let differs =
                opening_minutes(&parameters.slots) != opening_minutes(&document.service_window.slots);
            findings.error_if(differs, &path.key("parameters.slots"), "agreement-check-hours-differ", &code);
        }
        IndicatorFormula::InterventionTime if judged => {
            let bare = levels.iter().all(|level| level.intervene_minutes.is_none());
            findings.error_if(bare, &path.key("target"), "agreement-check-no-clock", &code);
        }
        IndicatorFormula::RestorationTime if judged => {
            let bare = levels.iter().all(|level| level.restore_minutes.is_none());
            findings.error_if(bare, &path.key("target"), "agreement-check-no-clock", &code);
        }
        _ => {}
    }
}

/// The open spans of a week, whatever the way they are written: touching slots are one.
fn opening_minutes(slots: &[DailySlot]) -> Vec<(Day, u16, u16)> {
    let spans = slots
        .iter()
        .flat_map(|slot| slot.days.iter().map(|day| (*day, slot.open.0.minutes(), slot.close.0.minutes())));
    let mut spans: Vec<_> = spans.collect();
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let touches = kept.0 == next.0 && kept.2 == next.1;
        if touches {
            kept.2 = next.2;
        }
        touches
    });
    spans
}
