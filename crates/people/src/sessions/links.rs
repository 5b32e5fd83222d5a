//! One-time links. Opening a link shows a page; only the answer to that page uses it up, because mail scanners
//! open every link they see.

use super::{
    actions::acting,
    opening::{self, Opened, Origin},
    passwords, rules, store,
};
use crate::persons::{self, Person, actions::record};
use jiff::SignedDuration;
use kernel::{Permission, Scope, id::PersonId};
use platform::{Ctx, Digest, Error, Result, db::Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The first administrator chooses a password (7 days).
    Setup,
    /// A new person chooses a password (7 days).
    Invitation,
    /// A person chooses another password (30 minutes).
    Reset,
    /// Signs a persona of the demonstration in, again and again; dead on any other instance.
    Demonstration,
}

impl Purpose {
    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Demonstration => "demonstration",
        }
    }

    fn length(self) -> SignedDuration {
        match self {
            Self::Setup | Self::Invitation => SignedDuration::from_hours(7 * 24),
            Self::Reset => SignedDuration::from_mins(30),
            Self::Demonstration => SignedDuration::from_hours(10 * 365 * 24),
        }
    }
}

/// A link that may be used now.
#[derive(Clone, Debug)]
pub struct Usable {
    /// Whom it signs in.
    pub person: Person,
    /// What for.
    pub purpose: Purpose,
}

/// Makes a link for a person and gives its address, the only time it is known. Earlier unused links of the
/// person die, those of the demonstration apart.
pub async fn issue(tx: &mut Tx, ctx: &Ctx, person: &PersonId, purpose: Purpose) -> Result<String> {
    if purpose != Purpose::Demonstration {
        store::use_up_links_of(tx, person, ctx.now()).await?;
    }
    let secret = ctx.platform.ids.secret();
    let digest = Digest::of(secret.as_bytes());
    let expires = ctx.now() + purpose.length();
    store::insert_link(tx, digest.as_str(), person, purpose.name(), (ctx.now(), expires)).await?;
    Ok(format!("{}/link/{secret}", ctx.platform.settings.public_url.trim_end_matches('/')))
}

/// A link for a person who has no password yet, or another one for who lost it; the manager hands it over.
pub async fn invite(ctx: &Ctx, id: &PersonId) -> Result<String> {
    ctx.require(Permission::PersonManage)?;
    let mut tx = ctx.begin().await?;
    let person = persons::actions::found(&mut tx, id).await?;
    if person.disabled_at.is_some() {
        return Err(Error::refused("people-link-disabled"));
    }
    let has_password = store::has_password(&mut tx, id).await?;
    let purpose = if has_password { Purpose::Reset } else { Purpose::Invitation };
    let link = issue(&mut tx, ctx, id, purpose).await?;
    record(&mut tx, ctx, "person.invite", &person, json!({"purpose": purpose})).await?;
    tx.commit().await?;
    Ok(link)
}

/// Looks at a link without using it up. Unknown, used, expired, foreign to this instance: not found, all alike.
pub async fn look(ctx: &Ctx, secret: &str) -> Result<Usable> {
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    let digest = Digest::of(secret.as_bytes());
    let link = store::usable_link(&mut tx, digest.as_str(), ctx.now()).await?.ok_or(Error::NotFound)?;
    let is_dead = link.person.disabled_at.is_some()
        || (link.purpose == Purpose::Demonstration && !ctx.platform.settings.demonstration);
    if is_dead { Err(Error::NotFound) } else { Ok(link) }
}

/// Uses a link: stores the password chosen (not for the demonstration) and signs in. All other sessions of the
/// person end when the password changes.
pub async fn consume(ctx: &Ctx, secret: &str, password: &str, origin: &Origin) -> Result<Opened> {
    let link = look(ctx, secret).await?;
    let person = &link.person;
    let hash = if link.purpose == Purpose::Demonstration {
        None
    } else {
        rules::check_password(password, &person.name, &person.email)
            .map_err(|text| Error::invalid("password", text))?;
        Some(passwords::hash(ctx, password).await?)
    };
    let mut tx = ctx.platform.db.begin(&Scope::All).await?;
    if let Some(hash) = hash {
        if store::use_up_link(&mut tx, Digest::of(secret.as_bytes()).as_str(), ctx.now()).await? == 0 {
            return Err(Error::NotFound);
        }
        store::set_password(&mut tx, &person.id, &hash).await?;
        store::delete_all_of(&mut tx, &person.id).await?;
    }
    let opened = opening::open(&mut tx, ctx, &person.id, origin).await?;
    record(&mut tx, &acting(ctx, person), "session.open", person, json!({"by": link.purpose})).await?;
    tx.commit().await?;
    Ok(opened)
}
