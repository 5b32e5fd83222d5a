//! Mail coming in, in the database. Rows of a mail belong to the provider until it becomes part of a ticket.

use super::{Named, Parsed, Reason, Sender, Standing};
use crate::{
    desk_settings,
    tickets::{MessageId, State, TicketKey, rules, store::Reader},
};
use jiff::Timestamp;
use kernel::{fold, id::PersonId};
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, query},
};

/// Where a mail was found: its mailbox, and its place there (RFC 3501).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name of the mailbox.
    pub mailbox: String,
    /// UIDVALIDITY of the folder.
    pub uid_validity: i64,
    /// UID of the mail.
    pub uid: i64,
}

/// What became of a mail, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Came {
    /// Word of the outcome.
    pub outcome: String,
    /// Why it made nothing, or waits.
    pub reason: Option<Reason>,
    /// The ticket.
    pub ticket: Option<TicketKey>,
}

impl FromRow for Came {
    fn from_row(row: &Row) -> Result<Self> {
        let owner: Option<String> = row.maybe("owner_id")?;
        let ticket: Option<String> = row.maybe("ticket_id")?;
        let reason: Option<String> = row.maybe("reason")?;
        Ok(Self {
            outcome: row.get("outcome")?,
            reason: reason.as_deref().and_then(Reason::parse),
            ticket: owner
                .zip(ticket)
                .map(|(owner, id)| TicketKey { beneficiary: owner.into(), id: id.into() }),
        })
    }
}

/// What became of the mail at this place, when it was taken before.
pub async fn at_place(tx: &mut Tx, source: &Source) -> Result<Option<Came>> {
    let select = query(
        "select outcome, reason, owner_id, ticket_id from incoming_mail \
         where mailbox = $1 and uid_validity = $2 and uid = $3",
    );
    tx.optional(select.bind(&source.mailbox).bind(source.uid_validity).bind(source.uid)).await
}

/// A mail about to be recorded.
pub(super) struct Arrival<'a> {
    pub(super) id: &'a str,
    pub(super) source: &'a Source,
    pub(super) digest: &'a Digest,
    pub(super) size: i64,
    pub(super) fingerprint: Option<&'a str>,
    pub(super) mail: &'a Parsed,
    pub(super) preview: &'a str,
    pub(super) outcome: &'a str,
    pub(super) reason: Option<Reason>,
    pub(super) at: Timestamp,
}

/// Records a mail; gives 0 when its place or its fingerprint is taken.
pub(super) async fn insert(tx: &mut Tx, arrival: &Arrival<'_>) -> Result<u64> {
    let insert = query(
        "insert into incoming_mail (id, mailbox, uid_validity, uid, digest, size, fingerprint, message_id, \
         from_name, from_address, subject, subject_folded, preview, received_at, outcome, reason) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing",
    );
    let Arrival { source, mail, .. } = arrival;
    let insert = insert
        .bind(arrival.id)
        .bind(&source.mailbox)
        .bind(source.uid_validity)
        .bind(source.uid)
        .bind(arrival.digest.clone())
        .bind(arrival.size)
        .bind(arrival.fingerprint)
        .bind(&mail.message_id)
        .bind(&mail.from.name)
        .bind(&mail.from.address)
        .bind(&mail.subject)
        .bind(fold(&mail.subject))
        .bind(arrival.preview)
        .bind(arrival.at)
        .bind(arrival.outcome)
        .bind(arrival.reason.map(Reason::as_str));
    tx.execute(insert).await
}

/// Names the ticket that a recorded mail made or was added to.
pub(super) async fn set_ticket(tx: &mut Tx, id: &str, key: &TicketKey) -> Result<()> {
    let update = query("update incoming_mail set owner_id = $2, ticket_id = $3 where id = $1");
    tx.execute(update.bind(id).bind(&key.beneficiary).bind(key.id.as_str())).await.map(drop)
}

/// What a ticket keeps of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketMail {
    /// Identifier of the mail.
    pub id: String,
    /// The message it made; the ticket itself when none.
    pub message: Option<MessageId>,
    /// Its bytes as they came.
    pub digest: Digest,
    /// Who says to have written it.
    pub from_address: String,
    /// Its subject.
    pub subject: String,
    /// Whether a token proved the sender.
    pub is_proven: bool,
    /// Whether there is an HTML original.
    pub has_html: bool,
    /// Its signature.
    pub signature: String,
    /// What it quotes.
    pub quoted: String,
    /// The ticket it answered, which was over.
    pub follows: Option<String>,
    /// When it was taken.
    pub at: Timestamp,
}

impl FromRow for TicketMail {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            message: row.maybe_id("message_id")?,
            digest: row.id("digest")?,
            from_address: row.get("from_address")?,
            subject: row.get("subject")?,
            is_proven: row.get("is_proven")?,
            has_html: row.get("has_html")?,
            signature: row.get("signature")?,
            quoted: row.get("quoted")?,
            follows: row.maybe("follows_id")?,
            at: row.get("at")?,
        })
    }
}

/// Stores what a ticket keeps of a mail.
pub(super) async fn add_to_ticket(tx: &mut Tx, key: &TicketKey, mail: &TicketMail) -> Result<()> {
    let insert = query(
        "insert into ticket_mail (beneficiary_id, id, ticket_id, message_id, digest, from_address, subject, \
         is_proven, has_html, signature, quoted, follows_id, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    let insert = insert
        .bind(&key.beneficiary)
        .bind(&mail.id)
        .bind(key.id.as_str())
        .bind(mail.message.as_ref().map(|id| id.as_str().to_owned()))
        .bind(mail.digest.clone())
        .bind(&mail.from_address)
        .bind(&mail.subject)
        .bind(mail.is_proven)
        .bind(mail.has_html)
        .bind(&mail.signature)
        .bind(&mail.quoted)
        .bind(mail.follows.clone())
        .bind(mail.at);
    tx.execute(insert).await.map(drop)
}

/// The mails of a ticket, oldest first; those that became internal notes only for the provider's side.
pub async fn of_ticket(tx: &mut Tx, reader: &Reader, key: &TicketKey) -> Result<Vec<TicketMail>> {
    let select = query(
        "select m.* from ticket_mail m left join ticket_message t \
         on t.beneficiary_id = m.beneficiary_id and t.id = m.message_id \
         where {scope m} and m.beneficiary_id = $1 and m.ticket_id = $2 \
         and (t.id is null or t.is_internal = false or $3) order by m.at, m.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(reader.sees_notes())).await
}

impl FromRow for Sender {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { person: row.id("id")?, beneficiary: row.maybe_id("beneficiary_id")? })
    }
}

/// Who has this address and may still sign in.
pub(super) async fn sender(tx: &mut Tx, address: &str) -> Result<Option<Sender>> {
    let select = query(
        "select p.id, p.beneficiary_id from person p \
         where {scope p} and p.email_folded = $1 and p.disabled_at is null",
    );
    tx.optional(select.bind(address)).await
}

/// A ticket that a mail may mean.
pub(super) struct Candidate {
    pub(super) reference: String,
    pub(super) named: Named,
}

struct CandidateRow {
    candidate: Candidate,
    state: State,
    resolved_at: Option<Timestamp>,
}

impl FromRow for CandidateRow {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        let named = Named {
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            is_genuine: false,
            is_participant: row.get("is_participant")?,
            standing: Standing::Open,
        };
        let reference = format!("{code}-{number}");
        let candidate = Candidate { reference, named };
        Ok(Self { candidate, state: row.word("state")?, resolved_at: row.maybe("resolved_at")? })
    }
}

/// The tickets with these numbers under these codes, and whether a person takes part in them: asked, typed, was
/// given it, or wrote a public message.
pub(super) async fn candidates(
    tx: &mut Tx,
    references: &[String],
    person: &PersonId,
    now: Timestamp,
) -> Result<Vec<Candidate>> {
    let parts: Vec<(&str, i64)> = references
        .iter()
        .filter_map(|reference| reference.rsplit_once('-'))
        .filter_map(|(code, number)| Some((code, number.parse().ok()?)))
        .collect();
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.state, o.code, \
         (select max(s.from_at) from ticket_state s where s.beneficiary_id = t.beneficiary_id \
          and s.ticket_id = t.id and s.state = 'resolved') as resolved_at, \
         case when $1 in (t.requester_id, coalesce(t.created_by_id, ''), coalesce(t.assignee_id, '')) then true \
          else exists (select 1 from ticket_message m where m.beneficiary_id = t.beneficiary_id \
          and m.ticket_id = t.id and m.author_id = $1 and m.is_internal = false) end as is_participant \
         from ticket t join organisation o on o.id = t.beneficiary_id where {scope t}",
    );
    let select = select
        .bind(person)
        .and_in("t.number", parts.iter().map(|(_, number)| *number))
        .and_in("o.code", parts.iter().map(|(code, _)| *code))
        .push(" order by t.beneficiary_id, t.id");
    let rows: Vec<CandidateRow> = tx.all(select).await?;
    let days = desk_settings::store::get(tx).await?.reopen_days;
    let mut candidates: Vec<Candidate> = rows.into_iter().map(|row| standing(row, now, days)).collect();
    candidates.retain(|candidate| references.contains(&candidate.reference));
    Ok(candidates)
}

fn standing(row: CandidateRow, now: Timestamp, days: i64) -> Candidate {
    let mut candidate = row.candidate;
    candidate.named.standing = match (rules::is_open(row.state), row.resolved_at) {
        (true, _) => Standing::Open,
        (false, Some(at)) if rules::is_within_reopening(at, now, days) => Standing::MayReopen,
        (false, _) => Standing::Over,
    };
    candidate
}

/// Mails of a sender with a subject since an instant.
pub(super) async fn alike(tx: &mut Tx, mail: &Parsed, since: Timestamp) -> Result<i64> {
    let select = query(
        "select count(*) as value from incoming_mail \
         where from_address = $1 and subject_folded = $2 and received_at > $3",
    );
    tx.value(select.bind(&mail.from.address).bind(fold(&mail.subject)).bind(since)).await
}
