//! `socle probe`: trying what a probe would look at, before one is added.

use anyhow::{Result, anyhow, bail};
use clap::{Args, Subcommand};
use desk::probes::{Finding, Kind, ProbeForm, check, rules};
use platform::{Clock, egress::EgressSettings, i18n::Lang};

/// What to do with probes.
#[derive(Debug, Subcommand)]
pub enum ProbeCommand {
    /// Look once, and print what is found. Saves nothing; ends with an error when it fails.
    Check {
        /// What is looked at.
        #[command(subcommand)]
        what: What,
        /// Seconds before it is given up.
        #[arg(long, global = true, default_value = "10")]
        timeout: String,
    },
}

/// What a probe can look at.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Whether a connection is taken.
    Tcp {
        /// Machine and port, such as `town.example:443`.
        place: String,
    },
    /// Whether a page answers.
    Http(HttpArgs),
    /// Whether a certificate is good, and for how long still.
    Tls {
        /// Machine, with its port when it is not 443.
        place: String,
        /// Days before its end from which it fails.
        #[arg(long, default_value = "21")]
        days: String,
    },
    /// Whether a name server answers for a name.
    Dns(DnsArgs),
}

/// A page.
#[derive(Debug, Args)]
pub struct HttpArgs {
    /// Address of the page.
    address: String,
    /// Status expected; any from 200 to 399 otherwise.
    #[arg(long, default_value = "")]
    status: String,
    /// A word that the page must hold.
    #[arg(long, default_value = "")]
    word: String,
}

/// A name.
#[derive(Debug, Args)]
pub struct DnsArgs {
    /// Name asked for.
    name: String,
    /// Address of the name server, with its port when it is not 53.
    #[arg(long)]
    server: String,
    /// Kind of record.
    #[arg(long, default_value = "A", value_parser = ["A", "AAAA", "CNAME", "MX", "TXT"])]
    record: String,
    /// A value that must be among the answers.
    #[arg(long, default_value = "")]
    answer: String,
}

/// Runs the command.
pub async fn run(egress: &EgressSettings, command: ProbeCommand) -> Result<()> {
    let ProbeCommand::Check { what, timeout } = command;
    let lang = Lang::default();
    let (kind, form) = asked(what, timeout);
    let look = rules::tried(&form, kind, egress).map_err(|problems| {
        let told = problems.0.iter().map(|one| format!("{}: {}", one.field, lang.text(&one.text)));
        anyhow!(told.collect::<Vec<_>>().join("\n"))
    })?;
    let found = check::run(egress, &look, Clock::System.now()).await;
    let words = lang.t(found.finding.label_key());
    let line = [words, found.detail, format!("{} ms", found.millis)];
    let line: Vec<String> = line.into_iter().filter(|part| !part.is_empty()).collect();
    if found.finding != Finding::Good {
        bail!("{}", line.join(", "));
    }
    println!("{}", line.join(", "));
    Ok(())
}

fn asked(what: What, timeout: String) -> (Kind, ProbeForm) {
    let form = ProbeForm { timeout, ..ProbeForm::default() };
    match what {
        What::Tcp { place } => (Kind::Tcp, ProbeForm { target: place, ..form }),
        What::Http(HttpArgs { address, status, word }) => {
            (Kind::Http, ProbeForm { target: address, status, word, ..form })
        }
        What::Tls { place, days } => (Kind::Tls, ProbeForm { target: place, days, ..form }),
        What::Dns(DnsArgs { name, server, record, answer }) => {
            (Kind::Dns, ProbeForm { target: name, server, record, answer, ..form })
        }
    }
}
