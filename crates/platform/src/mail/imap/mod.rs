//! Reading a mailbox of a mail server (IMAP4rev1, RFC 3501): encrypted, each step bounded in time, woken by the
//! server where it can (IDLE, RFC 2177). Nothing here deletes a mail.

mod connect;

use super::{Password, Security};
use async_imap::{
    Session,
    error::Error,
    types::{Fetch, UnsolicitedResponse},
};
use connect::Wire;
use futures_util::TryStreamExt as _;
use std::{future::Future, path::PathBuf, time::Duration};
use tokio::time::timeout;

/// How to reach a mailbox and who reads it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Certificates (PEM) trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Who signs in.
    pub user: String,
    /// By what.
    pub secret: Secret,
    /// The folder read.
    pub folder: String,
    /// Longest wait for each answer of the server.
    pub timeout: Duration,
}

/// By what an account signs in. Never shows itself.
#[derive(Clone, Debug)]
pub enum Secret {
    /// A password.
    Password(Password),
    /// An OAuth 2.0 access token (SASL XOAUTH2).
    Token(Password),
}

/// What was being done when it failed: whoever set the mailbox mends another field for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reaching the server at this name and port.
    Connect,
    /// Encrypting the connection, checking the certificate.
    Encrypt,
    /// Signing in.
    SignIn,
    /// Opening the folder.
    Folder,
    /// Reading mails.
    Read,
}

impl Step {
    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Encrypt => "encrypt",
            Self::SignIn => "sign_in",
            Self::Folder => "folder",
            Self::Read => "read",
        }
    }
}

/// Why a mailbox could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{words}")]
pub struct Failure {
    /// What was being done.
    pub step: Step,
    /// The words of the server, or of the connection.
    pub words: String,
}

impl Failure {
    fn new(step: Step, error: &dyn std::error::Error) -> Self {
        Self { step, words: super::smtp::words(error) }
    }
}

/// An open folder.
pub struct Imap {
    session: Session<Wire>,
    timeout: Duration,
    /// UIDVALIDITY: as long as it stays, an UID means the same mail.
    pub validity: u32,
    /// UIDNEXT: the number that the next mail to come had at least when the folder was opened.
    pub next: u32,
    /// Whether the server tells when a mail comes.
    pub tells: bool,
}

/// Mails asked about at once.
pub const BATCH: usize = 50;

/// Largest mail read whole, in bytes; of a larger one only the beginning is read.
pub const WHOLE: u32 = 64 * 1024 * 1024;

/// A long mail may take this many times the ordinary wait.
const PATIENCE: u32 = 20;

impl Imap {
    /// Connects, signs in and opens the folder.
    pub async fn open(account: &Account) -> Result<Self, Failure> {
        let mut session = connect::session(account).await?;
        let wait = account.timeout;
        let capabilities = bounded(Step::SignIn, wait, session.capabilities()).await?;
        let folder = bounded(Step::Folder, wait, session.select(&account.folder)).await?;
        let Some(validity) = folder.uid_validity else {
            let words = "the server gives no UIDVALIDITY".to_owned();
            return Err(Failure { step: Step::Folder, words });
        };
        let tells = capabilities.has_str("IDLE");
        Ok(Self { session, timeout: wait, validity, next: folder.uid_next.unwrap_or(0), tells })
    }

    /// Numbers of the mails to look at, the oldest first: those above `last`, and those that nobody has read. With
    /// `since` (`25-Nov-2026`) instead of `last`: those received from that day on, and those nobody has read.
    pub async fn to_take(&mut self, last: Option<u32>, since: &str) -> Result<Vec<u32>, Failure> {
        let asked = match last {
            Some(last) => format!("OR UNSEEN UID {}:*", last.saturating_add(1)),
            None => format!("OR UNSEEN SINCE {since}"),
        };
        // What was told before is in what is found now.
        while self.session.unsolicited_responses.try_recv().is_ok() {}
        let found = self.session.uid_search(format!("UNDELETED {asked}"));
        let found = bounded(Step::Read, self.timeout, found).await?;
        let unread = if last.is_some() {
            bounded(Step::Read, self.timeout, self.session.uid_search("UNDELETED UNSEEN")).await?
        } else {
            found.clone()
        };
        // `n:*` always names the last mail, even below n (RFC 3501, 6.4.8).
        let is_new = |uid: &u32| last.is_some_and(|last| *uid > last) || unread.contains(uid);
        let mut uids: Vec<u32> = found.into_iter().filter(is_new).collect();
        uids.sort_unstable();
        Ok(uids)
    }

    /// Sizes of mails in bytes, without those that are gone.
    pub async fn sizes(&mut self, uids: &[u32]) -> Result<Vec<(u32, u32)>, Failure> {
        let found = self.fetched(&set(uids), "(UID RFC822.SIZE)", self.timeout).await?;
        Ok(found.iter().filter_map(|mail| Some((mail.uid?, mail.size?))).collect())
    }

    /// The bytes of a mail of this size, unread as before; nothing when it is gone. Of one larger than [`WHOLE`]
    /// the first `part` bytes.
    pub async fn mail(&mut self, uid: u32, size: u32, part: u32) -> Result<Option<Vec<u8>>, Failure> {
        let what = if size > WHOLE {
            format!("(UID BODY.PEEK[]<0.{part}>)")
        } else {
            "(UID BODY.PEEK[])".to_owned()
        };
        let found = self.fetched(&set(&[uid]), &what, self.timeout * PATIENCE).await?;
        let mail = found.iter().find(|mail| mail.uid == Some(uid));
        Ok(mail.and_then(Fetch::body).map(<[u8]>::to_vec))
    }

    async fn fetched(&mut self, set: &str, what: &str, wait: Duration) -> Result<Vec<Fetch>, Failure> {
        let all = async { self.session.uid_fetch(set, what).await?.try_collect().await };
        bounded(Step::Read, wait, all).await
    }

    /// Marks mails as read, and moves them to another folder when one is named.
    pub async fn done(&mut self, uids: &[u32], folder: &str) -> Result<(), Failure> {
        let set = set(uids);
        let marked = async {
            let all: Vec<Fetch> =
                self.session.uid_store(&set, "+FLAGS.SILENT (\\Seen)").await?.try_collect().await?;
            Ok(all)
        };
        bounded(Step::Read, self.timeout, marked).await?;
        if folder.is_empty() {
            return Ok(());
        }
        bounded(Step::Folder, self.timeout, self.session.uid_mv(&set, folder)).await
    }

    /// Waits until the server tells that something changed, or until the time is over.
    pub async fn wait(self, longest: Duration) -> Result<Self, Failure> {
        let Self { session, timeout: wait, validity, next, tells } = self;
        let told = session.unsolicited_responses.clone();
        let mut idle = session.idle();
        bounded(Step::Read, wait, idle.init()).await?;
        // A server tells of a mail once: what it told since the last search, it does not tell again while we wait.
        let mut is_told = false;
        while let Ok(one) = told.try_recv() {
            is_told |= matches!(one, UnsolicitedResponse::Exists(_));
        }
        if !is_told {
            let (woken, _stop) = idle.wait_with_timeout(longest);
            // The server's «still here» starts the wait of the library anew, not this one.
            if let Ok(Err(error)) = timeout(longest, woken).await {
                return Err(Failure::new(Step::Read, &error));
            }
        }
        let session = bounded(Step::Read, wait, idle.done()).await?;
        Ok(Self { session, timeout: wait, validity, next, tells })
    }

    /// Takes leave. A server that does not answer is left all the same.
    pub async fn close(mut self) {
        drop(timeout(Duration::from_secs(2), self.session.logout()).await);
    }
}

fn set(uids: &[u32]) -> String {
    uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

/// One exchange with the server, within its time.
async fn bounded<T>(
    step: Step,
    wait: Duration,
    exchange: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
    match timeout(wait, exchange).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(Error::No(words) | Error::Bad(words))) => Err(Failure { step, words: told(&words) }),
        Ok(Err(error)) => Err(Failure::new(step, &error)),
        Err(_) => Err(Failure { step, words: format!("no answer within {} s", wait.as_secs()) }),
    }
}

/// What the server said, out of how the library quotes it: `code: …, info: Some("…")`.
fn told(words: &str) -> String {
    let said = words.split_once("info: Some(\"").and_then(|(_, rest)| rest.rsplit_once("\")"));
    let said = said.map_or(words, |(said, _)| said);
    said.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_server_are_told() {
        let quoted = r#"code: Some(AuthenticationFailed), info: Some("Authentication failed.")"#;
        assert_eq!(told(quoted), "Authentication failed.");
        assert_eq!(told("other words\r\n"), "other words  ");
        assert_eq!(set(&[3, 5]), "3,5");
    }
}
