//! The outbox in the database. Sending works in the scope of everything.

use super::{Mail, MailId, MailKey, MailState, NewMail, Recipient, Standing, rules};
use crate::tickets::TicketKey;
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Mail {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            ticket: row.maybe_id("ticket_id")?,
            kind: row.word("kind")?,
            to: Recipient {
                person: row.maybe_id("person_id")?,
                name: row.get("to_name")?,
                address: row.get("to_address")?,
            },
            subject: row.get("subject")?,
            text: row.get("body_text")?,
            html: row.get("body_html")?,
            invitation: row.get("invitation")?,
            message_id: row.get("message_id")?,
            reply_to: row.maybe("reply_to")?,
            thread_ids: row.get("thread_ids")?,
            state: row.word("state")?,
            attempts: row.get("attempts")?,
            next_at: row.get("next_at")?,
            last_error: row.get("last_error")?,
            created_at: row.get("created_at")?,
            sent_at: row.maybe("sent_at")?,
        })
    }
}

/// How a new mail is stored.
pub(super) struct Place {
    pub(super) beneficiary: BeneficiaryId,
    pub(super) id: MailId,
    pub(super) message_id: String,
    pub(super) state: MailState,
}

/// Stores a new mail. One with the same Message-ID is there already when no row is touched.
pub(super) async fn insert(tx: &mut Tx, place: &Place, mail: &NewMail, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into outbox (beneficiary_id, id, ticket_id, kind, person_id, to_name, to_address, subject, \
         body_text, body_html, message_id, reply_to, thread_ids, state, attempts, next_at, created_at, invitation) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $15, $15, $16) \
         on conflict (beneficiary_id, message_id) do nothing",
    );
    let insert = insert
        .bind(&place.beneficiary)
        .bind(place.id.as_str())
        .bind(mail.ticket.as_ref().map(|id| id.as_str().to_owned()))
        .bind(mail.kind.as_str())
        .bind(mail.to.person.clone())
        .bind(&mail.to.name)
        .bind(&mail.to.address)
        .bind(&mail.subject)
        .bind(mail.letter.text())
        .bind(mail.letter.html())
        .bind(&place.message_id)
        .bind(mail.token.as_ref().map(|token| token.reply_to.clone()))
        .bind(mail.thread_ids.join(" "))
        .bind(place.state.as_str())
        .bind(now)
        .bind(mail.letter.invitation());
    tx.execute(insert).await
}

/// Whether a mail is due.
pub(super) async fn is_any_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let select = query(
        "select next_at as value from outbox where {scope} and state = 'queued' and next_at <= $1 \
         order by next_at, id limit 1",
    );
    Ok(tx.optional::<(Timestamp,)>(select.bind(now)).await?.is_some())
}

/// Takes the mails that are due, the oldest first, until the end of a lease.
pub(super) async fn claim(tx: &mut Tx, now: Timestamp) -> Result<Vec<Mail>> {
    let update = query(
        "update outbox set next_at = $2 where {scope} and (beneficiary_id, id) in (select beneficiary_id, id \
         from outbox where {scope} and state = 'queued' and next_at <= $1 order by next_at, id limit $3 \
         for update skip locked) returning *",
    );
    let mut mails: Vec<Mail> = tx.all(update.bind(now).bind(now + rules::LEASE).bind(rules::BATCH)).await?;
    mails.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
    Ok(mails)
}

/// What a mail became.
pub(super) struct End<'a> {
    pub(super) state: MailState,
    pub(super) attempts: i64,
    pub(super) next_at: Timestamp,
    pub(super) error: &'a str,
    pub(super) sent_at: Option<Timestamp>,
}

/// Writes down what became of a mail that was taken, unless somebody decided otherwise meanwhile.
pub(super) async fn finish(tx: &mut Tx, mail: &Mail, end: &End<'_>) -> Result<u64> {
    let update = query(
        "update outbox set state = $4, attempts = $5, next_at = $6, last_error = $7, sent_at = $8 \
         where {scope} and beneficiary_id = $1 and id = $2 and next_at = $3 and state = 'queued'",
    );
    let update = update.bind(&mail.beneficiary).bind(mail.id.as_str()).bind(mail.next_at);
    let update = update.bind(end.state.as_str()).bind(end.attempts).bind(end.next_at).bind(end.error);
    tx.execute(update.bind(end.sent_at)).await
}

/// Changes the state of one mail by hand.
pub(super) async fn set_state(
    tx: &mut Tx,
    key: &MailKey,
    state: MailState,
    error: &str,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update outbox set state = $3, next_at = $4, last_error = $5 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str()).bind(now);
    tx.execute(update.bind(error)).await
}

/// Queues every mail of a state again; gives how many.
pub(super) async fn requeue(tx: &mut Tx, state: MailState, now: Timestamp) -> Result<u64> {
    let update =
        query("update outbox set state = 'queued', next_at = $2, attempts = 0 where {scope} and state = $1");
    tx.execute(update.bind(state.as_str()).bind(now)).await
}

/// One mail, held for a change.
pub(super) async fn lock(tx: &mut Tx, key: &MailKey) -> Result<Option<Mail>> {
    let select =
        query("select m.* from outbox m where {scope m} and m.beneficiary_id = $1 and m.id = $2 for update");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One mail.
pub async fn find(tx: &mut Tx, key: &MailKey) -> Result<Option<Mail>> {
    let select = query("select m.* from outbox m where {scope m} and m.beneficiary_id = $1 and m.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The mail with this Message-ID.
pub(super) async fn by_message_id(tx: &mut Tx, message_id: &str) -> Result<Option<Mail>> {
    tx.optional(
        query("select m.* from outbox m where {scope m} and m.message_id = $1 for update").bind(message_id),
    )
    .await
}

/// Where a page ended.
pub type Cursor = (Timestamp, String);

/// One page of the mails of a state, or of all, the newest first and without their words.
pub async fn list(tx: &mut Tx, state: Option<MailState>, before: &Cursor, limit: i64) -> Result<Vec<Mail>> {
    let select = query(
        "select m.beneficiary_id, m.id, m.ticket_id, m.kind, m.person_id, m.to_name, m.to_address, m.subject, \
         '' as body_text, '' as body_html, '' as invitation, m.message_id, m.reply_to, m.thread_ids, m.state, m.attempts, m.next_at, \
         m.last_error, m.created_at, m.sent_at from outbox m where {scope m} and (m.created_at, m.id) < ($1, $2)",
    );
    let select = select.bind(before.0).bind(&before.1).bind(limit);
    let select = select.and_if("m.state =", state.map(MailState::as_str));
    tx.all(select.push(" order by m.created_at desc, m.id desc limit $3")).await
}

/// The mails about a ticket, the newest first and without their words, 20 at most.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Mail>> {
    let select = query(
        "select m.beneficiary_id, m.id, m.ticket_id, m.kind, m.person_id, m.to_name, m.to_address, m.subject, \
         '' as body_text, '' as body_html, '' as invitation, m.message_id, m.reply_to, m.thread_ids, m.state, m.attempts, m.next_at, \
         m.last_error, m.created_at, m.sent_at from outbox m \
         where {scope m} and m.beneficiary_id = $1 and m.ticket_id = $2 order by m.created_at desc, m.id desc limit 20",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Counts one more automatic mail of a subject on a day, when there is room for it.
pub(super) async fn take_budget(tx: &mut Tx, subject: &str, day: Date, most: i64) -> Result<bool> {
    if most > 0 {
        let upsert = query(
            "insert into mail_budget (subject, day, sent, refused) values ($1, $2, 1, 0) \
             on conflict (subject, day) do update set sent = mail_budget.sent + 1 where mail_budget.sent < $3",
        );
        if tx.execute(upsert.bind(subject).bind(day).bind(most)).await? > 0 {
            return Ok(true);
        }
    }
    let upsert = query(
        "insert into mail_budget (subject, day, sent, refused) values ($1, $2, 0, 1) \
         on conflict (subject, day) do update set refused = mail_budget.refused + 1",
    );
    tx.execute(upsert.bind(subject).bind(day)).await?;
    Ok(false)
}

/// Forgets mails that left before an instant, and the budgets of days before one.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp, day: Date) -> Result<()> {
    tx.execute(query("delete from mail_budget where day < $1").bind(day)).await?;
    let delete =
        query("delete from outbox where {scope} and state in ('sent', 'cancelled') and created_at < $1");
    tx.execute(delete.bind(before)).await.map(drop)
}

/// How the server has been doing.
#[derive(Default)]
pub(super) struct Server {
    pub(super) last_sent_at: Option<Timestamp>,
    pub(super) failing_since: Option<Timestamp>,
    pub(super) last_error: String,
    pub(super) is_told: bool,
}

impl FromRow for Server {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            last_sent_at: row.maybe("last_sent_at")?,
            failing_since: row.maybe("failing_since")?,
            last_error: row.get("last_error")?,
            is_told: row.get("is_told")?,
        })
    }
}

/// The server's row.
pub(super) async fn server(tx: &mut Tx) -> Result<Server> {
    let select = query(
        "select last_sent_at, failing_since, last_error, is_told from mail_server where name = 'smtp' for update",
    );
    Ok(tx.optional(select).await?.unwrap_or_default())
}

/// Writes down how the server is doing.
pub(super) async fn set_server(tx: &mut Tx, server: &Server) -> Result<()> {
    let upsert = query(
        "insert into mail_server (name, last_sent_at, failing_since, last_error, is_told) \
         values ('smtp', $1, $2, $3, $4) on conflict (name) do update set last_sent_at = $1, failing_since = $2, \
         last_error = $3, is_told = $4",
    );
    let upsert = upsert.bind(server.last_sent_at).bind(server.failing_since).bind(&server.last_error);
    tx.execute(upsert.bind(server.is_told)).await.map(drop)
}

struct Counted {
    state: MailState,
    count: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { state: row.word("state")?, count: row.get("count")? })
    }
}

/// How sending goes.
pub async fn standing(tx: &mut Tx, now: Timestamp, today: Date) -> Result<Standing> {
    let counts = query(
        "select state, count(*) as count from outbox where {scope} and state in ('failed', 'bounced', 'held') \
         group by state",
    );
    let counts: Vec<Counted> = tx.all(counts).await?;
    let of = |state| counts.iter().find(|c| c.state == state).map_or(0, |c| c.count);
    let overdue =
        query("select count(*) as value from outbox where {scope} and state = 'queued' and next_at <= $1");
    let overdue: i64 = tx.value(overdue.bind(now)).await?;
    let oldest = query(
        "select created_at as value from outbox where {scope} and state = 'queued' order by created_at, id limit 1",
    );
    let oldest = tx.optional::<(Timestamp,)>(oldest).await?.map(|(at,)| at);
    let refused =
        query("select cast(coalesce(sum(refused), 0) as bigint) as value from mail_budget where day = $1");
    let refused_today: i64 = tx.value(refused.bind(today)).await?;
    let server =
        query("select last_sent_at, failing_since, last_error, is_told from mail_server where name = 'smtp'");
    let server: Server = tx.optional(server).await?.unwrap_or_default();
    Ok(Standing {
        has_server: false,
        overdue,
        oldest,
        failed: of(MailState::Failed),
        bounced: of(MailState::Bounced),
        held: of(MailState::Held),
        last_sent_at: server.last_sent_at,
        failing_since: server.failing_since,
        last_error: server.last_error,
        refused_today,
    })
}
