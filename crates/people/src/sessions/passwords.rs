//! Argon2id, always on a thread of its own: one hash takes tens of milliseconds.

use super::rules::normalised;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use platform::{Ctx, Error, Result};

/// Hash of no password anybody has: checked against when the account is unknown, so that the answer takes the
/// same time. Same parameters as [`hash`] gives.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29jbGUtbm9ib2R5LTAwMQ$v2cqxDCu2nzDLdnYM5FjG4NKRWG6DIYlPSv7mKpI2Hg";

/// The stored form of a password: algorithm, parameters, salt and hash in one text.
pub async fn hash(ctx: &Ctx, password: &str) -> Result<String> {
    let mut salt = [0u8; 16];
    ctx.platform.ids.fill(&mut salt);
    let password = normalised(password);
    run(move || {
        let hash: PasswordHash =
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).map_err(internal)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password is the stored one. Without a stored one, the same work is done and the answer is no.
pub async fn is_right(password: &str, stored: Option<String>) -> Result<bool> {
    let password = normalised(password);
    run(move || {
        let text = stored.as_deref().unwrap_or(NOBODY);
        let hash = PasswordHash::new(text).map_err(internal)?;
        let is_same = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        Ok(is_same && stored.is_some())
    })
    .await
}

async fn run<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(internal)?
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("password: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_accounts_cost_the_work_of_known_ones() {
        let hash: PasswordHash = Argon2::default().hash_password_with_salt(b"x", &[7; 16]).unwrap();
        let (real, nobody) = (hash.to_string(), PasswordHash::new(NOBODY).unwrap().to_string());
        let parameters = |text: &str| text.split('$').nth(3).unwrap().to_owned();
        assert_eq!(parameters(&real), parameters(&nobody));
        assert_eq!(real.len(), nobody.len());
    }
}
