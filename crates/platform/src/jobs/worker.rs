//! Doing the work: what is due is taken, done by its handler, and its end written down.

use super::{
    Every, Job, JobState, Jobs,
    rules::{self, After},
    store::{self, End},
};
use crate::{Ctx, Error, Platform, Result};
use kernel::Scope;
use std::time::Duration;
use tokio::{sync::watch, task::JoinSet, time};

/// How often an idle worker looks whether something became due.
const LOOK: Duration = Duration::from_millis(500);
/// Pieces of work done at the same time by one process.
const HANDS: usize = 3;

/// The background work of one process, from start to stop.
pub struct Worker {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

impl Worker {
    /// Begins to work: three pieces at a time, and one task for each kind that comes back within seconds.
    pub async fn start(platform: Platform, jobs: Jobs) -> Result<Self> {
        establish(&platform, &jobs).await?;
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        for _ in 0..HANDS {
            tasks.spawn(work(platform.clone(), jobs.clone(), stopped.clone()));
        }
        for (kind, every) in jobs.kinds() {
            if let Some(Every::Seconds(seconds)) = every {
                let pause = Duration::from_secs(u64::from(seconds));
                tasks.spawn(tick(platform.clone(), jobs.clone(), kind, pause, stopped.clone()));
            }
        }
        Ok(Self { tasks, stop })
    }

    /// Takes nothing more and waits for what is under way.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Makes sure that each recurring kind has its row; those that come back within seconds need none.
async fn establish(platform: &Platform, jobs: &Jobs) -> Result<()> {
    let mut tx = platform.db.begin(&Scope::All).await?;
    for (kind, every) in jobs.kinds() {
        if let Some(every @ (Every::Minutes(_) | Every::DayAt(..))) = every {
            store::establish(&mut tx, kind, every, platform.clock.now()).await?;
        }
    }
    Ok(tx.commit().await?)
}

async fn work(platform: Platform, jobs: Jobs, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let done = one(&platform, &jobs).await.unwrap_or_else(|error| {
            tracing::error!(%error, "taking work");
            None
        });
        if done.is_none() {
            tokio::select! { () = time::sleep(LOOK) => {} _ = stopped.changed() => {} }
        }
    }
}

async fn tick(
    platform: Platform,
    jobs: Jobs,
    kind: &'static str,
    pause: Duration,
    mut stopped: watch::Receiver<bool>,
) {
    while !*stopped.borrow() {
        if let Err(error) = handle(&platform, &jobs, kind, serde_json::json!({})).await {
            tracing::error!(%error, kind, "recurring work");
        }
        tokio::select! { () = time::sleep(pause) => {} _ = stopped.changed() => {} }
    }
}

/// Does everything that is due at the platform's instant, once through: tests and `socle jobs run`. Gives what was
/// done, with the error of what failed.
pub async fn run_due(platform: &Platform, jobs: &Jobs) -> Result<Vec<(String, Option<String>)>> {
    establish(platform, jobs).await?;
    let mut done = vec![];
    for (kind, every) in jobs.kinds() {
        if matches!(every, Some(Every::Seconds(_))) {
            let failed = handle(platform, jobs, kind, serde_json::json!({})).await.err();
            done.push((kind.to_owned(), failed.map(|e| e.to_string())));
        }
    }
    while let Some(outcome) = one(platform, jobs).await? {
        done.push(outcome);
    }
    Ok(done)
}

/// Does one piece of work that is due, when there is one. Gives its kind and why it failed.
async fn one(platform: &Platform, jobs: &Jobs) -> Result<Option<(String, Option<String>)>> {
    let now = platform.clock.now();
    // Looking costs no write: an idle instance writes nothing.
    let mut look = platform.db.read(&Scope::All).await?;
    let due = store::next_due(&mut look).await?;
    drop(look);
    if due.is_none_or(|due| due > now) {
        return Ok(None);
    }
    let mut tx = platform.db.begin(&Scope::All).await?;
    let Some(job) = store::claim(&mut tx, now).await? else { return Ok(None) };
    tx.commit().await?;
    let outcome = handle(platform, jobs, &job.kind, job.payload.clone()).await;
    let end = end(platform, jobs, &job, outcome.as_ref().err());
    let mut tx = platform.db.begin(&Scope::All).await?;
    store::finish(&mut tx, &job, &end, platform.clock.now()).await?;
    tx.commit().await?;
    let failed = (!end.error.is_empty()).then_some(end.error);
    if let Some(error) = &failed {
        tracing::warn!(error, kind = job.kind, id = job.id, attempts = job.attempts, "work failed");
    }
    Ok(Some((job.kind, failed)))
}

/// Runs a handler in a task of its own, so that a panic ends that piece of work only.
async fn handle(platform: &Platform, jobs: &Jobs, kind: &str, payload: serde_json::Value) -> Result<()> {
    let Some(handler) = jobs.handler(kind) else {
        return Err(Error::Internal(format!("no part of this program does «{kind}»")));
    };
    let running =
        tokio::spawn(time::timeout(rules::LIMIT, handler(Ctx::system(platform.clone(), kind), payload)));
    match running.await {
        Ok(Ok(done)) => done,
        Ok(Err(_)) => Err(Error::Internal("it took longer than its lease".to_owned())),
        Err(ended) => Err(Error::Internal(format!("it stopped: {ended}"))),
    }
}

fn end(platform: &Platform, jobs: &Jobs, job: &Job, error: Option<&Error>) -> End {
    let now = platform.clock.now();
    let every = jobs.recurring.get(job.kind.as_str()).copied();
    let text = error.map_or_else(String::new, |error| error.to_string().chars().take(2_000).collect());
    let (state, run_at, attempts) = match (error.map(|e| rules::after_failure(e, job.attempts)), every) {
        (None, None) => (JobState::Done, now, job.attempts),
        // What comes back is never given up: it waits for its next time.
        (None | Some(After::Dead), Some(every)) => {
            (JobState::Waiting, rules::next(every, job.started_at.unwrap_or(now), now), 0)
        }
        (Some(After::Retry(wait)), _) => (JobState::Waiting, now + wait, job.attempts),
        (Some(After::Dead), None) => (JobState::Dead, now, job.attempts),
    };
    End { state, run_at, attempts, error: text }
}
