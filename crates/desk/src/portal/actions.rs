//! Reading what a person finds on the portal, and asking by the free form.

use super::{AskForm, Followed, Portal, Proposed};
use crate::{
    announcements, approvals, maintenance,
    request_forms::{self as forms, rules::is_offered},
    requests::intake,
    tickets::{
        Channel, Impact, Kind, State, Ticket, TicketId, TicketKey, Urgency,
        actions::{Draft, Incoming},
        store as tickets,
    },
};
use agreements::{reading::today, scope, versions};
use kernel::{Scope, id::BeneficiaryId};
use people::organisations;
use platform::{Ctx, Error, Result, db::Tx, web::UploadedFile};

/// Most requests followed on one page.
const FOLLOWED: usize = 8;

/// Most planned maintenance named on the portal.
const MAINTENANCE: usize = 3;

/// Whose people the portal serves: the actor's own beneficiary.
pub(super) fn own(ctx: &Ctx) -> Result<BeneficiaryId> {
    match ctx.scope() {
        Scope::One(own) => Ok(own.clone()),
        Scope::All => Err(Error::NotFound),
    }
}

/// What the actor finds behind the doors.
pub async fn read(ctx: &Ctx) -> Result<Portal> {
    let own = own(ctx)?;
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.read().await?;
    let body = organisations::store::find(&mut tx, &own).await?.ok_or(Error::NotFound)?;
    let version = versions::in_force(&mut tx, &own, today(ctx)).await?;
    let document = version.as_ref().map(|version| &*version.document);
    let mut offered = forms::store::latest(&mut tx, false).await?;
    offered.retain(|form| is_offered(&form.document, &body.code, document, today(ctx)));
    let mut open = tickets::requests_page(&mut tx, &person, None).await?;
    open.retain(|ticket| ticket.state != State::Closed);
    let mut followed = followed(&mut tx, open).await?;
    // Stable: what waits for the person comes first, the newest first among equals.
    followed.sort_by_key(|one| !matches!(one.ticket.state, State::WaitingRequester | State::Resolved));
    followed.truncate(FOLLOWED);
    Ok(Portal {
        announcements: announcements::actions::own(ctx, &mut tx).await?,
        offered,
        followed,
        maintenance: maintenance::actions::ahead(ctx, &mut tx, MAINTENANCE).await?,
        approvals: approvals::actions::waiting(&mut tx, ctx).await?.len(),
    })
}

/// Requests with the approval each waits for, or that ended it.
pub(super) async fn followed(tx: &mut Tx, tickets: Vec<Ticket>) -> Result<Vec<Followed>> {
    let ids: Vec<&TicketId> = tickets.iter().map(|ticket| &ticket.key.id).collect();
    let steps = approvals::store::decisive_steps(tx, &ids).await?;
    let step = |ticket: &Ticket| steps.iter().find(|step| step.ticket == ticket.key).cloned();
    Ok(tickets.into_iter().map(|ticket| Followed { step: step(&ticket), ticket }).collect())
}

/// What the free form proposes today.
pub async fn proposed(ctx: &Ctx) -> Result<Proposed> {
    let own = own(ctx)?;
    let mut tx = ctx.read().await?;
    let version = versions::in_force(&mut tx, &own, today(ctx)).await?;
    let topics = version.iter().flat_map(|version| scope::topics(&version.document));
    let topics = topics.map(|(_, line, topic)| (line.code.clone(), topic.to_owned())).collect();
    let sites = estate::sites::store::list(&mut tx, Some(&own)).await?;
    Ok(Proposed { sites, topics, found: vec![] })
}

/// Asks in one's own words; what it is about is judged when it is said.
pub async fn ask(ctx: &Ctx, form: &AskForm, files: Vec<UploadedFile>) -> Result<TicketKey> {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let draft = Draft {
        beneficiary: own(ctx)?,
        requester: ctx.actor.person.clone(),
        kind: Kind::parse(&form.kind).unwrap_or(Kind::Incident),
        is_administrative: false,
        title: String::new(),
        description: form.description.clone(),
        channel: Channel::Portal,
        site: given(&form.site),
        impact: Impact::Low,
        urgency: Urgency::Medium,
    };
    let concern = scope::Concern { line: given(&form.line), ..scope::Concern::default() };
    intake::open(ctx, Incoming { draft, files, idempotency_key: given(&form.key) }, concern).await
}
