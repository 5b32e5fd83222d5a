//! `socle query`: a question of the catalogue from the command line.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use governance::query::{Answer, Asked, actions, api::Answered, files};
use platform::{
    Ctx, Error, Platform,
    i18n::{Lang, figures},
    sheet,
};
use std::io::{Write as _, stdout};

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Columns to read.
    Text,
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

/// What is asked.
#[derive(Debug, Args)]
pub struct QueryArgs {
    /// Code of a measure; every measure is listed when left out.
    measure: Option<String>,
    /// By what it is counted: `month`, `beneficiary`, `channel`…
    #[arg(long, default_value = "")]
    by: String,
    /// Then by what.
    #[arg(long, default_value = "")]
    then: String,
    /// First month, such as 2026-01.
    #[arg(long, default_value = "")]
    from: String,
    /// Last month.
    #[arg(long, default_value = "")]
    to: String,
    /// Code of a beneficiary; every one when left out.
    #[arg(long, default_value = "")]
    beneficiary: String,
    /// Values to keep to: `channel:mail;state:closed`.
    #[arg(long, default_value = "")]
    only: String,
    /// How the answer is written.
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

impl QueryArgs {
    fn asked(&self, measure: &str) -> Asked {
        Asked {
            measure: measure.to_owned(),
            by: self.by.clone(),
            then: self.then.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            beneficiary: self.beneficiary.clone(),
            only: self.only.clone(),
            format: String::new(),
        }
    }
}

/// Runs the command.
pub async fn run(platform: Platform, args: &QueryArgs) -> Result<()> {
    let ctx = Ctx::system(platform, "socle query");
    let Some(measure) = &args.measure else {
        for one in actions::measures(&ctx) {
            let by: Vec<&str> = one.dimensions.iter().map(|by| by.as_str()).collect();
            println!("{:<20} {}\n{:<20} {}", one.code, ctx.lang.t(one.says), "", by.join(", "));
        }
        return Ok(());
    };
    let answer = match actions::ask(&ctx, &args.asked(measure)).await {
        Ok(answer) => answer,
        Err(error) => bail!("{}", words(ctx.lang, error)),
    };
    match args.format {
        Form::Text => print(ctx.lang, &answer),
        Form::Json => println!("{}", serde_json::to_string_pretty(&Answered::of(&ctx, answer))?),
        Form::Csv => {
            let rows: Vec<_> = answer.lines.iter().map(|line| files::cells(&answer, line)).collect();
            let title = ctx.lang.t(answer.question.measure.label);
            let columns = files::columns(ctx.lang, &answer);
            let sheet = sheet::Sheet { file: "query".into(), title, columns, lang: ctx.lang };
            let mut out = stdout();
            out.write_all(&sheet::csv_header(&sheet)?)?;
            out.write_all(&sheet::csv_rows(ctx.lang, &rows)?)?;
        }
    }
    Ok(())
}

fn print(lang: Lang, answer: &Answer) {
    for line in &answer.lines {
        println!("{}  {}", line.labels.join("  "), figures::figure(lang, &line.value));
    }
    println!("{}  {}", lang.t("query-total"), figures::figure(lang, &answer.total));
}

/// Everything an error says, a line for each field.
fn words(lang: Lang, error: Error) -> String {
    match error {
        Error::Invalid(problems) => {
            let one =
                |problem: &platform::Problem| format!("{}: {}", problem.field, lang.text(&problem.text));
            problems.0.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        Error::Refused(text) => lang.text(&text),
        other => other.to_string(),
    }
}
