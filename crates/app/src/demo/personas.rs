//! The people one may be: a sign-in link for each.

use super::plan::cast::Cast;
use anyhow::{Context as _, Result};
use kernel::{Scope, Text};
use people::{
    organisations, persons,
    sessions::links::{self, Purpose},
};
use platform::{Ctx, Platform, i18n::Lang};
use std::fmt::Write as _;

/// One person of the demonstration and how to be this person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// Name.
    pub name: String,
    /// Role held, in words.
    pub role: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Address that signs in, again and again.
    pub link: String,
}

/// Makes a link for each persona. Links are new at each start and drawn from the system's chance, never from the
/// seed: whoever knows the seed must not be able to guess one.
pub async fn invite(platform: &Platform, cast: &Cast) -> Result<Vec<Persona>> {
    let ctx = Ctx::system(platform.clone(), "demo");
    let mut tx = platform.db.begin(&Scope::All).await?;
    let all = organisations::store::list(&mut tx).await?;
    let mut personas = vec![];
    for planned in cast.persons.iter().filter(|person| person.persona) {
        let organisation = all.iter().find(|one| one.code == planned.at);
        let organisation = organisation.with_context(|| format!("no organisation {}", planned.at))?;
        let people = persons::store::active_of(&mut tx, &organisation.id).await?;
        let Some(person) = people.into_iter().find(|person| person.name == planned.name) else { continue };
        let link = links::issue(&mut tx, &ctx, &person.id, Purpose::Demonstration).await?;
        let roles: Vec<String> =
            person.roles.iter().map(|role| Lang::Fr.text(&Text::new(role.key()))).collect();
        personas.push(Persona {
            name: person.name,
            role: roles.join(", "),
            organisation: organisation.name.clone(),
            link,
        });
    }
    tx.commit().await?;
    Ok(personas)
}

/// The personas for a terminal, by organisation.
pub fn listing(personas: &[Persona]) -> String {
    let mut text = String::new();
    let mut organisation = "";
    for persona in personas {
        if persona.organisation != organisation {
            organisation = &persona.organisation;
            let _ = writeln!(text, "\n{organisation}");
        }
        let _ = writeln!(text, "  {} · {}: {}", persona.name, persona.role, persona.link);
    }
    text
}
