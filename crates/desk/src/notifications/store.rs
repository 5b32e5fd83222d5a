//! Notifications and the choices about them, in the database.

use super::{EventKind, MailPart, Notification, NotificationKey, Setting, Ways};
use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use people::Person;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Notification {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            person: row.id("person_id")?,
            event: row.word("event")?,
            chain: row.get("chain")?,
            sequence: row.get("sequence")?,
            ticket: row.maybe_id("ticket_id")?,
            message: row.maybe_id("message_id")?,
            actor_name: row.get("actor_name")?,
            at: row.get("at")?,
            is_on_screen: row.get("is_on_screen")?,
            read_at: row.maybe("read_at")?,
            mail: row.word("mail_state")?,
            mail_at: row.get("mail_at")?,
        })
    }
}

/// A person who may be told, with what that person chose for one event.
pub(super) struct Candidate {
    pub(super) person: Person,
    pub(super) ways: Option<Ways>,
    pub(super) setting: Setting,
}

impl FromRow for Candidate {
    fn from_row(row: &Row) -> Result<Self> {
        let by_mail: Option<bool> = row.maybe("by_mail")?;
        let on_screen: Option<bool> = row.maybe("on_screen")?;
        let ways = by_mail.zip(on_screen).map(|(by_mail, on_screen)| Ways { by_mail, on_screen });
        Ok(Self { person: Person::from_row(row)?, ways, setting: setting(row)? })
    }
}

fn setting(row: &Row) -> Result<Setting> {
    let Some(digest) = row.maybe::<String>("digest")? else { return Ok(Setting::default()) };
    Ok(Setting {
        digest: super::Digest::parse(&digest).unwrap_or(super::Digest::Immediate),
        is_quiet: row.get("is_quiet")?,
        lets_urgent: row.get("lets_urgent")?,
    })
}

/// Those of a list who still have access, with their choices for an event.
pub(super) async fn candidates(
    tx: &mut Tx,
    event: EventKind,
    persons: &[PersonId],
) -> Result<Vec<Candidate>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side, c.by_mail, c.on_screen, s.digest, s.is_quiet, s.lets_urgent \
         from person p join organisation o on o.id = p.organisation_id \
         left join notification_choice c on c.person_id = p.id and c.event = $1 \
         left join notification_setting s on s.person_id = p.id where {scope p} and p.disabled_at is null",
    );
    let select = select.bind(event.as_str()).and_in("p.id", persons.iter().map(PersonId::as_str));
    tx.all(select.push(" order by p.id")).await
}

struct Subscriber(PersonId);

impl FromRow for Subscriber {
    fn from_row(row: &Row) -> Result<Self> {
        row.id("person_id").map(Self)
    }
}

/// Those who asked to be told of an event of a beneficiary: its own persons and the provider's.
pub(super) async fn subscribers(
    tx: &mut Tx,
    event: EventKind,
    beneficiary: &BeneficiaryId,
) -> Result<Vec<PersonId>> {
    let select = query(
        "select c.person_id from notification_choice c join person p on p.id = c.person_id \
         where {scope p} and c.event = $1 and (c.by_mail = $3 or c.on_screen = $3) \
         and (p.beneficiary_id = $2 or p.beneficiary_id is null) order by c.person_id",
    );
    let found: Vec<Subscriber> = tx.all(select.bind(event.as_str()).bind(beneficiary).bind(true)).await?;
    Ok(found.into_iter().map(|one| one.0).collect())
}

/// Stores a notification; one of the same entry for the same person is there already when no row is touched.
pub(super) async fn insert(tx: &mut Tx, one: &Notification) -> Result<u64> {
    let insert = query(
        "insert into notification (beneficiary_id, id, person_id, event, chain, sequence, ticket_id, message_id, \
         actor_name, at, is_on_screen, mail_state, mail_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
         on conflict (beneficiary_id, person_id, chain, sequence) do nothing",
    );
    let insert =
        insert.bind(&one.beneficiary).bind(one.id.as_str()).bind(&one.person).bind(one.event.as_str());
    let insert = insert.bind(&one.chain).bind(one.sequence);
    let insert = insert.bind(one.ticket.as_ref().map(|id| id.as_str().to_owned()));
    let insert = insert.bind(one.message.as_ref().map(|id| id.as_str().to_owned()));
    let insert = insert.bind(&one.actor_name).bind(one.at).bind(one.is_on_screen);
    tx.execute(insert.bind(one.mail.as_str()).bind(one.mail_at)).await
}

/// Notifications whose mail is to be written now, the oldest first.
pub(super) async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Notification>> {
    let select = query(
        "select n.* from notification n where {scope n} and n.mail_state = 'waiting' and n.mail_at <= $1 \
         order by n.mail_at, n.id limit $2",
    );
    tx.all(select.bind(now).bind(limit)).await
}

/// Writes down what became of a notification's mail; nothing is touched when somebody else did.
pub(super) async fn set_mail(tx: &mut Tx, one: &Notification, part: MailPart) -> Result<u64> {
    let update = query(
        "update notification set mail_state = $3 \
         where {scope} and beneficiary_id = $1 and id = $2 and mail_state = 'waiting'",
    );
    tx.execute(update.bind(&one.beneficiary).bind(one.id.as_str()).bind(part.as_str())).await
}

/// Where a page ended.
pub type Cursor = (Timestamp, String);

/// One page of what a person is told on screen, the newest first.
pub async fn list(tx: &mut Tx, person: &PersonId, before: &Cursor, limit: i64) -> Result<Vec<Notification>> {
    let select = query(
        "select n.* from notification n where {scope n} and n.person_id = $1 and n.is_on_screen = $2 \
         and (n.at, n.id) < ($3, $4) order by n.at desc, n.id desc limit $5",
    );
    tx.all(select.bind(person).bind(true).bind(before.0).bind(&before.1).bind(limit)).await
}

/// How many a person has not read.
pub async fn unread(tx: &mut Tx, person: &PersonId) -> Result<i64> {
    let select = query(
        "select count(*) as value from notification n \
         where {scope n} and n.person_id = $1 and n.is_on_screen = $2 and n.read_at is null",
    );
    tx.value(select.bind(person).bind(true)).await
}

/// One notification of a person.
pub async fn find(tx: &mut Tx, person: &PersonId, key: &NotificationKey) -> Result<Option<Notification>> {
    let select = query(
        "select n.* from notification n where {scope n} and n.beneficiary_id = $1 and n.id = $2 and n.person_id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(person)).await
}

/// Marks one as read.
pub(super) async fn read(
    tx: &mut Tx,
    person: &PersonId,
    key: &NotificationKey,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update notification set read_at = $4 where {scope} and beneficiary_id = $1 and id = $2 and person_id = $3 \
         and read_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(person).bind(now)).await
}

/// Marks all of a person as read.
pub(super) async fn read_all(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<u64> {
    let update = query(
        "update notification set read_at = $2 \
         where {scope} and person_id = $1 and is_on_screen = $3 and read_at is null",
    );
    tx.execute(update.bind(person).bind(now).bind(true)).await
}

struct Choice {
    event: String,
    ways: Ways,
}

impl FromRow for Choice {
    fn from_row(row: &Row) -> Result<Self> {
        let ways = Ways { by_mail: row.get("by_mail")?, on_screen: row.get("on_screen")? };
        Ok(Self { event: row.get("event")?, ways })
    }
}

/// What a person chose.
pub async fn choices(tx: &mut Tx, person: &PersonId) -> Result<Vec<(EventKind, Ways)>> {
    let select = query(
        "select event, by_mail, on_screen from notification_choice where person_id = $1 order by event",
    );
    let found: Vec<Choice> = tx.all(select.bind(person)).await?;
    Ok(found.into_iter().filter_map(|one| Some((EventKind::parse(&one.event)?, one.ways))).collect())
}

/// Stores a choice.
pub(super) async fn choose(tx: &mut Tx, person: &PersonId, event: EventKind, ways: Ways) -> Result<()> {
    let upsert = query(
        "insert into notification_choice (person_id, event, by_mail, on_screen) values ($1, $2, $3, $4) \
         on conflict (person_id, event) do update set by_mail = $3, on_screen = $4",
    );
    tx.execute(upsert.bind(person).bind(event.as_str()).bind(ways.by_mail).bind(ways.on_screen))
        .await
        .map(drop)
}

struct Stored(Setting);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self> {
        setting(row).map(Self)
    }
}

/// When a person wants mail.
pub async fn setting_of(tx: &mut Tx, person: &PersonId) -> Result<Setting> {
    let select = query("select digest, is_quiet, lets_urgent from notification_setting where person_id = $1");
    Ok(tx.optional::<Stored>(select.bind(person)).await?.map(|one| one.0).unwrap_or_default())
}

/// Stores when a person wants mail.
pub(super) async fn set_setting(tx: &mut Tx, person: &PersonId, setting: &Setting) -> Result<()> {
    let upsert = query(
        "insert into notification_setting (person_id, digest, is_quiet, lets_urgent) values ($1, $2, $3, $4) \
         on conflict (person_id) do update set digest = $2, is_quiet = $3, lets_urgent = $4",
    );
    let upsert = upsert.bind(person).bind(setting.digest.as_str()).bind(setting.is_quiet);
    tx.execute(upsert.bind(setting.lets_urgent)).await.map(drop)
}
