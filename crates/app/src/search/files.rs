//! Reading the words of joined files, a while after they came: a transaction waits for no file.

use super::jobs::put;
use desk::tickets::{UnreadFile, store::files};
use platform::{
    Ctx, Error, Result,
    file_text::{self, FileText},
};

/// Files read in one round.
const ROUND: i64 = 50;

/// Reads files that came since, and indexes their tickets again. One that cannot be read keeps no other from being
/// read; one that cannot be got from the disk, or that ends the program, is tried three times.
pub(super) async fn read(ctx: Ctx) -> Result<()> {
    let unread = files::unread(&mut ctx.read().await?, ROUND).await?;
    for file in &unread {
        read_one(&ctx, file).await?;
    }
    Ok(())
}

async fn read_one(ctx: &Ctx, file: &UnreadFile) -> Result<()> {
    let (beneficiary, id) = (&file.ticket.beneficiary, &file.id);
    let mut tx = ctx.begin().await?;
    let is_tried = files::try_reading(&mut tx, beneficiary, id).await?;
    tx.commit().await?;
    if !is_tried {
        return Ok(());
    }
    let bytes = match ctx.platform.files.get(&file.digest).await {
        Ok(bytes) => bytes,
        Err(error) => {
            // The disk may do better in a while: it stays unread, and is tried again.
            tracing::warn!(attachment = %id, %error, "a joined file cannot be got");
            return Ok(());
        }
    };
    let text = words(bytes).await?;
    if let FileText::Broken(reason) = &text {
        tracing::info!(attachment = %id, reason, "a joined file cannot be read");
    }
    let mut tx = ctx.begin().await?;
    files::was_read(&mut tx, beneficiary, id, &text).await?;
    let ticket = (beneficiary.to_string(), "ticket".to_owned(), file.ticket.id.to_string());
    put(&mut tx, &ticket).await?;
    Ok(tx.commit().await?)
}

async fn words(bytes: Vec<u8>) -> Result<FileText> {
    let reading = tokio::task::spawn_blocking(move || file_text::read(&bytes));
    // A reader that panics has met a file it cannot read.
    reading.await.or_else(|failed| {
        if failed.is_panic() {
            Ok(FileText::Broken(failed.to_string()))
        } else {
            Err(Error::Internal(failed.to_string()))
        }
    })
}
