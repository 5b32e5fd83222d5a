//! Plays the counter through the actions of its screen.

use super::Stage;
use crate::demo::plan::counter::CounterAct;
use anyhow::{Context as _, Result};
use desk::{
    counters::{self, CounterForm},
    walk_ins::{self, CallForm, EntryForm, ReceptionForm, WalkIn, WalkInPath},
};
use kernel::id::BeneficiaryId;
use people::Role;
use platform::Ctx;

impl Stage<'_> {
    /// One thing that happens at the counter; the first of all counters is the one people come to.
    pub(super) async fn counter(&self, act: &CounterAct) -> Result<()> {
        let role = if *act == CounterAct::SetUp { Role::Administrator } else { Role::Technician };
        let ctx =
            self.by(*self.plan.cast.holders(role, "CAPBP").last().context("nobody holds the counter")?);
        match act {
            CounterAct::SetUp => set_up(&ctx).await,
            CounterAct::Enter { code, requester, name, title } => {
                self.comes(&ctx, code, *requester, name, title).await
            }
            CounterAct::Call => {
                walk_ins::actions::call_next(&ctx, &first(&ctx).await?, &CallForm::default()).await?;
                Ok(())
            }
            CounterAct::Receive { number, outcome, notes } => {
                let one = of(&ctx, *number).await?;
                let requester =
                    one.person.is_none().then(|| self.officer(&one.key.beneficiary)).transpose()?;
                let form = ReceptionForm {
                    outcome: (*outcome).into(),
                    title: one.title.clone(),
                    kind: "request".into(),
                    notes: (*notes).into(),
                    requester: requester.unwrap_or_default(),
                    version: one.version,
                };
                walk_ins::reception::serve(&ctx, &path(&one), &form).await?;
                Ok(())
            }
            CounterAct::Leave { number } => {
                let one = of(&ctx, *number).await?;
                walk_ins::actions::leave(&ctx, &path(&one), one.version).await?;
                Ok(())
            }
        }
    }

    async fn comes(
        &self,
        ctx: &Ctx,
        code: &str,
        requester: Option<usize>,
        name: &str,
        title: &str,
    ) -> Result<()> {
        let requesters = self.plan.cast.holders(Role::Requester, code);
        let known = requester.map(|place| &self.persons[requesters[place % requesters.len()]]);
        let form = EntryForm {
            title: title.into(),
            who: known.map_or_else(|| name.into(), |person| person.email.clone()),
            beneficiary: self.beneficiary(code)?.to_string(),
            ..EntryForm::default()
        };
        walk_ins::actions::enter(ctx, &first(ctx).await?, &form).await?;
        Ok(())
    }

    fn officer(&self, body: &BeneficiaryId) -> Result<String> {
        let is_officer = |person: &&people::Person| {
            person.roles.contains(&Role::Officer) && person.beneficiary.as_ref() == Some(body)
        };
        Ok(self.persons.iter().find(is_officer).context("a body without officer")?.id.to_string())
    }
}

async fn set_up(ctx: &Ctx) -> Result<()> {
    let day = || "08:30-12:00, 13:30-17:00".to_owned();
    for (name, place) in [
        ("Guichet numérique de l’agglomération", "Rez-de-chaussée, à droite de l’accueil"),
        ("Permanence du pôle culturel", "Bibliothèque, premier étage"),
    ] {
        let is_main = name.starts_with("Guichet");
        let form = CounterForm {
            name: name.into(),
            place: place.into(),
            tuesday: day(),
            thursday: day(),
            monday: if is_main { day() } else { String::new() },
            wednesday: if is_main { day() } else { String::new() },
            friday: if is_main { day() } else { String::new() },
            ..CounterForm::default()
        };
        counters::actions::create(ctx, &form).await?;
    }
    Ok(())
}

async fn first(ctx: &Ctx) -> Result<counters::CounterId> {
    let all = counters::actions::list(ctx).await?;
    Ok(all.into_iter().next().context("no counter")?.id)
}

async fn of(ctx: &Ctx, number: i64) -> Result<WalkIn> {
    let day = walk_ins::actions::day(ctx, &first(ctx).await?, "").await?;
    day.came.into_iter().find(|one| one.number == number).context("no such number")
}

fn path(one: &WalkIn) -> WalkInPath {
    WalkInPath {
        counter: one.counter.clone(),
        beneficiary: one.key.beneficiary.clone(),
        walk_in: one.key.id.clone(),
    }
}
