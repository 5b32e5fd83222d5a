//! Where changes take place, and the tickets they come from: rows of beneficiaries.

use crate::{
    changes::{Change, ChangeId, Place},
    tickets::{Linked, TicketKey},
};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};
use std::collections::BTreeMap;

struct Found {
    change: ChangeId,
    place: Place,
}

impl FromRow for Found {
    fn from_row(row: &Row) -> Result<Self> {
        let place = Place { beneficiary: row.id("beneficiary_id")?, site: row.maybe_id("site_id")? };
        Ok(Self { change: row.id("change_id")?, place })
    }
}

/// The places of some changes, each in order.
pub async fn of(tx: &mut Tx, changes: &[ChangeId]) -> Result<BTreeMap<ChangeId, Vec<Place>>> {
    let mut places: BTreeMap<ChangeId, Vec<Place>> = BTreeMap::new();
    if changes.is_empty() {
        return Ok(places);
    }
    let ids: Vec<&str> = changes.iter().map(ChangeId::as_str).collect();
    let select = query(
        "select b.change_id, b.beneficiary_id, s.site_id from change_beneficiary b \
         left join change_site s on s.beneficiary_id = b.beneficiary_id and s.change_id = b.change_id where {scope b}",
    );
    let found: Vec<Found> = tx.all(select.and_in("b.change_id", ids)).await?;
    for one in found {
        places.entry(one.change).or_default().push(one.place);
    }
    for of_one in places.values_mut() {
        of_one.sort();
    }
    Ok(places)
}

/// Replaces the places of a held change.
pub(super) async fn set(tx: &mut Tx, change: &ChangeId, places: &[Place]) -> Result<()> {
    let forget = query("delete from change_site where {scope} and change_id = $1");
    tx.execute(forget.bind(change.as_str())).await?;
    let forget = query("delete from change_beneficiary where {scope} and change_id = $1");
    tx.execute(forget.bind(change.as_str())).await?;
    for place in places {
        let insert = query(
            "insert into change_beneficiary (beneficiary_id, change_id) values ($1, $2) \
             on conflict (beneficiary_id, change_id) do nothing",
        );
        tx.execute(insert.bind(&place.beneficiary).bind(change.as_str())).await?;
        if let Some(site) = &place.site {
            let insert =
                query("insert into change_site (beneficiary_id, change_id, site_id) values ($1, $2, $3)");
            tx.execute(insert.bind(&place.beneficiary).bind(change.as_str()).bind(site.as_str())).await?;
        }
    }
    Ok(())
}

/// The tickets of a change.
pub async fn tickets(tx: &mut Tx, change: &ChangeId) -> Result<Vec<Linked>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code, o.name as beneficiary_name \
         from change_ticket l join ticket t on t.beneficiary_id = l.beneficiary_id and t.id = l.ticket_id \
         join organisation o on o.id = t.beneficiary_id \
         where {scope l} and l.change_id = $1 order by o.code, t.number limit 200",
    );
    tx.all(select.bind(change.as_str())).await
}

/// The changes of a ticket, the latest first, without their places.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Change>> {
    let select = query(
        "select c.* from change_ticket l join change c on c.id = l.change_id \
         where {scope l} and l.beneficiary_id = $1 and l.ticket_id = $2 order by c.from_at desc, c.id limit 50",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Links a ticket; gives 0 when it is linked already.
pub(crate) async fn link(
    tx: &mut Tx,
    change: &ChangeId,
    key: &TicketKey,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into change_ticket (beneficiary_id, ticket_id, change_id, linked_by_name, linked_at) \
         values ($1, $2, $3, $4, $5) on conflict (beneficiary_id, ticket_id, change_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(change.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}

/// Unlinks a ticket; gives 0 when it was not linked.
pub(crate) async fn unlink(tx: &mut Tx, change: &ChangeId, key: &TicketKey) -> Result<u64> {
    let delete = query(
        "delete from change_ticket where {scope} and beneficiary_id = $1 and ticket_id = $2 and change_id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(change.as_str())).await
}
