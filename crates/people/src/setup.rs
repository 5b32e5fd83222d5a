//! The first minutes of an instance: the provider, its first administrator, one link. No default account.

use crate::{
    organisations::{self, OrganisationForm},
    persons::{self, PersonForm, rules::fold_email},
    roles::Role,
    sessions::{
        self,
        links::{self, Purpose},
    },
};
use kernel::folded_words;
use platform::{Ctx, Error, Result};

/// Creates the provider and its first administrator, and gives the one-time link by which that person chooses a
/// password. Run again with the same address before the link was used, it gives a fresh link; afterwards it refuses.
pub async fn setup(ctx: &Ctx, authority: &str, admin_email: &str) -> Result<String> {
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let known = sessions::store::credentials(&mut tx, &fold_email(admin_email)).await?;
    let is_held = match &provider {
        Some(provider) => !persons::store::active_of(&mut tx, &provider.id).await?.is_empty(),
        None => false,
    };
    drop(tx);
    let person = match (provider, known) {
        (None, None) => create(ctx, authority, admin_email).await?,
        // A reversibility pack brought the provider, and nobody of it who could sign in.
        (Some(provider), None) if !is_held => {
            persons::actions::create(ctx, &administrator(admin_email, provider.id.into())).await?
        }
        (Some(_), Some(known))
            if known.password_hash.is_none() && known.person.roles.contains(&Role::Administrator) =>
        {
            known.person
        }
        _ => return Err(Error::refused("people-setup-done")),
    };
    let mut tx = ctx.begin().await?;
    let link = links::issue(&mut tx, ctx, &person.id, Purpose::Setup).await?;
    persons::actions::record(
        &mut tx,
        ctx,
        "person.invite",
        &person,
        serde_json::json!({"purpose": Purpose::Setup}),
    )
    .await?;
    tx.commit().await?;
    Ok(link)
}

async fn create(ctx: &Ctx, authority: &str, admin_email: &str) -> Result<persons::Person> {
    let person = administrator(admin_email, String::new());
    // Checked before anything is stored: a mistyped address must not leave a provider without administrator.
    person.check()?;
    let organisation = OrganisationForm {
        side: "provider".to_owned(),
        code: code_of(authority),
        name: authority.to_owned(),
        ..OrganisationForm::default()
    };
    let provider = organisations::actions::create(ctx, &organisation).await?;
    let person = PersonForm { organisation: provider.id.into(), ..person };
    persons::actions::create(ctx, &person).await
}

fn administrator(email: &str, organisation: String) -> PersonForm {
    PersonForm {
        organisation,
        name: "Administration".to_owned(),
        email: email.to_owned(),
        roles: vec![Role::Administrator],
        ..PersonForm::default()
    }
}

/// Initials of the name: `Agglomération de Hautevive` gives `ADH`; a single word gives its first letters.
fn code_of(name: &str) -> String {
    let words = folded_words(name);
    let initials: String = words.iter().filter_map(|word| word.chars().next()).take(10).collect();
    let code = if words.len() == 1 { words[0].chars().take(4).collect() } else { initials };
    code.to_uppercase()
}
