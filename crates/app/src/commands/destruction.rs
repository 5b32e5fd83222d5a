//! `socle pack destroy`: what a deletion would do, and carrying out one that two persons decided on their page.

use super::setup::told;
use anyhow::{Result, bail};
use governance::reversibility::destructions::{
    DestructionState, DryRun,
    actions::{self, Whole},
    work::{self, Outcome, Until},
};
use people::organisations;
use platform::{
    Ctx,
    i18n::{Lang, figures},
};

/// Says what would be deleted, or goes on to the end with what was confirmed.
pub(super) async fn run(ctx: &Ctx, code: &str, dry: bool) -> Result<()> {
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let Some(body) = bodies.iter().find(|body| body.code == code) else {
        let codes: Vec<&str> = bodies.iter().map(|body| body.code.as_str()).collect();
        bail!("no beneficiary has the code {code}; there are: {}", codes.join(", "));
    };
    let whole = Box::pin(actions::read(ctx, &body.id)).await.map_err(|error| told(ctx, &error))?;
    if dry {
        said(&whole.dry_run);
        return Ok(());
    }
    carry_out(ctx, &whole).await
}

fn said(dry: &DryRun) {
    println!("What would be deleted: {} rows", dry.rows());
    for one in dry.goes.iter().flat_map(|theme| &theme.tables) {
        println!("  {:<28} {:>9}", one.table, one.rows);
    }
    println!("  {:<28} {:>9}", "person", dry.persons);
    println!("What would be kept:");
    for held in &dry.stays {
        let until = held.until.map_or_else(|| "for good".to_owned(), |day| format!("until {day}"));
        println!("  {}, {until}:", Lang::En.t(held.ground.label_key()));
        for one in &held.tables {
            println!("    {:<26} {:>9}", one.table, one.rows);
        }
    }
    if dry.obstacles.is_empty() {
        println!("It can be asked for, on the beneficiary's page, by two persons of the provider.");
    }
    for one in &dry.obstacles {
        println!("Not yet: {}", Lang::En.text(&one.text));
    }
}

async fn carry_out(ctx: &Ctx, whole: &Whole) -> Result<()> {
    let confirmed = |state| matches!(state, DestructionState::Running | DestructionState::Files);
    let Some(one) = whole.all.iter().find(|one| confirmed(one.state)) else {
        bail!(
            "no deletion is confirmed for {}: two persons of the provider ask for it and confirm it on its page",
            whole.beneficiary.name
        );
    };
    let done = Box::pin(work::go_on(ctx, &one.key, Until::end())).await;
    let done = done.map_err(|error| told(ctx, &error))?;
    let now = actions::find(ctx, &one.key).await.map_err(|error| told(ctx, &error))?;
    println!("{} rows deleted", figures::count(Lang::En, now.done));
    match done {
        Outcome::Over => println!("Over: the certificate is on the beneficiary's page."),
        Outcome::Waits | Outcome::More => println!(
            "Files that nothing names are laid aside. In an hour they are removed and the certificate is written, by the server or by this command."
        ),
    }
    Ok(())
}
