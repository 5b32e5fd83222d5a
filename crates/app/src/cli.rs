//! The command line of `socle`: one subcommand a file or folder.

use crate::{
    calc::{self, CalcArgs},
    commands::{
        agreement, audit, bench, bi, billing, demo, finance, form, import, index, indicators, jobs, mail,
        mailbox, pack, probe, query, reindex, report, serve, setup, telephony, token, transfer,
    },
    instance,
};
use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use platform::{Clock, Ids, Platform, Settings};
use std::{
    io::{stderr, stdin, stdout},
    path::PathBuf,
    process::ExitCode,
};

/// Shared digital services between public bodies, run from the agreement.
#[derive(Debug, Parser)]
#[command(name = "socle", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    instance: InstanceArgs,
}

/// Which instance to work on.
#[derive(Debug, Args)]
struct InstanceArgs {
    /// Settings file; `socle.toml` here when it exists.
    #[arg(long, global = true, env = "SOCLE_CONFIG")]
    config: Option<PathBuf>,
    /// Database, instead of the one in the settings: `sqlite:PATH` or `postgres://…`.
    #[arg(long, global = true, env = "SOCLE_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
    /// Address to listen on, instead of the one in the settings.
    #[arg(long, global = true, env = "SOCLE_LISTEN")]
    listen: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The rules of the agreement as calculations: clock, revision, depreciation, exit, availability.
    Calc(CalcArgs),
    /// Make and serve a demonstration: three invented years of two beneficiaries.
    Demo(demo::DemoArgs),
    /// Serve the web application.
    Serve,
    /// Do background work only, beside a process that serves.
    Work,
    /// Create the provider and its first administrator; prints one one-time link.
    Setup(setup::SetupArgs),
    /// Apply missing migrations.
    Migrate,
    /// Check, import or describe agreement files.
    #[command(subcommand)]
    Agreement(agreement::AgreementCommand),
    /// Check, import or describe request forms.
    #[command(subcommand)]
    Form(form::FormCommand),
    /// Exports for the books, what the financial software answers, its mapping.
    #[command(subcommand)]
    Finance(finance::FinanceCommand),
    /// Read published values of the index.
    #[command(subcommand)]
    Index(index::IndexCommand),
    /// Make the search index again from everything there is.
    Reindex,
    /// Verify the audit log, or write down its ends.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Make an API token for a person.
    #[command(subcommand)]
    Token(token::TokenCommand),
    /// Take mail, read the mailboxes once, try the way out.
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// Add, try and look after the mailboxes that are read.
    #[command(subcommand)]
    Mailbox(mailbox::MailboxCommand),
    /// Try what a probe would look at.
    #[command(subcommand)]
    Probe(probe::ProbeCommand),
    /// See background work, or do it now.
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// Close months of indicators.
    #[command(subcommand)]
    Indicators(indicators::IndicatorsCommand),
    /// Ask the data: a measure counted by one or two dimensions.
    Query(query::QueryArgs),
    /// Read records of calls.
    #[command(subcommand)]
    Telephony(telephony::TelephonyCommand),
    /// Logins of reporting tools on PostgreSQL, and whose rows each sees.
    #[command(subcommand)]
    Bi(bi::BiCommand),
    /// Draft and issue the charges of a year for every beneficiary.
    #[command(subcommand)]
    Billing(billing::BillingCommand),
    /// Draft reports and write them to files.
    #[command(subcommand)]
    Report(report::ReportCommand),
    /// Everything held for a beneficiary as one pack (art. 3 and 7), a pack taken in, and the deletion after the return.
    #[command(subcommand)]
    Pack(pack::PackCommand),
    /// Measure speed on instances of its own.
    Bench(bench::BenchArgs),
    /// Write everything the database holds to a file.
    Export {
        /// File to write, one JSON value a line.
        file: PathBuf,
    },
    /// Read such a file into an empty database, or take another tool over.
    Import(import::ImportArgs),
    /// Copy a whole instance into an empty database of either engine, and compare.
    Transfer {
        /// Where from: `sqlite:PATH` or `postgres://…`.
        #[arg(long)]
        from: String,
        /// Where to.
        #[arg(long)]
        to: String,
    },
}

/// The whole command line, for reference pages and tests.
pub fn command() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Runs the command the process was started with; a failure is told on standard error.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Calc(args) => calc::run(&args, stdin().lock(), stdout().lock()),
        command => in_runtime(command, &cli.instance),
    };
    done.unwrap_or_else(|error| {
        use std::io::Write;
        // Nothing is left to tell it to when standard error is closed.
        let _ = writeln!(stderr(), "socle: {error:#}");
        ExitCode::FAILURE
    })
}

fn in_runtime(command: Command, args: &InstanceArgs) -> Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    // At its most talkative that library writes down every line it sends, passwords among them.
    let filter = filter.add_directive("async_imap=warn".parse()?);
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).init();
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(execute(command, args))
}

async fn execute(command: Command, args: &InstanceArgs) -> Result<ExitCode> {
    match command {
        Command::Calc(_) => unreachable!("answered before the runtime starts"),
        Command::Demo(asked) => demo::run(&asked, args.listen.as_deref()).await?,
        Command::Serve => serve::run(open(args).await?).await?,
        Command::Work => serve::work(open(args).await?).await?,
        Command::Setup(asked) => setup::run(open(args).await?, &asked).await?,
        Command::Migrate => drop(open(args).await?),
        Command::Agreement(asked) => return agreement::run(&asked, async || open(args).await).await,
        Command::Form(asked) => return form::run(&asked, async || open(args).await).await,
        Command::Finance(asked) => return finance::run(asked, async || open(args).await).await,
        Command::Index(asked) => return index::run(open(args).await?, &asked).await,
        Command::Reindex => reindex::run(open(args).await?).await?,
        Command::Audit(asked) => return audit::run(open(args).await?, &asked).await,
        Command::Bench(asked) => return Box::pin(bench::run(&asked)).await,
        Command::Mail(asked) => mail::run(open(args).await?, &asked).await?,
        Command::Mailbox(asked) => mailbox::run(open(args).await?, asked).await?,
        Command::Probe(asked) => probe::run(&settings(args)?.egress, asked).await?,
        Command::Jobs(asked) => jobs::run(open(args).await?, &asked).await?,
        Command::Indicators(asked) => indicators::run(open(args).await?, &asked).await?,
        Command::Query(asked) => query::run(open(args).await?, &asked).await?,
        Command::Telephony(asked) => telephony::run(open(args).await?, &asked).await?,
        Command::Bi(asked) => bi::run(open(args).await?, &asked).await?,
        Command::Billing(asked) => return billing::run(open(args).await?, &asked).await,
        Command::Report(asked) => report::run(open(args).await?, &asked).await?,
        Command::Pack(asked) => pack::run(&asked, async || open(args).await).await?,
        Command::Token(asked) => token::run(open(args).await?, &asked).await?,
        Command::Export { file } => transfer::export(&settings(args)?.database_url, &file).await?,
        Command::Import(asked) => {
            return import::run(asked, &settings(args)?.database_url, async || open(args).await).await;
        }
        Command::Transfer { from, to } => transfer::run(&from, &to).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn settings(args: &InstanceArgs) -> Result<Settings> {
    let mut settings = instance::settings(args.config.as_deref())?;
    if let Some(url) = &args.database_url {
        settings.database_url.clone_from(url);
    }
    if let Some(listen) = &args.listen {
        settings.listen.clone_from(listen);
        // Somebody trying another port expects links to lead there; a public address that was set stays.
        if settings.public_url == Settings::default().public_url {
            settings.public_url = format!("http://{listen}");
        }
    }
    Ok(settings)
}

async fn open(args: &InstanceArgs) -> Result<Platform> {
    instance::open(settings(args)?, Clock::System, Ids::random()).await
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        super::command().debug_assert();
    }
}
