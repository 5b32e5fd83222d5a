//! `socle pack`: everything held for a beneficiary as one pack, and a pack taken in.

use super::setup::told;
use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use governance::reversibility::packs::{self, Progress, taking_in};
use people::{Entry, organisations, record};
use platform::{Ctx, Digest, Platform, archive::Archive};
use std::{
    convert::Infallible,
    fs::File,
    io::{IsTerminal as _, stderr},
    path::{Path, PathBuf},
    time::Duration,
};

/// What to do with packs.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Write everything held for a beneficiary to a folder, or to one file when its name ends with `.zip`.
    Make {
        /// Code of the beneficiary.
        #[arg(long)]
        beneficiary: String,
        /// A folder that is empty or not there yet, or a file `….zip` that is not there yet.
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Verify that every file of a pack is what its manifest says. Nothing is read or written elsewhere.
    Check(Which),
    /// Take a beneficiary in with everything that was held for it elsewhere.
    Import {
        /// Which pack.
        #[command(flatten)]
        which: Which,
        /// Say what would be done, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Carry out the deletion of what was held for a beneficiary that left, once two persons confirmed it on its page: to the
    /// end, from wherever it stopped.
    Destroy {
        /// Code of the beneficiary.
        #[arg(long)]
        beneficiary: String,
        /// Say table by table what would go, what would stay and until when, and what stands in the way; delete nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Which pack.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// The folder or the `.zip`.
    file: PathBuf,
    /// SHA-256 of its manifest, as the other side showed it: a pack that was changed as a whole is found out by it alone.
    #[arg(long)]
    digest: Option<String>,
}

impl Which {
    fn expected(&self) -> Result<Option<Digest>> {
        let parse = |text: &String| Digest::parse(text).context("--digest takes 64 hexadecimal digits");
        self.digest.as_ref().map(parse).transpose()
    }
}

/// Runs the command; only what needs the instance opens it.
pub async fn run(command: &PackCommand, open: impl AsyncFnOnce() -> Result<Platform>) -> Result<()> {
    let ctx = |platform: Platform| Ctx::system(platform, "socle pack");
    match command {
        PackCommand::Make { beneficiary, output } => make(&ctx(open().await?), beneficiary, output).await,
        PackCommand::Check(which) => check(which),
        PackCommand::Destroy { beneficiary, dry_run } => {
            super::destruction::run(&ctx(open().await?), beneficiary, *dry_run).await
        }
        PackCommand::Import { which, dry_run } => import(&ctx(open().await?), which, *dry_run).await,
    }
}

async fn make(ctx: &Ctx, code: &str, output: &Path) -> Result<()> {
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let Some(body) = bodies.iter().find(|body| body.code == code) else {
        let codes: Vec<&str> = bodies.iter().map(|body| body.code.as_str()).collect();
        bail!("no beneficiary has the code {code}; there are: {}", codes.join(", "));
    };
    let is_zip = output.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    // Under another name until it is whole: half a pack is never taken for one.
    let aside = if is_zip { output.with_extension("zip.part") } else { output.to_owned() };
    let archive = if is_zip {
        anyhow::ensure!(!output.exists(), "{} is there already", output.display());
        Archive::zip(File::create(&aside).with_context(|| aside.display().to_string())?)
    } else {
        Archive::folder(output).with_context(|| output.display().to_string())?
    };
    let progress = Progress::default();
    let made = tokio::select! {
        made = Box::pin(packs::write(ctx, &body.id, archive, &progress)) => made,
        never = shown(&progress) => match never {},
    };
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            if is_zip {
                std::fs::remove_file(&aside)?;
            }
            return Err(told(ctx, &error));
        }
    };
    if is_zip {
        std::fs::rename(&aside, output)?;
    }
    noted(ctx, &body.code, &made).await?;
    println!("{}: {} rows, {} files", output.display(), made.rows, made.files);
    if made.missing > 0 {
        println!("{} files are damaged or lost: files.csv names them", made.missing);
    }
    println!("SHA-256 of the manifest: {}", made.manifest);
    Ok(())
}

/// In the provider's own chain: writing to the beneficiary's would change what the next pack holds.
async fn noted(ctx: &Ctx, code: &str, made: &packs::Made) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let detail = serde_json::json!({"beneficiary": code, "manifest": made.manifest, "rows": made.rows});
    record(&mut tx, ctx, Entry::new("pack.made", None, "reversibility_pack", "").detail(detail)).await?;
    Ok(tx.commit().await?)
}

async fn shown(progress: &Progress) -> Infallible {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if stderr().is_terminal() {
            let (done, total) = progress.so_far();
            eprint!("\r{done} of {total}  ");
        }
    }
}

fn check(which: &Which) -> Result<()> {
    let found = taking_in::check(&which.file, which.expected()?.as_ref());
    let (manifest, digest) = found.map_err(|error| english(&error))?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    println!("{}: {rows} rows, {} files, whole", manifest.beneficiary.name, manifest.files.len() + 1);
    println!("SHA-256 of the manifest: {digest}");
    Ok(())
}

/// Without an instance there is no reader whose language is known.
fn english(error: &platform::Error) -> anyhow::Error {
    match error {
        platform::Error::Refused(text) => anyhow::anyhow!(platform::i18n::Lang::En.text(text)),
        other => anyhow::anyhow!("{other}"),
    }
}

async fn import(ctx: &Ctx, which: &Which, dry: bool) -> Result<()> {
    let taken = Box::pin(taking_in::take_in(ctx, &which.file, which.expected()?.as_ref(), dry)).await;
    let taken = taken.map_err(|error| told(ctx, &error))?;
    let verb = if dry { "would be taken in" } else { "taken in" };
    println!("{}: {} rows and {} files {verb}", taken.beneficiary, taken.rows, taken.files);
    if taken.known > 0 {
        println!("{} shared rows were here already, the same", taken.known);
    }
    if let Some(name) = &taken.former_provider {
        println!("{name}, who held the data, is a contractor here");
    }
    println!("SHA-256 of the manifest: {}", taken.manifest);
    if !dry {
        println!(
            "Nobody can sign in yet: invite persons from their page; `socle setup` makes an administrator."
        );
    }
    Ok(())
}
