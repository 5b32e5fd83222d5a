//! The server as a process of its own: time from its start to its first page, memory once idle.

use super::figures::{Figure, Target};
use anyhow::{Context as _, Result, anyhow, bail};
use std::{
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    process::{Child, Command},
};

/// Starts measured.
const STARTS: usize = 7;
/// How long the server is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(2);

/// Starts `socle serve` several times on a database and reads the memory of the last one.
pub(super) async fn starts(url: &str, folder: &Path, name: &str) -> Result<Vec<Figure>> {
    let (mut sample, mut memory) = (vec![], None);
    for start in 1..=STARTS {
        let began = Instant::now();
        let mut server = serve(url, folder)?;
        let address = address(&mut server).await?;
        first_page(&address).await?;
        sample.push(began.elapsed());
        if start == STARTS {
            tokio::time::sleep(IDLE).await;
            memory = resident(&server)?;
        }
        server.kill().await?;
    }
    let mut figures = vec![Figure::milliseconds(name, sample).held_to(Target::AtMost(300.0))];
    if let Some(mebibytes) = memory {
        let name = name.replace("cold start to first page", "resident memory idle");
        figures.push(Figure::value(name, mebibytes, "MiB").held_to(Target::AtMost(60.0)));
    }
    Ok(figures)
}

fn serve(url: &str, folder: &Path) -> Result<Child> {
    let program = std::env::current_exe().context("finding this program")?;
    let mut command = Command::new(program);
    command.args(["serve", "--listen", "127.0.0.1:0", "--database-url", url]);
    command.current_dir(folder).stdout(Stdio::piped()).kill_on_drop(true);
    Ok(command.spawn()?)
}

/// The address the server says it listens on: the last word of its first line.
async fn address(server: &mut Child) -> Result<String> {
    let output = server.stdout.take().ok_or_else(|| anyhow!("the server has no output"))?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).await?;
    let address = line.trim().rsplit("http://").next().unwrap_or_default();
    if address.is_empty() {
        bail!("the server did not start");
    }
    Ok(address.to_owned())
}

async fn first_page(address: &str) -> Result<()> {
    let mut connection = TcpStream::connect(address).await?;
    let request = format!("GET /sign-in HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await?;
    let mut answer = vec![];
    connection.read_to_end(&mut answer).await?;
    if answer.starts_with(b"HTTP/1.1 200") && answer.ends_with(b"</html>") {
        return Ok(());
    }
    bail!("the first page was: {}", String::from_utf8_lossy(&answer))
}

/// Resident mebibytes; nothing where the system does not tell (only Linux does, in this way).
fn resident(server: &Child) -> Result<Option<f64>> {
    let Some(id) = server.id() else { bail!("the server has ended") };
    let Ok(status) = std::fs::read_to_string(format!("/proc/{id}/status")) else { return Ok(None) };
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes: Option<u32> = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    Ok(kibibytes.map(|kibibytes| f64::from(kibibytes) / 1024.0))
}
