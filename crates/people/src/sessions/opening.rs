//! The birth of a session: a fresh secret at every sign-in, never one the browser brought.

use super::store::{self, NewSession};
use kernel::id::PersonId;
use platform::{Ctx, Digest, Result, db::Tx};

/// Where a sign-in comes from, shown in the list of one's sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What the browser says it is, at most 200 characters.
    pub user_agent: String,
    /// Network address, empty when unknown.
    pub address: String,
}

/// A session just opened: the only moment its secret is known here.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Value of the cookie, 256 random bits.
    pub secret: String,
    /// Token of the session's own forms.
    pub csrf: String,
}

/// Opens a session. Only the digest of its secret is stored.
pub async fn open(tx: &mut Tx, ctx: &Ctx, person: &PersonId, origin: &Origin) -> Result<Opened> {
    let opened = Opened { secret: ctx.platform.ids.secret(), csrf: ctx.platform.ids.secret() };
    let length = jiff::SignedDuration::from_hours(ctx.platform.settings.session_hours);
    let digest = Digest::of(opened.secret.as_bytes());
    let session = NewSession {
        token_digest: digest.as_str(),
        person,
        csrf: &opened.csrf,
        at: ctx.now(),
        expires_at: ctx.now() + length,
        user_agent: &origin.user_agent,
        address: &origin.address,
    };
    store::insert(tx, &session).await?;
    Ok(opened)
}
