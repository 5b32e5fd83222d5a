//! Persons, and what was done.

use super::{List, Page};
use jiff::SignedDuration;
use kernel::{Permission, id::PersonId};
use people::{
    audit::{self, Filter, pages as places},
    persons,
};
use platform::{Ctx, Result, sheet::Cell};

/// Entries of the log in a page.
const ENTRIES: i64 = 500;

pub(super) const PERSONS: List = List {
    path: "/exports/persons",
    api: "/api/v1/exports/persons",
    file: "persons",
    title: "people-persons",
    needs: Permission::PersonRead,
    columns: &[
        "people-name",
        "export-organisation",
        "people-function",
        "people-email",
        "people-phone",
        "people-roles",
        "people-language",
        "people-access-ended",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_persons(ctx, after)),
};

async fn read_persons(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let after = after.map(PersonId::from);
    let page = persons::actions::page(&mut ctx.read().await?, None, after.as_ref()).await?;
    let row = |person: &people::Person| {
        let roles: Vec<String> = person.roles.iter().map(|role| ctx.lang.t(role.key())).collect();
        vec![
            Cell::Text(person.name.clone()),
            Cell::Text(person.organisation_name.clone()),
            Cell::Text(person.function_title.clone()),
            Cell::Text(person.email.clone()),
            Cell::Text(person.phone.clone()),
            Cell::Text(roles.join(", ")),
            Cell::Text(person.language.code().to_owned()),
            Cell::instant(person.disabled_at),
            Cell::Text(person.id.to_string()),
        ]
    };
    Ok((page.persons.iter().map(row).collect(), page.next.map(String::from)))
}

pub(super) const AUDIT: List = List {
    path: "/exports/audit",
    api: "/api/v1/exports/audit",
    file: "audit",
    title: "people-audit",
    needs: Permission::AuditRead,
    columns: &[
        "people-audit-at",
        "people-audit-actor",
        "people-audit-action",
        "people-audit-object",
        "export-key",
        "people-audit-detail",
        "people-audit-chain",
        "export-sequence",
        "export-hash",
    ],
    read: |ctx, after| Box::pin(read_audit(ctx, after)),
};

async fn read_audit(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let latest = (ctx.now() + SignedDuration::from_hours(1), String::new(), 0);
    let before = after.as_deref().and_then(places::cursor).unwrap_or(latest);
    let filter = Filter { before, chain: None, action: None, object_kind: None, object_id: None };
    let entries = audit::store::list(&mut ctx.read().await?, &filter, ENTRIES).await?;
    let next = (i64::try_from(entries.len()).is_ok_and(|count| count == ENTRIES))
        .then(|| entries.last().map(places::place))
        .flatten();
    let row = |entry: &audit::Recorded| {
        vec![
            Cell::Instant(entry.at),
            Cell::Text(entry.actor_name.clone()),
            Cell::Text(entry.action.clone()),
            Cell::Text(entry.object_kind.clone()),
            Cell::Text(entry.object_id.clone()),
            Cell::Text(entry.detail.clone()),
            Cell::Text(entry.chain.clone()),
            Cell::Number(entry.sequence),
            Cell::Text(entry.hash.clone()),
        ]
    };
    Ok((entries.iter().map(row).collect(), next))
}
