//! Writing down what a committee decided, and reading it.

use super::{Decision, DecisionForm, DecisionId, DecisionKind, rules, store};
use crate::meetings::{
    Meeting, MeetingKey,
    actions::{finish, held},
    rules::{day, is_open},
};
use agreements::versions;
use jiff::{Timestamp, civil::Date};
use kernel::{Permission, Text, id::BeneficiaryId};
use people::audit;
use platform::{Ctx, Error, Result, db::Tx};
use serde::Deserialize;
use serde_json::json;

/// The query of a list; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A beneficiary.
    pub beneficiary: String,
    /// A word of [`DecisionKind`].
    pub kind: String,
    /// Where the page before ended: `year.number.identifier`.
    pub after: String,
}

/// One page of decisions, the latest first, and where the next one begins.
pub async fn list(ctx: &Ctx, asked: &ListQuery) -> Result<(Vec<Decision>, Option<String>)> {
    ctx.require(Permission::CommitteeRead)?;
    let kind = match asked.kind.as_str() {
        "" => None,
        word => Some(DecisionKind::parse(word).ok_or_else(|| refused("kind", "decision-error-kind"))?),
    };
    let beneficiary = Some(asked.beneficiary.as_str()).filter(|id| !id.is_empty()).map(BeneficiaryId::from);
    let before = match asked.after.as_str() {
        "" => Some((i64::MAX, i64::MAX, String::new())),
        text => cursor(text),
    };
    let before = before.ok_or_else(|| refused("after", "search-error-cursor"))?;
    let mut tx = ctx.read().await?;
    let mut found = store::page(&mut tx, (beneficiary.as_ref(), kind), &before).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|one| format!("{}.{}.{}", one.year, one.number, one.id));
    Ok((found, next))
}

fn cursor(text: &str) -> Option<store::Cursor> {
    let mut parts = text.splitn(3, '.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.to_owned()))
}

fn refused(field: &str, key: &str) -> Error {
    Error::invalid(field, Text::new(key))
}

/// The targets decided for a beneficiary that rule on a day, as it was known at an instant, the latest first: those that a later
/// amendment replaced are left out (R5.1).
pub(crate) async fn targets(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    on: Date,
    known_at: Timestamp,
) -> Result<Vec<Decision>> {
    let decided = store::targets(tx, beneficiary, on, known_at).await?;
    if decided.is_empty() {
        return Ok(decided);
    }
    let mut stated = vec![];
    let mut summaries = versions::list(tx, beneficiary).await?;
    summaries.retain(|one| one.imported_at <= known_at && one.effective_from <= on);
    summaries.sort_by_key(|one| (one.effective_from, one.number));
    for one in summaries {
        let version = versions::get(tx, beneficiary, one.number).await?;
        stated.extend(version.map(|version| (one.effective_from, version.document)));
    }
    Ok(rules::not_replaced(decided, &stated))
}

/// Writes a decision down under the next number of its year. It takes effect once both sides validated the minutes, from its day on.
pub async fn add(ctx: &Ctx, key: &MeetingKey, form: &DecisionForm) -> Result<Decision> {
    let (mut tx, meeting) = held(ctx, key, is_open).await?;
    let made = write(ctx, &mut tx, &meeting, form).await?;
    let detail = json!({"decision": made.reference(), "kind": made.kind, "effective_on": made.effective_on});
    finish(ctx, tx, key, "decision.record", detail).await?;
    Ok(made)
}

/// The same in the transaction that holds the meeting; whoever calls records it.
pub(crate) async fn write(
    ctx: &Ctx,
    tx: &mut Tx,
    meeting: &Meeting,
    form: &DecisionForm,
) -> Result<Decision> {
    let (key, day) = (&meeting.key, day(meeting.starts_at));
    let version = versions::in_force(tx, &key.beneficiary, day).await?;
    let agreement = version.as_ref().map(|version| version.document.as_ref());
    let stated = rules::stated(form, meeting.committee, day, agreement).map_err(Error::Invalid)?;
    let id: DecisionId = ctx.id();
    let by = (ctx.actor.name.as_str(), ctx.now());
    audit::hold(tx, Some(&key.beneficiary)).await?;
    store::insert(tx, key, (&id, i64::from(day.year())), (form, &stated), by).await?;
    let made = store::of_meeting(tx, key).await?.into_iter().find(|one| one.id == id);
    made.ok_or(Error::NotFound)
}

/// Takes a decision back, until the minutes are sent; its number is never given again.
pub async fn withdraw(ctx: &Ctx, key: &MeetingKey, id: &DecisionId) -> Result<()> {
    let (mut tx, _) = held(ctx, key, is_open).await?;
    if store::withdraw(&mut tx, key, id, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    finance::savings::actions::released(&mut tx, ctx, &key.beneficiary, id.as_str()).await?;
    finish(ctx, tx, key, "decision.withdraw", json!({"decision": id})).await
}
