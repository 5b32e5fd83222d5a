//! The words of joined files.

use super::super::{AttachmentId, FileWords, TicketId, TicketKey, UnreadFile};
use kernel::id::BeneficiaryId;
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, query},
    file_text::FileText,
};

/// Times a file is tried.
const MOST_TRIES: i64 = 3;

impl FromRow for UnreadFile {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            ticket: TicketKey {
                beneficiary: row.id("beneficiary_id")?,
                id: row.id::<TicketId>("ticket_id")?,
            },
            id: row.id("id")?,
            digest: row.id::<Digest>("digest")?,
        })
    }
}

impl FromRow for FileWords {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            message: row.maybe_id("message_id")?,
            name: row.get("name")?,
            at: row.get("at")?,
            words: row.get("words")?,
        })
    }
}

/// Files nobody read yet, in the order they came.
pub async fn unread(tx: &mut Tx, limit: i64) -> Result<Vec<UnreadFile>> {
    let select = query(
        "select a.beneficiary_id, a.ticket_id, a.id, a.digest from ticket_attachment a \
         where {scope a} and a.reading = 'unread' order by a.at, a.id limit $1",
    );
    tx.all(select.bind(limit)).await
}

/// Notes that a file is about to be read; one that was tried too often counts as broken, and is not to be read. Says
/// whether it is to be read.
pub async fn try_reading(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &AttachmentId) -> Result<bool> {
    let update = query(
        "update ticket_attachment set reading_tries = reading_tries + 1, \
         reading = case when reading_tries >= $3 then 'broken' else reading end \
         where {scope} and beneficiary_id = $1 and id = $2 and reading = 'unread'",
    );
    tx.execute(update.bind(beneficiary).bind(id.as_str()).bind(MOST_TRIES)).await?;
    let select = query(
        "select a.reading as value from ticket_attachment a \
         where {scope a} and a.beneficiary_id = $1 and a.id = $2",
    );
    let state: Option<(String,)> = tx.optional(select.bind(beneficiary).bind(id.as_str())).await?;
    Ok(state.is_some_and(|(state,)| state == "unread"))
}

/// Keeps what reading a file gave.
pub async fn was_read(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &AttachmentId,
    text: &FileText,
) -> Result<()> {
    let (reading, words) = match text {
        FileText::Words(words) => ("words", words.as_str()),
        FileText::Nothing => ("nothing", ""),
        FileText::Broken(_) => ("broken", ""),
    };
    let update = query(
        "update ticket_attachment set reading = $3, words = $4 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(beneficiary).bind(id.as_str()).bind(reading).bind(words)).await.map(drop)
}

/// The files of a ticket that hold words, in order.
pub(crate) async fn words(tx: &mut Tx, key: &TicketKey) -> Result<Vec<FileWords>> {
    let select = query(
        "select a.id, a.message_id, a.name, a.at, a.words from ticket_attachment a \
         where {scope a} and a.beneficiary_id = $1 and a.ticket_id = $2 and a.reading = 'words' order by a.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}
