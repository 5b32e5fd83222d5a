//! The long-lived reading of every mailbox, from the start of a process to its stop.

use super::{
    Mailbox, MailboxId, actions,
    reading::{self, Trouble},
    rules, store,
};
use platform::{Ctx, Error, Platform, mail::imap::Imap};
use std::{collections::HashMap, time::Duration};
use tokio::{
    sync::watch::{Receiver, Sender, channel},
    task::JoinHandle,
    time::{sleep, timeout},
};

/// How often the list of mailboxes is read again.
const LOOK: Duration = Duration::from_secs(2);

/// Longest wait for the server's word: then the mailbox is looked at all the same.
const IDLE: Duration = Duration::from_mins(2);

/// Time given to the readers for ending what they are about.
const FAREWELL: Duration = Duration::from_secs(10);

/// The readers of one process. Two processes may read the same mailbox: each mail is still taken once.
pub struct Watch {
    keeper: JoinHandle<()>,
    stop: Sender<bool>,
}

impl Watch {
    /// Begins to read.
    pub fn start(platform: Platform) -> Self {
        let (stop, stopped) = channel(false);
        let ctx = Ctx::system(platform, "mailboxes");
        Self { keeper: tokio::spawn(keep(ctx, stopped)), stop }
    }

    /// Ends after the mail under way.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        drop(timeout(FAREWELL, self.keeper).await);
    }
}

struct Reader {
    version: i64,
    stop: Sender<bool>,
    task: JoinHandle<()>,
}

/// Keeps one reader for each mailbox that is enabled, as it is now.
async fn keep(ctx: Ctx, mut stopped: Receiver<bool>) {
    let mut readers: HashMap<MailboxId, Reader> = HashMap::new();
    while !*stopped.borrow() {
        match wanted(&ctx).await {
            Ok(mailboxes) => fit(&ctx, &mut readers, mailboxes).await,
            Err(error) => tracing::error!(%error, "mailboxes"),
        }
        tokio::select! { () = sleep(LOOK) => {} _ = stopped.changed() => {} }
    }
    for reader in readers.values() {
        reader.stop.send_replace(true);
    }
    for reader in readers.into_values() {
        drop(reader.task.await);
    }
}

async fn wanted(ctx: &Ctx) -> Result<Vec<Mailbox>, Error> {
    let mut mailboxes = store::all(&mut ctx.read().await?).await?;
    mailboxes.retain(|mailbox| mailbox.access.is_enabled);
    Ok(mailboxes)
}

async fn fit(ctx: &Ctx, readers: &mut HashMap<MailboxId, Reader>, mailboxes: Vec<Mailbox>) {
    let stays = |id: &MailboxId, reader: &Reader| {
        mailboxes.iter().any(|m| m.id == *id && m.version == reader.version) && !reader.task.is_finished()
    };
    let over: Vec<MailboxId> =
        readers.iter().filter(|(id, reader)| !stays(id, reader)).map(|(id, _)| id.clone()).collect();
    for reader in over.iter().filter_map(|id| readers.remove(id)) {
        reader.stop.send_replace(true);
        drop(reader.task.await);
    }
    for mailbox in mailboxes {
        if !readers.contains_key(&mailbox.id) {
            let (stop, stopped) = channel(false);
            let (id, version) = (mailbox.id.clone(), mailbox.version);
            let task = tokio::spawn(read(ctx.clone(), mailbox, stopped));
            readers.insert(id, Reader { version, stop, task });
        }
    }
}

/// Reads one mailbox until told to stop; after a failure again, ever later.
async fn read(ctx: Ctx, mut mailbox: Mailbox, mut stopped: Receiver<bool>) {
    let mut failures = 0;
    while !*stopped.borrow() {
        let Err(trouble) = session(&ctx, &mut mailbox, &mut stopped, &mut failures).await else { return };
        failures += 1;
        if let Err(error) = reading::failed(&ctx, &mailbox, &trouble).await {
            tracing::error!(%error, "mailboxes");
        }
        if failures == rules::TOLD_AT
            && let Err(error) = reading::lasts(&ctx, &mailbox, &trouble).await
        {
            tracing::error!(%error, "mailboxes");
        }
        tokio::select! { () = sleep(rules::pause(failures)) => {} _ = stopped.changed() => {} }
    }
}

/// One connection, as long as it lasts.
async fn session(
    ctx: &Ctx,
    mailbox: &mut Mailbox,
    stopped: &mut Receiver<bool>,
    failures: &mut u32,
) -> Result<(), Trouble> {
    let account = actions::account(ctx, mailbox);
    let mut imap = tokio::select! {
        opened = Imap::open(&account) => opened?,
        _ = stopped.changed() => return Ok(()),
    };
    let poll = Duration::from_secs(ctx.platform.settings.mail.poll_seconds.max(1));
    while !*stopped.borrow() {
        reading::look(ctx, mailbox, &mut imap, stopped).await?;
        *failures = 0;
        if imap.tells {
            imap = tokio::select! {
                woken = imap.wait(IDLE) => woken?,
                _ = stopped.changed() => return Ok(()),
            };
        } else {
            tokio::select! { () = sleep(poll) => {} _ = stopped.changed() => {} }
        }
    }
    imap.close().await;
    Ok(())
}
