//! Closed indicators, decisions of the committees, their plan of actions, deadlines, risks and ways to improve, reports.

use super::{List, Page};
use ::governance::{
    action_items::{self, Action},
    deadlines::{self, Deadline},
    decisions::{self, Decision},
    indicators,
    reports::{self, Report},
    risks::{self, Risk},
};
use kernel::Permission;
use platform::{Ctx, Result, sheet::Cell};

pub(super) const INDICATORS: List = List {
    path: "/exports/indicators",
    api: "/api/v1/exports/indicators",
    file: "indicators",
    title: "indicator-title",
    needs: Permission::ScoreboardRead,
    columns: &[
        "desk-beneficiary",
        "indicator-month",
        "indicator-version",
        "scoreboard-code",
        "scoreboard-indicator",
        "scoreboard-value",
        "indicator-exact",
        "scoreboard-target",
        "scoreboard-standing",
        "indicator-numerator",
        "indicator-denominator",
        "indicator-rows-count",
        "indicator-digest",
    ],
    read: |ctx, after| Box::pin(read_indicators(ctx, after)),
};

/// Every value of every closed month, each version; the same columns as the file of one series.
async fn read_indicators(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let (found, next) = indicators::actions::page(&ctx, after.as_deref()).await?;
    let row = |one: &indicators::store::Named| {
        let own = indicators::files::value_cells(ctx.lang, &one.value);
        std::iter::once(Cell::Text(one.beneficiary_name.clone())).chain(own).collect()
    };
    Ok((found.iter().map(row).collect(), next))
}

pub(super) const DECISIONS: List = List {
    path: "/exports/decisions",
    api: "/api/v1/exports/decisions",
    file: "decisions",
    title: "decision-title",
    needs: Permission::CommitteeRead,
    columns: &[
        "decision-number",
        "desk-beneficiary",
        "decision-kind",
        "decision-one",
        "decision-effective",
        "decision-commitment",
        "decision-operator",
        "decision-value",
        "minutes-state",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_decisions(ctx, after)),
};

async fn read_decisions(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let asked = decisions::actions::ListQuery {
        after: after.unwrap_or_default(),
        ..decisions::actions::ListQuery::default()
    };
    let (found, next) = decisions::actions::list(&ctx, &asked).await?;
    let row = |one: &Decision| {
        let target = one.target.as_ref();
        vec![
            Cell::Text(one.reference()),
            Cell::Text(one.beneficiary_name.clone()),
            Cell::Text(ctx.lang.t(one.kind.label_key())),
            Cell::Text(one.body.clone()),
            Cell::Date(one.effective_on),
            Cell::words(target.map(|target| target.commitment.as_str())),
            target.map_or(Cell::Empty, |target| {
                Cell::Text(ctx.lang.t(decisions::rules::operator_key(target.operator)))
            }),
            Cell::words(target.map(|target| target.value.as_str())),
            Cell::Text(ctx.lang.t(one.minutes_state.label_key())),
            Cell::Text(one.id.to_string()),
        ]
    };
    Ok((found.iter().filter(|one| one.withdrawn_at.is_none()).map(row).collect(), next))
}

pub(super) const ACTIONS: List = List {
    path: "/exports/actions",
    api: "/api/v1/exports/actions",
    file: "actions",
    title: "action-title",
    needs: Permission::CommitteeRead,
    columns: &[
        "action-one",
        "desk-beneficiary",
        "meeting-side",
        "action-owner",
        "action-due",
        "action-state",
        "action-outcome",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_actions(ctx, after)),
};

/// Those to be done first, then those done, then those given up: the place in the list says which, and where.
async fn read_actions(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let states = action_items::ActionState::ALL;
    let (index, after) = after.as_deref().and_then(|text| text.split_once(' ')).unwrap_or(("0", ""));
    let index: usize = index.parse().unwrap_or(0);
    let asked = action_items::actions::ListQuery {
        state: states.get(index).map_or("open", |state| state.as_str()).to_owned(),
        after: after.to_owned(),
        ..action_items::actions::ListQuery::default()
    };
    let (found, next) = action_items::actions::list(&ctx, &asked).await?;
    let row = |one: &Action| {
        vec![
            Cell::Text(one.body.clone()),
            Cell::Text(one.beneficiary_name.clone()),
            Cell::Text(ctx.lang.t(::governance::meetings::side_key(one.side))),
            Cell::Text(one.owner.clone()),
            Cell::Date(one.due_on),
            Cell::Text(ctx.lang.t(one.state.label_key())),
            Cell::Text(one.outcome.clone()),
            Cell::Text(one.id.to_string()),
        ]
    };
    let following = (index + 1 < states.len()).then(|| format!("{} ", index + 1));
    let next = next.map(|after| format!("{index} {after}")).or(following);
    Ok((found.iter().map(row).collect(), next))
}

pub(super) const DEADLINES: List = List {
    path: "/exports/deadlines",
    api: "/api/v1/exports/deadlines",
    file: "deadlines",
    title: "deadline-title",
    needs: Permission::AgreementRead,
    columns: &[
        "deadline-due",
        "desk-beneficiary",
        "deadline-subject",
        "deadline-obligation",
        "deadline-article",
        "deadline-owed",
        "deadline-owner",
        "deadline-state",
        "deadline-done",
    ],
    read: |ctx, _| Box::pin(read_deadlines(ctx)),
};

/// A year back and a year ahead, done or not, at once: each page would compute all of them again.
async fn read_deadlines(ctx: Ctx) -> Result<Page> {
    let all = deadlines::actions::around(&ctx).await?;
    let row = |one: &Deadline| {
        vec![
            Cell::Date(one.due),
            Cell::Text(one.beneficiary_name.clone()),
            Cell::Text(ctx.lang.t(one.subject.label_key())),
            Cell::Text(one.obligation.clone()),
            Cell::Text(one.article.clone()),
            Cell::Text(one.text.clone()),
            Cell::Text(ctx.lang.t(deadlines::owner_key(one.owner))),
            Cell::Text(ctx.lang.t(one.state.label_key())),
            one.proof.as_ref().map_or(Cell::Empty, |proof| Cell::Date(proof.on)),
        ]
    };
    Ok((all.iter().map(row).collect(), None))
}

pub(super) const RISKS: List = List {
    path: "/exports/risks",
    api: "/api/v1/exports/risks",
    file: "risks",
    title: "risk-title",
    needs: Permission::CommitteeRead,
    columns: &[
        "risk-one",
        "desk-beneficiary",
        "risk-kind",
        "risk-likelihood",
        "risk-impact",
        "risk-weight",
        "meeting-side",
        "action-owner",
        "risk-treatment",
        "risk-review",
        "risk-state",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_risks(ctx, after)),
};

/// State after state: the place in the list says which, and where.
async fn read_risks(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let states = risks::RiskState::ALL;
    let (index, after) = after.as_deref().and_then(|text| text.split_once(' ')).unwrap_or(("0", ""));
    let index: usize = index.parse().unwrap_or(0);
    let asked = risks::ListQuery {
        state: states.get(index).map_or("open", |state| state.as_str()).to_owned(),
        after: after.to_owned(),
        ..risks::ListQuery::default()
    };
    let (found, next) = risks::actions::list(&ctx, &asked).await?;
    let row = |one: &Risk| {
        vec![
            Cell::Text(one.title.clone()),
            Cell::Text(one.beneficiary_name.clone()),
            Cell::Text(ctx.lang.t(one.kind.label_key())),
            Cell::Number(one.likelihood),
            Cell::Number(one.impact),
            Cell::Number(one.weight()),
            Cell::Text(ctx.lang.t(::governance::meetings::side_key(one.side))),
            Cell::Text(one.owner.clone()),
            Cell::Text(one.treatment.clone()),
            Cell::Date(one.review_on),
            Cell::Text(ctx.lang.t(one.state.label_key())),
            Cell::Text(one.key.id.to_string()),
        ]
    };
    let following = (index + 1 < states.len()).then(|| format!("{} ", index + 1));
    let next = next.map(|after| format!("{index} {after}")).or(following);
    Ok((found.iter().map(row).collect(), next))
}

pub(super) const REPORTS: List = List {
    path: "/exports/reports",
    api: "/api/v1/exports/reports",
    file: "reports",
    title: "report-list",
    needs: Permission::ReportRead,
    columns: &[
        "report-kind",
        "report-period",
        "report-of",
        "report-edition",
        "report-state",
        "report-published",
        "report-digest-pdf",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_reports(ctx, after)),
};

async fn read_reports(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let asked = reports::actions::ListQuery {
        after: after.unwrap_or_default(),
        ..reports::actions::ListQuery::default()
    };
    let (found, next) = reports::actions::list(&ctx, &asked).await?;
    let row = |one: &Report| {
        vec![
            Cell::Text(ctx.lang.t(one.kind.label_key())),
            Cell::Text(reports::rules::written(one.kind, one.span.first)),
            Cell::Text(one.name.clone()),
            Cell::Number(one.edition),
            Cell::Text(ctx.lang.t(one.state.label_key())),
            Cell::instant(one.published_at),
            Cell::words(one.pdf_digest.as_ref().map(platform::Digest::as_str)),
            Cell::Text(one.key.id.to_string()),
        ]
    };
    Ok((found.iter().map(row).collect(), next))
}
