//! The quarantine for programs.

use super::{Held, MailId, Standing, actions};
use platform::{
    Ctx, Error,
    web::{Json, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

fn shown(held: &Held) -> Value {
    json!({
        "id": held.id, "from_name": held.from_name, "from_address": held.from_address, "subject": held.subject,
        "preview": held.preview, "size": held.size, "digest": held.digest, "received_at": held.received_at.to_string(),
        "standing": held.standing, "reason": held.reason, "ticket": held.ticket.as_ref().map(crate::tickets::TicketKey::path),
        "version": held.version,
    })
}

/// Which mails, and after which.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// `quarantine` (those that wait) or `rejected`.
    pub standing: String,
    /// `next` of the page before.
    pub after: String,
}

impl ListQuery {
    pub(super) fn standing(&self) -> Standing {
        if self.standing == "rejected" { Standing::Rejected } else { Standing::Quarantine }
    }
}

/// GET /api/v1/quarantine: the mails held back, with the reason.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let (held, next) = actions::list(&ctx, query.standing(), &query.after).await?;
    Ok(Json(json!({"mails": held.iter().map(shown).collect::<Vec<_>>(), "next": next})))
}

/// GET /api/v1/quarantine/{mail}: one mail held back, with its headers.
pub async fn show(ctx: Ctx, Path(id): Path<MailId>) -> WebResult<Json<Value>> {
    Ok(Json(shown(&actions::get(&ctx, &id).await?)))
}

/// A decision.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// Make a ticket for the person with this address.
    Release {
        /// Version read.
        version: i64,
        /// Address of a person of a beneficiary.
        requester: String,
    },
    /// Add to a ticket as an internal note.
    Add {
        /// Version read.
        version: i64,
        /// Such as `VAL-12`.
        reference: String,
    },
    /// Reject.
    Reject {
        /// Version read.
        version: i64,
    },
    /// Take a rejection back.
    Restore {
        /// Version read.
        version: i64,
    },
}

/// POST /api/v1/quarantine/{mail}/decision: releases, adds to a ticket, rejects or restores a mail held back.
pub async fn decide(
    ctx: Ctx,
    Path(id): Path<MailId>,
    Json(decision): Json<Decision>,
) -> WebResult<Json<Value>> {
    let key = match decision {
        Decision::Release { version, requester } => {
            Some(actions::release(&ctx, &id, version, &requester).await?)
        }
        Decision::Add { version, reference } => Some(actions::add(&ctx, &id, version, &reference).await?),
        Decision::Reject { version } => actions::reject(&ctx, &id, version).await.map(|()| None)?,
        Decision::Restore { version } => actions::restore(&ctx, &id, version).await.map(|()| None)?,
    };
    let held = actions::get(&ctx, &id).await.map_err(|_| Error::NotFound)?;
    let body = json!({"mail": shown(&held), "ticket": key.map(|key| key.path())});
    Ok(Json(body))
}
