//! `socle billing`: the yearly run over every beneficiary from the command line.

use super::setup::told;
use anyhow::Result;
use clap::Subcommand;
use finance::billing_runs::{
    AnomalyKind, BillingRunId, RunForm,
    actions::{self, ItemsQuery, Whole},
};
use platform::{Ctx, Platform};
use std::{
    io::{IsTerminal as _, stderr},
    process::ExitCode,
};

/// What to do with yearly runs.
#[derive(Debug, Subcommand)]
pub enum BillingCommand {
    /// Draft the charges of a year for every beneficiary, then print anomalies and control totals; stopped, `go-on` goes on.
    Run {
        /// Calendar year.
        #[arg(long)]
        year: String,
        /// A census or an amount that moves by more percent is an anomaly; 20 unless given.
        #[arg(long, default_value = "")]
        jump_percent: String,
    },
    /// Go on with a run that was stopped, or that was asked to issue.
    GoOn {
        /// Its identifier.
        run: String,
    },
    /// Issue what was approved of a run, with the files.
    Issue {
        /// Its identifier.
        run: String,
    },
}

/// Beneficiaries between two words about how it goes.
const AT_A_TIME: i64 = 1;

/// Runs the command; fails when the control totals do not agree.
pub async fn run(platform: Platform, command: &BillingCommand) -> Result<ExitCode> {
    let ctx = Ctx::system(platform, "socle billing");
    let id = match command {
        BillingCommand::Run { year, jump_percent } => {
            let form = RunForm { year: year.clone(), jump_percent: jump_percent.clone() };
            actions::start(&ctx, &form).await.map_err(|error| told(&ctx, &error))?.id
        }
        BillingCommand::GoOn { run } => BillingRunId::from(run.as_str()),
        BillingCommand::Issue { run } => {
            let id = BillingRunId::from(run.as_str());
            actions::issue(&ctx, &id).await.map_err(|error| told(&ctx, &error))?.id
        }
    };
    through(&ctx, &id).await?;
    let asked = ItemsQuery { show: "anomalies".to_owned(), ..ItemsQuery::default() };
    let whole = actions::read(&ctx, &id, &asked).await.map_err(|error| told(&ctx, &error))?;
    print(&ctx, &whole);
    Ok(if whole.controls.agree() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn through(ctx: &Ctx, id: &BillingRunId) -> Result<()> {
    loop {
        let run = Box::pin(actions::advance(ctx, id, AT_A_TIME)).await.map_err(|error| told(ctx, &error))?;
        if stderr().is_terminal() {
            eprint!("\r{} of {}  ", run.done, run.total);
        }
        if !run.is_running() {
            if stderr().is_terminal() {
                eprintln!();
            }
            return Ok(());
        }
    }
}

fn print(ctx: &Ctx, whole: &Whole) {
    let lang = ctx.lang;
    println!("{}  {}  {}", whole.run.id, whole.run.year, whole.run.state.as_str());
    for item in &whole.items {
        for one in &item.anomalies {
            println!("{}: {}: {}", item.name, lang.t(AnomalyKind::label_key(one.kind)), lang.text(&one.text));
        }
        if let Some(why) = &item.trouble {
            println!("{}: {}", item.name, lang.text(why));
        }
    }
    if whole.next.is_some() {
        println!("… {} with anomalies in all", whole.controls.with_anomalies);
    }
    let controls = &whole.controls;
    println!(
        "{} beneficiaries, {} billed, {} agents, {} documents, {} approved, {} issued",
        controls.beneficiaries,
        controls.billed,
        controls.agents,
        controls.documents,
        controls.approved,
        controls.issued
    );
    for (kind, net) in &controls.blocks {
        println!("{}: {net}", lang.t(kind.label_key()));
    }
    let (net, vat, gross) = controls.charges;
    println!("charges: net {net}, VAT {vat}, gross {gross}");
    let (net, vat, gross) = controls.drafts;
    println!("documents: net {net}, VAT {vat}, gross {gross}");
}
