//! How systems that post what happened prove which one they are: each has a secret, made from the instance's key each time
//! it is needed and stored nowhere.

use axum::http::{HeaderMap, header};
use jiff::{SignedDuration, Timestamp};
use kernel::Text;
use platform::{Ctx, Error, Result, secrets::is_signed_with};

/// How far the instant that a system signs may be from ours, both ways.
const WINDOW: SignedDuration = SignedDuration::from_mins(5);

/// Who posts: what for, which one, and the number of its secret.
pub(crate) struct Hook<'a> {
    pub(crate) purpose: &'static str,
    pub(crate) id: &'a str,
    pub(crate) generation: i64,
}

/// A header as text; empty when there is none.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

impl Hook<'_> {
    fn name(&self) -> Vec<u8> {
        format!("{} {}", self.id, self.generation).into_bytes()
    }

    /// The secret.
    pub(crate) fn secret(&self, ctx: &Ctx) -> String {
        ctx.platform.secrets.sign(self.purpose, &self.name())
    }

    /// Refuses unless `Authorization: Bearer …` is the secret.
    pub(crate) fn by_secret(&self, ctx: &Ctx, headers: &HeaderMap) -> Result<()> {
        let given = text(headers, header::AUTHORIZATION.as_str()).strip_prefix("Bearer ").unwrap_or_default();
        let is_it = ctx.platform.secrets.verify(self.purpose, &self.name(), given.trim());
        if is_it { Ok(()) } else { Err(Error::NotProven(Text::new("hook-error-secret"))) }
    }

    /// Refuses unless `X-Socle-Signature: sha256=…` is the signature, under the secret, of the seconds of
    /// `X-Socle-Timestamp`, a point and the body, made near now.
    pub(crate) fn by_signature(&self, ctx: &Ctx, headers: &HeaderMap, body: &[u8]) -> Result<()> {
        let seconds = text(headers, "x-socle-timestamp");
        let signature = text(headers, "x-socle-signature").strip_prefix("sha256=").unwrap_or_default();
        let secret = self.secret(ctx);
        if !is_signed_with(secret.as_bytes(), &[seconds.as_bytes(), b".", body], signature) {
            return Err(Error::NotProven(Text::new("hook-error-signature")));
        }
        let at = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        let is_near = at.is_some_and(|at| ctx.now().duration_since(at).abs() <= WINDOW);
        let late = Text::new("hook-error-window").with("minutes", WINDOW.as_mins());
        if is_near { Ok(()) } else { Err(Error::NotProven(late)) }
    }
    /// Either, by the headers that came.
    pub(crate) fn by_either(&self, ctx: &Ctx, headers: &HeaderMap, body: &[u8]) -> Result<()> {
        if headers.contains_key("x-socle-signature") {
            self.by_signature(ctx, headers, body)
        } else {
            self.by_secret(ctx, headers)
        }
    }
}
