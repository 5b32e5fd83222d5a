//! Planning meetings, inviting to them, and reading them.

mod agenda;
mod minutes;
mod year;

pub use agenda::{add_item, change_item, fill, remove_item};
pub use minutes::{comment, correct, pdf, present, reopen, report, send, summarise, validate};
pub use year::{Overview, Year, overview, plan_year, year};
pub(crate) use year::{bounds, compliance};

use super::{
    CancelForm, Comment, Erratum, Item, Meeting, MeetingForm, MeetingKey, MeetingState, Participant,
    ParticipantForm, ParticipantId, Presence, Validation,
    invitation::{self, Occasion},
    rules,
    store::{self, parts},
};
use crate::{action_items, action_items::Action, decisions, decisions::Decision};
use agreements::{
    document::{Committee, PartyRole},
    versions,
};
use kernel::{Permission, Side, Text, id::PersonId};
use people::{
    audit::{Entry, record},
    organisations, persons,
};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::{Value, json};

/// A meeting with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The meeting.
    pub meeting: Meeting,
    /// Who sits in it.
    pub participants: Vec<Participant>,
    /// Its agenda, and what the minutes say of it.
    pub items: Vec<Item>,
    /// What it decided.
    pub decisions: Vec<Decision>,
    /// What somebody is to do after it.
    pub actions: Vec<Action>,
    /// What was said about its minutes.
    pub comments: Vec<Comment>,
    /// Which sides agreed to them.
    pub validations: Vec<Validation>,
    /// What they should have said.
    pub errata: Vec<Erratum>,
}

/// The meeting, when it is the actor's to read.
pub async fn read(ctx: &Ctx, key: &MeetingKey) -> Result<Whole> {
    ctx.require(Permission::CommitteeRead)?;
    let mut tx = ctx.read().await?;
    let meeting = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok(Whole {
        participants: parts::participants(&mut tx, key).await?,
        items: parts::items(&mut tx, key).await?,
        decisions: decisions::store::of_meeting(&mut tx, key).await?,
        actions: action_items::store::of_meeting(&mut tx, key).await?,
        comments: parts::comments(&mut tx, key).await?,
        validations: parts::validations(&mut tx, key).await?,
        errata: parts::errata(&mut tx, key).await?,
        meeting,
    })
}

/// Plans a meeting, with the seats the agreement gives its committee. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &MeetingForm) -> Result<MeetingKey> {
    ctx.require(Permission::CommitteeManage)?;
    let stated = rules::stated(form).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    let body = body.ok_or_else(|| Error::invalid("beneficiary", Text::new("meeting-error-beneficiary")))?;
    let key = MeetingKey { beneficiary: body.id, id: ctx.id() };
    if store::insert(&mut tx, &key, form, &stated, ctx.now()).await? == 0 {
        let first = store::sent(&mut tx, &key.beneficiary, &form.key).await?.ok_or(Error::NotFound)?;
        return Ok(first.key);
    }
    let day = rules::day(stated.starts_at);
    let version = versions::in_force(&mut tx, &key.beneficiary, day).await?;
    let committees = version.iter().flat_map(|version| &version.document.committees);
    for committee in committees.filter(|one| one.code == stated.committee) {
        seat(&mut tx, ctx, &key, committee).await?;
    }
    let detail = json!({"committee": form.committee, "starts_at": stated.starts_at});
    finish(ctx, tx, &key, "meeting.create", detail).await?;
    Ok(key)
}

/// The seats of a committee, as the agreement names them.
async fn seat(tx: &mut Tx, ctx: &Ctx, key: &MeetingKey, committee: &Committee) -> Result<()> {
    for seat in &committee.participants {
        let side = if seat.party == PartyRole::Provider { Side::Provider } else { Side::Beneficiary };
        let participant = Participant {
            id: ctx.id(),
            side,
            function: seat.function.clone(),
            person: None,
            name: String::new(),
            is_optional: seat.optional,
            presence: Presence::Unknown,
        };
        parts::add_participant(tx, key, &participant).await?;
    }
    Ok(())
}

/// Moves a meeting that is still as it was read. Those already invited are told.
pub async fn change(ctx: &Ctx, key: &MeetingKey, form: &MeetingForm) -> Result<()> {
    let (mut tx, meeting) = held(ctx, key, rules::is_ahead).await?;
    if meeting.version != form.version {
        return Err(Error::Stale(meeting.version));
    }
    // The committee stays: its seats and its agenda hang on it.
    let committee = rules::committee_word(meeting.committee).to_owned();
    let stated = rules::stated(&MeetingForm { committee, ..form.clone() }).map_err(Error::Invalid)?;
    let decided = decisions::store::of_meeting(&mut tx, key).await?;
    if decided.iter().any(|one| !one.may_be_of(rules::day(stated.starts_at))) {
        return Err(Error::invalid("starts", Text::new("meeting-error-decided")));
    }
    store::update(&mut tx, key, form, &stated, ctx.now()).await?;
    if meeting.state == MeetingState::Convened {
        invite(&mut tx, ctx, key, MeetingState::Convened, ("", Occasion::Convocation)).await?;
    }
    finish(ctx, tx, key, "meeting.change", json!({"starts_at": stated.starts_at})).await
}

/// Invites those who sit in the meeting and have an account here. Gives how many mails were written.
pub async fn convene(ctx: &Ctx, key: &MeetingKey) -> Result<usize> {
    let (mut tx, _) = held(ctx, key, rules::is_ahead).await?;
    let told = invite(&mut tx, ctx, key, MeetingState::Convened, ("", Occasion::Convocation)).await?;
    finish(ctx, tx, key, "meeting.convene", json!({"told": told})).await?;
    Ok(told)
}

/// Calls a meeting off, with a reason; those invited are told.
pub async fn cancel(ctx: &Ctx, key: &MeetingKey, form: &CancelForm) -> Result<()> {
    let (mut tx, meeting) = held(ctx, key, rules::is_ahead).await?;
    let mut problems = Problems::default();
    rules::words(&mut problems, "reason", &form.reason);
    rules::short(&mut problems, "reason", &form.reason);
    problems.into_result()?;
    let reason = form.reason.trim();
    if meeting.state == MeetingState::Convened {
        invite(&mut tx, ctx, key, MeetingState::Cancelled, (reason, Occasion::Cancellation)).await?;
    } else {
        store::set_state(&mut tx, key, MeetingState::Cancelled, (reason, false), ctx.now()).await?;
    }
    finish(ctx, tx, key, "meeting.cancel", json!({"reason": reason})).await
}

/// Says that a meeting took place. The absence of a side is flagged, never a reason to refuse (R7.3).
pub async fn hold(ctx: &Ctx, key: &MeetingKey) -> Result<()> {
    let now = ctx.now();
    let (mut tx, meeting) = held(ctx, key, rules::is_ahead).await?;
    if !rules::may_hold(&meeting, now) {
        return Err(Error::refused("meeting-error-not-begun"));
    }
    let absent = rules::absent_sides(&parts::participants(&mut tx, key).await?);
    store::set_state(&mut tx, key, MeetingState::Held, ("", false), now).await?;
    finish(ctx, tx, key, "meeting.hold", json!({"absent": absent})).await
}

async fn invite(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &MeetingKey,
    state: MeetingState,
    (reason, occasion): (&str, Occasion),
) -> Result<usize> {
    store::set_state(tx, key, state, (reason, true), ctx.now()).await?;
    let meeting = store::find(tx, key).await?.ok_or(Error::NotFound)?;
    let participants = parts::participants(tx, key).await?;
    invitation::tell(tx, ctx, occasion, &meeting, &participants).await
}

/// Adds a seat.
pub async fn add_participant(ctx: &Ctx, key: &MeetingKey, form: &ParticipantForm) -> Result<()> {
    let (mut tx, _) = held(ctx, key, rules::is_open).await?;
    let side = rules::side(&form.side);
    let side = side.ok_or_else(|| Error::invalid("side", Text::new("meeting-error-side")))?;
    let blank = Participant {
        id: ctx.id(),
        side,
        function: String::new(),
        person: None,
        name: String::new(),
        is_optional: false,
        presence: Presence::Unknown,
    };
    let participant = seated(&mut tx, key, blank, form).await?;
    parts::add_participant(&mut tx, key, &participant).await?;
    finish(ctx, tx, key, "meeting.seat", json!({"function": participant.function})).await
}

/// Says who sits in a function, and whether he or she came.
pub async fn set_participant(
    ctx: &Ctx,
    key: &MeetingKey,
    id: &ParticipantId,
    form: &ParticipantForm,
) -> Result<()> {
    let (mut tx, _) = held(ctx, key, rules::is_open).await?;
    let seats = parts::participants(&mut tx, key).await?;
    let seat = seats.into_iter().find(|one| one.id == *id).ok_or(Error::NotFound)?;
    let participant = seated(&mut tx, key, seat, form).await?;
    parts::set_participant(&mut tx, key, &participant).await?;
    let detail = json!({"function": participant.function, "presence": participant.presence});
    finish(ctx, tx, key, "meeting.presence", detail).await
}

/// Takes a seat away.
pub async fn remove_participant(ctx: &Ctx, key: &MeetingKey, id: &ParticipantId) -> Result<()> {
    let (mut tx, _) = held(ctx, key, rules::is_open).await?;
    if parts::remove_participant(&mut tx, key, id).await? == 0 {
        return Err(Error::NotFound);
    }
    finish(ctx, tx, key, "meeting.unseat", json!({"participant": id})).await
}

/// A seat with what is typed about it. A person of this instance sits for his or her own side only.
async fn seated(
    tx: &mut Tx,
    key: &MeetingKey,
    seat: Participant,
    form: &ParticipantForm,
) -> Result<Participant> {
    let mut problems = Problems::default();
    rules::words(&mut problems, "function", &form.function);
    rules::short(&mut problems, "function", &form.function);
    rules::short(&mut problems, "name", &form.name);
    let presence =
        if form.presence.is_empty() { Some(Presence::Unknown) } else { Presence::parse(&form.presence) };
    if presence.is_none() {
        problems.add("presence", Text::new("meeting-error-presence"));
    }
    let person = match form.person.as_str() {
        "" => None,
        id => persons::store::find(tx, &PersonId::from(id)).await?,
    };
    let is_of_side = person.as_ref().is_none_or(|one| {
        one.side == seat.side && (one.side == Side::Provider || one.organisation == key.beneficiary)
    });
    if !is_of_side || (person.is_none() && !form.person.is_empty()) {
        problems.add("person", Text::new("meeting-error-person"));
    }
    problems.into_result()?;
    // A seat given to somebody else does not keep the name of who sat there, which the form brings back.
    let is_other = person.as_ref().is_some_and(|one| seat.person.as_ref() != Some(&one.id));
    let typed = if is_other && form.name.trim() == seat.name { "" } else { form.name.trim() };
    let name = if typed.is_empty() { person.as_ref().map_or("", |one| one.name.as_str()) } else { typed };
    Ok(Participant {
        function: form.function.trim().to_owned(),
        name: name.to_owned(),
        person: person.map(|one| one.id),
        presence: presence.unwrap_or(Presence::Unknown),
        ..seat
    })
}

/// The meeting held for a change by who runs committees, when it is in a state that allows it.
pub(crate) async fn held(ctx: &Ctx, key: &MeetingKey, may: fn(&Meeting) -> bool) -> Result<(Tx, Meeting)> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.begin().await?;
    let meeting = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if !may(&meeting) {
        return Err(Error::refused("meeting-error-state"));
    }
    Ok((tx, meeting))
}

/// Both sides read in the beneficiary's log what was done.
pub(crate) async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    key: &MeetingKey,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "meeting", key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}
