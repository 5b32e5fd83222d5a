//! Rows of the benchmark: many tickets in few statements, and the smallest durable write there is.

use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use platform::db::{Result, Tx, query};

/// The tickets one beneficiary received at one instant.
pub(super) struct Day<'a> {
    /// Whose.
    pub(super) beneficiary: &'a BeneficiaryId,
    /// Who asked.
    pub(super) requester: &'a PersonId,
    /// Who works on those still open.
    pub(super) worker: &'a PersonId,
    /// Numbers, first and last.
    pub(super) numbers: (i64, i64),
    /// When they came.
    pub(super) at: Timestamp,
    /// When those still open are due.
    pub(super) due: Timestamp,
}

/// Inserts tickets, one in five still open. The last instant is the one that stands for "nothing promised".
pub(super) async fn insert_tickets(tx: &mut Tx, day: &Day<'_>, never: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into ticket (beneficiary_id, id, number, kind, is_administrative, title, description, channel, \
         requester_id, created_by_id, created_by_name, impact, urgency, priority, state, is_open, \
         received_at, due_at, version, created_at) \
         with recursive n (i) as (select cast($3 as bigint) union all select i + 1 from n where i < $4) \
         select $1, $1 || '-' || (10000000 + i), i, case when i % 3 = 0 then 'request' else 'incident' end, false, \
         'Panne de la messagerie au bureau ' || i, 'Depuis ce matin, rien ne part ni n''arrive.', 'portal', $2, $2, \
         'Rose', 'low', 'medium', 'P' || (2 + i % 2), 'closed', false, $5, $6, 3, $5 from n",
    );
    let (first, last) = day.numbers;
    let insert = insert.bind(day.beneficiary).bind(day.requester).bind(first).bind(last);
    let inserted = tx.execute(insert.bind(day.at).bind(never)).await?;
    let open = query(
        "update ticket set state = 'in_progress', is_open = true, assignee_id = $4, due_at = $5, due_clock = 'restore' \
         where {scope ticket} and beneficiary_id = $1 and number between $2 and $3 and number % 5 = 0",
    );
    let open = open.bind(day.beneficiary).bind(first).bind(last).bind(day.worker).bind(day.due);
    tx.execute(open).await?;
    Ok(inserted)
}

/// Gives each ticket of a beneficiary its two states.
pub(super) async fn insert_states(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<()> {
    let stays = query(
        "insert into ticket_state (beneficiary_id, ticket_id, sequence, state, from_at, to_at, actor_name, version) \
         select t.beneficiary_id, t.id, s.sequence, case when s.sequence = 1 then 'new' else t.state end, \
         t.received_at, case when s.sequence = 1 then t.received_at end, 'Théo', s.sequence \
         from ticket t cross join (select 1 as sequence union all select 2) s \
         where {scope t} and t.beneficiary_id = $1",
    );
    tx.execute(stays.bind(beneficiary)).await.map(drop)
}

/// Gives each ticket of a beneficiary its messages, every second one internal, each of other words than its neighbours.
pub(super) async fn insert_messages(tx: &mut Tx, beneficiary: &BeneficiaryId, messages: i64) -> Result<()> {
    let insert = query(
        "insert into ticket_message (beneficiary_id, id, ticket_id, is_internal, is_provider, author_name, body, at, \
         version) \
         with recursive s (sequence) as (select cast(1 as bigint) union all select sequence + 1 from s where sequence < $2), \
         thing (place, word) as (values (0, 'imprimante'), (1, 'messagerie'), (2, 'écran'), (3, 'téléphone'), \
          (4, 'commutateur'), (5, 'dossier'), (6, 'certificat'), (7, 'sauvegarde'), (8, 'badge'), (9, 'visioconférence'), \
          (10, 'clavier'), (11, 'tablette'), (12, 'licence')), \
         place (place, word) as (values (0, 'mairie'), (1, 'crèche'), (2, 'médiathèque'), (3, 'piscine'), (4, 'école'), \
          (5, 'déchetterie'), (6, 'gymnase')) \
         select t.beneficiary_id, t.id || '-' || s.sequence, t.id, s.sequence % 2 = 0, true, 'Théo', \
         'Nous regardons de près : ' || a.word || ' de la ' || b.word || ', bureau ' || (t.number * 7 + s.sequence) || '.', \
         t.received_at, 2 \
         from ticket t cross join s join thing a on a.place = (t.number + s.sequence) % 13 \
         join place b on b.place = (t.number * 3 + s.sequence) % 7 \
         where {scope t} and t.beneficiary_id = $1",
    );
    tx.execute(insert.bind(beneficiary).bind(messages)).await.map(drop)
}

/// Lets PostgreSQL look at its large tables now, as it would by itself within minutes. SQLite never does.
pub(super) async fn analyze(tx: &mut Tx) -> Result<()> {
    tx.execute(query("analyze ticket")).await?;
    tx.execute(query("analyze ticket_state")).await?;
    tx.execute(query("analyze ticket_message")).await?;
    tx.execute(query("analyze audit_entry")).await.map(drop)
}

/// One row of three columns in a table without other indexes: what a durable commit costs by itself.
pub(super) async fn insert_row(tx: &mut Tx, key: &str, now: Timestamp) -> Result<()> {
    let insert = query("insert into sign_in_attempt (subject, failures, last_at) values ($1, 0, $2)");
    tx.execute(insert.bind(key).bind(now)).await.map(drop)
}

/// Gives a beneficiary so many sites, each on the provider's fibre.
pub(super) async fn insert_sites(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    sites: i64,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into site (beneficiary_id, id, name, name_folded, fibre, created_at) \
         with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < $2) \
         select $1, 'site-' || i, 'Bâtiment ' || i, 'batiment ' || i, 'connected', $3 from n",
    );
    tx.execute(insert.bind(beneficiary).bind(sites).bind(now)).await?;
    let insert = query(
        "insert into connection (beneficiary_id, id, site_id, from_on, state, carrier, is_closed_group, note, \
         recorded_by_name, recorded_at) select s.beneficiary_id, s.id, s.id, '2020-01-01', 'connected', '', true, '', '', \
         $2 from site s where {scope s} and s.beneficiary_id = $1",
    );
    tx.execute(insert.bind(beneficiary).bind(now)).await.map(drop)
}

/// Cuts each site of a beneficiary off once; `turn` tells the outages apart.
pub(super) async fn insert_outages(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    turn: i64,
    (from, to): (Timestamp, Timestamp),
) -> Result<()> {
    let insert = query(
        "insert into outage (beneficiary_id, id, from_at, to_at, factor, factor_reason, cause, note, source, ticket, \
         reported_by_name, reported_at) select s.beneficiary_id, s.id || '-' || $2, $3, $4, '1', '', 'unknown', '', \
         'monitoring', '', 'Théo', $4 from site s where {scope s} and s.beneficiary_id = $1",
    );
    tx.execute(insert.bind(beneficiary).bind(turn.to_string()).bind(from).bind(to)).await?;
    let insert = query(
        "insert into outage_site (beneficiary_id, outage_id, site_id) \
         select s.beneficiary_id, s.id || '-' || $2, s.id from site s where {scope s} and s.beneficiary_id = $1",
    );
    tx.execute(insert.bind(beneficiary).bind(turn.to_string())).await.map(drop)
}

/// Inserts assets of a beneficiary, of two kinds, each with a serial number.
pub(super) async fn insert_assets(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    assets: i64,
    at: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into asset (beneficiary_id, id, number, kind, name, name_folded, state, owner, manager, used_by, legal_status, \
         is_shared, maker, model, serial, serial_folded, protection, notes, retired_why, locked, created_at, updated_at, version) \
         with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < $2) \
         select $1, $1 || '-' || (10000000 + i), i, case when i % 3 = 0 then 'laptop' else 'screen' end, \
         'PC-' || (10000000 + i * 7919 % 1000000), 'pc-' || (10000000 + i * 7919 % 1000000), 'in_service', 'provider', \
         'provider', 'Accueil', 'provider_bought', false, 'Maker', 'Model', 'SN' || i, 'sn' || i, 'standard', '', '', '', $3, $3, 1 \
         from n",
    );
    tx.execute(insert.bind(beneficiary).bind(assets).bind(at)).await
}

/// Lets PostgreSQL look at the assets now, as it would by itself within minutes.
pub(super) async fn analyze_assets(tx: &mut Tx) -> Result<()> {
    tx.execute(query("analyze asset")).await.map(drop)
}

/// Reads the tickets a beneficiary received between two instants, with what every indicator needs at least. Gives how many.
pub(super) async fn scan_tickets(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (from, to): (Timestamp, Timestamp),
) -> Result<i64> {
    let select = query(
        "select t.id, t.number, t.kind, t.priority, t.received_at from ticket t \
         where {scope t} and t.beneficiary_id = $1 and t.received_at >= $2 and t.received_at < $3 order by t.number",
    );
    let mut count = 0;
    tx.each(select.bind(beneficiary).bind(from).bind(to), |row| {
        row.get::<i64>("number")?;
        count += 1;
        Ok(())
    })
    .await?;
    Ok(count)
}
