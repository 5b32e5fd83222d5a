//! Rates: tickets opened beside bare commits, due instants, audit entries verified.

use super::{
    figures::{Figure, Target, timed, timed_here},
    seed::World,
    store,
};
use anyhow::{Result, anyhow, ensure};
use desk::{
    mail_intake::{actions::take, store::Source},
    tickets::{
        Channel, Impact, Kind, Urgency,
        actions::{self, Draft, Incoming},
    },
};
use jiff::Timestamp;
use kernel::{Scope, ServiceClock, ServiceWindow, Zone, id::BeneficiaryId};
use people::{Person, audit::verify::verify};
use platform::{Ctx, Platform};
use std::time::{Duration, Instant};

/// How long each side works before the other one's turn.
const TURN: Duration = Duration::from_millis(1_500);
/// Turns of each side: alternating, so that both meet the same moods of the machine.
const TURNS: u32 = 4;

/// `due` on the clock of the agreement: Monday to Friday, 8 to 18.
pub(super) fn clock() -> Result<Figure> {
    const CALLS: i32 = 1_000_000;
    let window = ServiceWindow::weekdays("08:00".parse()?, "18:00".parse()?, Zone::Metropole)?;
    let clock = ServiceClock::new(window);
    let (took, checked) = timed_here(|| {
        let mut checked = 0_i64;
        for call in 0..i64::from(CALLS) {
            let from = Timestamp::from_second(1_640_995_200 + call * 137)?;
            checked ^= clock.due(from, 60 * (call % 4_800))?.as_second();
        }
        Ok(checked)
    })?;
    // The answers must be used, or nothing need be computed.
    ensure!(checked != 0, "the clock gave nothing");
    let rate = f64::from(CALLS) / took.as_secs_f64();
    Ok(Figure::value("clock due", rate, "per s").held_to(Target::AtLeast(1_000_000.0)))
}

/// Tickets opened through the action, and one-row commits, by one task and by eight.
pub(super) async fn create(platform: &Platform, world: &World) -> Result<Vec<Figure>> {
    let mut figures = vec![];
    for tasks in [1_usize, 8] {
        let (mut bare, mut made) = (0.0, 0.0);
        for _ in 0..TURNS {
            bare += rate(tasks, |task| commit_rows(platform.clone(), task)).await? / f64::from(TURNS);
            made += rate(tasks, |task| {
                let (beneficiary, requester) = world.requesters[task % world.requesters.len()].clone();
                open_tickets(platform.clone(), beneficiary, requester)
            })
            .await?
                / f64::from(TURNS);
        }
        let by = if tasks == 1 { "one task".to_owned() } else { format!("{tasks} tasks") };
        figures.push(Figure::value(format!("one-row commits, {by}"), bare, "per s"));
        figures.push(Figure::value(format!("tickets opened, {by}"), made, "per s"));
        let ratio = Figure::value(format!("one-row commits per ticket opened, {by}"), bare / made, "×");
        figures.push(ratio.held_to(Target::AtMost(2.0)));
    }
    Ok(figures)
}

/// How often a second `tasks` tasks together did it.
async fn rate<F>(tasks: usize, work: impl Fn(usize) -> F) -> Result<f64>
where
    F: Future<Output = Result<u32>> + Send + 'static,
{
    let began = Instant::now();
    let running: Vec<_> = (0..tasks).map(|task| tokio::spawn(work(task))).collect();
    let mut done = 0;
    for task in running {
        done += task.await??;
    }
    Ok(f64::from(done) / began.elapsed().as_secs_f64())
}

async fn commit_rows(platform: Platform, task: usize) -> Result<u32> {
    let (began, mut done) = (Instant::now(), 0);
    while began.elapsed() < TURN {
        let mut tx = platform.db.begin(&Scope::All).await?;
        let key: String = platform.ids.next(platform.clock.now());
        store::insert_row(&mut tx, &format!("bench {task} {key}"), platform.clock.now()).await?;
        tx.commit().await?;
        done += 1;
    }
    Ok(done)
}

async fn open_tickets(platform: Platform, beneficiary: BeneficiaryId, requester: Person) -> Result<u32> {
    let ctx = Ctx::of(platform, requester.actor());
    let (began, mut done) = (Instant::now(), 0);
    while began.elapsed() < TURN {
        let draft = Draft {
            beneficiary: beneficiary.clone(),
            requester: Some(requester.id.clone()),
            kind: Kind::Incident,
            is_administrative: false,
            title: String::new(),
            description: "Plus de réseau dans la salle du conseil depuis ce matin.".to_owned(),
            channel: Channel::Portal,
            site: None,
            impact: Impact::Low,
            urgency: Urgency::Medium,
        };
        let incoming = Incoming { draft, files: vec![], idempotency_key: Some(ctx.id()) };
        actions::create(&ctx, incoming).await.map_err(|e| anyhow!("{e}"))?;
        done += 1;
    }
    Ok(done)
}

/// Documents put in the search index, from every object there is.
pub(super) async fn index(platform: &Platform) -> Result<Figure> {
    let (took, written) = timed(async {
        crate::search::jobs::reindex(platform, &mut |_| {}).await.map_err(|e| anyhow!("{e}"))
    })
    .await?;
    let rate = f64::from(u32::try_from(written)?) / took.as_secs_f64();
    Ok(Figure::value(format!("documents indexed, of {written}"), rate, "per s"))
}

/// Entries of the audit log read and verified.
pub(super) async fn audit(platform: &Platform) -> Result<Figure> {
    let mut tx = platform.db.read(&Scope::All).await?;
    let (took, report) = timed(async { verify(&mut tx, &[]).await.map_err(|e| anyhow!("{e}")) }).await?;
    ensure!(report.faults.is_empty(), "the audit log has faults: {:?}", report.faults);
    let entries = u32::try_from(report.entries).unwrap_or(u32::MAX);
    Ok(Figure::value("audit entries verified", f64::from(entries) / took.as_secs_f64(), "per s"))
}

/// Mails taken one after the other, as a mailbox is read: new requests with and without a file, answers by number, and
/// mails of strangers. Each is stored, judged, made into what it becomes, and committed.
pub(super) async fn mails(platform: &Platform, world: &World) -> Result<Figure> {
    const MAILS: usize = 600;
    let ctx = Ctx::system(platform.clone(), "bench");
    let (took, made) = timed(async {
        let mut made = 0_usize;
        for number in 0..MAILS {
            let (_, requester) = &world.requesters[number % world.requesters.len()];
            let uid = i64::try_from(number)?;
            let source = Source { mailbox: "bench".to_owned(), uid_validity: 1, uid };
            // Boxed: taking a mail is a large future.
            let taken = Box::pin(take(&ctx, &source, mail(number, &requester.email))).await;
            made += usize::from(taken.map_err(|e| anyhow!("{e}"))?.ticket.is_some());
        }
        Ok(made)
    })
    .await?;
    ensure!(made > MAILS * 3 / 4, "only {made} of {MAILS} mails became something");
    let rate = f64::from(u32::try_from(MAILS)?) / took.as_secs_f64();
    Ok(Figure::value("mails taken", rate, "per s").held_to(Target::AtLeast(50.0)))
}

fn mail(number: usize, requester: &str) -> Vec<u8> {
    let from = if number % 10 == 9 { "nobody@elsewhere.example" } else { requester };
    let head = format!(
        "From: <{from}>\r\nTo: desk@bench.example\r\nSubject: Panne {number}\r\nMessage-ID: <{number}@bench.example>\r\n"
    );
    let text = "Bonjour,\r\n\r\nPlus de réseau dans la salle du conseil.\r\n".repeat(10);
    if !number.is_multiple_of(5) {
        return format!("{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}").into_bytes();
    }
    let file = "QmllbiBsZSBib25qb3Vy".repeat(1_000);
    let part = "--edge\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    let attached = "--edge\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\
        Content-Disposition: attachment; filename=\"plan.pdf\"\r\n\r\n";
    format!(
        "{head}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=edge\r\n\r\n{part}{text}\r\n{attached}{number:08}{file}\r\n--edge--\r\n"
    )
    .into_bytes()
}
