//! `socle indicators`: months of indicators from the command line.

use anyhow::{Result, bail};
use clap::Subcommand;
use governance::indicators::{CloseForm, Closing, RunForm, actions, rules::month_word};
use platform::{Ctx, Error, Platform};

/// What to do with indicators.
#[derive(Debug, Subcommand)]
pub enum IndicatorsCommand {
    /// Close one month, or every month that is over, of one beneficiary or of all. Interrupted, it goes on where it was.
    Close {
        /// Code of the beneficiary; every one when left out.
        #[arg(long)]
        beneficiary: Option<String>,
        /// The month, such as 2026-03; every month that is over when left out.
        #[arg(long, conflicts_with = "from")]
        month: Option<String>,
        /// The first month; the one after the last closed, or the first of the agreement, when left out.
        #[arg(long)]
        from: Option<String>,
        /// Why months are closed although data are missing in them; without it the first such month stops the work.
        #[arg(long, default_value = "")]
        reason: String,
    },
}

/// Runs the command.
pub async fn run(platform: Platform, command: &IndicatorsCommand) -> Result<()> {
    let IndicatorsCommand::Close { beneficiary, month, from, reason } = command;
    let ctx = Ctx::system(platform, "socle indicators");
    let bodies = actions::chosen(&ctx).await?;
    let asked = bodies.iter().filter(|body| beneficiary.as_ref().is_none_or(|code| *code == body.code));
    let codes: Vec<&str> = asked.map(|body| body.code.as_str()).collect();
    if let Some(code) = beneficiary
        && codes.is_empty()
    {
        bail!("{code}: no beneficiary has this code");
    }
    for code in codes {
        let mut told = |one: &Closing| {
            println!("{code}  {}  {} missing  {}", month_word(one.month), one.gaps.len(), one.digest);
        };
        let done = if let Some(month) = month {
            let form = CloseForm { month: month.clone(), reason: reason.clone() };
            Box::pin(actions::close(&ctx, code, &form)).await.map(|one| told(&one))
        } else {
            let form = RunForm { from: from.clone().unwrap_or_default(), reason: reason.clone() };
            Box::pin(actions::close_every(&ctx, code, &form, &mut told)).await.map(drop)
        };
        if let Err(error) = done {
            bail!("{code}: {}", words(&ctx, error));
        }
    }
    Ok(())
}

/// Everything an error says, a line each: the first line is what to do, the others what is missing.
fn words(ctx: &Ctx, error: Error) -> String {
    match error {
        Error::Invalid(problems) => {
            problems.0.iter().map(|problem| ctx.lang.text(&problem.text)).collect::<Vec<_>>().join("\n  ")
        }
        Error::Refused(text) => ctx.lang.text(&text),
        other => other.to_string(),
    }
}
