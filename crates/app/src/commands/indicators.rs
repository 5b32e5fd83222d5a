//! `socle indicators`: months of indicators from the command line.

use anyhow::{Result, bail};
use clap::Subcommand;
use governance::indicators::{
    CloseForm, Closing, RunForm,
    actions::{self, Exported},
    rules::month_word,
};
use platform::{Ctx, Error, Platform};
use std::io::{BufWriter, Write as _, stdout};

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
    /// Write every closed value with the rows that were counted, one JSON object a line: whoever has them can compute it again.
    Export {
        /// Code of the beneficiary; every one when left out.
        #[arg(long)]
        beneficiary: Option<String>,
    },
}

/// Runs the command.
pub async fn run(platform: Platform, command: &IndicatorsCommand) -> Result<()> {
    let ctx = Ctx::system(platform, "socle indicators");
    match command {
        IndicatorsCommand::Close { beneficiary, month, from, reason } => {
            let codes = codes(&ctx, beneficiary.as_deref()).await?;
            close(&ctx, &codes, (month.as_deref(), from.as_deref()), reason).await
        }
        IndicatorsCommand::Export { beneficiary } => {
            let mut out = BufWriter::new(stdout());
            for code in codes(&ctx, beneficiary.as_deref()).await? {
                let mut told = |one: Exported| {
                    let failed = |error: &dyn std::fmt::Display| Error::Internal(error.to_string());
                    let line = serde_json::to_string(&one).map_err(|error| failed(&error))?;
                    writeln!(out, "{line}").map_err(|error| failed(&error))
                };
                actions::exported(&ctx, &code, &mut told).await?;
            }
            Ok(out.flush()?)
        }
    }
}

/// The codes asked for, or every one.
async fn codes(ctx: &Ctx, asked: Option<&str>) -> Result<Vec<String>> {
    let bodies = actions::chosen(ctx).await?.into_iter().map(|body| body.code);
    let codes: Vec<String> = bodies.filter(|code| asked.is_none_or(|asked| asked == code)).collect();
    match asked {
        Some(code) if codes.is_empty() => bail!("{code}: no beneficiary has this code"),
        _ => Ok(codes),
    }
}

async fn close(
    ctx: &Ctx,
    codes: &[String],
    (month, from): (Option<&str>, Option<&str>),
    reason: &str,
) -> Result<()> {
    for code in codes {
        let mut told = |one: &Closing| {
            println!("{code}  {}  {} missing  {}", month_word(one.month), one.gaps.len(), one.digest);
        };
        let done = if let Some(month) = month {
            let form = CloseForm { month: month.to_owned(), reason: reason.to_owned() };
            Box::pin(actions::close(ctx, code, &form)).await.map(|one| told(&one))
        } else {
            let form = RunForm { from: from.unwrap_or_default().to_owned(), reason: reason.to_owned() };
            Box::pin(actions::close_every(ctx, code, &form, &mut told)).await.map(drop)
        };
        if let Err(error) = done {
            bail!("{code}: {}", words(ctx, error));
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
