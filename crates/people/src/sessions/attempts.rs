//! Counting failed sign-ins. An attempt is counted before the password is looked at, so that a thousand at once
//! are not one.

use super::rules::{ACCOUNT, ADDRESS, FORGET, Patience, wait};
use jiff::Timestamp;
use kernel::Scope;
use platform::{Ctx, Digest, Error, Result, db::Tx};

/// Who is trying: an account (whether it exists or not) and a network address (when known).
#[derive(Clone, Debug)]
pub struct Subjects(Vec<(String, Patience)>);

impl Subjects {
    /// The account by its folded e-mail address, kept as a digest; the address as it is.
    pub fn new(email_folded: &str, address: &str) -> Self {
        let mut subjects = vec![(format!("account:{}", Digest::of(email_folded.as_bytes())), ACCOUNT)];
        if !address.is_empty() {
            subjects.push((format!("address:{address}"), ADDRESS));
        }
        Self(subjects)
    }
}

/// Counts an attempt, or refuses it with the seconds to wait. A refused attempt does not lengthen the wait.
pub async fn count(ctx: &Ctx, subjects: &Subjects) -> Result<()> {
    let now = ctx.now();
    let mut tx = ctx.platform.db.begin(&Scope::All).await?;
    let mut longest = 0;
    for (subject, patience) in &subjects.0 {
        super::store::ensure_attempt(&mut tx, subject, now).await?;
        let (failures, last) = super::store::attempt(&mut tx, subject).await?;
        longest = longest.max(wait(*patience, failures, last, now));
        let failures = if now.duration_since(last) >= FORGET { 1 } else { failures + 1 };
        super::store::set_attempt(&mut tx, subject, failures, now).await?;
    }
    if longest > 0 {
        return Err(Error::TooManyRequests(longest));
    }
    Ok(tx.commit().await?)
}

/// After a success: the account starts afresh, the address gets its attempt back.
pub async fn forgive(tx: &mut Tx, subjects: &Subjects, now: Timestamp) -> Result<()> {
    for (subject, patience) in &subjects.0 {
        let (failures, _) = super::store::attempt(tx, subject).await?;
        let left = if *patience == ACCOUNT { 0 } else { (failures - 1).max(0) };
        super::store::set_attempt(tx, subject, left, now).await?;
    }
    Ok(())
}
